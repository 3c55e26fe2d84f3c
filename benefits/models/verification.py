"""What was asked of another body about a dossier, and what did it answer?"""

from django.conf import settings
from django.db import models

from intake.models import Dossier


class VerificationRequest(models.Model):
    """One question to another body, with its limit and its answer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="verifications")
    body = models.CharField("Cơ quan được hỏi", max_length=200)
    question = models.TextField("Nội dung đề nghị xác minh")
    limit_on = models.DateField("Thời hạn trả lời")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("Nội dung trả lời", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]
