"""How do tests put scanned pages, uploads and results on record without waiting for the workers?"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from bhxh_archive import storage
from bhxh_archive.models import StoredFile, User
from bhxh_archive.stores.content import content_key
from intake.models import Component, Dossier, Page, PageFinding, Result, ResultVersion, Scanner, ScanRun, Upload

JPEG = "image/jpeg"


def picture(shade: int = 200) -> StoredFile:
    """A small stored JPEG; another shade is another file."""
    content = BytesIO()
    Image.new("RGB", (60, 80), (shade, shade, 90)).save(content, "JPEG")
    return storage.keep_bytes(content.getvalue(), JPEG)


def add_pages(
    dossier: Dossier, number: int = 1, *, component: Component | None = None, name: str = "quet.jpg", **fields: Any
) -> list[Page]:
    """`number` pages of one accepted file, in the tray or in a component."""
    shade = 10 + dossier.folder.uploads.count()
    file = picture(shade)
    upload = Upload.objects.create(
        folder=dossier.folder, file=file, digest=f"{shade}-{name}", name=name, state=Upload.State.ACCEPTED,
        page_count=number, by=dossier.created_by, signed=fields.pop("signed", False),
    )  # fmt: skip
    facts = {"width": 1654, "height": 2339, "dpi": 200, "colour": "RGB", **fields}
    return [
        Page.objects.create(folder=dossier.folder, upload=upload, upload_index=index, component=component,
                            ordinal=index + 1, image=file, view=file, thumb=file, **facts)
        for index in range(number)
    ]  # fmt: skip


def take_out(upload: Upload, index: int = 0) -> Page:
    """The only page of an accepted file, wherever its folder belongs; or the one at this `index`, from 0."""
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.ACCEPTED, page_count=index + 1)
    file = picture()
    return Page.objects.create(folder_id=upload.folder_id, upload=upload, upload_index=index, image=file, view=file,
                               thumb=file, width=60, height=80, dpi=200, colour="RGB")  # fmt: skip


def warn(page: Page, level: str = PageFinding.Level.WARNING) -> PageFinding:
    """A finding on a page."""
    return PageFinding.objects.create(page=page, code=f"blurred-{level}", level=level, message="ảnh mờ")


def add_scan(dossier: Dossier, by: User) -> ScanRun:
    """A scan into the dossier that is under way."""
    place = {"host": "10.9.8.7", "port": 80, "base": "/eSCL", "address": "10.9.8.7"}
    scanner = Scanner.objects.create(office=dossier.receiving_office, name="Máy quầy 1", **place)
    return ScanRun.objects.create(scanner=scanner, dossier=dossier, by=by, source="feeder", resolution=200,
                                  colour="colour", state=ScanRun.State.SCANNING)  # fmt: skip


def put_in_state(dossier: Dossier, state: str) -> Dossier:
    """The dossier as if it had gone that far; only for tests of what comes after."""
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    return Dossier.objects.select_related("procedure", "folder", "receiving_office").get(pk=dossier.pk)


def add_result(
    dossier: Dossier, *, valid: bool = True, pdf: bytes = b"%PDF-1.7\n%%EOF\n", stage: str = ResultVersion.Stage.ISSUED
) -> Result:
    """An issued decision with one file version; of another `stage` it is no further or signed with ink."""
    result = Result.objects.create(
        dossier=dossier, kind="07A-HSB", title="Quyết định hưởng lương hưu", doc_type="02", number="05/QĐ-BHXH",
        number_folded="05QDBHXH", dated=date(2026, 11, 20),
    )  # fmt: skip
    ResultVersion.objects.create(
        result=result, stage=stage, file=storage.keep_bytes(pdf, "application/pdf"), pages=1,
        valid=valid, verdict="Chữ ký hợp lệ." if valid else "Chữ ký không hợp lệ.",
    )  # fmt: skip
    return result


def lies_in_store(file: StoredFile, content: bytes) -> None:
    """Other bytes in place of the file's, as a fault of the disk or a hand in the store leaves them."""
    key = content_key(file.digest)
    storage.working().delete(key)
    storage.working().put_once(key, BytesIO(content))
