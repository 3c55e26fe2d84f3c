"""What was scanned: which upload gave which page, what do the checks say of it, and what words stand on it?"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from bhxh_archive.models import StoredFile


class Folder(models.Model):
    """What pages and uploads belong to. Its owner points here: a dossier, later a digitising job of the archive."""

    version = models.PositiveIntegerField(default=0)


class Upload(models.Model):
    """One file that somebody sent. The bytes are stored and hashed before anything reads them.

    `file` becomes None when the file is refused: its digest stays, its bytes do not, but those of one that went on into
    the tray. Files sent in one go bear the
    same `sending`: their pages lie in the order of the files' names, whichever came out first. One that was `dropped`
    is told of, and counts no more. `warned`, with its `message`: something is wrong with the file as a whole, which
    nobody can accept; what is wrong with a page is a finding of that page.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Đang chờ kiểm tra"
        SPLITTING = "splitting", "Đang tách trang"
        ACCEPTED = "accepted", "Đã nhận"
        REFUSED = "refused", "Không nhận"

    folder = models.ForeignKey(Folder, models.CASCADE, related_name="uploads")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="uploads")
    digest = models.CharField(max_length=64)
    component = models.ForeignKey("intake.Component", models.SET_NULL, null=True, blank=True, related_name="uploads")
    name = models.CharField(max_length=255)
    sending = models.CharField(max_length=36, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    warned = models.BooleanField(default=False)
    signed = models.BooleanField(default=False)
    replaces = models.ForeignKey("intake.Page", models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.CharField(max_length=500, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drop_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            # the same bytes sent twice (double click, replayed form) are one upload, unless the first was refused
            models.UniqueConstraint(
                fields=["folder", "digest"], condition=~Q(state="refused"), name="one_upload_of_bytes"
            )
        ]

    @property
    def settled(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.REFUSED)


class Page(models.Model):
    """One image of one side of a paper. `image` is the picture as it came; turning it is a number, never new bytes.

    `shape` says how far it is straightened and what is cut out of it ({}: as it came); `shown` is the image derived
    that way, None until a worker has made it. A page that gave way to a newer scan is out like a deleted one, and
    stays in the history of the page `replaced_by` which it was. An image that holds two pages of paper is shown by
    several rows, told apart by `part`; a page that is shown within another one is out, and `part_of` that one.
    While nobody has sorted it, a newer scan lies where the page lay that was sent first (`in_place_of`).
    """

    class Kind(models.TextChoices):
        NORMAL = "normal", "Trang giấy"
        SECOND_IMAGE = "second_image", "Ảnh thứ hai (có giấy nhớ)"
        BLANK_BACK = "blank_back", "Mặt sau trắng"
        SEPARATOR = "separator", "Tờ phân cách"

    folder = models.ForeignKey(Folder, models.CASCADE, related_name="pages")
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="pages")
    upload_index = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    component = models.ForeignKey("intake.Component", models.SET_NULL, null=True, blank=True, related_name="pages")
    ordinal = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.NORMAL)
    image = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    view = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    thumb = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    dpi = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=10)
    rotation = models.PositiveSmallIntegerField(default=0)
    shape = models.JSONField(default=dict, blank=True)
    shown = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    dhash = models.BigIntegerField(default=0, db_index=True)
    likeness = models.BinaryField(default=b"")
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="former")
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    in_place_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "upload_index", "part"], name="one_page_of_part_of_upload")
        ]
        indexes = [models.Index(fields=["folder", "component", "ordinal"])]

    @property
    def place(self) -> str:
        """Which page of its file it is: `trang 3`, `trang 3, nửa sau` of an image that was split."""
        return f"trang {self.upload_index + 1}{', nửa sau' if self.part else ''}"

    @property
    def picture(self) -> StoredFile:
        """What is read and laid into the component's file: the derived image, else the image as it came."""
        return self.shown or self.image


class PageFinding(models.Model):
    """What a check says of a page. A warning can be overridden with a reason, a hard failure can't.

    `measure` is what a remedy needs (degrees of skew), `other` the page that this one looks like.
    """

    class Level(models.TextChoices):
        WARNING = "warning", "Cảnh báo"
        HARD = "hard", "Lỗi"

    page = models.ForeignKey(Page, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=30)
    level = models.CharField(max_length=10, choices=Level.choices)
    message = models.CharField(max_length=300)
    measure = models.FloatField(null=True, blank=True)
    other = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    overridden_at = models.DateTimeField(null=True, blank=True)
    override_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["page", "id"]
        constraints = [models.UniqueConstraint(fields=["page", "code"], name="one_finding_of_a_kind")]


class PageText(models.Model):
    """The words recognised on a page: as read, folded for search, and the invisible layer for its PDF."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="text")
    words = models.TextField(blank=True)
    vector = SearchVectorField(null=True)
    layer = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True)
    recognised_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="page_words")]
