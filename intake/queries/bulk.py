"""What did this person choose to do to many dossiers, and how far is it?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Prefetch

from bhxh_archive.models import User
from bhxh_archive.queues import Queue
from intake.models import BulkLine, BulkRun, Dossier
from intake.queries.dossiers import with_faces


def chosen_of(queue: Queue, user: User, ids: Sequence[int]) -> list[Dossier]:
    """Those of the chosen dossiers that stand in this person's queue, the most urgent first."""
    return list(with_faces(queue.rows(user).filter(pk__in=ids)).order_by("attend_on", "pk"))


def bulk_run_of(user: User, pk: int) -> BulkRun:
    """One's own run with its lines. Raises BulkRun.DoesNotExist for anybody else's, which becomes a 404."""
    faces = Prefetch("dossier", with_faces(Dossier.objects.all()))
    lines = Prefetch("lines", BulkLine.objects.prefetch_related(faces).order_by("ordinal"))
    return BulkRun.objects.filter(by=user).prefetch_related(lines).get(pk=pk)
