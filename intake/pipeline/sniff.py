"""What is this file really, whatever its name says?"""

import re
from pathlib import Path, PurePath

from intake.pipeline.verdict import Refused

JPEG, PNG, TIFF, PDF = "image/jpeg", "image/png", "image/tiff", "application/pdf"

LABELS = {JPEG: "ảnh JPEG", PNG: "ảnh PNG", TIFF: "ảnh TIFF", PDF: "tài liệu PDF"}
EXTENSIONS = {
    JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    PNG: (".png",),
    TIFF: (".tif", ".tiff"),
    PDF: (".pdf",),
}
ALLOWED = "Hệ thống nhận ảnh JPEG, PNG, TIFF và tài liệu PDF."

_MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"%PDF-", PDF),
)
_TO_PDF = "Hãy mở tệp và xuất sang PDF rồi tải lại."
_TO_JPEG = "Hãy xuất sang ảnh JPEG rồi tải lại."
_UNPACK = "Hãy giải nén rồi tải từng ảnh hoặc PDF bên trong."
_FOREIGN = (
    (b"PK\x03\x04", "tệp nén ZIP", _UNPACK),
    (b"PK\x05\x06", "tệp nén ZIP rỗng", _UNPACK),
    (b"Rar!", "tệp nén RAR", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip", _UNPACK),
    (b"\x1f\x8b", "tệp nén GZIP", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "tài liệu Office cũ (Word, Excel 97-2003)", _TO_PDF),
    (b"{\\rtf", "tài liệu RTF", _TO_PDF),
    (b"GIF8", "ảnh GIF", _TO_JPEG),
    (b"BM", "ảnh BMP", _TO_JPEG),
    (b"\x00\x00\x00\x0cjP  ", "ảnh JPEG 2000", _TO_JPEG),
    (b"AT&TFORM", "tài liệu DjVu", _TO_PDF),
    (b"8BPS", "ảnh Photoshop", _TO_JPEG),
    (b"MZ", "chương trình Windows", "Tệp này không được nhận và có thể nguy hiểm."),
    (b"\x7fELF", "chương trình Linux", "Tệp này không được nhận và có thể nguy hiểm."),
)
_PHONE = "ảnh {kind} của điện thoại"
_PHONE_ADVICE = "Hãy đặt điện thoại chụp ở dạng JPEG (Tương thích nhất) hoặc xuất ảnh sang JPEG rồi tải lại."
_ISO_BRANDS = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC", b"heif": "HEIC", b"avif": "AVIF"}
_OFFICE = ((b"word/", "tài liệu Word (.docx)"), (b"xl/", "bảng tính Excel (.xlsx)"), (b"ppt/", "trình chiếu (.pptx)"))
_HEAD = 4096  # bytes; the names of a document's first parts lie here
_PDF_HEADER_WITHIN = 1024  # bytes; readers accept junk before the header up to here (ISO 32000-1, Annex H.3.4.1)
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}")


def media_type(path: Path, name: str) -> str:
    """The media type by content; raises `Refused` for foreign content or a name that says otherwise."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = _known(head)
    if kind is None:
        label, advice = _foreign(head)
        raise Refused("unsupported_type", f"Nội dung tệp là {label}. {advice} {ALLOWED}")
    _check_name(name, kind)
    return kind


def _known(head: bytes) -> str | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    has_other_type = any(head.startswith(magic) for magic, _, _ in _FOREIGN)
    return PDF if not has_other_type and b"%PDF-" in head[:_PDF_HEADER_WITHIN] else None


def _foreign(head: bytes) -> tuple[str, str]:
    """What the content is called in Vietnamese, and what the clerk can do about it."""
    if head[4:8] == b"ftyp":
        kind = _ISO_BRANDS.get(head[8:12])
        return (_PHONE.format(kind=kind), _PHONE_ADVICE) if kind else ("video", "Video không được nhận.")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "ảnh WebP", _TO_JPEG
    if head.startswith(b"PK\x03\x04"):
        for part, label in _OFFICE:
            if part in head:
                return label, _TO_PDF
    for magic, label, advice in _FOREIGN:
        if head.startswith(magic):
            return label, advice
    return _textual(head)


def _textual(head: bytes) -> tuple[str, str]:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "trang web HTML", _TO_PDF
    if start.startswith((b"<?xml", b"<svg")):
        return "file XML", _TO_PDF
    if b"\x00" not in head:
        return "văn bản hoặc dữ liệu không rõ định dạng", "Hãy quét lại giấy tờ thành PDF hoặc JPEG."
    return "dữ liệu không nhận ra được", "Tệp có thể bị hỏng; hãy quét hoặc sao chép lại."


def _check_name(name: str, kind: str) -> None:
    extension = PurePath(name.lower()).suffix
    if _EXTENSION.fullmatch(extension) and extension not in EXTENSIONS[kind]:
        raise Refused(
            "name_lies",
            f"Tệp tên {extension} nhưng nội dung là {LABELS[kind]}. Hãy kiểm tra có đúng tệp cần nộp không; "
            f"nếu đúng, đổi đuôi thành {EXTENSIONS[kind][0]} rồi tải lại.",
            media_type=kind,
        )
