"""How is a result put off with an apology, and where is that offered?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from benefits.forms.appointments import ReappointForm
from benefits.views.room import finished, open_room
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.text import full_stop
from bhxh_archive.ui.frame import back_unchanged
from intake.actions.reappointing import permit_reappoint
from intake.actions.reappointing import reappoint as put_off
from intake.models import Dossier, Reappointment
from intake.rules.appointments import may_be_put_off
from intake.views.frame import current_user
from intake.views.verbs import add_problems


@GET_POST
def reappoint(request: HttpRequest, pk: int) -> HttpResponse:
    """The days so far, the new one and the reason; the slip is printed from the dossier afterwards."""
    dossier, context = open_room(request, pk)
    earlier = list(dossier.reappointments.select_related("by"))
    permit_reappoint(dossier, len(earlier), current_user(request))
    form = ReappointForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (done := _put_off(request, dossier, form)):
        return done
    if request.method == "GET" and not may_be_put_off(dossier, timezone.localdate()):
        raise NotNow("Chỉ hẹn lại khi hồ sơ đang được giải quyết và chưa qua ngày đã hẹn.")
    context |= {
        "title": "Xin lỗi và hẹn lại ngày trả", "form": form, "consequence": _said(dossier, earlier),
        "foot": foot_for("Lập phiếu xin lỗi và hẹn lại", others=[back_unchanged(reverse("review", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


def _put_off(request: HttpRequest, dossier: Dossier, form: ReappointForm) -> HttpResponse | None:
    try:
        made = put_off(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
        return None
    said = f"Đã hẹn lại ngày {made.promised_on:%d/%m/%Y}. In phiếu xin lỗi ở tab «Thành phần»."
    return finished(request, dossier, said, queue="", tab="dossier")


def _said(dossier: Dossier, earlier: list[Reappointment]) -> str:
    told = f"Hạn theo quy định {dossier.due_on:%d/%m/%Y} không thay đổi và báo cáo vẫn tính theo hạn này."
    if not earlier:
        return f"{told} Chỉ được hẹn lại một lần; lần thứ hai phải do lãnh đạo quyết định."
    last = earlier[-1]
    before = full_stop(f"Đã hẹn lại {last.promised_on:%d/%m/%Y} ({last.by}): {last.reason}")
    return f"{told} {before} Lần này do lãnh đạo quyết định."
