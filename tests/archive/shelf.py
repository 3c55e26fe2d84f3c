"""How do the archive's tests put records on the shelf without packing and signing a dossier for each?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from archive.models import ArchiveRecord, Package, RecordDocument, RecordPage, RecordPerson
from archive.searching import Found, find
from bhxh_archive.models import Office, User
from bhxh_archive.text import fold, number_fold
from intake.actions.counter import registration
from intake.models import Dossier
from tests.room import PERSON

HUONG = {"full_name": "Phạm Thị Hường", "birth_year": 1969, "personal_id": "031169000123",
         "insurance_number": "3105000123"}  # fmt: skip
SIGNED_ON = date(2026, 6, 5)


class Shelf:
    """The archive of the demo offices; every record on it was sent by Hải Phòng where nothing else is said."""

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.dossier = self._dossier()

    def _dossier(self) -> Dossier:
        """What the packages of all records are said to have come from."""
        clerk = self.people["tiepnhan-hp"]
        assert clerk.office
        return registration.register(office=clerk.office, procedure_code="HUU", persons=[PERSON], by=clerk)

    def add(
        self,
        *persons: dict[str, Any],
        pages: Sequence[str] = (),
        decision: str = "",
        office: str = "hai-phong",
        **facts: Any,
    ) -> ArchiveRecord:
        """One record of these persons (default: Hường), with one document of these pages where there are any."""
        record = ArchiveRecord.objects.create(**(self._facts(decision, office) | facts))
        RecordPerson.objects.bulk_create(person_of(record, row) for row in persons or [HUONG])
        record.persons.update(name_vector=SearchVector("name_folded", config="simple"))
        if pages:
            self.file(record, pages)
        return record

    def _facts(self, decision: str, office: str) -> dict[str, Any]:
        serial = f"261123-{ArchiveRecord.objects.count() + 1:04d}"
        code, place = f"G12.99.00.G12.99.31.2026.{serial}.HUU", Office.objects.get(code=office)
        return {
            "file_code": code, "file_code_folded": number_fold(code), "title": "Hồ sơ hưởng lương hưu",
            "dossier_number_folded": number_fold(f"G12.99.31-{serial}-K"), "procedure_code": "HUU",
            "procedure_name": "Hưởng lương hưu", "receiving_office": place, "settling_office": place,
            "paper_office": place, "starts_on": date(2026, 5, 1), "ends_on": SIGNED_ON, "retention_code": "02",
            "decision_number": decision, "decision_number_folded": number_fold(decision),
            "decision_on": SIGNED_ON if decision else None,
        }  # fmt: skip

    def file(self, record: ArchiveRecord, pages: Sequence[str], **facts: Any) -> RecordDocument:
        """One document of the record; `pages` are the words of its pages."""
        package = record.packages.first() or self._package(record)
        ordinal = record.documents.count() + 1
        facts["number_folded"] = number_fold(facts.get("number", ""))
        document = RecordDocument.objects.create(
            record=record, package=package, ordinal=ordinal, code=f"{record.file_code}.{ordinal:07d}", pages=len(pages),
            **({"doc_type": "02", "subject": "Quyết định nghỉ việc", "issued_on": SIGNED_ON, "issuer": "Công ty A",
                "path": "data/x.pdf", "digest": "0" * 64, "size": 1} | facts),
        )  # fmt: skip
        for number, words in enumerate(pages, start=1):
            page = RecordPage.objects.create(document=document, number=number, words=words, offices=record.office_ids)
            RecordPage.objects.filter(pk=page.pk).update(vector=SearchVector(Value(fold(words)), config="simple"))
        return document

    def _package(self, record: ArchiveRecord) -> Package:
        return Package.objects.create(
            objid=uuid4(), dossier=self.dossier, record=record, state=Package.State.ACCEPTED,
            file_code=record.file_code, by=self.people["tiepnhan-hp"],
        )  # fmt: skip

    def many(self, number: int, **person: Any) -> list[ArchiveRecord]:
        """So many records of persons of one name, oldest first."""
        start, facts = ArchiveRecord.objects.count(), self._facts("", "hai-phong")
        records = ArchiveRecord.objects.bulk_create(
            ArchiveRecord(**facts | {"file_code": f"G12.{start + index}"}) for index in range(number)
        )
        RecordPerson.objects.bulk_create(person_of(record, HUONG | person) for record in records)
        persons = RecordPerson.objects.filter(record__in=records)
        persons.update(name_vector=SearchVector("name_folded", config="simple"))
        return records

    def crowd(self, number: int) -> None:
        """So many records, each of a person, a decision and a page of its own, that none of a test's words finds."""
        records = self.many(number, full_name="Lê Văn Đông", personal_id="", insurance_number="")
        package = self._package(records[0])
        for index, record in enumerate(records):
            record.decision_number = record.decision_number_folded = f"{index + 1000}/QĐ-BHXH"
        ArchiveRecord.objects.bulk_update(records, ["decision_number", "decision_number_folded"])
        documents = RecordDocument.objects.bulk_create(
            RecordDocument(record=record, package=package, ordinal=1, code=record.file_code, pages=1,
                           number_folded=record.decision_number, issued_on=SIGNED_ON, size=1)
            for record in records
        )  # fmt: skip
        RecordPage.objects.bulk_create(
            RecordPage(document=row, number=1, words="to khac", offices=row.record.office_ids) for row in documents
        )
        RecordPage.objects.update(vector=SearchVector("words", config="simple"))

    def found(self, text: str = "", *, by: str = "luutru", **filters: Any) -> list[ArchiveRecord]:
        """The records on the first page of a search, as that person gets them."""
        return [hit.record for hit in self.search(text, by=by, **filters).hits]

    def search(self, text: str = "", *, by: str = "luutru", **filters: Any) -> Found:
        return find(User.objects.get(username=by), text=text, **filters)


def person_of(record: ArchiveRecord, row: dict[str, Any]) -> RecordPerson:
    """A person of the record with the folded form of the name, not yet saved."""
    facts = {"role": "insured", **row}
    return RecordPerson(record=record, name_folded=fold(facts["full_name"]), **facts)
