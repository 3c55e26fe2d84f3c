"""Synthetic specifications: two documents with scans, byte content from memory, nothing about a real person."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from uuid import UUID

from archive.packaging.model import (
    Agent,
    Document,
    DocumentMeta,
    DossierMeta,
    FileSource,
    Kind,
    PackageSpec,
    PremisEvent,
    RequestMeta,
    SignatureInfo,
    Status,
)
from archive.packaging.names import document_file_name

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
OBJID = UUID("6f1c5a9e-3f0b-4b59-9a3e-0d7f6c1b2a34")
FILE_CODE = "H79.2026.HUU.000123"
ARC_FILE_CODE = f"L01.{FILE_CODE}"


def source(path: str, content: bytes, media_type: str = "application/pdf", **more) -> FileSource:
    return FileSource(
        path=path,
        sha256=sha256(content).hexdigest(),
        size=len(content),
        media_type=media_type,
        created=MOMENT,
        open=lambda: BytesIO(content),
        **more,
    )


def dossier_meta(**changes) -> DossierMeta:
    meta = DossierMeta(
        file_code=FILE_CODE,
        arc_file_code=ARC_FILE_CODE,
        title="Hồ sơ giải quyết hưởng chế độ hưu trí",
        maintenance="02",
        mode="02",
        language="01",
        start_date="05/01/2026",
        end_date="27/02/2026",
        total_doc=2,
        number_of_paper=3,
        number_of_page=5,
        confidence_level="03",
        paper_file_code="L01.K01.000123",
        risk_recovery=True,
        risk_recovery_status="01",
        description="Người lập: Bộ phận Chế độ BHXH",
    )
    return replace(meta, **changes)


def document_meta(ordinal: int, **changes) -> DocumentMeta:
    meta = DocumentMeta(
        doc_id=f"H79.2026.000123.{ordinal}",
        doc_code=f"{FILE_CODE}.{ordinal:07d}",
        arc_doc_code=f"{ARC_FILE_CODE}.{ordinal:07d}",
        maintenance="02",
        type_name="02",
        code_number="12345",
        code_notation="QĐ-BHXH",
        issued_date="27/02/2026",
        organ_name="Bảo hiểm xã hội tỉnh",
        subject="Quyết định về việc hưởng chế độ hưu trí hằng tháng",
        language="01",
        number_of_page=2,
        mode="02",
        confidence_level="01",
        process=False,
        risk_recovery=False,
    )
    return replace(meta, **changes)


def signature() -> SignatureInfo:
    return SignatureInfo(signer="Lãnh đạo thử nghiệm", method="ecdsa-sha256", value="AAEC", signed_at=MOMENT)


def documents() -> tuple[Document, ...]:
    signed = source(document_file_name(FILE_CODE, 1, "pdf"), b"%PDF-1.7 decision " * 400, signatures=(signature(),))
    scanned = source(document_file_name(FILE_CODE, 2, "pdf"), b"%PDF-1.7 application " * 300)
    images = tuple(
        source(document_file_name(FILE_CODE, 2, "jpg", part), b"\xff\xd8 page %d " % part * 500, "image/jpeg")
        for part in (1, 2, 3)
    )
    second = document_meta(
        2, type_name="32", code_number="", code_notation="", subject="Đơn đề nghị", number_of_page=3,
        confidence_level="02", process=None,
    )  # fmt: skip
    return (
        Document(ordinal=1, meta=document_meta(1), preserved=(signed,)),
        Document(ordinal=2, meta=second, preserved=(scanned,), originals=images),
    )


def request_meta() -> RequestMeta:
    return RequestMeta(
        request_id="YC-2026-000001",
        request_date="01/03/2026",
        purpose="01",
        purpose_content="Bổ sung hồ sơ cá nhân",
        fee_object_type="07",
    )


def events() -> tuple[PremisEvent, ...]:
    path = f"representations/rep1/data/{document_file_name(FILE_CODE, 2, 'pdf')}"
    return (
        PremisEvent(type="transfer", at=MOMENT, agent_id="desk", outcome="success", detail="Số hóa"),
        PremisEvent(type="validation", at=MOMENT, agent_id="software", outcome="pass", linked_object=path),
    )


def spec(kind: Kind = Kind.AIP, **changes) -> PackageSpec:
    base = PackageSpec(
        kind=kind,
        objid=OBJID,
        status=Status.NEW,
        created=MOMENT,
        software_name="BHXH Archive",
        software_version="0.1.0",
        organisation="Bảo hiểm xã hội tỉnh",
        dossier=dossier_meta(),
        documents=documents(),
        events=events(),
        agents=(Agent(id="desk", name="Bộ phận Tiếp nhận và trả kết quả", kind="organization"),),
        documentation=(source("control-slip.txt", b"control slip", "text/plain"),),
        request=request_meta() if kind is Kind.DIP else None,
    )
    return replace(base, **changes)
