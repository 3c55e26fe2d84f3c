"""Which bytes do we hold, under which digest?"""

from django.db import models


class StoredFile(models.Model):
    """One content in the working store, named by its SHA-256. Names given by people stay on the rows that use it."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

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
