"""Does each bad file get its own plain message while the rest of the batch goes on and the worker lives?"""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import drain
from bhxh_archive.models import Job, StoredFile
from bhxh_archive.stores.content import content_key
from intake import tasks
from intake.actions.page_desk.uploads import receive_upload
from intake.arrival import examination, refusing, taking_out
from intake.models import Dossier, Page, PageFinding, Upload
from intake.queries import pages_of
from intake.rules import page_problems
from tests.hardening import house as at
from tests.hardening.conftest import LIMIT_MB
from tests.hardening.house import House
from tests.intake.pipeline import hostile, samples
from tests.memory import peak_mib

BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "rong": (hostile.zero_bytes, "0 byte"),
    "ten-gian-1": (hostile.png_named_pdf, "tên .pdf nhưng nội dung là ảnh PNG"),
    "ten-gian-2": (hostile.pdf_named_jpg, "tên .jpg nhưng nội dung là tài liệu PDF"),
    "heic": (hostile.heic, "HEIC"),
    "word": (hostile.docx, "Word"),
    "zip": (hostile.zip_named_pdf, "giải nén"),
    "van-ban": (hostile.text_named_pdf, "văn bản"),
    "anh-cut": (hostile.truncated_jpeg, "cắt cụt"),
    "anh-hong": (hostile.damaged_png, "bị hỏng"),
    "tiff-hong": (hostile.truncated_tiff, "bị hỏng"),
    "bom-anh": (hostile.png_bomb, "quá nhiều điểm ảnh"),
    "mat-khau": (hostile.encrypted_pdf, "mật khẩu"),
    "pdf-cut": (hostile.truncated_pdf, "cắt cụt"),
    "pdf-hong": (hostile.garbage_pdf, "bị hỏng"),
    "script": (hostile.javascript_pdf, "JavaScript"),
    "lenh": (hostile.launch_pdf, "lệnh chạy chương trình"),
    "dinh-kem": (hostile.attachment_pdf, "tệp đính kèm"),
    "xfa": (hostile.xfa_pdf, "XFA"),
    "kho-lon": (hostile.giant_page_pdf, "khổ quá lớn"),
    "anh-lon": (hostile.giant_image_pdf, "bom giải nén"),
    "bom-pdf": (hostile.deflate_bomb_pdf, "bom giải nén"),
    "bom-kep": (hostile.double_deflate_bomb_pdf, "bom giải nén"),
    "bom-mo": (hostile.object_stream_bomb_pdf, "Hãy"),
    "nhieu-trang": (hostile.many_pages_pdf, "2001 trang"),
    "cay-trang": (hostile.page_tree_bomb_pdf, "bị hỏng"),
}
GOOD = ("trang.jpg", "page.png", "scan.pdf", "quay-ngang.jpg")
WORKER_CEILING_MB = 400


@dataclass
class Batch:
    """What came of one batch of files sent for one dossier while one worker ran."""

    dossier: Dossier
    uploads: dict[str, Upload]
    digests: dict[str, str]
    worker: subprocess.Popen[bytes]
    peak_mb: int


def sideways(folder: Path) -> Path:
    """A page photographed lying on its side, as a telephone says it in EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = samples.page().transpose(Image.Transpose.ROTATE_90)
    return samples.page_jpeg(folder, "quay-ngang.jpg", turned, exif=exif.tobytes())


def _files(folder: Path) -> dict[str, Path]:
    found = {}
    for name, (write, _) in BAD.items():
        place = folder / name
        place.mkdir()
        found[name] = write(place)
    pages = [samples.page_jpeg(folder, "trang.jpg"), samples.page_png(folder, image=samples.page(number=4)),
             samples.scan_pdf(folder, 2)]  # fmt: skip
    return found | {path.name: path for path in [*pages, sideways(folder)]}


@pytest.fixture(scope="module")
def batch(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    dossier, sent, digests = house.draft(), {}, {}
    with house.worker() as worker:
        for name, path in _files(tmp_path_factory.mktemp("files")).items():
            sent[name] = house.send(dossier, path.name, path.read_bytes())
            digests[name] = sent[name].digest
        at.wait_for(*sent.values())
        at.until(lambda: not Job.objects.filter(lane="quick", finished_at=None).exists(), "the quick lane is empty")
        yield Batch(dossier, sent, digests, worker, peak_mib(worker.pid))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_own_message(home: House, batch: Batch, name: str) -> None:
    upload = batch.uploads[name]
    assert upload.state == Upload.State.REFUSED
    assert BAD[name][1] in upload.message
    assert unicodedata.is_normalized("NFC", upload.message)
    assert upload.file is None


@pytest.mark.parametrize("name", GOOD)
def test_the_rest_of_the_batch_is_accepted(home: House, batch: Batch, name: str) -> None:
    upload = batch.uploads[name]
    assert upload.state == Upload.State.ACCEPTED
    assert upload.pages.count() == upload.page_count


def test_a_page_photographed_sideways_stands_upright_and_keeps_its_bytes(home: House, batch: Batch) -> None:
    page = batch.uploads["quay-ngang.jpg"].pages.get()
    with storage.open_file(page.view) as view, Image.open(view) as picture:
        assert picture.height > picture.width
    assert page.rotation == 90
    assert page.image.digest == batch.digests["quay-ngang.jpg"]


def test_nothing_of_a_refused_file_stays(home: House, batch: Batch) -> None:
    refused = [batch.digests[name] for name in BAD]
    assert not Page.objects.filter(upload__state=Upload.State.REFUSED).exists()
    assert not StoredFile.objects.filter(digest__in=refused).exists()
    assert [digest for digest in refused if storage.working().head(content_key(digest))] == []
    assert at.orphan_objects() == set()
    assert at.rows_without_bytes() == []


def test_refused_bytes_stay_where_another_dossier_has_them_under_an_honest_name(home: House, batch: Batch) -> None:
    path = hostile.png_named_pdf(home.folder)
    honest = home.send(home.draft(), "anh.png", path.read_bytes())
    at.wait_for(honest)
    lying = home.send(home.draft(), path.name, path.read_bytes())
    at.wait_for(lying)
    assert (honest.state, lying.state) == (Upload.State.ACCEPTED, Upload.State.REFUSED)
    assert honest.file and storage.read_file(honest.file) == path.read_bytes()


def test_no_temporary_file_stays(home: House, batch: Batch) -> None:
    assert home.scratch == []


def test_the_same_worker_lives_within_its_memory_cap(home: House, batch: Batch) -> None:
    assert batch.worker.poll() is None
    assert batch.peak_mb < WORKER_CEILING_MB
    after = home.send(
        batch.dossier, "sau.jpg", samples.page_jpeg(home.folder, image=samples.page(number=9)).read_bytes()
    )
    at.wait_for(after)
    assert after.state == Upload.State.ACCEPTED


def test_a_worker_that_met_no_signature_does_without_what_signs(home: House, batch: Batch) -> None:
    assert b"cryptography" not in Path(f"/proc/{batch.worker.pid}/maps").read_bytes()


def test_a_file_over_the_limit_is_refused_while_it_comes_in(home: House, batch: Batch) -> None:
    before = set(storage.working().list("sha256/"))
    chunks = (bytes([number % 251]) * (1 << 20) for number in range(LIMIT_MB + 1))
    with pytest.raises(NotValid) as refused:
        home_send(home, batch.dossier, chunks)
    assert f"lớn hơn {LIMIT_MB} MB" in refused.value.message
    assert not Upload.objects.filter(name="to.pdf").exists()
    assert set(storage.working().list("sha256/")) == before
    assert home.scratch == []


def home_send(home: House, dossier: Dossier, chunks: Iterator[bytes]) -> Upload:
    return receive_upload(dossier=dossier, name="to.pdf", chunks=chunks, by=home.user("tiepnhan-hp")).upload


def test_a_sender_who_breaks_off_leaves_nothing(home: House, batch: Batch) -> None:
    def broken() -> Iterator[bytes]:
        yield b"%PDF-1.7 half of it"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        home_send(home, batch.dossier, broken())
    assert not Upload.objects.filter(name="to.pdf").exists()
    assert home.scratch == []


def test_a_page_that_cannot_be_read_is_marked_and_holds_up_the_dossier_not_the_batch(home: House, batch: Batch) -> None:
    upload = home.send(batch.dossier, "giua.pdf", half_readable(home.folder))
    at.wait_for(upload)
    assert upload.state == Upload.State.ACCEPTED
    assert upload.pages.count() == 30
    broken = upload.pages.filter(findings__level=PageFinding.Level.HARD)
    assert [page.upload_index for page in broken] == [27]
    assert any("phải quét lại" in problem for problem in page_problems(list(pages_of(batch.dossier))))


def test_a_file_given_up_half_split_takes_its_pages_along(home: House, batch: Batch) -> None:
    """The last attempt failed: what the first attempts had made of it goes, nothing fails over what is gone."""
    dossier = home.draft()
    content = samples.scan_pdf(home.folder, taking_out.WHOLE + 1, "nua.pdf", mode="L").read_bytes()
    home.end(batch.worker)
    upload = home.send(dossier, "nua.pdf", content)
    examination.examine(upload)
    taking_out.split(upload, 0)
    assert upload.pages.count() == taking_out.CHUNK
    tasks.split.failed(Job(), upload_id=upload.pk, first=taking_out.CHUNK)  # type: ignore[attr-defined]
    drain()
    upload.refresh_from_db()
    assert (upload.state, upload.message, upload.pages.count()) == (Upload.State.REFUSED, refusing.BROKEN, 0)
    assert not Job.objects.filter(state=Job.State.FAILED).exists()
    assert at.orphan_objects() == set()
    assert home.scratch == []


def half_readable(folder: Path) -> bytes:
    """Thirty pages of 100 dpi, of which the 28th, beyond what is judged beforehand, is no JPEG behind its header."""
    path = samples.scan_pdf(folder, 30, "giua.pdf", size=(827, 1170))
    data = bytearray(path.read_bytes())
    starts = [place for place in range(len(data)) if data.startswith(b"\xff\xd8\xff", place)]
    end = data.index(b"\xff\xd9", starts[27])
    data[starts[27] + 2 : end] = b"\x00" * (end - starts[27] - 2)
    return bytes(data)
