"""Is the type read from the content, and a name that says otherwise refused?"""

import pytest

from intake.pipeline import sniff
from intake.pipeline.verdict import Refused


def typed(tmp_path, data: bytes, name: str) -> str:
    path = tmp_path / "file"
    path.write_bytes(data)
    return sniff.media_type(path, name)


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "a.JPG", sniff.JPEG),
        (b"\xff\xd8\xff\xe1", "không có đuôi", sniff.JPEG),
        (b"\xff\xd8\xff\xe1", "quét 07.9.2026", sniff.JPEG),
        (b"\x89PNG\r\n\x1a\n", "a.png", sniff.PNG),
        (b"II*\x00", "a.tif", sniff.TIFF),
        (b"MM\x00*", "a.tiff", sniff.TIFF),
        (b"%PDF-1.4", "a.pdf", sniff.PDF),
        (b"\r\n\r\n%PDF-1.7", "a.pdf", sniff.PDF),
    ],
)
def test_content_gives_the_type(tmp_path, head, name, expected):
    assert typed(tmp_path, head + b"\x00" * 64, name) == expected


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"GIF89a", "ảnh GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "ảnh WebP"),
        (b"\x00\x00\x00\x20ftypavif", "AVIF"),
        (b"\x00\x00\x00\x20ftypisom", "video"),
        (b"\xd0\xcf\x11\xe0", "Office cũ"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"MZ\x90\x00", "nguy hiểm"),
        (b"<!DOCTYPE html><html>", "HTML"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "XML"),
        (b"\x00\x01\x02\x03", "không nhận ra"),
        (b"PK\x03\x04%PDF-1.4", "ZIP"),
    ],
)
def test_foreign_content_is_named_with_what_to_do(tmp_path, head, words):
    with pytest.raises(Refused) as refusal:
        typed(tmp_path, head, "ho-so.pdf")
    verdict = refusal.value.verdict
    assert verdict.code == "unsupported_type"
    assert words in verdict.message
    assert sniff.ALLOWED in verdict.message


def test_lying_name_says_both_types_and_the_right_ending(tmp_path):
    with pytest.raises(Refused) as refusal:
        typed(tmp_path, b"\xff\xd8\xff\xe0", "don.png")
    assert "Tệp tên .png nhưng nội dung là ảnh JPEG" in refusal.value.verdict.message
    assert "thành .jpg" in refusal.value.verdict.message
