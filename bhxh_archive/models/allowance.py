"""How often has somebody outside asked for something lately?"""

from __future__ import annotations

from django.db import models


class Asked(models.Model):
    """How many times one address asked for one thing in one stretch of time.

    `who` is a keyed digest of thing and address, so that the table tells nobody's address. `began` is the start of the
    stretch in seconds since 1970.
    """

    who = models.CharField(max_length=64)
    began = models.BigIntegerField(db_index=True)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "began"], name="one_count_per_stretch")]
