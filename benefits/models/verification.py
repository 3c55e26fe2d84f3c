"""What was asked of other bodies about a dossier, question by question, and what did they answer?"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models import Component, Dossier, Folder, IssuedSlip


class VerificationRequest(models.Model):
    """One round: everything that was asked at the same time, with one limit; a letter to each body."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="verifications")
    limit_on = models.DateField("Thời hạn trả lời")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]


class VerificationLetter(models.Model):
    """What one round asks one body (another office, an employer, a hospital, the civil registry).

    `slip` is the letter as it was numbered and printed for signing with ink; until then it is a draft. `scans`
    holds the files of the answers as they were received: they are no pages of the dossier.
    """

    request = models.ForeignKey(VerificationRequest, models.PROTECT, related_name="letters")
    agency = models.CharField("Cơ quan được hỏi", max_length=200)
    slip = models.OneToOneField(IssuedSlip, models.PROTECT, null=True, related_name="verification_letter")
    scans = models.OneToOneField(Folder, models.PROTECT, null=True, related_name="verification_letter")

    class Meta:
        ordering = ["id"]


class VerificationQuestion(models.Model):
    """One question: about which paper or fact, and what became of it. Open until answered, or taken back for a reason.

    `number` counts the questions of the dossier, whatever the round and the letter. `printed` is the number under which
    the letter asks it, set when the letter is numbered: None before, and of a question that was taken back by then.
    `subject` is what the question calls its paper or fact, as it was then; `component` the paper, where it is one of
    the dossier's and still there. `verdict` "" of an answered one: it was answered before verdicts were kept.
    `scan` says where among the pages of the dossier the answer lies.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", "Xác nhận đúng"
        PARTLY = "partly", "Đúng một phần"
        NOT_CONFIRMED = "not_confirmed", "Không xác nhận"

    letter = models.ForeignKey(VerificationLetter, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    printed = models.PositiveSmallIntegerField(null=True, editable=False)
    component = models.ForeignKey(Component, models.SET_NULL, null=True, related_name="+")
    subject = models.CharField("Giấy tờ, nội dung", max_length=300, blank=True)
    text = models.TextField("Nội dung đề nghị xác minh")
    verdict = models.CharField("Kết quả", max_length=20, choices=Verdict.choices, blank=True)
    answer = models.TextField("Nội dung trả lời", blank=True)
    answer_number = models.CharField("Số văn bản trả lời", max_length=60, blank=True)
    answer_dated = models.DateField("Ngày văn bản trả lời", null=True)
    scan = models.CharField("Bản quét", max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField("Lý do thôi hỏi", max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None) | models.Q(withdrawn_at=None), name="answered_or_withdrawn"
            )
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for the answer."""
        return self.answered_at is None and self.withdrawn_at is None

    @property
    def came_late(self) -> bool:
        """Whether the answer was written down after the day until which it was asked for."""
        return self.answered_at is not None and timezone.localdate(self.answered_at) > self.letter.request.limit_on

    @property
    def place(self) -> int | None:
        """Its number in its letter: as printed, of a draft as it would be printed now; None where it is not asked."""
        if self.letter.slip_id:
            return self.printed
        asked = [row.pk for row in self.letter.questions.all() if row.withdrawn_at is None]
        return asked.index(self.pk) + 1 if self.pk in asked else None

    @property
    def called(self) -> str:
        """What pages and messages call it: by its number in the letter, else by what it is about."""
        return f"nội dung {place}" if (place := self.place) else f"nội dung «{self}»"

    def __str__(self) -> str:
        return self.subject or " ".join(self.text.split())


class LateAnswer(models.Model):
    """What another body answered after its question was closed: taken back, or answered before in another way.

    `seen_at`: since when the officer of the dossier has seen it; until then the queue tells of it.
    """

    question = models.ForeignKey(VerificationQuestion, models.PROTECT, related_name="late_answers")
    verdict = models.CharField("Kết quả", max_length=20, choices=VerificationQuestion.Verdict.choices)
    answer = models.TextField("Nội dung trả lời", blank=True)
    answer_number = models.CharField("Số văn bản trả lời", max_length=60, blank=True)
    answer_dated = models.DateField("Ngày văn bản trả lời")
    scan = models.CharField("Bản quét", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
