"""What came in beside what went out: each piece with its digest, the verdict on its signature, and its pages?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from bhxh_archive.errors import DAMAGED
from bhxh_archive.models import StoredFile
from bhxh_archive.ui.rendering import vn_date, vn_datetime
from bhxh_archive.ui.states import StateTag
from intake import queries, rules
from intake.component_files import recipes
from intake.component_files.broken import broken_pages
from intake.models import BookCustody, Component, Dossier, HandOver, Result, ResultVersion, Upload
from intake.queries import wholes
from intake.queries.wholes import LINES, PageSum
from intake.rules import Line
from intake.rules.books import where_it_is
from intake.views.dossier.parts import label

_UNCOUNTED: Final = ("ảnh thứ hai", "mặt sau trắng", "tờ phân cách")


@dataclass(frozen=True)
class Piece:
    """One component or result: `tag` says what answers it or what its signature is worth, `digest` is of its file."""

    name: str
    url: str
    tag: StateTag
    pages: str = ""
    digest: str = ""
    note: str = ""


@dataclass(frozen=True)
class Side:
    """One side: its pieces, and what they come to together."""

    heading: str
    pieces: Sequence[Piece]
    total: str
    empty: str = ""


def came_in(dossier: Dossier) -> Side:
    """The components as they were answered, the papers of an employer's lines as one piece."""
    sums, wanted = wholes.page_sums(dossier), recipes.recipes_of(dossier)
    made, book = recipes.made_of(dossier, wanted), queries.book_of(dossier)
    reading = _Reading(dossier, sums, made, wholes.snapshots_of(dossier), book, _unmade(dossier))
    lines = [line for line in _checklist(dossier) if line.needed or line.satisfied or line.pages]
    pieces = [reading.piece(line) for line in lines]
    if queries.has_list(dossier):
        pieces.append(_of_lines(dossier, sums.get(LINES, PageSum())))
    return Side("Đã nhận vào", pieces, _equation(dossier, sums), "Hồ sơ chưa có thành phần nào.")


def _unmade(dossier: Dossier) -> dict[int, str]:
    """Component id -> what keeps its file from being made."""
    failed = recipes.failures_of(dossier)
    broken = [found.page.component_id or 0 for found in broken_pages(dossier, failed)]
    return dict.fromkeys(failed, "Đã quét, chưa tạo được tệp PDF/A") | dict.fromkeys(
        broken, "Tệp ảnh trong kho bị hỏng"
    )


def _checklist(dossier: Dossier) -> list[Line]:
    return queries.checklist_of(dossier, list(queries.pages_of(dossier)))


@dataclass(frozen=True)
class _Reading:
    dossier: Dossier
    sums: dict[int | None, PageSum]
    made: dict[int, str]
    snapshots: dict[int, StoredFile]
    book: BookCustody | None
    unmade: dict[int, str]

    def piece(self, line: Line) -> Piece:
        row = line.component
        file = row.original or self.snapshots.get(row.pk)
        digest = file.digest if file else self.made.get(row.pk, "")
        return Piece(
            name=label(row), url=reverse("component", args=[self.dossier.pk, row.pk]),
            tag=self._tag(line, bool(digest)), pages=pages_said(self.sums.get(row.pk)),
            digest=digest, note=_note(row),
        )  # fmt: skip

    def _tag(self, line: Line, there: bool) -> StateTag:
        row = line.component
        if row.type.never_scan and self.book and self.book.form == BookCustody.Form.PAPER:
            return StateTag(*where_it_is(self.book, self.dossier), shape="box")
        if row.signature_report is not None:
            return _signature_tag(row)
        if row.pk in self.sums and not there:
            if unmade := self.unmade.get(row.pk):
                return StateTag(unmade, "bad", "cross")
            return StateTag("Đã quét, đang tạo tệp PDF/A", "warn", "hourglass")
        if line.satisfied:
            return StateTag(_ANSWERED.get(row.satisfied, "Bản quét giấy"), "good", "check")
        return StateTag("Còn thiếu", "warn", "alert") if line.needed else StateTag("Không bắt buộc", "quiet", "stop")


_ANSWERED: Final[dict[str, str]] = {
    Component.Satisfied.DATA: "Tra cứu dữ liệu", Component.Satisfied.WAIVED: "Không phải nộp",
    Component.Satisfied.CUSTODY: "Giữ bản giấy, không quét", Component.Satisfied.ELECTRONIC: "Bản điện tử",
}  # fmt: skip


def _signature_tag(row: Component) -> StateTag:
    if (row.signature_report or {}).get("valid"):
        return StateTag("Bản điện tử, chữ ký hợp lệ", "good", "check")
    if rules.is_doubt(row):
        return StateTag("Bản điện tử, chữ ký chưa xác minh được", "warn", "alert")
    return StateTag("Bản điện tử, chữ ký hỏng", "bad", "cross")


def _note(row: Component) -> str:
    if row.satisfied == Component.Satisfied.DATA:
        return f"Nguồn: {row.data_source}"
    return row.waiver_reason if row.satisfied == Component.Satisfied.WAIVED else ""


def _of_lines(dossier: Dossier, pages: PageSum) -> Piece:
    papers, sheets = wholes.line_papers(dossier)
    return Piece(
        name="Giấy tờ xếp theo dòng của danh sách", url=reverse("employer_list", args=[dossier.pk]),
        tag=StateTag(f"{papers} giấy tờ", "active", "box"), pages=pages_said(pages),
        note=f"{sheets} tờ; mã băm từng tệp ở trang của mỗi dòng" if sheets else "",
    )  # fmt: skip


def pages_said(found: PageSum | None) -> str:
    """`2 trang`, `2 trang (3 ảnh)` where some images don't count, `4 trang điện tử` of an electronic original."""
    if found is None:
        return ""
    if not found.images:
        return f"{found.signed} trang điện tử"
    more = f" ({found.images} ảnh)" if found.images != found.counted else ""
    return f"{found.counted} trang{more}"


def _equation(dossier: Dossier, sums: dict[int | None, PageSum]) -> str:
    """Counted pages = images that are no second image, blank back or separator, said in one line."""
    whole = PageSum()
    for part in sums.values():
        whole.add(part)
    taken = [f"{whole.kinds[kind]} {name}" for kind, name in zip(rules.UNCOUNTED, _UNCOUNTED, strict=True)]
    less = "".join(f" trừ {text}" for text in taken if not text.startswith("0 "))
    images = f" ({whole.images} ảnh{less})" if less else ""
    paper = "Chưa đếm trang giấy," if dossier.counted_pages is None else f"{dossier.counted_pages} trang giấy đã đếm"
    same = {None: "có", whole.counted: "bằng"}.get(dossier.counted_pages, "khác")
    signed = f"; thêm {whole.signed} trang điện tử" if whole.signed else ""
    return f"{paper} {same} {whole.counted} ảnh tính trang{images}{signed}."


def went_out(dossier: Dossier) -> Side:
    """The results as they were issued, and the slips that prove their return."""
    results = list(queries.results_told(dossier))
    signed = _signed_slips(dossier)
    slips = [
        Piece(f"Giấy giao nhận đã ký: {row.name}", "", StateTag(row.get_state_display(), "quiet", "box"),
              f"{row.page_count} trang" if row.page_count else "", row.digest)
        for row in signed
    ]  # fmt: skip
    pages = sum(row.latest.pages for row in results if row.latest)
    proof = f"; {len(signed)} giấy giao nhận đã ký, {sum(row.page_count for row in signed)} trang" if signed else ""
    return Side("Đã trả ra", [*(_of_result(dossier, row) for row in results), *slips],
                f"{len(results)} văn bản, {pages} trang{proof}.", "Chưa có kết quả nào được phát hành.")  # fmt: skip


def _signed_slips(dossier: Dossier) -> list[Upload]:
    any_signed = any(row.slip_id for row in queries.recorded_returns(dossier))
    return wholes.signed_slips_of(dossier) if any_signed else []


def _of_result(dossier: Dossier, row: Result) -> Piece:
    newest = row.latest
    said = [f"{newest.get_stage_display()}. {newest.verdict_now}", *map(str, row.remarks.all())] if newest else []
    return Piece(
        name=f"{row.title}, số {row.number} ngày {row.dated:%d/%m/%Y}", url=reverse("results", args=[dossier.pk]),
        tag=signed_tag(newest), pages=f"{newest.pages} trang" if newest else "",
        digest=newest.file.digest if newest else "", note=" ".join(said),
    )  # fmt: skip


def signed_tag(newest: ResultVersion | None) -> StateTag:
    """What the signature of a result is worth; one on paper is never called valid."""
    if newest and newest.fault == DAMAGED:
        return StateTag("Tệp trong kho bị hỏng", "bad", "cross")
    if newest and newest.on_paper:
        return StateTag("Ký trên giấy", "quiet", "box")
    if newest and newest.sound:
        return StateTag("Chữ ký hợp lệ", "good", "check")
    return StateTag("Chữ ký chưa hợp lệ", "bad", "cross")


def returned_by(handed: HandOver) -> dict[str, Any]:
    """How one return went and, where the result reached the person later than it left us, when it did."""
    sent = getattr(handed, "consignment", None)
    facts = (handed.receiver_name, sent and f"{sent.carrier.name} {handed.tracking_number}".strip(), handed.authority,
             handed.printed_copies and f"{handed.printed_copies} bản in")  # fmt: skip
    reached = _reached(handed)
    return {
        "said": " ".join(filter(None, [f"{handed.get_method_display()}: {handed.outcome_words.lower()}", reached])),
        "deed": "Ghi nhận trả" if reached else "",
        "more": ", ".join(str(part) for part in facts if part), "at": handed.at, "by": handed.by,
    }  # fmt: skip


def _reached(handed: HandOver) -> str:
    """When the person had it: the day of the post, or the time of the last file by a link; "" of what was given at
    once, or has not arrived."""
    if handed.outcome != HandOver.Outcome.DELIVERED:
        return ""
    if hasattr(handed, "consignment"):
        return vn_date(handed.consignment.ended_on)
    return vn_datetime(getattr(handed, "fetched_at", None))
