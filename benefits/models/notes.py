"""What did somebody of the benefits unit note at a spot of a scanned page, for the others who work on the dossier?"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.models import Dossier, Page

WHOLE: Final = 1000
"""The width and the height of a page, in which a spot is told."""


class PageNote(models.Model):
    """One wording of a note. It bears the note's `number` in the dossier; the newest wording that has not ended counts.

    `x` and `y` are thousandths of the picture (`picture`: its SHA-256) that the author looked at: where the page shows
    another one now, the spot is nowhere on it. Rows are never taken out: what was reworded or taken back has ended.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="page_notes")
    number = models.PositiveSmallIntegerField()
    page = models.ForeignKey(Page, models.SET_NULL, null=True, related_name="+")
    picture = models.CharField(max_length=64)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reworded = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], condition=Q(ended_at=None), name="one_wording"),
            models.CheckConstraint(condition=Q(x__lte=WHOLE, y__lte=WHOLE), name="spot_on_page"),
        ]

    @property
    def still_there(self) -> bool:
        """Whether the page is in the dossier and shows the picture on which the spot was chosen."""
        return self.page is not None and self.page.deleted_at is None and self.page.view.digest == self.picture
