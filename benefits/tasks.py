"""Which work of this room runs in the background? Thin: each handler says which step it is and is safe to run twice."""

from __future__ import annotations

from benefits.actions.completing import complete
from benefits.actions.restamping import restamp_result as restamp
from benefits.actions.signing import extend_result as extend
from bhxh_archive.models import Job
from intake.models import Dossier, ResultVersion


def finish_signature(job: Job, *, dossier_id: int) -> None:
    """Time-stamp what a leader's own token signed, and move the dossier on."""
    complete(dossier=Dossier.objects.get(pk=dossier_id))


def restamp_result(job: Job, *, version_id: int) -> None:
    """Give a result another document time-stamp while the one before it holds."""
    restamp(version=ResultVersion.objects.select_related("result", "file").get(pk=version_id))


def extend_result(job: Job, *, version_id: int) -> None:
    """Make an issued result verifiable for decades."""
    extend(version=ResultVersion.objects.select_related("result", "file").get(pk=version_id))
