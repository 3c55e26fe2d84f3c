"""How do the pages of a component become one two-layer PDF/A (Circular 05/2025/TT-BNV)?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from django.utils.timezone import localtime

from bhxh_archive import storage
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.documents.scans import ScanPage, write_component_pdf
from bhxh_archive.models import StoredFile
from intake.component_files.recipes import was_compared
from intake.models import Component, Page

PDF = "application/pdf"


def make_pdf(component: Component, pages: Sequence[Page]) -> StoredFile:
    """The file of a component. What was compared with its original says so at its foot."""
    return lay_out(pages, component.type.name, lambda page: _mark(page, component))


def lay_out(pages: Sequence[Page], title: str, mark: Callable[[Page], str]) -> StoredFile:
    """Lay the images losslessly into one PDF/A with the recognised text invisible beneath, and store it.

    `mark`: what stands at the foot of a page. Raises DocumentError.
    """
    with storage.scratch("component") as folder:
        scans = [_scan_page(page, mark(page), folder) for page in pages]
        target = folder / "component.pdf"
        write_component_pdf(scans, title, target)
        return storage.keep(target, PDF)


def unsuitable(image: Path, dpi: int, rotation: int) -> str:
    """Why this page image could not go into a PDF/A, or "": found at the counter, not when the decision is signed."""
    try:
        write_component_pdf([ScanPage(image=image, dpi=dpi, rotation=rotation)], "", BytesIO())
    except DocumentError as error:
        return str(error)
    return ""


def _scan_page(page: Page, mark: str, folder: Path) -> ScanPage:
    image = folder / f"{page.pk}.img"
    with image.open("wb") as file:
        file.writelines(storage.stream_range(page.picture))
    text = getattr(page, "text", None)
    layer = storage.read_file(text.layer) if text and text.layer else None
    return ScanPage(image=image, dpi=page.dpi, rotation=page.rotation, text_pdf=layer, mark=mark)


def _mark(page: Page, component: Component) -> str:
    """Who compared the paper with its original and when, on every page that was compared (NĐ 158/2025 art. 4)."""
    if not was_compared(page.upload.at, component.compared_at) or component.compared_at is None:
        return ""
    return f"Đã đối chiếu với bản chính: {component.compared_by}, {localtime(component.compared_at):%H:%M %d/%m/%Y}"
