"""Is the file itself laid out as PDF/A wants: header, ends of sections, identifier, no encryption?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pikepdf

from .finding import Finding

HEADER: Final = re.compile(rb"%PDF-1\.[0-7]\r?\n?\r?%[\x80-\xff]{4}")
TORN_SECTION: Final = re.compile(rb"startxref\s+\d+\s+%%EOF(?=[^\r\n])")
END: Final = re.compile(rb"%%EOF(\r\n|\n|\r)?\Z")


def check_bytes(data: bytes) -> list[Finding]:
    """ISO 19005-2, 6.1.2, 6.1.3, 6.1.9: header with binary comment; EOL after each section; nothing after the last."""
    findings = []
    if not HEADER.match(data):
        findings.append(Finding("header", "Đầu tệp không đúng chuẩn PDF/A."))
    if TORN_SECTION.search(data):
        findings.append(Finding("section-newline", "Phần ghi thêm không bắt đầu ở dòng mới."))
    if not END.search(data[-32:]):
        findings.append(Finding("trailing-bytes", "Có dữ liệu thừa sau dấu kết thúc tệp."))
    return findings


def check(document: pikepdf.Pdf) -> Iterator[Finding]:
    """6.1.3: the trailer has an ID and no Encrypt."""
    if document.is_encrypted:
        yield Finding("encrypted", "Tệp PDF bị mã hóa.")
    if len(document.trailer.get("/ID", pikepdf.Array())) != 2:
        yield Finding("no-id", "Tệp PDF không có mã nhận dạng (ID).")
