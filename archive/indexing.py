"""How does an accepted package become findable: record, persons, documents, and the words of its pages?"""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Count, Max, Sum, Value

from archive.models import ArchiveRecord, Package, RecordDocument, RecordPage
from archive.packaging.model import DossierMeta
from archive.packaging.read import PackageContent, ReadDocument, read
from archive.packaging.times import VIETNAM
from archive.persons import index_persons
from archive.places import StoreReader
from bhxh_archive import storage
from bhxh_archive.models import StoredFile
from bhxh_archive.previews import previews_of
from bhxh_archive.text import fold, number_fold
from intake.models import Dossier, Result
from intake.queries import results_of


def index_record(dossier: Dossier | None, package: Package) -> ArchiveRecord:
    """Take an accepted package into the records, from what it says itself. Run twice, its rows are made anew.

    The record is the union of its accepted packages: the documents of the others stay as they are. Without a dossier
    the package belongs to a record that is there already, whose persons and numbers stay.
    """
    content = read(StoreReader(storage.permanent(), package.prefix))
    assert content.dossier
    record = _record(dossier, content.dossier) if dossier else package.record
    assert record  # a package without a dossier is of a record (package_of_dossier_or_record)
    package.record = record
    package.save(update_fields=["record"])
    if dossier:
        index_persons(record, dossier)
    _documents(record, package, content)
    _whole(record, content.dossier)
    return record


def draw_pages(package: Package) -> None:
    """Draw the pictures of every document beforehand: minutes of drawing have no place inside the deciding step."""
    for row in package.files.filter(path__contains="/rep1/data/"):
        with transaction.atomic():  # all pages of a document or none: a killed worker leaves no half-drawn one
            previews_of(StoredFile.objects.get(digest=row.digest))


def shown_now(page: RecordPage) -> RecordPage:
    """The page with the pictures of its signed document as pages are drawn now, where its bytes are still at hand; what
    was drawn in another way when it was taken in is replaced on the first look."""
    file = StoredFile.objects.filter(digest=page.document.digest).first() if page.document.signed else None
    drawn = next((row for row in previews_of(file) if row.number == page.number), None) if file else None
    if drawn and page.view_id != drawn.view_id:
        page.view, page.thumb = drawn.view, drawn.thumb
        page.save(update_fields=["view", "thumb"])
    return page


def _record(dossier: Dossier, meta: DossierMeta) -> ArchiveRecord:
    main = results_of(dossier).filter(main=True).first()
    facts = {
        "title": meta.title, "dossier": dossier, "file_code_folded": number_fold(meta.arc_file_code),
        "dossier_number_folded": dossier.number_folded, "procedure_code": dossier.procedure.code,
        "procedure_name": dossier.procedure.name, "receiving_office": dossier.receiving_office,
        "settling_office": dossier.settling_office, "paper_office": dossier.paper_office,
        "retention_code": meta.maintenance,
        "mode": meta.mode, "paper_file_number": meta.paper_file_code, "paper_folded": number_fold(meta.paper_file_code),
        "shelf_folded": number_fold(dossier.paper_file_number), **_decision(main),
    }  # fmt: skip
    days = {"starts_on": _day(meta.start_date), "ends_on": _day(meta.end_date)}
    record, _ = ArchiveRecord.objects.update_or_create(
        file_code=meta.arc_file_code, defaults=facts, create_defaults=facts | days
    )
    return record


def _decision(result: Result | None) -> dict[str, object]:
    if result is None:
        return {}
    return {"decision_number": result.number, "decision_number_folded": result.number_folded,
            "decision_on": result.dated}  # fmt: skip


def _day(text: str) -> date:
    """A day of the circular's form DD/MM/YYYY."""
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=VIETNAM).date()


def _documents(record: ArchiveRecord, package: Package, content: PackageContent) -> None:
    """They follow those of the packages before it: an address of a document stays the same."""
    package.documents.all().delete()
    others = record.documents.filter(package__lt=package)
    before = others.aggregate(last=Max("ordinal", default=0))["last"]
    for document in content.documents:
        _pages(_document(record, package, document, before + document.ordinal))


def _whole(record: ArchiveRecord, meta: DossierMeta) -> None:
    """What is true of all packages together: how much there is, and of which time."""
    total = record.documents.aggregate(documents=Count("id"), pages=Sum("pages"))
    record.documents_total, record.pages_total = total["documents"], total["pages"]
    record.starts_on = min(record.starts_on, _day(meta.start_date))
    record.ends_on = max(record.ends_on, _day(meta.end_date))
    record.save(update_fields=["documents_total", "pages_total", "starts_on", "ends_on"])


def _document(record: ArchiveRecord, package: Package, document: ReadDocument, ordinal: int) -> RecordDocument:
    meta, file = document.meta, document.preserved[0]
    number = "/".join(part for part in (meta.code_number, meta.code_notation) if part)
    return RecordDocument.objects.create(
        record=record, package=package, ordinal=ordinal, code=meta.doc_code, doc_type=meta.type_name,
        subject=meta.subject, note=meta.description, number=number, number_folded=number_fold(number),
        issued_on=_day(meta.issued_date), issuer=meta.organ_name, pages=meta.number_of_page,
        signed=meta.confidence_level == "01", path=file.path, digest=file.sha256, size=file.size,
    )  # fmt: skip


def _pages(document: RecordDocument) -> None:
    """The words of each page come out of the kept PDF itself: its text layer is what will be found in thirty years."""
    file = StoredFile.objects.get(digest=document.digest)
    for preview in previews_of(file):
        RecordPage.objects.create(
            document=document, number=preview.number, words=preview.words, view=preview.view, thumb=preview.thumb,
            offices=document.record.office_ids,
        )  # fmt: skip
    for page in document.page_rows.all():
        RecordPage.objects.filter(pk=page.pk).update(vector=SearchVector(Value(fold(page.words)), config="simple"))
