"""Which packages were built, sent, verified, and kept or refused?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from archive.models.records import ArchiveRecord
from bhxh_archive.errors import NotNow
from bhxh_archive.models import StoredFile
from intake.models import Dossier


class Package(models.Model):
    """One information package, from its building in the province to its place in the permanent store.

    It is made of a dossier of this house, or belongs to a record that stands without one; or both.
    """

    class State(models.TextChoices):
        BUILDING = "building", "Đang tạo gói"
        BUILT = "built", "Đã tạo và kiểm tra"
        FAILED = "failed", "Không tạo được"
        TRANSFERRED = "transferred", "Đã chuyển"
        ACCEPTED = "accepted", "Đã tiếp nhận"
        REJECTED = "rejected", "Bị trả lại"
        SUPERSEDED = "superseded", "Đã thay bằng gói mới"

    objid = models.UUIDField(unique=True)
    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, blank=True, related_name="packages")
    record = models.ForeignKey(ArchiveRecord, models.PROTECT, null=True, blank=True, related_name="packages")
    status = models.CharField(max_length=12, default="NEW")
    state = models.CharField(max_length=12, choices=State.choices, default=State.BUILDING)
    file_code = models.CharField(max_length=100)
    bag_name = models.CharField(max_length=120, blank=True)
    prefix = models.CharField(max_length=300, blank=True)
    manifest_digest = models.CharField(max_length=64, blank=True)
    file_count = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    built_at = models.DateTimeField(auto_now_add=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified = models.BooleanField(null=True)
    report = models.JSONField(default=dict, blank=True)
    report_pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-built_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state__in=["building", "built", "transferred"]), name="one_live_package"
            ),
            models.CheckConstraint(
                condition=Q(dossier__isnull=False) | Q(record__isnull=False), name="package_of_dossier_or_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_code} {self.state}"

    @property
    def sent_with(self) -> Dossier:
        """The dossier whose moves bring it here. Raises NotNow for a package that is of a record alone."""
        if self.dossier is None:
            raise NotNow("Gói này không thuộc hồ sơ giải quyết nào nên không chuyển và tiếp nhận theo hồ sơ được.")
        return self.dossier

    @property
    def owner(self) -> Dossier | ArchiveRecord:
        """What says of which offices it is: the dossier it was made of, or else its record."""
        owner = self.dossier or self.record
        assert owner  # package_of_dossier_or_record
        return owner


class PackageFile(models.Model):
    """One file of a package as the sender built it: path inside the bag, digest, size, where its bytes are."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="files")
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        ordering = ["package", "path"]
        constraints = [models.UniqueConstraint(fields=["package", "path"], name="one_package_path")]
