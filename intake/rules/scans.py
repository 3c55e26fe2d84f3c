"""Are the scans of a dossier examined, filed, checked and as many as was counted?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from bhxh_archive.lifecycle import PAGES_CHANGE, State
from intake.models import (
    Component,
    Dossier,
    Page,
    PageFinding,
    Upload,
)
from intake.pages.judging import DUPLICATE, OUR_SHEET
from intake.pages.judging import UNCOUNTED as NOT_COUNTED
from intake.pipeline.checks import BLANK
from intake.rules.checklist import Line
from intake.rules.problems import Problem

UNCOUNTED = (Page.Kind.SECOND_IMAGE, Page.Kind.BLANK_BACK, Page.Kind.SEPARATOR)


def counted(pages: Iterable[Page]) -> int:
    """Images that stand for one page of paper: not a second image, a blank back or a separator, nor signed e-files."""
    return sum(1 for page in pages if page.kind not in UNCOUNTED and not page.upload.signed)


def open_findings(page: Page) -> list[PageFinding]:
    """What still has to be looked at on a page: not accepted, and not settled by what was said of the image since.

    A separator need not be a good picture, nor any sheet of ours while it is told of as one; whether it is one can't be
    told of a picture that can't be read.
    """
    rows = [row for row in page.findings.all() if not row.overridden_at and not _settled(row, page)]
    kept = (NOT_COUNTED,) if page.kind == Page.Kind.SEPARATOR else (NOT_COUNTED, OUR_SHEET)
    if page.kind != Page.Kind.SEPARATOR and OUR_SHEET not in [row.code for row in rows]:
        return rows
    return [row for row in rows if row.code in kept or row.level == PageFinding.Level.HARD]


def must_be_scanned_again(page: Page) -> bool:
    """Whether something is wrong with the page that no reason puts right."""
    return any(row.level == PageFinding.Level.HARD for row in open_findings(page))


def is_blank_side(page: Page) -> bool:
    """Whether nothing is wrong with the page but that it is blank: it may be marked as a blank back."""
    return page.kind == Page.Kind.NORMAL and [row.code for row in open_findings(page)] == [BLANK]


def _settled(finding: PageFinding, page: Page) -> bool:
    """A blank back is blank by right, a second image like the first; a twin that was taken out is none."""
    if finding.code == BLANK:
        return page.kind == Page.Kind.BLANK_BACK
    if finding.code == NOT_COUNTED:
        return page.kind not in (Page.Kind.BLANK_BACK, Page.Kind.SEPARATOR)
    if finding.code != DUPLICATE:
        return False
    other = finding.other
    return not other or bool(other.deleted_at) or Page.Kind.SECOND_IMAGE in (page.kind, other.kind)


def _on_pages(text: str) -> Problem:
    return Problem(text, "pages")


def page_problems(pages: Sequence[Page]) -> list[str]:
    """What the pages still want before they may go on."""
    loose = sum(1 for page in pages if page.component_id is None and page.kind != Page.Kind.SEPARATOR)
    unchecked = sum(1 for page in pages if page.checked_at is None)
    found = [finding for page in pages for finding in open_findings(page)]
    hard = sum(1 for finding in found if finding.level == PageFinding.Level.HARD)
    problems: list[str] = []
    if loose:
        problems.append(_on_pages(f"{loose} trang chưa xếp vào thành phần nào."))
    if hard:
        problems.append(_on_pages(f"{hard} trang có lỗi phải quét lại."))
    if len(found) > hard:
        problems.append(_on_pages(f"{len(found) - hard} cảnh báo chưa được xem xét."))
    if unchecked:
        problems.append(_on_pages(f"{unchecked} trang chưa xác nhận đã kiểm tra."))
    return problems


def upload_problems(uploads: Iterable[Upload]) -> list[str]:
    """Files that are still being examined."""
    waiting = sum(1 for upload in uploads if not upload.settled)
    return [_on_pages(f"{waiting} tệp đang được kiểm tra, hãy chờ một chút.")] if waiting else []


def scanning_problem(scanning: bool) -> list[str]:
    """Pages of a scan that is not over yet would find the dossier gone."""
    said = "Máy quét đang quét vào hồ sơ này: hãy chờ quét xong hoặc dừng lượt quét, trang đã nhận vẫn được giữ."
    return [Problem(said, "scan")] if scanning else []


def count_problem(dossier: Dossier, pages: Sequence[Page], asked_at: datetime | None = None) -> list[str]:
    """The counted pages of paper must equal the images that stand for them (Circular 01/2023/TT-VPCP art. 8.2).

    `asked_at`: when a supplement was asked for last. What came since is no surplus, but may not be counted yet.
    """
    images = counted(pages)
    if dossier.counted_pages is None:
        return [_on_pages("Chưa ghi số trang giấy đã đếm.")]
    if images == dossier.counted_pages:
        return []
    advice = _advice(images > dossier.counted_pages, _newer(pages, asked_at))
    said = f"Đã đếm {dossier.counted_pages} trang giấy nhưng có {images} ảnh trang. {advice} hoặc đếm lại."
    return [_on_pages(said)]


def paper_problems(lines: Iterable[Line], pages: Sequence[Page], asked_at: datetime | None = None) -> list[str]:
    """Where paper was counted component by component, each must have as many images, not only all together.

    Of one that has none the checklist speaks where it must be there; one of which it need not be was handed in all the
    same, and is scanned too. `asked_at` as above.
    """
    images = Counter(page.component_id for page in pages if counted([page]))
    found = ((line, images[line.component.pk]) for line in lines if line.component.pages_counted)
    uneven = [(line.component, number) for line, number in found if _is_uneven(line, number)]
    return [
        _uneven(row, number, _newer([page for page in pages if page.component_id == row.pk], asked_at))
        for row, number in uneven
    ]


def _is_uneven(line: Line, images: int) -> bool:
    row = line.component
    if images:
        return images != row.pages_counted
    return row.type.scan and not (line.satisfied or line.missing or line.at_lines)


def _uneven(row: Component, images: int, newer: int) -> Problem:
    said = f"«{row.type.name}{row.whose}» đã đếm {row.pages_counted} trang giấy nhưng"
    if not images:
        said = f"{said} chưa có ảnh trang nào. Hãy quét; không nhận giấy này thì xóa số đếm ở"
        return Problem(f"{said} đây.", "component", row.pk) if row.line_id else _on_pages(f"{said} «Thành phần».")
    advice = _advice(images > row.pages_counted, newer)
    return _on_pages(f"{said} có {images} ảnh trang. {advice}, xếp lại trang hoặc đếm lại.")


def _newer(pages: Sequence[Page], asked_at: datetime | None) -> int:
    return counted(page for page in pages if asked_at and page.upload.at > asked_at)


def _advice(more: bool, newer: int) -> str:
    """Whose number of pages is right can't be told where some came as they were asked for: none is called too many."""
    if more and newer:
        said = f"Có {newer} trang quét sau khi yêu cầu bổ sung: chưa đếm thì đếm thêm."
        return f"{said} Hãy đánh dấu ảnh thứ hai, mặt sau trắng"
    return "Hãy đánh dấu ảnh thứ hai, mặt sau trắng, xóa trang thừa" if more else "Hãy quét đủ"


def pages_may_change(dossier: Dossier) -> bool:
    """Pages and components change in draft, received and awaiting_supplement; after the result was returned, which
    rests on them, only once reception opened them with a reason."""
    opened = dossier.state == State.RETURNED and dossier.scans_opened_at is not None
    return opened or dossier.state in PAGES_CHANGE


def scans_may_be_opened(dossier: Dossier) -> bool:
    """Whether the scans are locked by the signed result, and not yet consolidated with it."""
    return dossier.state == State.RETURNED and dossier.scans_opened_at is None
