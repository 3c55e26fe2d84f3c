"""Which file stands at which path of the package folder, and what is known of it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from archive.packaging.model import Document, FileSource, Kind, PackageSpec, PackagingError, Profile
from archive.packaging.names import require_source_path

REP1, REP2 = "rep1", "rep2"
METS = "METS.xml"
EAD = "metadata/descriptive/EAD.xml"
PREMIS = "metadata/preservation/PREMIS.xml"
MAX_ORDINAL = 9_999_999


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the package: path in the package folder, digest, size in bytes, and its source.

    `documents` are the ordinals of the documents it belongs to and `owner` their docIds; empty for metadata.
    """

    path: str
    sha256: str
    size: int
    media_type: str
    created: datetime
    source: FileSource
    documents: tuple[int, ...] = ()
    owner: str = ""


def small_entry(path: str, content: bytes, created: datetime, media_type: str = "application/xml") -> Entry:
    """An entry whose bytes are made here and held in memory (metadata, schemas)."""
    digest = sha256(content).hexdigest()
    source = FileSource(
        path=path,
        sha256=digest,
        size=len(content),
        media_type=media_type,
        created=created,
        open=lambda: BytesIO(content),
    )
    return Entry(path, digest, len(content), media_type, created, source)


def premis_path(representation: str) -> str:
    """Where a representation keeps its PREMIS file, in the package folder."""
    return f"representations/{representation}/metadata/preservation/PREMIS_{representation}.xml"


def document_ead_path(ordinal: int) -> str:
    """Where a document's descriptive metadata lies, in the package folder (representation 1 only)."""
    return f"representations/{REP1}/metadata/descriptive/EAD_doc_{ordinal}.xml"


def ordinal_of(path: str) -> int:
    """The ordinal in the path of a document's descriptive metadata, 0 for any other path."""
    match = re.fullmatch(r"EAD_doc_([0-9]{1,9})\.xml", path.rpartition("/")[2])
    return int(match[1]) if match else 0


def has_premis(spec: PackageSpec) -> bool:
    """PREMIS is mandatory in an AIP, absent from the circular's SIP, optional in a DIP."""
    return spec.kind is Kind.AIP or spec.profile is Profile.CSIP or (spec.kind is Kind.DIP and bool(spec.events))


def payload(spec: PackageSpec) -> dict[str, list[Entry]]:
    """The documents' files by representation, sorted by path; a representation without files is left out.

    Raises PackagingError for a name that is not safe ASCII, or one path given to two contents.
    """
    groups = {
        REP1: [(document, source) for document in spec.documents for source in document.preserved],
        REP2: [(document, source) for document in spec.documents for source in document.originals],
    }
    return {name: _entries(name, files) for name, files in groups.items() if files}


def _entries(representation: str, files: list[tuple[Document, FileSource]]) -> list[Entry]:
    found: dict[str, tuple[FileSource, list[Document]]] = {}
    for document, source in files:
        path = f"representations/{representation}/data/{require_source_path(source.path)}"
        first, owners = found.setdefault(path, (source, []))
        if first.sha256 != source.sha256:
            raise PackagingError("one path is given to two different contents")
        owners.append(document)
    return [_entry(path, source, owners) for path, (source, owners) in sorted(found.items())]


def _entry(path: str, source: FileSource, owners: Sequence[Document] = ()) -> Entry:
    if not re.fullmatch(r"[0-9a-f]{64}", source.sha256) or source.size < 0:
        raise PackagingError("a file's digest must be 64 lower hex digits, its size not negative")
    if any(not 1 <= document.ordinal <= MAX_ORDINAL for document in owners):
        raise PackagingError("document ordinals run from 1 to 9999999")
    ordinals = tuple(document.ordinal for document in owners)
    ids = " ".join(document.meta.doc_id for document in owners)
    return Entry(path, source.sha256, source.size, source.media_type, source.created, source, ordinals, ids)


def documentation(spec: PackageSpec) -> list[Entry]:
    """The caller's documentation files, sorted by path."""
    entries = [_entry(f"documentation/{require_source_path(source.path)}", source) for source in spec.documentation]
    return sorted(entries, key=lambda entry: entry.path)
