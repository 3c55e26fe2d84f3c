"""What does a package say about itself, so that the archive's database can be rebuilt from the store alone?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lxml import etree

from archive.packaging import ead, layout
from archive.packaging.fields import DOCUMENT_FIELDS, PACKAGE_FIELDS
from archive.packaging.mets_reading import DATA_USE, MetsFile, Reference, read_mets
from archive.packaging.model import (
    Agent,
    DocumentMeta,
    DossierMeta,
    Kind,
    PackagingError,
    PremisEvent,
    RequestMeta,
    Status,
)
from archive.packaging.premis import NS as PREMIS
from archive.packaging.readers import PackageReader
from archive.packaging.rules import document_stem
from archive.packaging.xmlsafe import BrokenXml, UnsafeXml, parse

MAX_TEXT = 128 * 2**20


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A document's file: path in the bag, SHA-256 and size in bytes as METS states them, type and time."""

    path: str
    sha256: str
    size: int
    media_type: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document with its metadata and its files in representation 1 (preserved) and 2 (as received)."""

    ordinal: int
    meta: DocumentMeta
    preserved: tuple[ReadFile, ...]
    originals: tuple[ReadFile, ...]


@dataclass(frozen=True, slots=True)
class PackageContent:
    """A package as it describes itself. `dossier` is None in a DIP and `request` in the others."""

    kind: Kind
    objid: UUID
    status: Status
    created: datetime
    software_name: str
    software_version: str
    dossier: DossierMeta | None
    request: RequestMeta | None
    documents: tuple[ReadDocument, ...]
    documentation: tuple[ReadFile, ...]
    events: tuple[PremisEvent, ...]
    agents: tuple[Agent, ...]
    replaces: UUID | None


def read(reader: PackageReader) -> PackageContent:
    """The metadata of a package; it is believed, so verify first.

    What the circular's AIP leaves out of a document comes from the dossier, the file code from the document codes.

    Raises PackagingError when the package is not one of ours in form, and what the reader raises.
    """
    try:
        return _Package(reader).content()
    except (ValueError, BrokenXml, UnsafeXml) as error:
        raise PackagingError(f"package metadata cannot be read: {error}") from error


class _Package:
    """One pass over the metadata files; document files are not opened."""

    def __init__(self, reader: PackageReader) -> None:
        self._reader = reader
        self._paths = {path for path, _ in reader.list()}
        roots = [path for path in self._paths if path.startswith("data/") and path.split("/")[2:] == [layout.METS]]
        if len(roots) != 1:
            raise PackagingError("not exactly one root METS")
        self._base = roots[0].removesuffix(layout.METS)
        self._root = self._mets(layout.METS)
        self._parts = [self._mets(path) for path in self._root.pointers if self._base + path in self._paths]

    def _xml(self, path: str) -> etree._Element:
        if self._base + path not in self._paths:
            raise PackagingError(f"{path} is missing")
        with self._reader.open(self._base + path) as stream:
            return parse(stream.read(MAX_TEXT))

    def _mets(self, path: str) -> MetsFile:
        return read_mets(self._xml(path), path.removesuffix(layout.METS))

    def content(self) -> PackageContent:
        """The whole, assembled. Raises ValueError where a value is not of its type."""
        kind = Kind(self._root.kind)
        package = self._xml(layout.EAD)
        is_dip = kind is Kind.DIP
        dossier = None if is_dip else ead.meta_from(package, PACKAGE_FIELDS[kind], DossierMeta)
        documents = tuple(self._documents(kind, dossier))
        if dossier is not None and not dossier.file_code:
            dossier = replace(dossier, file_code=_file_code(dossier, documents))
        name, version = self._root.software
        return PackageContent(
            kind=kind,
            objid=_uuid(self._root.objid),
            status=Status(self._root.status),
            created=datetime.fromisoformat(self._root.created),
            software_name=name,
            software_version=version,
            dossier=dossier,
            request=ead.meta_from(package, PACKAGE_FIELDS[kind], RequestMeta) if is_dip else None,
            documents=documents,
            documentation=tuple(self._file(found) for found in self._root.references if found.use == "Documentation"),
            events=tuple(_event(element) for root in self._premis() for element in root.iter(_p("event"))),
            agents=tuple(dict.fromkeys(_agent(found) for root in self._premis() for found in root.iter(_p("agent")))),
            replaces=_uuid(self._root.replaces) if self._root.replaces else None,
        )

    def _documents(self, kind: Kind, dossier: DossierMeta | None) -> Iterator[ReadDocument]:
        files = [found for part in self._parts for found in part.references if found.use == DATA_USE]
        for ordinal in sorted({ordinal for found in files for ordinal in found.documents}):
            mine = [found for found in files if ordinal in found.documents]
            meta = ead.meta_from(self._xml(layout.document_ead_path(ordinal)), DOCUMENT_FIELDS[kind], DocumentMeta)
            if kind is Kind.AIP and dossier is not None:
                meta = _completed(meta, dossier, mine[0], ordinal)
            yield ReadDocument(ordinal, meta, self._of(mine, layout.REP1), self._of(mine, layout.REP2))

    def _of(self, files: list[Reference], representation: str) -> tuple[ReadFile, ...]:
        prefix = f"representations/{representation}/"
        return tuple(self._file(found) for found in files if found.path.startswith(prefix))

    def _file(self, found: Reference) -> ReadFile:
        created = datetime.fromisoformat(found.created)
        return ReadFile(self._base + found.path, found.sha256, found.size, found.media_type, created)

    def _premis(self) -> Iterator[etree._Element]:
        names = [part.base.split("/")[1] for part in self._parts]
        for path in [layout.PREMIS, *map(layout.premis_path, names)]:
            if self._base + path in self._paths:
                yield self._xml(path)


def _file_code(dossier: DossierMeta, documents: tuple[ReadDocument, ...]) -> str:
    """An AIP states arcFileCode only; each docCode still begins with the file code. "" when they do not agree."""
    stems = {document_stem(document.meta.doc_code, document.ordinal) for document in documents}
    stem = stems.pop() if len(stems) == 1 else ""
    return stem if dossier.arc_file_code.endswith(stem) else ""


def _completed(meta: DocumentMeta, dossier: DossierMeta, file: Reference, ordinal: int) -> DocumentMeta:
    """An AIP's document has no maintenance and risk fields (the dossier's hold) and keeps docId in METS OWNERID."""
    owners = dict(zip(file.documents, file.owners, strict=False))
    return replace(
        meta,
        doc_id=owners.get(ordinal, ""),
        maintenance=dossier.maintenance,
        risk_recovery=dossier.risk_recovery,
        risk_recovery_status=dossier.risk_recovery_status,
    )


def _uuid(objid: str) -> UUID:
    return UUID(objid.rpartition("uuid")[2].lstrip(":-"))


def _p(tag: str) -> str:
    return f"{{{PREMIS}}}{tag}"


def _text(element: etree._Element, *path: str) -> str:
    return element.findtext("/".join(map(_p, path))) or ""


def _event(element: etree._Element) -> PremisEvent:
    is_path = _text(element, "linkingObjectIdentifier", "linkingObjectIdentifierType") == "path"
    linked = _text(element, "linkingObjectIdentifier", "linkingObjectIdentifierValue")
    outcome = "eventOutcomeInformation"
    return PremisEvent(
        type=_text(element, "eventType"),
        at=datetime.fromisoformat(_text(element, "eventDateTime")),
        agent_id=_text(element, "linkingAgentIdentifier", "linkingAgentIdentifierValue"),
        outcome=_text(element, outcome, "eventOutcome"),
        detail=_text(element, "eventDetailInformation", "eventDetail"),
        outcome_note=_text(element, outcome, "eventOutcomeDetail", "eventOutcomeDetailNote"),
        linked_object=linked if is_path else "",
    )


def _agent(element: etree._Element) -> Agent:
    return Agent(
        id=_text(element, "agentIdentifier", "agentIdentifierValue"),
        name=_text(element, "agentName"),
        kind=_text(element, "agentType"),
        version=_text(element, "agentVersion"),
        note=_text(element, "agentNote"),
    )
