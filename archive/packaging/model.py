"""What is a package made of, before any byte of it is written?"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

Opener = Callable[[], AbstractContextManager[BinaryIO]]


class PackagingError(Exception):
    """The package cannot be built or read; the message says why in English, for the log."""


class Kind(StrEnum):
    """OAIS package types (Circular 05/2025/TT-BNV, annexes): handed over, kept, handed out."""

    SIP = "SIP"
    AIP = "AIP"
    DIP = "DIP"


class Status(StrEnum):
    """METS RECORDSTATUS; SUPPLEMENT carries the pieces a record lacked, REPLACEMENT stands for an earlier package."""

    NEW = "NEW"
    SUPPLEMENT = "SUPPLEMENT"
    REPLACEMENT = "REPLACEMENT"


class Profile(StrEnum):
    """Whose names win where they differ: the circular's annexes, or plain E-ARK CSIP 2.2."""

    CIRCULAR = "circular"
    CSIP = "csip"


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMeta:
    """The 18 fields of a dossier (Circular 05/2025/TT-BNV); codes and dates are text exactly as in EAD.xml.

    `arc_file_code` takes the place of `file_code` in an AIP. Numbers count documents, sheets and pages.
    """

    file_code: str
    title: str
    maintenance: str
    mode: str
    language: str
    start_date: str
    end_date: str
    total_doc: int
    number_of_paper: int
    number_of_page: int
    risk_recovery: bool
    arc_file_code: str = ""
    keyword: str = ""
    format: str = ""
    infor_sign: str = ""
    confidence_level: str = ""
    paper_file_code: str = ""
    risk_recovery_status: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentMeta:
    """The 21 fields of a document (Circular 05/2025/TT-BNV); `arc_doc_code` replaces `doc_code` in a DIP."""

    doc_id: str
    doc_code: str
    maintenance: str
    type_name: str
    issued_date: str
    organ_name: str
    subject: str
    language: str
    number_of_page: int
    mode: str
    risk_recovery: bool
    arc_doc_code: str = ""
    code_number: str = ""
    code_notation: str = ""
    infor_sign: str = ""
    keyword: str = ""
    confidence_level: str = ""
    autograph: str = ""
    format: str = ""
    process: bool | None = None
    risk_recovery_status: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMeta:
    """The request a DIP answers: its package-level EAD (Circular 05/2025/TT-BNV)."""

    request_id: str
    request_date: str
    purpose: str
    purpose_content: str
    fee_object_type: str = ""
    research_topic: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureInfo:
    """One embedded signature for PREMIS signatureInformation; `value` is base64 of the signature or its container."""

    signer: str
    method: str
    value: str
    signed_at: datetime
    validation_rules: str = "ETSI EN 319 102-1"
    encoding: str = "base64"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """One file to pack: its ASCII name, its stored SHA-256 (lower hex) and size in bytes, and how to open it once.

    `path` is relative to the folder it goes to (`representations/repN/data/` or `documentation/`).
    """

    path: str
    sha256: str
    size: int
    media_type: str
    created: datetime
    open: Opener
    signatures: tuple[SignatureInfo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: `preserved` are its PDF/A files (rep1), `originals` the scans as received (rep2).

    A file shared by several documents appears in each of them with the same path and digest and is written once.
    """

    ordinal: int
    meta: DocumentMeta
    preserved: tuple[FileSource, ...]
    originals: tuple[FileSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who or what acted: `kind` is software, organization or person (PREMIS agentType)."""

    id: str
    name: str
    kind: str
    version: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisEvent:
    """One preservation event; `linked_object` is a path inside the package folder, or "" for the package itself."""

    type: str
    at: datetime
    agent_id: str
    outcome: str
    detail: str = ""
    outcome_note: str = ""
    linked_object: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageSpec:
    """Everything `build` needs. `created` must be aware; `objid` names the package for ever."""

    kind: Kind
    objid: UUID
    status: Status
    created: datetime
    software_name: str
    software_version: str
    dossier: DossierMeta
    documents: tuple[Document, ...]
    organisation: str = ""
    events: tuple[PremisEvent, ...] = ()
    agents: tuple[Agent, ...] = ()
    documentation: tuple[FileSource, ...] = ()
    request: RequestMeta | None = None
    profile: Profile = Profile.CIRCULAR
    replaces: UUID | None = field(default=None)
