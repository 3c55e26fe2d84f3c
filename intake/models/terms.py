"""In which cases has a procedure another statutory time than its usual one?"""

from __future__ import annotations

from django.db import models

from intake.models.catalogue import Procedure, Question


class Term(models.Model):
    """The statutory time (thời hạn) of one case: for some answers to a question, some ways of filing, or both.

    Of several that fit, the first by `ordinal` holds; where none fits, the time of the procedure does.
    """

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=30)
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField("Trường hợp", max_length=200)
    amount = models.PositiveSmallIntegerField("Thời hạn")
    kind = models.CharField("Cách tính hạn", max_length=30)
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="terms")
    answers = models.JSONField(default=list, blank=True)
    channels = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    needs_confirmation = models.BooleanField(default=False)

    class Meta:
        ordering = ["procedure", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["procedure", "code"], name="one_term")]

    def __str__(self) -> str:
        return self.name
