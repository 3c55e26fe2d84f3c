"""What does the central archive hold of the archived dossiers: records, persons, documents, words of their pages?"""

from typing import Final

from archive.models import ArchiveRecord, Package, PackageFile, RecordDocument, RecordPage, RecordPerson
from benchmarks.stage.crowd.dossiers import NEW
from benchmarks.stage.crowd.furnished import CHOSEN, SENTENCES, files
from benchmarks.stage.crowd.pouring import Parameters, pour, without_indexes

ARCHIVED: Final = f"{NEW} AND d.state = 'archived'"
CODE: Final = "regexp_replace(d.number, '-', '.') || '.' || p.code"


def pour_all(parameters: Parameters) -> None:
    """A record for every archived dossier; its documents have one page each, and furnished ones four documents."""
    known = parameters | {"picture": files()[0].pk}
    with without_indexes("archive_recordperson", "archive_recordpage"):
        _records(known)
        _persons(known)
        _packages(known)
        _documents(known)


def _records(known: Parameters) -> None:
    source = f"""intake_dossier d JOIN intake_procedure p ON p.id = d.procedure_id
        JOIN intake_result r ON r.dossier_id = d.id WHERE {ARCHIVED}"""
    pour(ArchiveRecord, source, known, id="d.id", dossier_id="d.id", file_code=CODE,
         file_code_folded=f"regexp_replace({CODE}, '[^0-9A-Z]', '', 'g')", title="p.name || ', mã ' || d.number",
         dossier_number_folded="d.number_folded", procedure_code="p.code", procedure_name="p.name",
         receiving_office_id="d.receiving_office_id", settling_office_id="d.settling_office_id",
         paper_office_id="d.paper_office_id", decision_number="r.number", decision_number_folded="r.number_folded",
         decision_on="r.dated", starts_on="d.received_at::date", ends_on="r.dated", retention_code="'02'",
         documents_total="1", pages_total="1", accepted_at="d.received_at + interval '40 days'")  # fmt: skip


def _persons(known: Parameters) -> None:
    source = f"intake_dossier d JOIN intake_person p ON p.dossier_id = d.id WHERE {ARCHIVED}"
    copied = {name: f"p.{name}" for name in ("role", "full_name", "name_folded", "birth_year", "personal_id",
                                             "insurance_number")}  # fmt: skip
    pour(RecordPerson, source, known, record_id="d.id", name_vector="to_tsvector('simple', p.name_folded)", **copied)


def _packages(known: Parameters) -> None:
    """Rows of accepted packages; their bytes are in no store."""
    pour(Package, f"intake_dossier d WHERE {ARCHIVED}", known, id="d.id", objid="md5('package' || d.id)::uuid",
         dossier_id="d.id", record_id="d.id", state="'accepted'", file_code="d.number", file_count="20",
         by_id="%(clerk)s", verified="true", decided_by_id="%(archivist)s")  # fmt: skip
    listed = f"intake_dossier d CROSS JOIN generate_series(1, 20) k WHERE {ARCHIVED} AND {CHOSEN}"
    pour(PackageFile, listed, known, package_id="d.id", path="'data/tep-' || k", digest="md5(d.id || '-' || k)",
         size="1000")  # fmt: skip


def _documents(known: Parameters) -> None:
    source = f"""intake_dossier d
        CROSS JOIN generate_series(1, CASE WHEN d.id %% %(every)s = 0 THEN 4 ELSE 1 END) k WHERE {ARCHIVED}"""
    pour(RecordDocument, source, known, id="d.id * 4 + k", record_id="d.id", package_id="d.id", ordinal="k",
         code="d.number || '.' || k", doc_type="'02'", subject="'Tài liệu số ' || k", issued_on="d.received_at::date",
         issuer="'Bảo hiểm xã hội'", pages="1", path="'data/' || k", digest="md5(d.id::text)",
         size="1000")  # fmt: skip
    pages = f"""archive_recorddocument r JOIN intake_dossier d ON d.id = r.record_id {SENTENCES.format(page="r.id")}
        WHERE {ARCHIVED}"""
    pour(RecordPage, pages, known, document_id="r.id", number="1", view_id="%(picture)s", thumb_id="%(picture)s",
         offices="ARRAY[d.receiving_office_id, d.settling_office_id, d.paper_office_id]",
         words="concat_ws('. ', a.written, b.written, c.written, 'Hồ sơ thứ ' || d.id)",
         vector="to_tsvector('simple', concat_ws(' ', a.folded, b.folded, c.folded, 'ho so thu ' || d.id))"
         )  # fmt: skip
