"""What does a worker do with the files of a scan into the stack tray: a small picture of each, then one stack?"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from bhxh_archive import storage
from bhxh_archive.errors import ActionError
from bhxh_archive.models import StoredFile, User
from intake.actions.stacks.diverting_scans import files_of
from intake.actions.stacks.scan_files import give_up_binding, lay_into_tray
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


def bind_scan(run: ScanRun, by: User | None = None) -> None:
    """Bind what came into one file and lay it into the tray; safe to run twice: the same files give the same bytes.

    `by`: who asked that a scan into a dossier becomes a stack.
    """
    if not run.to_bind:
        return
    try:
        stored, left_out = _bound(_files(run))
        lay_into_tray(run=run, stored=stored, left_out=left_out, by=by)
    except Refused as refused:
        give_up_binding(run, refused.verdict.message)
    except ActionError as refused:
        give_up_binding(run, refused.message)


class _Came(NamedTuple):
    """One file of a scan, by its number in it, and what it is said to be."""

    number: int
    file: StoredFile
    media_type: str


def _files(run: ScanRun) -> list[_Came]:
    if run.dossier:
        rows = enumerate(files_of(run), start=1)
        return [_Came(number, row.file, row.file.media_type) for number, row in rows if row.file]
    return [_Came(row.number, row.file, row.media_type) for row in run.came.select_related("file") if row.file]


def _bound(files: list[_Came]) -> tuple[StoredFile, list[int]]:
    """The file of all, and the numbers of those that nobody can read. A single PDF stays as it came."""
    if len(files) == 1 and files[0].media_type == PDF:
        return files[0].file, []
    with storage.scratch("bind") as folder:
        target = folder / "chong.pdf"
        places = bind_files([_copied(row, folder) for row in files], target, limits())
        return storage.keep(target, PDF), [files[place].number for place in places]


def _copied(row: _Came, folder: Path) -> Path:
    path = folder / f"{row.number:05d}"
    with path.open("wb") as copy:
        copy.writelines(storage.stream_range(row.file))
    return path
