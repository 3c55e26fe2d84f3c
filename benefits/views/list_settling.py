"""How does an officer look at the employer's lines as a table, compute them, settle and refuse them?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from benefits import rules
from benefits.actions import settling_lines
from benefits.actions.settling_lines import Left
from benefits.arithmetic.list_lines import Verdict
from benefits.forms.line_figures import RefuseForm, SettleForm
from benefits.lists.lines import lines_to_settle, stage_counts, sums
from benefits.models import Draft, LineSettlement
from benefits.views.attending import opened
from benefits.views.list_calculating import calculating
from benefits.views.room import open_room, require_drafting, require_work
from benefits.views.settle_table import ONLY, chosen_lines, only, seen_lines, settle_table, sums_in_words
from benefits.whose import SETTLED_LIST
from bhxh_archive.errors import NotValid
from bhxh_archive.money import dong
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.reading import whole_number
from intake.models import Dossier, EmployerList, ListLine
from intake.queries import dossier_for, list_of, sent_again
from intake.views.frame import current_user

Standing = LineSettlement.Standing
SHOWN: Final = 100
NAMED: Final = 12
_LEFT: Final = {
    Left.CHANGED: "chưa giải quyết: số liệu vừa đổi ở nơi khác. Xem số hiện tại rồi bấm lại.",
    Left.INCOMPLETE: "chưa giải quyết: thiếu số liệu, hoặc số ngày quá giới hạn.",
    Left.DECIDED: "đã quyết từ trước nên giữ nguyên.",
    Left.REMARKS: "chưa giải quyết: nay có điều cần xem. Xem rồi bấm lại và ghi lý do.",
}
"""What is said behind the numbers of the lines that were not settled."""


def list_to_settle(dossier: Dossier) -> EmployerList:
    """The employer's list of the dossier. Raises NotValid where it has none."""
    found = list_of(dossier)
    if found is None:
        raise NotValid("Hồ sơ này không có danh sách của đơn vị để giải quyết.")
    found.dossier = dossier
    return found


@require_GET
def settle_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that reception took, a page at a time, with what all of them come to."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    require_work(dossier, user)
    found = list_to_settle(dossier)
    counts, added = stage_counts(found), sums_in_words(sums(found, dossier))
    changeable = rules.may_edit(dossier, user)
    decided = counts.get(Standing.SETTLED, 0) + counts.get(Standing.REFUSED, 0)
    undecided = sum(counts.values()) - decided
    context |= {
        "list": found, "sent_again": sent_again(found),
        "total": sum(counts.values()), "sums": added, "may_change": changeable,
        "clean": counts.get(Verdict.CLEAN, 0), "amount": _settled(added),
        "undecided": undecided, "only": only(request), "progress": calculating(dossier) if changeable else None,
        "table": settle_table(request, found, dossier, counts, changeable=changeable),
        "foot": _noted(context["foot"], undecided, counts, _settled(added)), **opened(dossier, user),
        "draft": _draft(dossier),
    }  # fmt: skip
    return render(request, "benefits/settle_list.html", context)


def _draft(dossier: Dossier) -> Draft | None:
    """The draft of the settled list, on whose page it is told what that replaces."""
    return Draft.objects.filter(dossier=dossier, dropped_at=None, kind__code=SETTLED_LIST).first()


def _settled(added: list[tuple[str, dict[str, Any]]]) -> int:
    return sum(row["amount"] for _, row in added)


def _noted(foot: Foot | None, undecided: int, counts: dict[str, int], amount: int) -> Foot:
    """The verbs, with what is settled so far beside them; while a line is undecided none of them comes first."""
    said = f"Giải quyết {dong(counts.get(Standing.SETTLED, 0))} dòng, {dong(amount)} đồng"
    verbs = foot or Foot()
    if undecided and verbs.primary:
        return Foot(others=[verbs.primary, *verbs.others], note=said)
    return Foot(verbs.primary, verbs.others, said)


@require_POST
def settle_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the ticked lines with what they come to, as it stood in the table; those that stay are named and shown.

    Where one of them has remarks, it is asked first why it is settled all the same.
    """
    user, ids, seen = current_user(request), chosen_lines(request), seen_lines(request)
    dossier, context = open_room(request, pk)
    form = SettleForm(request.POST if "reason" in request.POST else None)
    if _with_remarks(dossier, ids).exists() and not (form.is_bound and form.is_valid()):
        return ask_why(request, dossier, context, request.POST.getlist("chosen"), form)
    why = form.cleaned_data["reason"] if form.is_bound and form.is_valid() else ""
    done = settling_lines.settle_lines(dossier=dossier, ids=ids, by=user, seen=seen, reason=why)
    answer = _told(request, pk, done.number, "Đã giải quyết {} dòng.",
                   "Chưa giải quyết được dòng nào: chọn các dòng chưa quyết đã đủ số liệu.")  # fmt: skip
    for why, lines in done.left.items():
        messages.warning(request, f"{_named(lines)} {_LEFT[why]}")
    again = [line.pk for why, lines in done.left.items() if why != Left.DECIDED for line in lines]
    shown = "-".join(map(str, again))
    return redirect(f"{reverse('settle_list', args=[pk])}?{ONLY}={shown}") if again else answer


def _with_remarks(dossier: Dossier, ids: list[int]) -> QuerySet[ListLine]:
    looked = {"settlement__verdict": Verdict.LOOK, "settlement__standing": Standing.OPEN}
    return lines_to_settle(list_to_settle(dossier)).filter(pk__in=ids, **looked)


def ask_why(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], chosen: list[str], form: SettleForm, line: str = ""
) -> HttpResponse:  # fmt: skip
    """The lines with what is to be looked at in each, and the question why they are settled all the same.

    `chosen` are their ids, each with its version behind a dot, `line` the one to whose page the answer leads.
    """
    require_drafting(dossier, current_user(request))
    lines = list(_with_remarks(dossier, _ids(chosen)))
    back = reverse("settle_list", args=[dossier.pk])
    context |= {
        "form": form, "lines": lines[:SHOWN], "chosen": chosen, "total": len(lines),
        "line": line or request.POST.get("line", ""),
        "foot": Foot(Action(f"Giải quyết {dong(len(chosen))} dòng", form="verb"), [back_unchanged(back)]),
    }  # fmt: skip
    return render(request, "benefits/settle_remarks.html", context, status=422 if form.is_bound else 200)


def _ids(chosen: list[str]) -> list[int]:
    return [pk for key in chosen if (pk := whole_number(key.partition(".")[0])) is not None]


def _named(lines: list[ListLine]) -> str:
    """`Dòng 3, 7`, and how many more."""
    first = ", ".join(str(line.ordinal) for line in lines[:NAMED])
    return f"Dòng {first}{f' và {len(lines) - NAMED} dòng khác' if len(lines) > NAMED else ''}"


@require_POST
def undecide_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was decided about the ticked lines."""
    user, ids = current_user(request), chosen_lines(request)
    number = settling_lines.undecide_lines(dossier=dossier_for(user, pk), ids=ids, by=user)
    return _told(request, pk, number, "Đã mở lại {} dòng.", "Chọn các dòng đã giải quyết hoặc không giải quyết.")


def _told(request: HttpRequest, pk: int, number: int, done: str, nothing: str) -> HttpResponse:
    """Say what was done, and go on where the press came from: the table, or the page of a line."""
    if number:
        messages.success(request, done.format(dong(number)))
    else:
        messages.error(request, nothing)
    line = whole_number(request.POST.get("line"))
    return redirect("settle_line", pk, line) if line else redirect("settle_list", pk)


@require_POST
def refuse_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, with the lines in sight; then refuse them."""
    dossier, context = open_room(request, pk)
    user, ids = current_user(request), chosen_lines(request)
    require_drafting(dossier, user)
    lines = _shown(dossier, ids)
    form = RefuseForm(request.POST if "reason" in request.POST else None)
    if form.is_bound and form.is_valid():
        number = settling_lines.refuse_lines(dossier=dossier, ids=ids, reason=form.cleaned_data["reason"], by=user)
        return _told(request, pk, number, "Đã ghi {} dòng là không giải quyết.", "Các dòng này không còn ở danh sách.")
    label = f"Không giải quyết {dong(len(lines))} dòng"
    context |= {
        "form": form, "lines": lines[:SHOWN], "ids": [line.pk for line in lines], "total": len(lines),
        "line": request.POST.get("line", ""),
        "foot": Foot(Action(label, form="verb"), [back_unchanged(reverse("settle_list", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/refuse_lines.html", context, status=422 if form.is_bound else 200)


def _shown(dossier: Dossier, ids: list[int]) -> list[ListLine]:
    lines = list(lines_to_settle(list_to_settle(dossier)).filter(pk__in=ids))
    if not lines:
        raise NotValid("Chưa chọn dòng nào. Hãy đánh dấu các dòng rồi bấm lại.")
    return lines
