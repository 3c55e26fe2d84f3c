"""How is one page of an employer's lines shown, wherever in thousands it lies?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from bhxh_archive.text import clean_name
from bhxh_archive.ui.filters import FilterSpec, filter_bar, url_with
from bhxh_archive.ui.frame import Action
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.states import StateTag
from bhxh_archive.ui.tables import Column, EmptyState, Lines, Link, Paging, QueueTable, Row, one_group
from intake import queries
from intake.lists.faults import faults, remarks
from intake.models import EmployerList, ListLine
from intake.queries.line_marks import shown_as, with_marks
from intake.rules.list_benefits import BENEFIT_WORDS

PAGE_SIZE: Final = 50
COLUMNS: Final = (Column("Dòng", "number"), Column("Họ và tên"), Column("Mã số BHXH, CCCD", "code"),
                  Column("Thời gian nghỉ", "code"), Column("Giấy tờ", "code"), Column("Trạng thái"),
                  Column("Cần xem"))  # fmt: skip
PAPERS: Final = FilterSpec("papers", "Giấy tờ", (("none", "Chưa có"), ("there", "Đã có")))
REMARKS: Final = FilterSpec("remarks", "Cần xem", (("there", "Có điều cần xem"),))
OVERLAP: Final = FilterSpec("overlap", "Ngày nghỉ", (("there", "Chồng với hồ sơ khác"),))
_LOOKS: Final = {"bad": ("warn", "alert"), "good": ("active", "check"), "taken": ("good", "check"),
                 "left_out": ("quiet", "stop")}  # fmt: skip


def searched(request: HttpRequest) -> str:
    """The name or number that was typed to look for lines."""
    return clean_name(request.POST.get("q", ""))[:100] if request.method == "POST" else ""


def line_table(request: HttpRequest, found: EmployerList, counts: Mapping[str, int], *, changeable: bool) -> QueueTable:
    """The lines that were looked for, or one page of those in the chosen state, 50 at a time by their ordinal."""
    typed, state = searched(request), request.GET.get("state", "")
    if typed:
        lines, paging = (
            list(
                queries.with_papers(with_marks(queries.lines_named(found, typed)), found.dossier)[: queries.MOST_FOUND]
            ),
            Paging(),
        )
    else:
        lines, paging = _page(request, found, state if state in ListLine.Standing.values else "")
    total = len(lines) if typed else counts.get(state, sum(counts.values()))
    rows = [_row(line, found.dossier_id) for line in lines]
    return QueueTable(
        COLUMNS, one_group(rows), total, caption="Các dòng của danh sách", paging=paging,
        bulk=_bulk(found) if changeable else (), filters=filter_bar(request.GET, _specs(request, counts)),
        empty=_empty(typed, counts), things="dòng", dom_id="lines",
    )  # fmt: skip


def _specs(request: HttpRequest, counts: Mapping[str, int]) -> list[FilterSpec]:
    """The overlapping lines are few or none: their filter is offered by the note above the table, and shown when on."""
    there = [(value, label) for value, label in ListLine.Standing.choices if counts.get(value)]
    rare = [OVERLAP] if request.GET.get("overlap") == "there" else []
    return [FilterSpec("state", "Trạng thái", there, counts), PAPERS, REMARKS, *rare]


def _page(request: HttpRequest, found: EmployerList, state: str) -> tuple[list[ListLine], Paging]:
    rows = queries.with_papers(with_marks(queries.lines_of(found)), found.dossier)
    rows = rows.filter(standing=state) if state else rows
    if (papers := request.GET.get("papers")) in ("there", "none"):
        rows = queries.by_papers(rows, found.dossier, there=papers == "there")
    rows = queries.to_look_at(rows) if request.GET.get("remarks") == "there" else rows
    rows = rows.exclude(overlap="") if request.GET.get("overlap") == "there" else rows
    return page_of_lines(request, rows)


def page_of_lines(request: HttpRequest, rows: QuerySet[ListLine]) -> tuple[list[ListLine], Paging]:
    """The page of these lines that the address names, with the ways to the pages beside it. Keyset paging by the
    ordinal: the last page costs what the first does."""
    before, after = whole_number(request.GET.get("before")), whole_number(request.GET.get("after"))
    if before is not None:
        shown = list(rows.filter(ordinal__lt=before).order_by("-ordinal")[: PAGE_SIZE + 1])
        more, lines = len(shown) > PAGE_SIZE, shown[:PAGE_SIZE][::-1]
        return lines, _paging(request, lines, previous=more, following=True)
    shown = list(rows.filter(ordinal__gt=after or 0)[: PAGE_SIZE + 1])
    return shown[:PAGE_SIZE], _paging(
        request, shown[:PAGE_SIZE], previous=bool(after), following=len(shown) > PAGE_SIZE
    )


def _paging(request: HttpRequest, lines: list[ListLine], *, previous: bool, following: bool) -> Paging:
    if not lines:
        return Paging()
    back = url_with(request.GET, before=lines[0].ordinal) if previous else ""
    return Paging(back, url_with(request.GET, after=lines[-1].ordinal) if following else "")


def _row(line: ListLine, dossier_pk: int) -> Row:
    tone, shape = _LOOKS[line.standing]
    cells = (
        line.ordinal,
        Link(line.full_name or "Chưa có tên", reverse("list_line", args=[dossier_pk, line.pk]),
             line.born and f"Sinh {line.born}"),
        Lines(line.insurance_number or line.personal_id, line.personal_id if line.insurance_number else ""),
        Lines(time_of(line), _about(line)), paper_word(line), StateTag(line.get_standing_display(), tone, shape),
        _said(line),
    )  # fmt: skip
    return Row(cells, key=shown_as(line), name=f"dòng {line.ordinal}")


def time_of(line: ListLine) -> str:
    """What was read, or what was typed where that is no day."""
    starts = f"{line.starts_on:%d/%m/%Y}" if line.starts_on else line.cells.get("starts", "?")
    ends = f"{line.ends_on:%d/%m/%Y}" if line.ends_on else line.cells.get("ends", "?")
    return f"{starts} đến {ends}"


def paper_word(line: ListLine) -> object:
    """Whether a line (see `with_papers`) has the paper that it wants."""
    if getattr(line, "covered", False):
        return StateTag("Đã có", "good", "check")
    return "Chưa có" if getattr(line, "wanting", True) else "Không cần"


def _about(line: ListLine) -> str:
    days = f"{line.asked_days} ngày" if line.asked_days else ""
    part = "phần 2" if line.part == ListLine.Part.ADJUSTED else ""
    read = dict(BENEFIT_WORDS).get(line.benefit, "")
    return ", ".join(text for text in (days, read or line.cells.get("benefit", ""), part) if text)


def _said(line: ListLine) -> object:
    notes = "; ".join(remarks(line))
    if line.standing == ListLine.Standing.LEFT_OUT:
        return Lines(line.reason, notes)
    wrong = faults(line)
    return Lines(wrong, notes) if wrong else notes


def _bulk(found: EmployerList) -> list[Action]:
    verbs = (("Nhận", "take_lines"), ("Không nhận", "leave_lines"), ("Mở lại", "reopen_lines"), ("Tách", "split_lines"))
    rows = [Action(label, reverse(name, args=[found.dossier_id])) for label, name in verbs]
    sheets = reverse("chosen_line_separators", args=[found.dossier_id])
    return [*rows, Action("In tờ phân cách", sheets, apart=True)] if found.dossier.number else rows


def _empty(typed: str, counts: Mapping[str, int]) -> EmptyState:
    if typed:
        return EmptyState(
            "Không có dòng nào khớp", "Tìm theo họ tên, mã số BHXH, số CCCD đủ chữ số, hoặc số thứ tự dòng."
        )
    if counts:
        return EmptyState("Không có dòng nào ở trạng thái này", "Hãy bỏ bộ lọc để xem mọi dòng.")
    return EmptyState("Chưa có dòng nào", "Nhập tệp danh sách của đơn vị ở phần «Nhập danh sách» của trang này.")
