"""Of what is the package of a dossier made: its components as PDF/A, its signed results, the scans as they came?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from archive.codes import archive_code_of, file_code_of
from archive.correspondence import NAME as ASKED
from archive.correspondence import correspondence_files, questions_told
from archive.derived import NAME as DERIVED
from archive.derived import derivations
from archive.packaging import doubts
from archive.packaging.model import (
    Agent,
    Document,
    DocumentMeta,
    DossierMeta,
    FileSource,
    Kind,
    PackageSpec,
    PremisEvent,
    Status,
)
from archive.packaging.names import document_file_name
from archive.unpapered import NAME as UNPAPERED
from archive.unpapered import unpapered
from bhxh_archive import storage
from bhxh_archive.models import StoredFile
from bhxh_archive.workdays import VIETNAM
from intake.component_files.recipes import recipe_of
from intake.models import Component, ComponentDocument, Dossier, Person, Result, Upload
from intake.queries import components_of, results_of, settled_doubts
from intake.queries.kept_files import received_for
from intake.queries.wholes import signed_slips_of

SOFTWARE: Final = "BHXH Archive"
SOFTWARE_VERSION: Final = "0.1.0"
VIETNAMESE: Final = "01"
CONDITIONAL: Final = "02"  # chế độ sử dụng: personal dossiers are used under conditions
UNKNOWN_ISSUER: Final = "Chưa rõ"
INKED: Final = "Bản số hóa của văn bản được ký, đóng dấu trên giấy."
UNKNOWN_DATE: Final = "Ngày ban hành chưa rõ; ghi theo ngày tiếp nhận hồ sơ."
_EXTENSIONS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


@dataclass(frozen=True)
class Part:
    """One document of the package before it has an ordinal."""

    subject: str
    doc_type: str
    issued_on: date
    issuer: str
    pages: int
    file: StoredFile
    originals: tuple[Upload, ...]
    number: str = ""
    born_digital: bool = False
    note: str = ""


def spec_of(dossier: Dossier, objid: UUID, *, created: datetime) -> PackageSpec:
    """The whole specification of an archival package (AIP) for a consolidated dossier."""
    parts = [*_component_parts(dossier), *_result_parts(dossier)]
    code = archive_code_of(dossier)
    documents = tuple(_document(dossier, code, ordinal, part) for ordinal, part in enumerate(parts, start=1))
    return PackageSpec(
        kind=Kind.AIP, objid=objid, status=Status.NEW, created=created, software_name=SOFTWARE,
        software_version=SOFTWARE_VERSION, organisation=dossier.settling_office.name,
        dossier=_dossier_meta(dossier, code, parts), documents=documents,
        agents=(Agent(id="bhxh-archive", name=SOFTWARE, kind="software", version=SOFTWARE_VERSION),),
        events=(_digitised(dossier, created),), documentation=tuple(_documentation(dossier, created)),
    )  # fmt: skip


def _component_parts(dossier: Dossier) -> list[Part]:
    rows = [(row, _file_of(row)) for row in components_of(dossier)]
    return [_component_part(dossier, row, *found) for row, found in rows if found]


def _file_of(component: Component) -> tuple[StoredFile, int] | None:
    """The electronic original byte for byte, or the two-layer file made of the scans."""
    if component.original:
        return component.original, component.pages.filter(deleted_at=None).count() or 1
    made: ComponentDocument | None = component.documents.filter(recipe=recipe_of(component)).first()
    return (made.file, made.pages) if made else None


def _component_part(dossier: Dossier, component: Component, file: StoredFile, pages: int) -> Part:
    return Part(
        subject=component.type.name, doc_type=component.type.doc_type, number=component.number,
        issued_on=component.issued_on or _day(dossier.received_at), issuer=component.issuer or UNKNOWN_ISSUER,
        note="" if component.issued_on else UNKNOWN_DATE, pages=pages, file=file,
        originals=() if component.original_id else tuple(received_for([component])),
        born_digital=component.original_id is not None,
    )  # fmt: skip


def _result_parts(dossier: Dossier) -> list[Part]:
    return [_result_part(dossier, row) for row in results_of(dossier)]


def _result_part(dossier: Dossier, result: Result) -> Part:
    """A result as it was issued; one that was signed with ink is digitised paper, and so it is described."""
    assert result.latest
    issuer = dossier.settling_office.name_on(result.dated).name
    scans = result.scans.filter(file=result.latest.file).select_related("upload__file")
    return Part(result.title, result.doc_type, result.dated, issuer, result.latest.pages, result.latest.file,
                tuple(scan.upload for scan in scans[:1]), number=result.number, born_digital=not result.on_paper,
                note=INKED if result.on_paper else "")  # fmt: skip


def _main_person(dossier: Dossier) -> Person | None:
    roles = [Person.Role.INSURED, Person.Role.DECEASED]
    return dossier.persons.filter(role__in=roles).first() or dossier.persons.first()


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment) if moment else timezone.localdate()


def _vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def title_of(dossier: Dossier) -> str:
    """What the file is called in the archive: procedure, person, number (Circular 05/2025/TT-BNV)."""
    person = _main_person(dossier)
    return f"{dossier.procedure.name} - {person.full_name if person else ''}, mã hồ sơ {dossier.number}"


def _dossier_meta(dossier: Dossier, code: str, parts: Sequence[Part]) -> DossierMeta:
    digital = {part.born_digital for part in parts}
    return DossierMeta(
        file_code=file_code_of(dossier), arc_file_code=code,
        title=title_of(dossier),
        maintenance=dossier.procedure.retention_code, mode=CONDITIONAL, language=VIETNAMESE,
        start_date=_vn(min(part.issued_on for part in parts)), end_date=_vn(max(part.issued_on for part in parts)),
        total_doc=len(parts), number_of_paper=dossier.counted_sheets or dossier.counted_pages or 0,
        number_of_page=sum(part.pages for part in parts), risk_recovery=False,
        confidence_level={True: "03"}.get(len(digital) > 1, "01" if digital == {True} else "02"),
        paper_file_code=f"{dossier.paper_office.agency_id}.{dossier.paper_file_number}",
    )  # fmt: skip


def _document(dossier: Dossier, code: str, ordinal: int, part: Part) -> Document:
    return Document(
        ordinal=ordinal,
        meta=_document_meta(dossier, code, ordinal, part),
        preserved=(_source(part.file, document_file_name(code, ordinal, "pdf")),),
        originals=tuple(_original(upload) for upload in part.originals if upload.file),
    )


def _document_meta(dossier: Dossier, code: str, ordinal: int, part: Part) -> DocumentMeta:
    number, _, notation = part.number.partition("/")
    return DocumentMeta(
        doc_id=f"{dossier.pk}.{ordinal}", doc_code=f"{code}.{ordinal:07d}",
        maintenance=dossier.procedure.retention_code, type_name=part.doc_type, issued_date=_vn(part.issued_on),
        organ_name=part.issuer[:200], subject=part.subject[:500], language=VIETNAMESE, number_of_page=part.pages,
        mode=CONDITIONAL, risk_recovery=False, code_number=number, code_notation=notation,
        description=part.note, confidence_level="01" if part.born_digital else "02",
        process=False if part.born_digital else None,
    )  # fmt: skip


def _original(upload: Upload) -> FileSource:
    """An upload as it came; its name is a number, the name that a clerk gave it stays with us."""
    assert upload.file
    return _source(upload.file, f"scan-{upload.pk:07d}.{_EXTENSIONS.get(upload.file.media_type, 'bin')}")


def _source(file: StoredFile, name: str) -> FileSource:
    return FileSource(
        path=name, sha256=file.digest, size=file.size, media_type=file.media_type, created=file.stored_at,
        open=lambda: closing(storage.open_file(file)),
    )  # fmt: skip


def _digitised(dossier: Dossier, created: datetime) -> PremisEvent:
    """PREMIS calls the digitising of paper a transfer (Circular 05/2025/TT-BNV)."""
    pages = sum(row.pages.filter(deleted_at=None).count() for row in dossier.components.all())
    detail = f"{pages} page images"
    return PremisEvent(type="transfer", at=created, agent_id="bhxh-archive", outcome="success", detail=detail)


def _documentation(dossier: Dossier, created: datetime) -> list[FileSource]:
    """The trail, the verdicts on signatures, what stands for papers that are not there, the slips that were signed,
    what other bodies were asked and answered: read without the program."""
    verdicts = [
        {"number": row.number, "report": row.latest.report}
        for row in results_of(dossier) if row.latest and not row.on_paper
    ]  # fmt: skip
    settled, without_paper, derived = settled_doubts(dossier), unpapered(dossier), derivations(dossier)
    asked = questions_told(dossier, created)
    return [
        _small("events.json", _json(_trail(dossier, created)), created),
        _small("signatures.json", _json(verdicts), created),
        *([_small(Path(doubts.PATH).name, doubts.doubts_json(settled), created)] if settled else []),
        *([_small(DERIVED, _json(derived), created)] if derived else []),
        *([_small(UNPAPERED, _json(without_paper), created)] if without_paper else []),
        *_signed_slips(dossier, created),
        *([_small(ASKED, _json(asked), created)] if asked else []),
        *(_source(row.file, row.name) for row in correspondence_files(dossier, created)),
    ]


def _signed_slips(dossier: Dossier, until: datetime) -> list[FileSource]:
    """The slips that receivers signed, as they were scanned: the proof that the result was handed over."""
    rows = [(row.pk, row.file) for row in signed_slips_of(dossier, until) if row.file]
    return [_source(file, f"signed-slip-{pk:07d}.{_EXTENSIONS.get(file.media_type, 'bin')}") for pk, file in rows]


def _trail(dossier: Dossier, until: datetime) -> list[dict[str, Any]]:
    """What had happened when the package was begun: built once more after a crash, it must be the same bytes."""
    rows = dossier.events.filter(at__lte=until).order_by("seq").select_related("by", "office")
    return [
        {
            "seq": row.seq, "at": row.at.astimezone(VIETNAM).isoformat(timespec="seconds"), "verb": row.verb,
            "role": row.role, "office": row.office.agency_id if row.office else "", "from": row.from_state,
            "to": row.to_state, "evidence": row.evidence_digest, "hash": row.hash,
            **({"on_paper": True} if row.detail.get("on_paper") else {}),
        }
        for row in rows
    ]  # fmt: skip


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _small(name: str, data: bytes, created: datetime) -> FileSource:
    return FileSource(
        path=name, sha256=sha256(data).hexdigest(), size=len(data), media_type="application/json", created=created,
        open=lambda: BytesIO(data),
    )  # fmt: skip
