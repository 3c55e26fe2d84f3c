"""When is what a signer's own token signed time-stamped and put in: at once, and again where that failed?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from benefits.models import DeferredSignature
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job

TASK: Final = "benefits.tasks.finish_signature"
TRY_AGAIN_AFTER: Final = timedelta(minutes=1)


def finish_later(dossier_pk: int) -> None:
    """Queue the rest of the work; once while it waits."""
    enqueue(TASK, key=_key(dossier_pk), lane=Job.Lane.QUICK, dossier_id=dossier_pk)


def retry_finishing() -> int:
    """Queue what has been signed for a while and is not finished: its work failed, or was lost; returns how many
    dossiers that were. One some of whose documents still wait for the token is left alone."""
    before = timezone.now() - TRY_AGAIN_AFTER
    rows = DeferredSignature.objects.open().order_by()
    waiting = rows.filter(state=DeferredSignature.State.WAITING).values("document__draft__dossier")
    made = rows.filter(state=DeferredSignature.State.MADE, made_at__lt=before)
    ready = made.exclude(document__draft__dossier__in=waiting)
    ids = ready.values_list("document__draft__dossier", flat=True).distinct()
    tried = Job.objects.filter(name=TASK, finished_at__gte=before).values_list("key", flat=True)
    wanted = [pk for pk in ids if _key(pk) not in set(tried)]
    for pk in wanted:
        finish_later(pk)
    return len(wanted)


def _key(dossier_pk: int) -> str:
    return f"finish:{dossier_pk}"
