"""What does a worker do with the files of a scan into the stack tray: a small picture of each, then one stack?"""

from __future__ import annotations

from pathlib import Path

from bhxh_archive import storage
from bhxh_archive.models import StoredFile
from intake.actions.scan_files import give_up_binding, lay_into_tray
from intake.models import ScanFile, ScanRun
from intake.pages.drawing import JPEG, limits
from intake.pipeline.sandbox import bind_files, thumb_of_file
from intake.pipeline.sniff import PDF
from intake.pipeline.verdict import Refused


def draw_scan_file(row: ScanFile) -> None:
    """A small picture, so that the clerk sees the pages come; one that can't be drawn is judged when all are bound."""
    if row.file is None or row.thumb_id:
        return
    with storage.local_copy(row.file) as path, storage.scratch("thumb") as folder:
        try:
            drawn = storage.keep(thumb_of_file(path, folder / "thumb.jpg", limits()), JPEG)
        except Refused:
            return
    ScanFile.objects.filter(pk=row.pk).update(thumb=drawn)


def bind_scan(run: ScanRun) -> None:
    """Bind what came into one file and lay it into the tray; safe to run twice: the same files give the same bytes."""
    if not run.to_bind:
        return
    rows = list(run.came.select_related("file").exclude(file=None))
    try:
        stored, left_out = _bound(rows)
    except Refused as refused:
        give_up_binding(run, refused.verdict.message)
    else:
        lay_into_tray(run=run, stored=stored, left_out=left_out)


def _bound(rows: list[ScanFile]) -> tuple[StoredFile, list[int]]:
    """The file of all, and the numbers of those that nobody can read. A single PDF stays as it came."""
    if len(rows) == 1 and rows[0].media_type == PDF and rows[0].file:
        return rows[0].file, []
    with storage.scratch("bind") as folder:
        target = folder / "chong.pdf"
        places = bind_files([_copied(row, folder) for row in rows], target, limits())
        return storage.keep(target, PDF), [rows[place].number for place in places]


def _copied(row: ScanFile, folder: Path) -> Path:
    path = folder / f"{row.number:05d}"
    assert row.file
    with path.open("wb") as copy:
        copy.writelines(storage.stream_range(row.file))
    return path
