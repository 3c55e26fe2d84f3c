"""Is a file that was sent as the signed slip of a return that slip? The codes on its pages say so, or nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bhxh_archive.documents.sheet_codes import SheetCode, parse, return_code
from intake.models import HandOver, Upload
from intake.pipeline.codes import PageCodes
from intake.pipeline.verdict import Verdict
from intake.queries.batches import by_number
from intake.rules.slip_codes import FITS, why_not
from intake.stacks import read_codes


@dataclass(frozen=True)
class SlipRead:
    """`refused`: why the file is not this slip. `fits`: it bears the code of this slip. `faded`: none was read, though
    there seems to be one."""

    refused: str = ""
    fits: bool = False
    faded: bool = False

    @property
    def said(self) -> str:
        return FITS if self.fits else ""


def return_of(upload: Upload) -> HandOver | None:
    """The return whose signed slip this file was sent as; None where it was sent as anything else."""
    rows = HandOver.objects.select_related("dossier__receiving_office")
    return rows.filter(slip=upload.folder_id).first()


def read_slip(handed: HandOver, path: Path, verdict: Verdict) -> SlipRead:
    """What the codes on the pages of the file say. One whose check characters don't fit counts as not read."""
    pages = read_codes(path, verdict.media_type, verdict.pages)
    found = [(page.index, code) for page in pages for code in map(parse, page.texts) if code and code.sound]
    own = parse(return_code(str(handed.dossier.number), handed.pk))
    assert own
    refused = _refused(handed, own, found, many=verdict.pages > 1)
    return SlipRead(refused, bool(found) and not refused, not found and any(map(_seems_coded, pages)))


def _refused(handed: HandOver, own: SheetCode, found: list[tuple[int, SheetCode]], *, many: bool) -> str:
    """Of the first page that is something else; which page it is where the file has `many`."""
    known = by_number({code.number for _, code in found})
    said = ((index, why_not(code, own, handed.dossier.receiving_office_id, known)) for index, code in found)
    return next((f"Trang {index + 1}: {words}" if many else words for index, words in said if words), "")


def _seems_coded(page: PageCodes) -> bool:
    return page.unread or any(map(parse, page.texts))
