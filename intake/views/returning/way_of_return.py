"""How does a clerk register another way of return when the applicant asks for it?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake import queries, rules
from intake.actions.returning import way_of_return
from intake.forms.returning import ReturnWayForm
from intake.models import Dossier
from intake.queries.links import links_of
from intake.views.frame import current_user, open_to_change
from intake.views.printing import print_offers
from intake.views.verbs import add_problems

ENDED: Final = "Đường dẫn đã cấp đã được thu hồi."
RECEIPT: Final = "In lại giấy tiếp nhận nếu người nộp còn giữ bản cũ."


@require_http_methods(["GET", "POST"])
def change_return_way(request: HttpRequest, pk: int) -> HttpResponse:
    """The registered way and the new one, who asked and why; a result that waits to be returned comes next."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")
    waits = queries.waits_for_collection(dossier)
    if request.method == "GET" and not rules.return_way_is_open(dossier, waits=waits):
        raise NotNow("Chỉ đổi được cách trả từ khi tiếp nhận đến trước khi kết quả được giao.")
    linked = links_of(dossier).filter(revoked_at=None).exists()
    form = ReturnWayForm(request.POST or None, dossier=dossier)
    name_fields(request, form)
    if request.method == "POST" and form.is_valid() and _changed(request, dossier, form):
        messages.success(request, " ".join(_told(request, pk, linked)))
        return redirect(_onward(dossier, waits), pk)
    back = back_unchanged(reverse("dossier", args=[pk]))
    context |= {"form": form, "move": {"label": "Đổi cách trả kết quả"}, "foot": Foot(_save(dossier), [back])}
    return render(request, "intake/change_return_way.html", context, status=422 if form.is_bound else 200)


def _told(request: HttpRequest, pk: int, linked: bool) -> list[str]:
    """What was done, to the links as well where there were some, and the receipt where it can be printed anew."""
    user = current_user(request)
    changed = queries.dossier_for(user, pk)
    ended = linked and changed.return_method != Dossier.ReturnMethod.ONLINE
    return [
        "Đã đổi cách trả kết quả.",
        *([ENDED] if ended else []),
        *([RECEIPT] if print_offers(changed, ["receipt"], user) else []),
    ]


def _save(dossier: Dossier) -> Action:
    return Action("Lưu cách trả mới", form="verb", about=f"hồ sơ {dossier}")


def _onward(dossier: Dossier, waits: bool) -> str:
    if waits:
        return "collect_later"
    return "hand_over" if dossier.state == State.ISSUED else "dossier"


def _changed(request: HttpRequest, dossier: Dossier, form: ReturnWayForm) -> bool:
    try:
        way_of_return.change_return_way(dossier=dossier, by=current_user(request), **form.facts())
    except NotValid as error:
        add_problems(form, error)
        return False
    return True
