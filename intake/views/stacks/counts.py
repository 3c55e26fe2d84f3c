"""Are the pages of a stack as many as were counted by hand for its dossiers?"""

from __future__ import annotations

from intake.models import BatchPart, Dossier
from intake.rules.stacks import answers, counts_agree, is_slip
from intake.views.stacks.part_cards import Known


def counts_of(
    part: BatchPart, before: BatchPart | None, parts: list[BatchPart], known: Known, there: dict[int, int]
) -> str:
    """Counted paper against images, once for each dossier: a sheet that nobody read shows itself here.

    Blank pages are set apart: of a stack scanned on both sides most of them are backs.
    """
    dossier, parts = part.dossier, [row for row in parts if not is_slip(row)]
    follows = (
        before and not is_slip(before) and before.dossier_id == part.dossier_id and before.state == BatchPart.State.OPEN
    )
    first = dossier and not follows and not is_slip(part)
    if not dossier or not first or dossier.counted_pages is None or part.state != BatchPart.State.OPEN:
        return ""
    if any(answers(row.code) for row in parts if row.dossier_id == dossier.pk):
        return ""  # what a supplement brings was counted by nobody yet
    mine = [row for row in parts if row.dossier_id == dossier.pk and row.state == BatchPart.State.OPEN]
    pages = [known.pages[index] for row in mine for index in known.kept[row.pk]]
    blank = sum(page.blank for page in pages)
    return _compared(dossier, len(pages), blank, there.get(dossier.pk, 0))


def _compared(dossier: Dossier, kept: int, blank: int, there: int) -> str:
    if dossier.counted_pages is None or counts_agree(dossier.counted_pages, kept, blank, there):
        return ""
    had = f", đã xếp trước {there} trang" if there else ""
    empty = f" (không kể {blank} trang trắng)" if blank else ""
    said = f"Đã đếm {dossier.counted_pages} trang giấy, trong chồng này hồ sơ có {kept - blank} trang{empty}{had}."
    return f"{said} Xem có sót tờ bìa nào không."
