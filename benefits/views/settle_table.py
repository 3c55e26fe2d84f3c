"""How is one page of the lines to be settled shown, and what do all of them come to?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from benefits.arithmetic.list_lines import Verdict
from benefits.lists.computing import asked_amount
from benefits.lists.kinds import BENEFITS, usual_kind
from benefits.lists.lines import NEW, lines_to_settle, staged
from benefits.models import LineSettlement
from bhxh_archive.money import dong
from bhxh_archive.ui.filters import FilterSpec, filter_bar
from bhxh_archive.ui.frame import Action
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.states import StateTag
from bhxh_archive.ui.tables import Column, EmptyState, Lines, Link, QueueTable, Row, one_group
from intake.models import Dossier, EmployerList, ListLine
from intake.queries import with_papers
from intake.rules.list_benefits import BENEFIT_WORDS
from intake.views.lists.table import page_of_lines, paper_word, time_of

Standing = LineSettlement.Standing
ONLY: Final = "dong"
STAGES: Final = (
    (NEW, "Chưa tính", "quiet", "draft"), (Verdict.INCOMPLETE.value, "Thiếu số liệu", "warn", "pause"),
    (Verdict.LOOK.value, "Cần xem", "warn", "alert"), (Verdict.CLEAN.value, "Đạt, chờ duyệt", "active", "half"),
    (Standing.SETTLED.value, "Giải quyết", "good", "check"),
    (Standing.REFUSED.value, "Không giải quyết", "bad", "stop"),
)  # fmt: skip
_LOOKS: Final = {stage: StateTag(label, tone, shape) for stage, label, tone, shape in STAGES}
COLUMNS: Final = (
    Column("Dòng", "number"), Column("Họ và tên"), Column("Chế độ, thời gian nghỉ"),
    Column("Căn cứ tính", "number"), Column("Số tiền (đồng)", "number"), Column("Giấy tờ"), Column("Trạng thái"),
    Column("Cần xem"),
)  # fmt: skip


def settle_table(request: HttpRequest, found: EmployerList, dossier: Dossier, counts: Mapping[str, int], *,
                 changeable: bool) -> QueueTable:  # fmt: skip
    """One page of the lines at the chosen stage, by their ordinal."""
    stage = request.GET.get("stage", "")
    rows = staged(with_papers(lines_to_settle(found), dossier))
    rows = rows.filter(pk__in=only(request)) if only(request) else rows
    lines, paging = page_of_lines(request, rows.filter(stage=stage) if stage in _LOOKS else rows)
    there = [(name, label) for name, label, _, _ in STAGES if counts.get(name)]
    return QueueTable(
        COLUMNS, one_group([_row(line, dossier) for line in lines]), counts.get(stage, sum(counts.values())),
        caption="Các dòng đề nghị của đơn vị", paging=paging, bulk=_bulk(dossier) if changeable else (),
        filters=filter_bar(request.GET, [FilterSpec("stage", "Trạng thái", there, counts)]), things="dòng",
        empty=EmptyState("Không có dòng nào ở trạng thái này", "Hãy bỏ bộ lọc để xem mọi dòng."), dom_id="lines",
    )  # fmt: skip


def only(request: HttpRequest) -> list[int]:
    """The ids of the lines that the address asks for and no others; empty for all of them."""
    return _numbers(request.GET.get(ONLY, "").split("-"))


def chosen_lines(request: HttpRequest) -> list[int]:
    """The ids of the lines that were ticked."""
    return _numbers(key.partition(".")[0] for key in request.POST.getlist("chosen"))


def seen_lines(request: HttpRequest) -> dict[int, int]:
    """The version of each ticked line as it stood in the table."""
    keys = (key.partition(".") for key in request.POST.getlist("chosen"))
    pairs = ((whole_number(line), whole_number(version)) for line, _, version in keys)
    return {line: version for line, version in pairs if line is not None and version is not None}


def _numbers(typed: Iterable[str]) -> list[int]:
    return [number for number in map(whole_number, typed) if number is not None]


def _bulk(dossier: Dossier) -> list[Action]:
    verbs = (("Giải quyết", "settle_lines"), ("Không giải quyết", "refuse_lines"), ("Mở lại", "undecide_lines"))
    return [Action(label, reverse(name, args=[dossier.pk])) for label, name in verbs]


def _row(line: ListLine, dossier: Dossier) -> Row:
    done: LineSettlement | None = getattr(line, "settlement", None)
    kind = done.kind if done else usual_kind(line, dossier.procedure.code)
    cells = (
        line.ordinal,
        Link(line.full_name or "Chưa có tên", reverse("settle_line", args=[dossier.pk, line.pk]),
             line.insurance_number or line.personal_id),
        Lines(LineSettlement.Kind(kind).label.partition(" (")[0], _leave(line)), _basis(done), _amount(line, done),
        paper_word(line), stage_tag(line), _said(done),
    )  # fmt: skip
    return Row(cells, key=f"{line.pk}.{done.version if done else 0}", name=f"dòng {line.ordinal}")


def _leave(line: ListLine) -> str:
    return f"{time_of(line)}{f', {line.asked_days} ngày' if line.asked_days else ''}"


def stage_tag(line: ListLine) -> StateTag:
    """The word for the stage of a line, with its shape."""
    return _LOOKS[line.stage]  # type: ignore[attr-defined]  # annotated


def _basis(done: LineSettlement | None) -> object:
    """The salary that the amount rests on."""
    case: dict[str, Any] = (done.case if done else {}).get("case", {})
    typed = case.get("salary") or case.get("average")
    return dong(int(typed)) if typed else ""


def _amount(line: ListLine, done: LineSettlement | None) -> object:
    asked = asked_amount(line)
    computed = "" if done is None or done.amount is None else dong(done.amount)
    return Lines(computed, f"đề nghị {dong(asked)}" if asked else "")


def _said(done: LineSettlement | None) -> object:
    """The reason of a decision, else why the line is not clean."""
    if done is None:
        return ""
    if done.reason:
        return done.reason
    first = done.said[0] if done.said else ""
    return Lines(first, f"và {len(done.said) - 1} điều khác" if len(done.said) > 1 else "")


def sums_in_words(rows: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Each benefit in its words, with its numbers."""
    words, order = dict(BENEFIT_WORDS), list(BENEFITS)
    rows = sorted(rows, key=lambda row: order.index(row["asked"]) if row["asked"] in order else len(order))
    return [(words.get(row["asked"], "chưa rõ chế độ").capitalize(), row) for row in rows]
