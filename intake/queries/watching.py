"""Which folders are watched, how does each of them stand, and whose scans wait there?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from bhxh_archive.administration.queries import offices_within
from bhxh_archive.administration.reach import Reach
from bhxh_archive.models import Assignment, User
from bhxh_archive.roles import RIGHTS
from intake.models import Upload, WatchedFile, WatchedFolder

TOLD_WITHIN: Final = timedelta(days=1)
MOST_TOLD: Final = 5
State = WatchedFile.State


def folders_within(reach: Reach) -> QuerySet[WatchedFolder]:
    """What an administrator keeps, each with the files of the last day that became no stack."""
    rows = with_counts(WatchedFolder.objects.filter(removed_at=None, office__in=offices_within(reach)))
    return (
        rows.select_related("office", "keeper", "bridge")
        .prefetch_related("office__names", _told())
        .order_by("office", "path")
    )


def folders_of(user: User) -> QuerySet[WatchedFolder]:
    """The folders of the offices where this person scans, each with its `refused` files of the last day."""
    rows = WatchedFolder.objects.filter(removed_at=None, office__in=user.offices_with("intake.scan"))
    rows = rows.exclude(bridge__isnull=False, looked_at=None)  # a bridge that forwards no folder
    return with_counts(rows).select_related("bridge").prefetch_related(_told()).order_by("path")


def _told() -> Prefetch[str]:
    """The files of the last day that became no stack of their own, as `told`."""
    lately = Q(state=State.REFUSED, batch=None) | (Q(state=State.DONE) & ~Q(note=""))
    told = WatchedFile.objects.filter(lately, ended_at__gt=timezone.now() - TOLD_WITHIN)[:MOST_TOLD]
    return Prefetch("files", told, to_attr="told")


def with_counts(rows: QuerySet[WatchedFolder]) -> QuerySet[WatchedFolder]:
    """How many files lie there, and how many were taken within a day."""
    lately = Q(files__state=State.DONE, files__ended_at__gt=timezone.now() - TOLD_WITHIN)
    return rows.annotate(
        lying=Count("files", filter=Q(files__state__in=WatchedFile.LYING)), taken=Count("files", filter=lately)
    )


def judged(folder: WatchedFolder) -> QuerySet[WatchedFile]:
    """The files that were taken and whose stack has been examined: they can be moved away."""
    waiting = Upload.objects.filter(state=Upload.State.WAITING).values("folder")
    rows = WatchedFile.objects.filter(folder=folder, state=State.TAKEN).exclude(batch__folder__in=waiting)
    return rows.select_related("batch__folder").prefetch_related("batch__folder__uploads").order_by("pk")


def keepers_within(reach: Reach) -> QuerySet[Assignment]:
    """The seats of who scans and files pages, in the offices within reach: who can answer for a folder."""
    roles = [role for role, rights in RIGHTS.items() if "intake.scan" in rights]
    seats = Assignment.objects.in_force().filter(role__in=roles, office__in=offices_within(reach))
    return (
        seats.select_related("user", "office").prefetch_related("office__names").order_by("office", "user__full_name")
    )
