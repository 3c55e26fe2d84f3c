"""Which bytes do we hold, under which digest?"""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One content in the working store, named by its SHA-256. Names given by people stay on the rows that use it.

    `broken_at`: when its bytes were first found gone or changed, None while nothing is known against them;
    `repaired_at`: when they were last found sound again after that.
    """

    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)
    broken_at = models.DateTimeField(null=True, blank=True)
    repaired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=~Q(broken_at=None) | ~Q(repaired_at=None), name="files_that_were_broken"
            )
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Preview(models.Model):
    """The picture of one page of a stored PDF, for the viewer; drawn once, as nothing in the store ever changes.

    `drawing`: how it was drawn (`previews.DRAWING`); one that was drawn in another way is drawn anew.
    """

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="previews")
    number = models.PositiveIntegerField()
    view = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    thumb = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    drawing = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="one_preview_of_a_page")]
