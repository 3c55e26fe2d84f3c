"""How is a result put off with an apology, and how is the leader asked for another one?"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from benefits.forms.appointments import CorrectPromiseForm, ReappointForm, RefuseForm
from benefits.views.room import finished, open_room
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.text import full_stop
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, back_unchanged
from intake.actions.deadlines.reappoint_wishes import ask_reappoint as ask_leader
from intake.actions.deadlines.reappoint_wishes import refuse_reappoint as say_no
from intake.actions.deadlines.reappointing import correct_promise as put_right
from intake.actions.deadlines.reappointing import permit_reappoint, standing_apology
from intake.actions.deadlines.reappointing import reappoint as put_off
from intake.models import Dossier, Reappointment, ReappointmentWish
from intake.rules.appointments import may_be_put_off, open_wish, reappoint_right
from intake.views.frame import current_user
from intake.views.verbs import add_problems

QUEUE: Final = "xin-hen-lai"
_CLOSED: Final = "Chỉ hẹn lại khi hồ sơ đang được giải quyết và chưa qua ngày đã hẹn."


@GET_POST
def reappoint(request: HttpRequest, pk: int) -> HttpResponse:
    """The days so far, the new one and the reason; the slip is printed from the dossier afterwards."""
    dossier, context = open_room(request, pk)
    earlier = list(dossier.reappointments.select_related("by"))
    permit_reappoint(dossier, len(earlier), current_user(request))
    _require_open(request, dossier)
    asked = open_wish(dossier)
    form = ReappointForm(request.POST or None, initial=_as_asked(asked))
    if request.method == "POST" and form.is_valid() and (done := _put_off(request, dossier, form, asked)):
        return done
    others = [Action("Không đồng ý", reverse("refuse_reappoint", args=[pk]), method="get")] if asked else []
    if earlier and earlier[-1].promised_on == dossier.promised_on:
        others.append(Action("Sửa ngày hẹn lại ghi sai", reverse("correct_promise", args=[pk]), method="get"))
    back = back_unchanged(reverse("review", args=[pk]))
    context |= {
        "title": "Xin lỗi và hẹn lại ngày trả", "form": form, "consequence": _said(dossier, earlier, asked),
        "foot": foot_for("Lập phiếu xin lỗi và hẹn lại", others=[*others, back]),
    }  # fmt: skip
    return _asked_for(request, context)


@GET_POST
def ask_reappoint(request: HttpRequest, pk: int) -> HttpResponse:
    """The settling unit proposes the second apology's day and words; the leader decides."""
    dossier, context = open_room(request, pk)
    permit(dossier, reappoint_right(0), current_user(request), Seat.SETTLING)
    _require_open(request, dossier)
    form = ReappointForm(request.POST or None, initial=_as_asked(open_wish(dossier)))
    if request.method == "POST" and form.is_valid() and (done := _ask(request, dossier, form)):
        return done
    context |= {
        "title": "Xin lãnh đạo cho hẹn lại lần nữa", "form": form, "consequence": _history(dossier),
        "foot": foot_for("Trình lãnh đạo", others=[back_unchanged(reverse("review", args=[pk]))]),
    }  # fmt: skip
    return _asked_for(request, context)


@GET_POST
def refuse_reappoint(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader says no, and why."""
    dossier, context = open_room(request, pk)
    permit(dossier, reappoint_right(1), current_user(request), Seat.SETTLING)
    asked = open_wish(dossier)
    if asked is None:
        raise NotNow("Không có đề nghị hẹn lại nào chờ ý kiến.")
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say_no(dossier=dossier, answer=form.cleaned_data["answer"], by=current_user(request))
        return finished(request, dossier, "Đã ghi ý kiến không đồng ý hẹn lại.", queue=QUEUE)
    context |= {
        "title": "Không đồng ý hẹn lại lần nữa", "form": form, "consequence": _wished(asked),
        "foot": foot_for("Không đồng ý", others=[back_unchanged(reverse("reappoint", args=[pk]))]),
    }  # fmt: skip
    return _asked_for(request, context)


@GET_POST
def correct_promise(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader puts a mistyped day of the newest apology right; a new slip takes the place of the wrong one."""
    dossier, context = open_room(request, pk)
    permit(dossier, reappoint_right(1), current_user(request), Seat.SETTLING)
    _require_open(request, dossier)
    made = standing_apology(dossier)
    form = CorrectPromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (done := _correct(request, dossier, form)):
        return done
    context |= {
        "title": "Sửa ngày hẹn lại ghi sai", "form": form,
        "consequence": f"Phiếu xin lỗi lần {made.ordinal} đang hẹn {made.promised_on:%d/%m/%Y}, trước đó hẹn "
                       f"{made.before_on:%d/%m/%Y}. Hạn theo quy định không đổi; phiếu in lại ghi số phiếu bị thay.",
        "foot": foot_for("Lưu ngày hẹn lại đúng", others=[back_unchanged(reverse("reappoint", args=[pk]))]),
    }  # fmt: skip
    return _asked_for(request, context)


def _correct(request: HttpRequest, dossier: Dossier, form: CorrectPromiseForm) -> HttpResponse | None:
    try:
        made = put_right(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
        return None
    said = f"Đã sửa ngày hẹn lại thành {made.promised_on:%d/%m/%Y}. In lại phiếu xin lỗi ở tab «Thành phần»."
    return finished(request, dossier, said, queue="", tab="dossier")


def _asked_for(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "benefits/ask.html", context, status=422 if context["form"].is_bound else 200)


def _require_open(request: HttpRequest, dossier: Dossier) -> None:
    if request.method == "GET" and not may_be_put_off(dossier, timezone.localdate()):
        raise NotNow(_CLOSED)


def _as_asked(asked: ReappointmentWish | None) -> dict[str, Any] | None:
    return {"promised_on": asked.promised_on, "reason": asked.reason} if asked else None


def _put_off(
    request: HttpRequest, dossier: Dossier, form: ReappointForm, asked: ReappointmentWish | None
) -> HttpResponse | None:
    try:
        made = put_off(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
        return None
    said = f"Đã hẹn lại ngày {made.promised_on:%d/%m/%Y}. In phiếu xin lỗi ở tab «Thành phần»."
    return finished(request, dossier, said, queue=QUEUE if asked else "", tab="dossier")


def _ask(request: HttpRequest, dossier: Dossier, form: ReappointForm) -> HttpResponse | None:
    try:
        ask_leader(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        add_problems(form, error)
        return None
    return finished(request, dossier, "Đã trình lãnh đạo đề nghị hẹn lại lần nữa.", queue="")


def _said(dossier: Dossier, earlier: list[Reappointment], asked: ReappointmentWish | None) -> str:
    told = f"Hạn theo quy định {dossier.due_on:%d/%m/%Y} không thay đổi và báo cáo vẫn tính theo hạn này."
    if not earlier:
        return f"{told} Chỉ được hẹn lại một lần; lần thứ hai phải do lãnh đạo quyết định."
    last = earlier[-1]
    before = full_stop(f"Đã hẹn lại {last.promised_on:%d/%m/%Y} ({last.by}): {last.reason}")
    return " ".join([told, before, *([_wished(asked)] if asked else []), "Lần này do lãnh đạo quyết định."])


def _wished(asked: ReappointmentWish) -> str:
    return full_stop(f"{asked.asked_by} xin hẹn lại {asked.promised_on:%d/%m/%Y}: {asked.reason}")


def _history(dossier: Dossier) -> str:
    """What was put off before, and what the leader last said."""
    told = _said(dossier, list(dossier.reappointments.select_related("by")), open_wish(dossier))
    refused = dossier.reappointment_wishes.filter(granted=False).select_related("answered_by").last()
    no = full_stop(f"Lãnh đạo ({refused.answered_by}) không đồng ý lần trước: {refused.answer}") if refused else ""
    return f"{told} {no}".strip()
