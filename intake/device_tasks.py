"""Which work that devices bring runs in the background? Thin, and safe to run twice, like `intake.tasks`."""

from __future__ import annotations

from bhxh_archive.jobs import GIVEN_UP
from bhxh_archive.models import Job
from intake.actions.stacks import scan_files
from intake.devices import binding, sheets, watching
from intake.models import ScanFile, ScanRun, WatchedFolder


def draw_scan_file(job: Job, *, file_id: int) -> None:
    """Draw the small picture of one file of a scan into the tray."""
    if row := ScanFile.objects.select_related("file").filter(pk=file_id).first():
        binding.draw_scan_file(row)


def bind_scan(job: Job, *, run_id: int) -> None:
    """Make one stack of what a scan into the tray brought, or of one into a dossier for whoever asked for it."""
    binding.bind_scan(ScanRun.objects.select_related("dossier").get(pk=run_id), by=job.by)


def _binding_failed(job: Job, *, run_id: int) -> None:
    scan_files.give_up_binding(ScanRun.objects.get(pk=run_id), job.note or GIVEN_UP)


bind_scan.failed = _binding_failed  # type: ignore[attr-defined]


def look_for_sheets(job: Job, *, run_id: int) -> None:
    """Look through the pages of a scan into a dossier for sheets of ours."""
    sheets.look_for_sheets(ScanRun.objects.select_related("dossier").get(pk=run_id))


def take_in(job: Job, *, folder_id: int) -> None:
    """Take the files of a watched folder that are at rest."""
    watching.take_in(WatchedFolder.objects.select_related("keeper").get(pk=folder_id))
