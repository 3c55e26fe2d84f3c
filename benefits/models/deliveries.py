"""Which results were delivered to whom in the house when they were issued, and who received them when?"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bhxh_archive.models import Office
from bhxh_archive.roles import RECIPIENTS, Role
from intake.models import ResultVersion


class ResultDelivery(models.Model):
    """One issued document for one function of an office, until somebody who holds it marks the receipt.

    `version` is the file as it was issued; what is added to its signature later is shown in its place. `changes` names
    the decision that this one changes, as it is written on it. `changed_by` is the decision that changed this one
    before it was received, or replaced it at any time.
    """

    version = models.ForeignKey(ResultVersion, models.PROTECT, related_name="deliveries")
    recipient = models.CharField("Nơi nhận", max_length=20, choices=[(role.value, role.label) for role in RECIPIENTS])
    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, related_name="+")
    changes = models.CharField("Thay đổi quyết định", max_length=200, blank=True)
    changed_by = models.ForeignKey(ResultVersion, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("Chuyển lúc", auto_now_add=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField("Nhận lúc", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "recipient", "office"], name="one_delivery_to_each"),
            models.CheckConstraint(
                condition=Q(received_by=None, received_at=None)
                | Q(received_by__isnull=False, received_at__isnull=False),
                name="received_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "recipient"], condition=Q(received_at=None), name="deliveries_not_received"),
            models.Index(fields=["office", "recipient", "received_at"], name="deliveries_by_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.get_recipient_display()}: {self.version.result.number}"

    @property
    def addressee(self) -> str:
        """To whom it goes, in words: the function, or the local office by its name."""
        return addressee(Role(self.recipient), self.office)


def addressee(role: Role, office: Office) -> str:
    """The name of the function within the office that settles, of the other office elsewhere."""
    return office.name if role == Role.LOCAL_OFFICE else str(role.label)
