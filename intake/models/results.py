"""What did the dossier lead to, in which file versions, and how did it reach the person?"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.utils import timezone

from bhxh_archive.models import StoredFile
from intake.models.dossier import Dossier
from intake.models.pages import Folder, Upload
from intake.models.persons import Person

SECOND: Final = "CAPLAI-"
"""Before the kind of a document that goes out again: it is counted nowhere as a second decision."""


class Result(models.Model):
    """One result document (decision, statement, answer). The benefits unit files it; reception returns it."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    doc_type = models.CharField(max_length=2)
    receiver = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="results")
    number = models.CharField("Số, ký hiệu", max_length=60)
    number_folded = models.CharField(max_length=60, db_index=True)
    dated = models.DateField("Ngày ban hành")
    main = models.BooleanField(default=True)
    leader_certificate = models.CharField(max_length=64, blank=True)
    agency_certificate = models.CharField(max_length=64, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    printed_copies = models.PositiveSmallIntegerField(default=0)
    printed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-main", "id"]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def latest(self) -> ResultVersion | None:
        """The newest file version, from the prefetched versions where there are any."""
        return max(self.versions.all(), key=lambda version: version.pk, default=None)

    @property
    def on_paper(self) -> bool:
        """Whether it was signed with ink: no file of it bears a signature."""
        return any(version.on_paper for version in self.versions.all())

    @property
    def ended(self) -> bool:
        """Whether another document has replaced or revoked it since: it is in force no longer."""
        return any(remark.ends for remark in self.remarks.all())


class ResultVersion(models.Model):
    """One file of the chain leader-signed, co-signed, issued, long-term, re-stamped; every one is kept.

    Signed with ink, the chain is what was printed (`on_paper`), then the scan as issued (`paper_copy`): neither is ever
    `valid`, for there is no signature to verify.
    `fault`: what was found wrong since with its bytes or signatures, at `fault_at`; "" while they are sound. Until a
    later check takes it away it is neither printed nor given out.
    `stamp_expires_at`: when the certificate behind its newest document time-stamp ends; before that it wants another.
    """

    class Stage(models.TextChoices):
        LEADER_SIGNED = "leader_signed", "Lãnh đạo đã ký"
        CO_SIGNED = "co_signed", "Đã ký tiếp sau lãnh đạo"
        ISSUED = "issued", "Đã phát hành"
        LONG_TERM = "long_term", "Đã bổ sung dữ liệu lâu dài"
        RESTAMPED = "restamped", "Đã gia hạn dấu thời gian"
        ON_PAPER = "on_paper", "Ký trên giấy – bản in để ký"
        PAPER_COPY = "paper_copy", "Ký trên giấy – bản số hóa"

    result = models.ForeignKey(Result, models.PROTECT, related_name="versions")
    stage = models.CharField(max_length=15, choices=Stage.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    valid = models.BooleanField()
    verdict = models.CharField(max_length=500)
    report = models.JSONField(default=dict)
    stamp_expires_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True)
    fault_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["result", "id"]
        constraints = [models.UniqueConstraint(fields=["result", "file"], name="one_version_of_bytes")]
        indexes = [
            models.Index(fields=["stage", "stamp_expires_at"], name="stamps_by_their_end"),
            models.Index(fields=["result"], condition=~models.Q(fault=""), name="faults_of_results"),
        ]

    @property
    def sound(self) -> bool:
        """Whether its signatures were found valid and nothing was found wrong since."""
        return self.valid and not self.fault

    @property
    def verdict_now(self) -> str:
        """What the verification said of it, or what was found wrong since and when."""
        if not self.fault or self.fault_at is None:
            return self.verdict
        return f"Phát hiện hỏng lúc {timezone.localtime(self.fault_at):%H:%M %d/%m/%Y}: {self.fault}"

    @property
    def issued(self) -> bool:
        """Whether this file went out, or comes of one that did."""
        return self.stage not in (self.Stage.LEADER_SIGNED, self.Stage.CO_SIGNED, self.Stage.ON_PAPER)

    @property
    def on_paper(self) -> bool:
        """Whether the signature stands on paper: the file is its print or its scan."""
        return self.stage in (self.Stage.ON_PAPER, self.Stage.PAPER_COPY)

    @property
    def stands(self) -> bool:
        """Whether it may go on: its signatures were found valid, or it is the issued scan of a paper."""
        return not self.fault and (self.valid or self.stage == self.Stage.PAPER_COPY)


class CoSigner(models.Model):
    """Whose signature a result bears, or waits for, after the leader's and before the agency's, in the order of
    `ordinal`. `version` is the file that first bore it, `certificate` its fingerprint: both empty until then."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="cosigners")
    ordinal = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=20)
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.ForeignKey(ResultVersion, models.PROTECT, null=True, related_name="+")
    certificate = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["result", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["result", "field"], name="one_signature_of_a_field"),
            models.CheckConstraint(
                condition=models.Q(version=None, certificate="") | (
                    models.Q(version__isnull=False) & ~models.Q(certificate="")
                ),
                name="cosigned_by_a_certificate",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["signer"], condition=models.Q(version=None), name="waits_for_a_cosigner"),
        ]


class PaperScan(models.Model):
    """A scan of a result that was signed with ink; of several the newest counts.

    `file` is the PDF/A that was made of its `pages`, None until a worker has made it.
    """

    result = models.ForeignKey(Result, models.PROTECT, related_name="scans")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="paper_scans")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["result", "id"]


class HandOver(models.Model):
    """How the result left us: to whom, with what proof; or that nobody came for it.

    `open`: the result has not reached anybody by it, and no later return took its place.
    `authority`: the paper by which somebody else received it. `slip`: the scanned slip with the receiver's signature.
    """

    class Outcome(models.TextChoices):
        DELIVERED = "delivered", "Đã giao"
        NOT_COLLECTED = "not_collected", "Chưa đến nhận"
        SENT = "sent", "Đã gửi, chờ xác nhận"
        CAME_BACK = "came_back", "Bưu gửi chuyển hoàn"

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="hand_overs")
    outcome = models.CharField(max_length=15, choices=Outcome.choices)
    open = models.BooleanField(default=False, editable=False)
    method = models.CharField("Cách trả", max_length=10, choices=Dossier.ReturnMethod.choices)
    receiver_name = models.CharField("Người nhận", max_length=150, blank=True)
    receiver_id = models.CharField("Số giấy tờ của người nhận", max_length=20, blank=True)
    authority = models.CharField("Giấy ủy quyền", max_length=300, blank=True)
    proof = models.CharField("Căn cứ giao nhận", max_length=300, blank=True)
    tracking_number = models.CharField("Mã bưu gửi", max_length=60, blank=True)
    tracking_folded = models.CharField(max_length=60, blank=True, editable=False, default="")
    printed_copies = models.PositiveSmallIntegerField("Số bản in đã giao", default=0)
    attempts = models.PositiveSmallIntegerField("Số lần báo", default=0)
    slip = models.OneToOneField(Folder, models.PROTECT, null=True, blank=True, related_name="hand_over")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(open=True), name="one_open_hand_over")
        ]
        indexes = [
            models.Index(
                fields=["tracking_folded"], condition=~models.Q(tracking_folded=""), name="hand_over_by_tracking"
            )
        ]

    @property
    def rerouted(self) -> bool:
        """Whether another way of return was registered before the result was fetched by its link: it lies here again.

        Asks for the dossier.
        """
        online, sent = Dossier.ReturnMethod.ONLINE, self.outcome == self.Outcome.SENT
        return self.open and sent and self.method == online != self.dossier.return_method

    @property
    def book_proof(self) -> str:
        """By which proof the book left that went along with the result."""
        return (f"Bưu gửi {self.tracking_number}" if self.tracking_number else self.proof).strip()

    @property
    def outcome_words(self) -> str:
        """How it went; what is sent by a link waits to be fetched, or went out in another way in the end.

        `taken`, where the row was read with it, is the number of documents that were fetched.
        """
        if self.method != Dossier.ReturnMethod.ONLINE or self.outcome != self.Outcome.SENT:
            return self.get_outcome_display()
        if taken := getattr(self, "taken", 0):
            return f"Người nhận đã tải {taken} văn bản, chưa đủ"
        if self.rerouted:
            return "Người nhận đổi cách nhận, chưa tải về"
        return "Chờ người nhận tải về" if self.open else "Người nhận không tải về"
