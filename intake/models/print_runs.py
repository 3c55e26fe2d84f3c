"""Which results were printed together, how many copies of each, and how many of them came out unusable?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bhxh_archive.models import StoredFile
from intake.models.results import Result, ResultVersion


class PrintRun(models.Model):
    """One pile from the printer (NĐ 30/2020 art. 18.5): signed files of many dossiers, laid into one `file` to print.

    Dossiers are put in while it is open; a person has one open run in an office. `duplex`: every document begins on a
    sheet of its own. The file goes when the run is closed or dropped; what was printed stays in the lines. `number` is
    that of its office in its year. Of one that was dropped with its file made, copies may have been printed all the
    same: it can still be recorded as printed (`countable`).
    """

    class State(models.TextChoices):
        OPEN = "open", "Đang gom văn bản"
        MAKING = "making", "Đang tạo tệp in"
        READY = "ready", "Chờ in và ghi nhận"
        PRINTED = "printed", "Đã in"
        DROPPED = "dropped", "Đã bỏ"

    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    duplex = models.BooleanField(default=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "number"], name="one_number_of_a_print_run"),
            models.UniqueConstraint(fields=["office", "by"], condition=Q(state="open"), name="one_open_print_run"),
            models.CheckConstraint(
                condition=Q(closed_at=None, state__in=["open", "making", "ready"])
                | Q(closed_at__isnull=False, file=None, state__in=["printed", "dropped"]),
                name="closed_print_run_keeps_no_file",
            ),
        ]
        indexes = [models.Index(fields=["office", "-id"])]

    def __str__(self) -> str:
        return f"Lượt in {self.year}/{self.number:04d}"

    @property
    def live(self) -> bool:
        """Neither recorded as printed nor dropped."""
        return self.closed_at is None

    @property
    def countable(self) -> bool:
        """There is, or was until it was dropped, a file of which copies can have been printed."""
        return self.state == self.State.READY or (self.state == self.State.DROPPED and self.pages > 0)


class PrintLine(models.Model):
    """One document of a run, in the file version that is printed; `spoiled` of its `copies` came out unusable.

    `before`: copies that were written down when it was put in; `apart`: those of its `copies` that were written down
    elsewhere since, so that closing the run did not count them again.
    """

    run = models.ForeignKey(PrintRun, models.CASCADE, related_name="lines")
    result = models.ForeignKey(Result, models.PROTECT, related_name="print_lines")
    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="+")
    copies = models.PositiveSmallIntegerField("Số bản")
    spoiled = models.PositiveSmallIntegerField("Số bản hỏng", default=0)
    before = models.PositiveSmallIntegerField(default=0)
    apart = models.PositiveSmallIntegerField("Số bản đã ghi nhận ngoài lượt", default=0)

    class Meta:
        ordering = ["run", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "result"], name="a_result_once_in_a_print_run"),
            models.CheckConstraint(condition=Q(spoiled__lte=models.F("copies")), name="no_more_spoiled_than_printed"),
        ]

    @property
    def meanwhile(self) -> int:
        """How many of the copies were written down elsewhere, at the counter or document by document, since it was put
        in; the same paper, unless somebody says otherwise."""
        return min(self.copies, max(0, self.result.printed_copies - self.before))
