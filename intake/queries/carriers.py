"""Which postal services are there, now, later and before?"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from intake.models import Carrier


def carriers() -> QuerySet[Carrier]:
    """The postal services that may be chosen today."""
    today = timezone.localdate()
    return Carrier.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), valid_from__lte=today)


def every_carrier() -> QuerySet[Carrier]:
    """All of them, those that are over too: consignments still name them."""
    return Carrier.objects.order_by("ordinal", "code")
