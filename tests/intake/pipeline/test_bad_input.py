"""Does every hostile or broken file get its own clear Vietnamese refusal, and nothing left behind?"""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.pipeline import sandbox
from intake.pipeline.inspect import inspect
from intake.pipeline.limits import Limits
from tests.intake.pipeline import hostile, samples

pytestmark = pytest.mark.slow

CASES: list[tuple[Callable[[Path], Path], str, str]] = [
    (hostile.zero_bytes, "empty", "0 byte"),
    (hostile.png_named_pdf, "name_lies", "tên .pdf nhưng nội dung là ảnh PNG"),
    (hostile.pdf_named_jpg, "name_lies", "tên .jpg nhưng nội dung là tài liệu PDF"),
    (hostile.heic, "unsupported_type", "HEIC"),
    (hostile.docx, "unsupported_type", "Word"),
    (hostile.zip_named_pdf, "unsupported_type", "giải nén"),
    (hostile.text_named_pdf, "unsupported_type", "văn bản"),
    (hostile.truncated_jpeg, "truncated_image", "cắt cụt"),
    (hostile.damaged_png, "damaged_image", "bị hỏng"),
    (hostile.truncated_tiff, "damaged_image", "bị hỏng"),
    (hostile.png_bomb, "image_bomb", "quá nhiều điểm ảnh"),
    (hostile.encrypted_pdf, "encrypted_pdf", "mật khẩu"),
    (hostile.truncated_pdf, "truncated_pdf", "cắt cụt"),
    (hostile.pdf_and_zip, "appended_pdf", "một tệp nén ZIP được ghép vào"),
    (hostile.pdf_and_program, "appended_pdf", "201 byte dữ liệu khác"),
    (hostile.garbage_pdf, "damaged_pdf", "bị hỏng"),
    (hostile.javascript_pdf, "active_pdf", "JavaScript"),
    (hostile.launch_pdf, "active_pdf", "lệnh chạy chương trình"),
    (hostile.attachment_pdf, "active_pdf", "tệp đính kèm"),
    (hostile.xfa_pdf, "active_pdf", "XFA"),
    (hostile.giant_page_pdf, "giant_page", "khổ quá lớn"),
    (hostile.giant_image_pdf, "pdf_bomb", "bom giải nén"),
    (hostile.deflate_bomb_pdf, "pdf_bomb", "bom giải nén"),
    (hostile.double_deflate_bomb_pdf, "pdf_bomb", "bom giải nén"),
    (hostile.many_pages_pdf, "too_many_pages", "2001 trang"),
    (hostile.page_tree_bomb_pdf, "damaged_pdf", "bị hỏng"),
]


@pytest.mark.parametrize(("write", "code", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_bad_file_is_refused_with_its_own_message(tmp_path, write, code, words):
    path = write(tmp_path)
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.code) == ("refused", code)
    assert words in verdict.message
    assert unicodedata.is_normalized("NFC", verdict.message)
    assert path.name not in verdict.message  # file names can be personal data; the page shows them itself
    assert list(tmp_path.iterdir()) == [path]


def test_file_over_the_configured_limit(tmp_path):
    path = samples.page_jpeg(tmp_path)
    verdict = inspect(path, path.name, Limits(max_bytes=10_000))
    assert (verdict.verdict, verdict.code) == ("refused", "too_large")
    assert "quá giới hạn" in verdict.message


def test_tiff_with_too_many_frames(tmp_path):
    path = samples.tiff(tmp_path, ["L"] * 4)
    assert inspect(path, path.name, Limits(max_pages=3)).code == "too_many_pages"
    assert inspect(path, path.name, Limits(max_pages=4)).verdict == "warned"


def test_owner_password_alone_is_a_warning(tmp_path):
    path = hostile.restricted_pdf(tmp_path)
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.code, verdict.pages) == ("warned", "restricted_pdf", 1)
    assert "khoá quyền" in verdict.message


def test_rebuilt_cross_reference_is_a_warning(tmp_path):
    path = hostile.broken_xref_pdf(tmp_path)
    verdict = inspect(path, path.name)
    assert (verdict.verdict, verdict.code, verdict.pages) == ("warned", "repaired_pdf", 2)


def test_object_stream_bomb_springs_only_in_the_child(tmp_path):
    path = hostile.object_stream_bomb_pdf(tmp_path)
    verdict = sandbox.inspect_file(path, path.name)
    assert verdict.verdict == "refused"
    assert list(tmp_path.iterdir()) == [path]


def test_reusable_set_has_one_file_for_each_code(tmp_path):
    for code, path in hostile.write_all(tmp_path).items():
        assert inspect(path, path.name).code == code


def updated(data: bytes) -> bytes:
    """The same PDF with an update that changes nothing behind its end."""
    before = data[data.rindex(b"startxref") + len(b"startxref") :].split()[0]
    root = re.search(rb"/Root (\d+ \d+ R)", data)
    assert root
    update = b"\nxref\n0 0\ntrailer\n<< /Size 99 /Root %s /Prev %s >>\n" % (root[1], before)
    return data + update + b"startxref\n%d\n%%%%EOF\n" % (len(data) + 1)


@pytest.mark.parametrize("pad", [b"\r\n\r\n", bytes(900), b"\n--boundary-7MA4YWxk--\r\n", b"\x1a", None])
def test_what_scanners_and_updates_leave_behind_the_end_passes(tmp_path: Path, pad: bytes | None) -> None:
    path = samples.scan_pdf(tmp_path, 1, "dem.pdf")
    data = path.read_bytes()
    path.write_bytes(updated(data) if pad is None else data + pad)
    assert inspect(path, path.name).verdict != "refused"
