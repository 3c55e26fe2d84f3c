"""How are packages, folders and files named, so that they are ASCII, readable, and carry no personal data?"""

import re
from uuid import UUID

from archive.packaging.model import Kind, PackagingError

SAFE_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
# The code is only for human eyes here, the UUID keeps bags apart; a bag name stays under 120 characters.
BAG_CODE_LENGTH = 70
RESERVED = frozenset({"METS.xml", "CON", "PRN", "AUX", "NUL"})


def objid_text(kind: Kind, objid: UUID) -> str:
    """The METS OBJID by kind (Circular 05/2025/TT-BNV): `urn:uuid:…` for an AIP, `uuid-…` otherwise."""
    return f"urn:uuid:{objid}" if kind is Kind.AIP else f"uuid-{objid}"


def folder_of(objid: str) -> str:
    """The folder name that stands for an OBJID: ":" becomes "_"."""
    return objid.replace(":", "_")


def safe_code(code: str) -> str:
    """A file code as a file name: every run outside A-Z a-z 0-9 . _ - becomes one "-".

    Raises PackagingError when nothing remains.
    """
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", code).strip("-._")
    if not safe:
        raise PackagingError(f"file code {code!r} leaves no ASCII name")
    return re.sub(r"\.{2,}", ".", safe)


def bag_name(kind: Kind, objid: UUID, file_code: str) -> str:
    """The bag's folder: file code, kind and UUID, so that every package of one record sorts together."""
    return f"{safe_code(file_code)[:BAG_CODE_LENGTH]}.{kind.lower()}.{objid}"


def document_file_name(file_code: str, ordinal: int, extension: str, part: int | None = None) -> str:
    """The name of a document's file: file code, 7-digit ordinal, optional part number, extension without a dot."""
    middle = "" if part is None else f".{part:04d}"
    return f"{safe_code(file_code)}.{ordinal:07d}{middle}.{extension.lower()}"


def is_ascii_name(path: str) -> bool:
    """Whether a path is printable ASCII throughout."""
    return path.isascii() and path.isprintable()


def is_safe_path(path: str) -> bool:
    """Whether a path stays inside the package: relative, no empty, "." or ".." segment, no backslash or drive."""
    if not path or path.startswith("/") or "\\" in path or ":" in path or "\0" in path:
        return False
    return all(part not in {"", ".", ".."} for part in path.split("/"))


def require_source_path(path: str) -> str:
    """The path, if each segment is a safe ASCII name. Raises PackagingError otherwise."""
    if not all(SAFE_SEGMENT.match(part) and part not in RESERVED for part in path.split("/")):
        raise PackagingError("file path is not a safe ASCII name")
    return path
