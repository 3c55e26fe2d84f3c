"""What does a clerk decide about lines of an employer's list: taken, not taken with a reason, opened again?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from bhxh_archive.errors import ChangedMeanwhile, NotValid
from bhxh_archive.money import dong
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from intake import queries
from intake.actions.lists import lists
from intake.forms.lists import LeaveForm
from intake.models import Dossier, ListLine
from intake.queries.line_marks import read_marks, shown_as, with_marks
from intake.queries.line_states import good_lines, state_of
from intake.views.frame import current_user, open_to_change

SHOWN: Final = 100


def chosen_lines(request: HttpRequest) -> list[int]:
    """The ids that were ticked."""
    return list(_seen(request))


def _seen(request: HttpRequest) -> dict[int, str]:
    """pk -> mark of the ticked lines as they were shown."""
    return read_marks(request.POST.getlist("chosen"))


def shown_lines(dossier: Dossier, ids: list[int]) -> list[ListLine]:
    """The chosen lines of this dossier's list, in order. Raises NotValid when none was chosen."""
    found = queries.list_of(dossier)
    rows = list(with_marks(queries.lines_of(found).filter(pk__in=ids))) if found else []
    if not rows:
        raise NotValid("Chưa chọn dòng nào. Hãy đánh dấu các dòng rồi bấm lại.")
    return rows


@require_POST
def take_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked good lines, or with `all` every good one; none at all when they are others than were shown."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="employer_list")
    ids = None if "all" in request.POST else chosen_lines(request)
    shown = request.POST.get("shown", "") if ids is None else _seen(request)
    beside = _beside(dossier, ids)
    try:
        number = lists.take_lines(dossier=dossier, ids=ids, by=current_user(request), shown=shown)
    except ChangedMeanwhile as error:
        messages.error(request, error.message)
        return redirect("employer_list", pk)
    if number:
        messages.success(request, f"Đã nhận {dong(number)} dòng hợp lệ{beside}.")
    else:
        messages.error(request, "Không có dòng hợp lệ nào được chọn: dòng «Cần sửa» phải được sửa trước khi nhận.")
    return redirect("employer_list", pk)


def _beside(dossier: Dossier, ids: list[int] | None) -> str:
    """`, trong đó 1 dòng cần xem; bỏ qua 2 dòng cần sửa`: what comes of these lines (None: all) beside taking them."""
    found = queries.list_of(dossier)
    if found is None:
        return ""
    good, skipped = good_lines(found), queries.lines_of(found).none()
    if ids is not None:
        good, skipped = good.filter(pk__in=ids), queries.lines_of(found).filter(pk__in=ids)
    doubtful = queries.to_look_at(good).count()
    bad = skipped.filter(standing=ListLine.Standing.BAD).count()
    decided = skipped.exclude(standing__in=[ListLine.Standing.BAD, ListLine.Standing.GOOD]).count()
    return "".join([
        f", trong đó {dong(doubtful)} dòng cần xem" if doubtful else "",
        f"; bỏ qua {dong(bad)} dòng cần sửa" if bad else "",
        f"; bỏ qua {dong(decided)} dòng đã quyết trước đó" if decided else "",
    ])  # fmt: skip


@require_POST
def reopen_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was decided about the ticked lines."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="employer_list")
    number = lists.reopen_lines(dossier=dossier, ids=chosen_lines(request), by=current_user(request))
    if number:
        messages.success(request, f"Đã mở lại {dong(number)} dòng.")
    else:
        messages.error(request, "Chỉ mở lại được dòng «Đã nhận» hoặc «Không nhận».")
    return redirect("employer_list", pk)


@require_POST
def leave_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, with the lines in sight; then leave them out, or with `all` every one that nothing was decided about,
    unless the lines are others by now than when it was asked."""
    dossier, context = open_to_change(request, pk, "intake.scan", tab="employer_list")
    every = "all" in request.POST
    lines = _open_lines(dossier) if every else shown_lines(dossier, chosen_lines(request))
    form, status = LeaveForm(request.POST if "reason" in request.POST else None), 200
    if form.is_bound:
        status = _left(request, dossier, form, None if every else [line.pk for line in lines])
    if status == _DONE:
        return redirect("employer_list", pk)
    back = back_unchanged(reverse("employer_list", args=[pk]))
    context |= {
        "form": form,
        "lines": lines[:SHOWN],
        "total": len(lines),
        "every": every,
        "chosen": [] if every else [shown_as(line) for line in lines],
        "shown": state_of(queries.open_lines(dossier.employer_list)) if every else "",
        "foot": Foot(Action(f"Không nhận {dong(len(lines))} dòng", form="verb"), [back]),
    }
    return render(request, "dossier/list_leave.html", context, status=status)


_DONE: Final = 302


def _left(request: HttpRequest, dossier: Dossier, form: LeaveForm, ids: list[int] | None) -> int:
    """Leave these lines out (None: all that were shown); the HTTP status of what comes of it."""
    if not form.is_valid():
        return 422
    shown = request.POST.get("shown", "") if ids is None else _seen(request)
    reason = form.cleaned_data["reason"]
    try:
        number = lists.leave_lines(dossier=dossier, ids=ids, reason=reason, by=current_user(request), shown=shown)
    except ChangedMeanwhile as error:
        messages.error(request, error.message)
        return error.status
    messages.success(request, f"Đã ghi {dong(number)} dòng là không nhận. Có thể mở lại khi cần.")
    return _DONE


def _open_lines(dossier: Dossier) -> list[ListLine]:
    found = queries.list_of(dossier)
    rows = list(queries.open_lines(found)) if found else []
    if not rows:
        raise NotValid("Không còn dòng nào chưa nhận. Tải lại danh sách để xem.")
    return rows
