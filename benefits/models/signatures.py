"""Which number is bound to which draft, and which exact bytes wait for a signature?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from benefits.models.drafts import Draft
from bhxh_archive.models import StoredFile


class BoundNumber(models.Model):
    """The number that belongs to a draft from the first preparation on; released only into the gap log."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="numbers")
    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    bound_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft"], condition=Q(released_at=None), name="one_number_of_a_draft"),
            models.UniqueConstraint(fields=["office", "code", "year", "number"], name="number_is_bound_once"),
        ]


class PreparedDocument(models.Model):
    """One final PDF with number, date and empty signature fields; the leader signs exactly these bytes.

    Whose hands it went through is kept here: after a recall the draft goes through others. `cosigners`: who fills which
    of its fields between leader and agency (field -> id of the person). `attached`: it goes along with a main document
    and bears neither handwriting nor seal.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "Chờ ký"
        SIGNED = "signed", "Đã ký"
        VOID = "void", "Không dùng"

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    doc_type = models.CharField(max_length=2)
    main = models.BooleanField()
    attached = models.BooleanField(default=False)
    number = models.CharField(max_length=60)
    dated = models.DateField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    controlled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cosigners = models.JSONField(default=dict, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-main", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "kind"], condition=~Q(state="void"), name="one_live_document")
        ]
