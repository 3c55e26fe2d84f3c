"""Which bridge calls, which are kept by an administrator, and what is there to do for one?"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from bhxh_archive.administration.queries import offices_within
from bhxh_archive.administration.reach import Reach
from intake.models import Bridge, Scanner, ScanRun
from intake.models.bridges import TWICE


def digest_of(key: str) -> str:
    """What is kept of a key: it is 256 random bits, so that one round of a hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def bridge_of(key: str) -> Bridge | None:
    """The bridge with this key, unless it was revoked."""
    return Bridge.objects.filter(key_digest=digest_of(key), revoked_at=None).select_related("office").first()


def bridges_within(reach: Reach) -> QuerySet[Bridge]:
    """What an administrator keeps, each with its `known` scanners, and whether it ran `twice` within the last day."""
    known = Scanner.objects.filter(removed_at=None).order_by("name")
    rows = Bridge.objects.filter(revoked_at=None, office__in=offices_within(reach))
    since = timezone.now() - timedelta(days=1)
    clashes = ScanRun.objects.filter(scanner__bridge=OuterRef("pk"), message=TWICE, ended_at__gte=since)
    lately = Count("folder__files", filter=Q(folder__files__state__in=["taken", "done"]))
    return (
        rows.annotate(forwarded=lately, twice=Exists(clashes))
        .select_related("office", "folder__keeper")
        .prefetch_related("office__names", Prefetch("scanners", known, to_attr="known"))
        .order_by("office", "name")
    )


def runs_of(bridge: Bridge) -> QuerySet[ScanRun]:
    """The scans of the scanners behind a bridge; any other does not exist for it."""
    rows = ScanRun.objects.filter(scanner__bridge=bridge).select_related(
        "scanner__office", "dossier", "component", "by"
    )
    return rows.order_by("pk")


def silent_runs(waited_since: datetime, heard_since: datetime) -> QuerySet[ScanRun]:
    """Open scans whose bridge has not called, or has not spoken of them, since then; those that were called off before
    a bridge took them up; and whatever a bridge was at that was shut out."""
    waiting = Q(state=ScanRun.State.WAITING)
    unseen = Q(scanner__bridge__seen_at=None) | Q(scanner__bridge__seen_at__lt=waited_since)
    lost = waiting & (Q(stop_asked_at__isnull=False) | Q(at__lt=waited_since) & unseen)
    shut_out = Q(scanner__bridge__revoked_at__isnull=False)
    gone = Q(state=ScanRun.State.SCANNING) & (Q(heard_at__lt=heard_since) | shut_out)
    behind = ScanRun.objects.filter(scanner__bridge__isnull=False)
    return behind.filter(lost | gone).select_related("scanner", "dossier", "by")
