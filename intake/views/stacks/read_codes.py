"""Which codes stand on a sheet that bears two, and where would each lead? The clerk decides with the paper in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bhxh_archive.documents.sheet_codes import SheetCode
from intake import stacks
from intake.models import Batch, BatchPage, BatchPart, Dossier
from intake.queries import batches as queries
from intake.rules.stack_targets import Target
from intake.rules.stacks import rivals
from intake.views.frame import face_of


@dataclass(frozen=True)
class ReadCode:
    """One code that was read; `about` says whose dossier it names and which paper, or why it `leads` nowhere."""

    text: str
    about: str
    leads: bool


def read_codes(batch: Batch, parts: Sequence[BatchPart], pages: Sequence[BatchPage]) -> dict[int, list[ReadCode]]:
    """Open part -> the codes between which it waits; no query where none waits for that."""
    texts = [page.texts for page in pages]
    found = {part.pk: rivals(part, texts) for part in parts if part.state == BatchPart.State.OPEN}
    codes = {code for both in found.values() for code in both}
    if not codes:
        return {}
    targets = stacks.found_all(batch, codes)
    dossiers = queries.by_ids({target.dossier for target in targets.values() if target.dossier})
    return {pk: [_read(code, targets[code], dossiers) for code in both] for pk, both in found.items()}


def _read(code: SheetCode, target: Target, dossiers: Mapping[int, Dossier]) -> ReadCode:
    dossier = dossiers.get(target.dossier or 0)
    if dossier is None:
        return ReadCode(code.text, BatchPart.Trouble(target.trouble).label, leads=False)
    facts = (face_of(dossier)[0], dossier.procedure.name, _paper(code))
    return ReadCode(code.text, ", ".join(filter(None, facts)), leads=True)


def _paper(code: SheetCode) -> str:
    if code.handed:
        return "giấy giao nhận kết quả"
    if code.request:
        return f"phiếu yêu cầu bổ sung lần {code.request}"
    if code.line:
        return f"giấy tờ {code.component} của một dòng trong danh sách"
    return f"thành phần {code.component}" if code.component else ""
