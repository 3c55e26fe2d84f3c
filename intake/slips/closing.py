"""What stands on the cover, the list of documents and the closing certificate of the paper file?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from bhxh_archive.documents.shapes.closing import ClosedDocument, Closing
from bhxh_archive.models import User
from bhxh_archive.text import inside
from intake import queries
from intake.models import Component, Dossier, Result
from intake.queries.papers import entry_of
from intake.rules import counted, is_in_hand
from intake.rules.catalogue_words import RETENTION
from intake.slips import common

TOGETHER: Final = "số tờ đếm chung cả hồ sơ"
CONDITIONAL: Final = "Sử dụng có điều kiện"


def closing(dossier: Dossier, by: User) -> Closing:
    """Cover, list and certificate of a file whose result was returned (NĐ 30/2020 art. 29)."""
    images = Counter(page.component_id for page in queries.pages_of(dossier) if counted([page]))
    rows = queries.components_of(dossier)
    papers = [row for row in rows if (is_in_hand(row) or images[row.pk]) and _stays(dossier, row)]
    sheets, pages = _totals(dossier, papers)
    entry, day = entry_of(dossier), timezone.localdate
    return {
        "head": common.head(dossier, dossier.paper_office), "code": code_of(dossier),
        "title": title_of(dossier),
        "started": day(dossier.received_at).isoformat() if dossier.received_at else None,
        "ended": _ended(dossier),
        "retention": RETENTION.get(dossier.procedure.retention_code, ""), "mode": CONDITIONAL,
        "box": entry.box.path if entry else "", "sheets": sheets, "pages": pages or sum(images.values()) or None,
        "documents": [*_results(dossier), *_listed(papers, images, sheets)], "maker": str(by),
    }  # fmt: skip


def _ended(dossier: Dossier) -> str | None:
    """The day of the first return of the result: what moves the dossier later, to the archive too, is no work on it."""
    returned = dossier.events.filter(verb="hand_over").order_by("seq").first()
    moment = returned.at if returned else dossier.state_since
    return timezone.localdate(moment).isoformat() if moment else None


def _stays(dossier: Dossier, row: Component) -> bool:
    """The book goes back to its owner, unless the procedure has it withdrawn."""
    book = getattr(dossier, "book", None)
    return not row.type.never_scan or bool(book and book.withdrawn_at)


def title_of(dossier: Dossier) -> str:
    """What the file is called on its cover and in lists."""
    return f"Hồ sơ {inside(dossier.procedure.name)} của {common.whose(dossier)}"


def code_of(dossier: Dossier) -> str:
    """The code of the paper file: archive id, place and number in one."""
    return f"{dossier.paper_office.agency_id}.{dossier.paper_file_number or dossier.number}"


def _totals(dossier: Dossier, papers: Sequence[Component]) -> tuple[int | None, int | None]:
    """Sheets and pages: the sum where every paper was counted, otherwise what was counted of the whole dossier."""
    sheets = sum(row.sheets for row in papers) if _each_counted(papers) else dossier.counted_sheets
    pages = sum(row.pages_counted for row in papers) if all(row.pages_counted for row in papers) else None
    return sheets or None, pages or dossier.counted_pages


def _each_counted(papers: Sequence[Component]) -> bool:
    return bool(papers) and all(row.sheets for row in papers)


def _results(dossier: Dossier) -> list[ClosedDocument]:
    """The decision is the electronic original: it stands on the list and has no sheet."""
    return [
        _of_result(row, common.name_of(dossier.settling_office, row.dated).name) for row in queries.results_of(dossier)
    ]


def _of_result(row: Result, issuer: str) -> ClosedDocument:
    return {"number": row.number, "dated": row.dated.isoformat(), "title": row.title, "issuer": issuer, "sheets": "",
            "note": "Bản điện tử"}  # fmt: skip


def _listed(papers: Sequence[Component], images: Counter[int | None], total: int | None) -> list[ClosedDocument]:
    if _each_counted(papers):
        return _numbered(papers)
    shared = TOGETHER if len(papers) > 1 and total else ""
    return [_of_paper(row, _range(1, total), _pages_of(row, images), shared) for row in papers]


def _numbered(papers: Sequence[Component]) -> list[ClosedDocument]:
    """Each paper with the numbers of its sheets, counted on through the file."""
    lines, last = [], 0
    for row in papers:
        first, last = last + 1, last + row.sheets
        lines.append(_of_paper(row, _range(first, last)))
    return lines


def _range(first: int, last: int | None) -> str:
    if not last:
        return ""
    return f"{first:02d}" if first == last else f"{first:02d}-{last:02d}"


def _pages_of(row: Component, images: Counter[int | None]) -> str:
    """How long a paper is whose sheets nobody counted by themselves."""
    pages = row.pages_counted or images[row.pk]
    return f"{pages} trang" if pages else ""


def _of_paper(row: Component, sheets: str, *notes: str) -> ClosedDocument:
    dated = row.issued_on.isoformat() if row.issued_on else ""
    said = "; ".join(filter(None, [common.paper_kind(row), *notes]))
    return {"number": row.number, "dated": dated, "title": common.paper_name(row), "issuer": row.issuer,
            "sheets": sheets, "note": said}  # fmt: skip
