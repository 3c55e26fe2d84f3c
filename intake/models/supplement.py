"""What was asked of the applicant, piece by piece, and what has come?"""

from typing import NamedTuple

from django.conf import settings
from django.db import models

from intake.models.components import Component
from intake.models.dossier import Dossier
from intake.models.slips import IssuedSlip


class SupplementRequest(models.Model):
    """One slip that names all defects at once (form 02), with the limit for the answer."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplements")
    ordinal = models.PositiveSmallIntegerField()
    legal_ground = models.CharField("Căn cứ", max_length=300, blank=True)
    limit_on = models.DateField("Hạn bổ sung")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    notified_at = models.DateTimeField("Đã gửi thông báo hết hạn lúc", null=True, blank=True)

    class Meta:
        ordering = ["dossier", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="one_supplement_ordinal")]


class SupplementConsent(models.Model):
    """The head's answer to the wish to ask a second time: why the first slip did not name it (NĐ 118/2025).

    `wanted`: what is to be asked, one `{paper, wanted, remedy, ground}` a line, as the head reads it; `typed`: the
    boxes of the form (name -> text), from which the slip is filled in once the head agrees.
    `granted` None: not answered yet. `request` is what was asked on the strength of it, `slip` what was printed for a
    draft.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="supplement_consents")
    reason = models.CharField("Lý do lần trước chưa nêu", max_length=500)
    wanted = models.JSONField(default=list)
    typed = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(null=True)
    answer = models.CharField("Ý kiến", max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    request = models.OneToOneField(SupplementRequest, models.CASCADE, null=True, related_name="consent")
    slip = models.OneToOneField(IssuedSlip, models.PROTECT, null=True, related_name="consent")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(granted=None), name="one_open_consent")
        ]


class Defect(NamedTuple):
    """One line of a slip: which paper (None: the dossier), what is wrong, how to put it right, by which law."""

    component: Component | None
    wanted: str
    remedy: str = ""
    legal_ground: str = ""


class SupplementItem(models.Model):
    """One defect: which component, what is wrong, how it is put right, and when it was.

    `unscanned`: the reason why the answer brought no page, for what came has to be scanned like all paper.
    `counted`, where its paper was counted: {paper: id, had, has, added}, each of the three [sheets, pages]: of that
    paper before and since, and what the count of the whole dossier grew by.
    """

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    component = models.ForeignKey(Component, models.PROTECT, null=True, blank=True, related_name="+")
    wanted = models.CharField("Cần bổ sung, hoàn thiện", max_length=500)
    remedy = models.CharField("Cách hoàn thiện", max_length=300, blank=True)
    legal_ground = models.CharField("Căn cứ", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unscanned = models.CharField("Vì sao không có trang mới", max_length=300, blank=True)
    counted = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    @property
    def went_to(self) -> Dossier | None:
        """The dossier to which the line of its paper was split off; there it is asked for since."""
        paper = self.component
        return paper.dossier if paper and paper.dossier_id != self.request.dossier_id else None

    def __str__(self) -> str:
        """What is named where it is still missing, in one line."""
        wanted = "; ".join(self.wanted.splitlines())
        if self.component is None:
            return f"«{wanted}»"
        line = f", dòng {self.component.line.ordinal}" if self.component.line else ""
        return f"«{self.component}{line}»: {wanted}"
