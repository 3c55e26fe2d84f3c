"""Are the scans of a dossier examined, filed, checked and as many as was counted?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bhxh_archive.lifecycle import PAGES_CHANGE
from intake.models import (
    Dossier,
    Page,
    PageFinding,
    Upload,
)
from intake.problems import Problem

UNCOUNTED = (Page.Kind.SECOND_IMAGE, Page.Kind.BLANK_BACK, Page.Kind.SEPARATOR)


def counted(pages: Iterable[Page]) -> int:
    """Images that stand for one page of paper: not a second image, a blank back or a separator, nor signed e-files."""
    return sum(1 for page in pages if page.kind not in UNCOUNTED and not page.upload.signed)


def _on_pages(text: str) -> Problem:
    return Problem(text, "pages")


def page_problems(pages: Sequence[Page]) -> list[str]:
    """What the pages still want before they may go on."""
    loose = sum(1 for page in pages if page.component_id is None and page.kind != Page.Kind.SEPARATOR)
    unchecked = sum(1 for page in pages if page.checked_at is None)
    open_findings = [finding for page in pages for finding in page.findings.all() if not finding.overridden_at]
    hard = sum(1 for finding in open_findings if finding.level == PageFinding.Level.HARD)
    problems: list[str] = []
    if loose:
        problems.append(_on_pages(f"{loose} trang chưa xếp vào thành phần nào."))
    if hard:
        problems.append(_on_pages(f"{hard} trang có lỗi phải quét lại."))
    if len(open_findings) > hard:
        problems.append(_on_pages(f"{len(open_findings) - hard} cảnh báo chưa được xem xét."))
    if unchecked:
        problems.append(_on_pages(f"{unchecked} trang chưa xác nhận đã kiểm tra."))
    return problems


def upload_problems(uploads: Iterable[Upload]) -> list[str]:
    """Files that are still being examined."""
    waiting = sum(1 for upload in uploads if not upload.settled)
    return [_on_pages(f"{waiting} tệp đang được kiểm tra, hãy chờ một chút.")] if waiting else []


def count_problem(dossier: Dossier, pages: Sequence[Page]) -> list[str]:
    """The counted pages of paper must equal the images that stand for them (Circular 01/2023/TT-VPCP art. 8.2)."""
    images = counted(pages)
    if dossier.counted_pages is None:
        return [_on_pages("Chưa ghi số trang giấy đã đếm.")]
    if images == dossier.counted_pages:
        return []
    said = f"Đã đếm {dossier.counted_pages} trang giấy nhưng có {images} ảnh trang. Hãy quét đủ hoặc đếm lại."
    return [_on_pages(said)]


def pages_may_change(dossier: Dossier) -> bool:
    """Pages and components change in draft, received, awaiting_supplement and returned only."""
    return dossier.state in PAGES_CHANGE
