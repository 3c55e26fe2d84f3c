"""Which work of this room runs in the background? Thin: each handler says which step it is and is safe to run twice."""

from __future__ import annotations

from benefits.actions.calculating_lines import approve_in_parts, calculate_in_parts
from benefits.actions.completing import complete
from benefits.actions.remote_signing import open_remote_gaps as open_gaps
from benefits.actions.restamping import restamp_result as restamp
from benefits.actions.signing import extend_result as extend
from bhxh_archive.jobs import progress
from bhxh_archive.models import Job, User
from intake.models import Dossier, ResultVersion


def open_remote_gaps(job: Job, *, user_id: int) -> None:
    """Make ready what waits for a leader's key at the remote service."""
    open_gaps(user=User.objects.get(pk=user_id))


def calculate_lines(job: Job, *, dossier_id: int, user_id: int) -> None:
    """Compute every line of a long list."""
    dossier, user = Dossier.objects.get(pk=dossier_id), User.objects.get(pk=user_id)
    calculate_in_parts(dossier=dossier, by=user, tell=lambda done: progress(job, done=done))


def approve_clean(job: Job, *, dossier_id: int, user_id: int) -> None:
    """Settle every clean line of a long list."""
    dossier, user = Dossier.objects.get(pk=dossier_id), User.objects.get(pk=user_id)
    approve_in_parts(dossier=dossier, by=user, tell=lambda done: progress(job, done=done))


def finish_signature(job: Job, *, dossier_id: int) -> None:
    """Time-stamp what a leader's own token signed, and move the dossier on."""
    complete(dossier=Dossier.objects.get(pk=dossier_id))


def restamp_result(job: Job, *, version_id: int) -> None:
    """Give a result another document time-stamp while the one before it holds."""
    restamp(version=ResultVersion.objects.select_related("result", "file").get(pk=version_id))


def extend_result(job: Job, *, version_id: int) -> None:
    """Make an issued result verifiable for decades."""
    extend(version=ResultVersion.objects.select_related("result", "file").get(pk=version_id))
