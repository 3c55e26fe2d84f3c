"""What is being decided, from which periods, by whom, and who controlled and signed it?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from benefits.arithmetic.periods import EXCLUSION_WORDS
from intake.models import Dossier, Person, ResultKind

EXCLUSIONS = [(reason.value, words) for reason, words in EXCLUSION_WORDS.items()]


class Draft(models.Model):
    """One draft result of a dossier: a decision with its statement, or a written answer.

    `entries` is the form as typed; `frozen` is what the endorsement fixed and `frozen_digest` its SHA-256. Whoever
    `signer` is the leader before whom alone it is laid; without one any leader of the office signs. Whoever
    wrote in it is an author, and authors, controller and signer are different people: the database says so too.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="drafts")
    kind = models.ForeignKey(ResultKind, models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    entries = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now=True)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, through="benefits.DraftAuthor", related_name="+")
    controlled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    controlled_at = models.DateTimeField(null=True, blank=True)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(null=True, blank=True)
    frozen_digest = models.CharField(max_length=64, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(controlled_by=None) | ~Q(controlled_by=F("drafted_by")), name="controller_is_not_drafter"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")), name="signer_is_not_drafter"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | Q(controlled_by=None) | ~Q(signed_by=F("controlled_by")),
                name="signer_is_not_controller",
            ),
            models.UniqueConstraint(
                fields=["dossier", "kind", "receiver"],
                condition=Q(dropped_at=None),
                name="one_open_draft",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} - {self.dossier}"


class DraftAuthor(models.Model):
    """One person who opened, saved or proposed a draft; never taken back, however often others save after."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["draft", "author"], name="one_author_row")]


class ContributionPeriod(models.Model):
    """One row of the contribution history (04-HSB), months inclusive, stored as the first day of the month."""

    class Regime(models.TextChoices):
        STATE = "STATE", "NN - Nhà nước quy định"
        EMPLOYER = "EMPLOYER", "DN - Người sử dụng lao động quyết định"
        VOLUNTARY = "VOLUNTARY", "TN - Tự nguyện"

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="periods")
    ordinal = models.PositiveSmallIntegerField()
    first_month = models.DateField("Từ tháng")
    last_month = models.DateField("Đến tháng")
    regime = models.CharField("Đối tượng", max_length=10, choices=Regime.choices)
    job = models.CharField("Chức danh, công việc", max_length=200, blank=True)
    employer = models.CharField("Đơn vị, nơi làm việc", max_length=200, blank=True)
    salary = models.DecimalField("Mức lương (đồng)", max_digits=14, decimal_places=0, null=True, blank=True)
    coefficient = models.DecimalField("Hệ số lương", max_digits=6, decimal_places=3, null=True, blank=True)
    allowance = models.DecimalField("Hệ số phụ cấp", max_digits=6, decimal_places=3, null=True, blank=True)
    rate = models.DecimalField("Tỷ lệ đóng (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    exclusion = models.CharField("Không tính vì", max_length=10, choices=EXCLUSIONS, blank=True)
    note = models.CharField("Ghi chú", max_length=200, blank=True)

    class Meta:
        ordering = ["draft", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "ordinal"], name="one_period_ordinal"),
            models.CheckConstraint(condition=Q(last_month__gte=F("first_month")), name="period_in_order"),
        ]

    @property
    def counted(self) -> bool:
        """Whether the months give time towards the benefit; otherwise `exclusion` says why not."""
        return not self.exclusion
