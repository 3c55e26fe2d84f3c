"""How were the questions of the catalogue answered for one dossier, by whom and when?"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from intake.models.catalogue import Question
from intake.models.dossier import Dossier


class Answer(models.Model):
    """The answer that holds now; earlier ones stand in the trail."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    value = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "question"], name="one_answer")]

    def __str__(self) -> str:
        return dict(self.question.options).get(self.value, self.value)
