"""Does a PDF keep the rules of PDF/A-2 or PDF/A-3 that our own making and signing could break?

A fallback lint, not a full validator: it looks at what generators and signers get wrong in practice. With veraPDF
installed (environment variable VERAPDF_BIN) that validator's findings are added.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from . import colour, file_structure, fonts, interaction, metadata, verapdf
from .finding import Finding

__all__ = ["Finding", "lint"]


def lint(pdf: bytes | Path) -> list[Finding]:
    """Every breach found, [] when there is none; a file that can't be read as PDF is a finding too (ISO 19005-2)."""
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    findings = file_structure.check_bytes(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            findings += _check(document)
    except pikepdf.PasswordError:
        return [*findings, Finding("encrypted", "Tệp PDF bị khóa bằng mật khẩu.")]
    except pikepdf.PdfError as error:
        return [*findings, Finding("damaged", f"Tệp PDF hỏng, không đọc được ({error}).")]
    return findings + verapdf.findings(data)


def _check(document: pikepdf.Pdf) -> list[Finding]:
    checks = (file_structure.check, metadata.check, colour.check, fonts.check, interaction.check)
    return [finding for check in checks for finding in check(document)]
