"""When is what a leader's own token signed time-stamped and put in: at once, and again where that failed?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from benefits.models import DeferredSignature
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job

TASK: Final = "benefits.tasks.finish_signature"
TRY_AGAIN_AFTER: Final = timedelta(minutes=1)


def finish_later(dossier_pk: int) -> None:
    """Queue the rest of the work; once while it waits."""
    enqueue(TASK, key=f"finish:{dossier_pk}", lane=Job.Lane.QUICK, dossier_id=dossier_pk)


def retry_finishing() -> int:
    """Queue again what failed a while ago and still has all that it needs; returns how many dossiers that were."""
    failed = Job.objects.filter(name=TASK, state=Job.State.FAILED).values_list("key")
    newest = failed.annotate(last=Max("finished_at")).filter(last__lt=timezone.now() - TRY_AGAIN_AFTER)
    ids = [int(key.partition(":")[2]) for key, _ in newest]
    made = DeferredSignature.objects.filter(state=DeferredSignature.State.MADE, document__state="prepared")
    rows = made.filter(document__draft__dossier__in=ids).order_by()
    wanted = rows.values_list("document__draft__dossier", flat=True).distinct()
    for pk in wanted:
        finish_later(pk)
    return len(wanted)
