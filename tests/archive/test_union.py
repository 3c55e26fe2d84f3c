"""Does a record stand on its own, without a dossier, and is it the union of its packages?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from archive.actions.checking import check_package
from archive.indexing import index_record
from archive.models import ArchiveRecord, Package, PackageFile
from archive.packaging.build import build
from archive.packaging.model import Document
from archive.packaging.names import document_file_name
from archive.places import StoreSink
from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from tests.archive.conftest import SignIn
from tests.archive.packaging.samples import FILE_CODE, document_meta, dossier_meta, source, spec
from tests.archive.shelf import Shelf
from tests.archive.views.conftest import shown
from tests.intake.pipeline.samples import text_pdf

SUBJECTS = (("Bản án", "Biên bản"), ("Quyết định điều chỉnh",))


@pytest.fixture
def record(shelf: Shelf, stores: Path, tmp_path: Path) -> ArchiveRecord:
    """A record that no dossier stands behind, with two packages in the permanent store."""
    record = shelf.add(office="hai-phong")
    for subjects in SUBJECTS:
        index_record(None, kept(record, subjects, shelf, tmp_path))
    record.refresh_from_db()
    return record


def kept(record: ArchiveRecord, subjects: tuple[str, ...], shelf: Shelf, folder: Path) -> Package:
    """An accepted package of the record alone, its bytes in the permanent store and verified there."""
    documents = tuple(document(number, subject, folder) for number, subject in enumerate(subjects, start=1))
    meta = dossier_meta(total_doc=len(documents), number_of_page=len(documents))
    built = build(spec(objid=uuid4(), documents=documents, dossier=meta, events=()),
                  StoreSink(storage.permanent(), "hai-phong"))  # fmt: skip
    package = Package.objects.create(
        objid=uuid4(), record=record, state=Package.State.ACCEPTED, file_code=record.file_code,
        by=shelf.people["luutru"], bag_name=built.bag_name, prefix=f"hai-phong/{built.bag_name}",
        manifest_digest=built.manifest_sha256,
    )  # fmt: skip
    PackageFile.objects.bulk_create(
        PackageFile(package=package, path=path, digest=digest, size=size) for path, digest, size in built.files
    )
    return check_package(package=package, by=shelf.people["luutru"])


def document(ordinal: int, subject: str, folder: Path) -> Document:
    pdf = text_pdf(folder, f"{uuid4()}.pdf").read_bytes()
    storage.keep_bytes(pdf, "application/pdf")
    meta = replace(document_meta(ordinal), subject=subject, number_of_page=1)
    return Document(ordinal=ordinal, meta=meta, preserved=(source(document_file_name(FILE_CODE, ordinal, "pdf"), pdf),))


def test_it_is_the_union_of_its_packages(record: ArchiveRecord) -> None:
    rows = list(record.documents.order_by("ordinal").values_list("ordinal", "subject"))

    assert rows == list(enumerate((subject for subjects in SUBJECTS for subject in subjects), start=1))
    assert (record.documents_total, record.pages_total) == (3, 3)
    assert record.packages.count() == 2


def test_it_is_found_and_shown_and_the_documents_of_both_packages_open(
    record: ArchiveRecord, shelf: Shelf, sign_in: SignIn
) -> None:
    client = sign_in("tiepnhan-hp")
    page = shown(client.get(reverse("record", args=[record.pk])))
    words = record.documents.get(ordinal=3).page_rows.get().words.split()[3:8]

    assert shelf.found(" ".join(words), by="tiepnhan-hp") == [record]
    assert page.count("Gói trong kho lâu dài") == 2 and "Không đạt" not in page
    for row in record.documents.all():
        assert row.subject in page
        assert row.subject in shown(client.get(reverse("record_document", args=[record.pk, row.ordinal])))
        sent = client.get(reverse("record_file", args=[record.pk, row.ordinal]))
        assert b"".join(sent.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_a_package_taken_in_again_replaces_its_own_documents_alone(record: ArchiveRecord) -> None:
    first, second = record.packages.order_by("pk")
    before = list(record.documents.values_list("ordinal", "package", "subject"))
    untouched = list(second.documents.values_list("pk", flat=True))

    index_record(None, first)

    assert list(record.documents.values_list("ordinal", "package", "subject")) == before
    assert list(second.documents.values_list("pk", flat=True)) == untouched


def test_it_goes_no_dossiers_way(record: ArchiveRecord, sign_in: SignIn) -> None:
    package = record.packages.first()
    assert package
    with pytest.raises(NotNow, match="không thuộc hồ sơ giải quyết nào"):
        assert package.sent_with
    assert sign_in("luutru").get(reverse("record_package", args=[record.pk, package.pk])).status_code == 200


def test_a_package_belongs_to_a_dossier_or_to_a_record(shelf: Shelf) -> None:
    with pytest.raises(IntegrityError, match="package_of_dossier_or_record"), transaction.atomic():
        Package.objects.create(objid=uuid4(), file_code="X", by=shelf.people["luutru"])
