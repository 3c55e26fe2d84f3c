"""What does the archive know of each file it keeps? It stands on its own; the link to a dossier is optional."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from intake.models import Dossier


class ArchiveRecord(models.Model):
    """One archived file (hồ sơ lưu trữ). Its content is the union of its accepted packages.

    The number of its paper is folded twice: whole, and as it stands on the folder, without the office.
    """

    file_code = models.CharField("Mã hồ sơ", max_length=100, unique=True)
    file_code_folded = models.CharField(max_length=100, db_index=True)
    title = models.CharField("Tiêu đề hồ sơ", max_length=1000)
    dossier = models.OneToOneField(Dossier, models.PROTECT, null=True, blank=True, related_name="archive_record")
    dossier_number_folded = models.CharField(max_length=40, blank=True, db_index=True)
    procedure_code = models.CharField(max_length=20)
    procedure_name = models.CharField(max_length=300)
    receiving_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    settling_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    paper_office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    decision_number = models.CharField(max_length=60, blank=True)
    decision_number_folded = models.CharField(max_length=60, blank=True, db_index=True)
    decision_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    retention_code = models.CharField(max_length=2)
    mode = models.CharField(max_length=2, default="02")
    paper_file_number = models.CharField(max_length=100, blank=True)
    paper_folded = models.CharField(max_length=100, blank=True, db_index=True)
    shelf_folded = models.CharField(max_length=60, blank=True, db_index=True)
    documents_total = models.PositiveIntegerField(default=0)
    pages_total = models.PositiveIntegerField(default=0)
    accepted_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-accepted_at", "-id"]
        indexes = [models.Index(fields=["-accepted_at", "-id"], name="record_newest")]

    def __str__(self) -> str:
        return self.file_code

    @property
    def office_ids(self) -> list[int]:
        """Ids of the offices that take part, in order."""
        return sorted({self.receiving_office_id, self.settling_office_id, self.paper_office_id})


class RecordPerson(models.Model):
    """One person of an archived file, in a role; names folded for search without diacritics.

    `line`: the ordinal in the employer's list on which this person stands; there may be thousands of them.
    """

    record = models.ForeignKey(ArchiveRecord, models.CASCADE, related_name="persons")
    role = models.CharField(max_length=20)
    full_name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=150)
    name_vector = SearchVectorField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    personal_id = models.CharField(max_length=12, blank=True, db_index=True)
    insurance_number = models.CharField(max_length=10, blank=True, db_index=True)
    line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["record", "line"], name="record_person_line"),
            models.Index(fields=["name_folded", "-record"], name="record_person_name"),
            GinIndex(fields=["name_vector"], name="record_person_words"),
        ]


class RecordDocument(models.Model):
    """One document inside an archived file: a digitised component or a signed result."""

    record = models.ForeignKey(ArchiveRecord, models.CASCADE, related_name="documents")
    package = models.ForeignKey("archive.Package", models.PROTECT, related_name="documents")
    ordinal = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=120)
    doc_type = models.CharField(max_length=2)
    subject = models.CharField("Trích yếu", max_length=500)
    number = models.CharField(max_length=60, blank=True)
    number_folded = models.CharField(max_length=60, blank=True, db_index=True)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    note = models.CharField(max_length=500, blank=True)
    pages = models.PositiveSmallIntegerField()
    signed = models.BooleanField(default=False)
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        ordering = ["record", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["record", "ordinal"], name="one_document_ordinal")]


class RecordPage(models.Model):
    """The words of one page of an archived document, and its pictures for the viewer.

    `offices`: the ids of those that take part in the record. They stand in the index beside the words, so that a
    province that looks for a common phrase reads no page of another one.
    """

    document = models.ForeignKey(RecordDocument, models.CASCADE, related_name="page_rows")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    vector = SearchVectorField(null=True)
    offices = ArrayField(models.BigIntegerField(), default=list)
    view = models.ForeignKey("bhxh_archive.StoredFile", models.PROTECT, null=True, related_name="+")
    thumb = models.ForeignKey("bhxh_archive.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_record_page")]
        indexes = [GinIndex(fields=["vector", "offices"], name="record_page_words")]
