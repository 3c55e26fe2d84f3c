"""Are the pages of a stack as many as were counted by hand for its dossiers?"""

from __future__ import annotations

from intake.models import BatchPart, Dossier


def counts_of(
    part: BatchPart, before: BatchPart | None, parts: list[BatchPart], kept: dict[int, list[int]], there: dict[int, int]
) -> str:
    """Counted paper against images, once for each dossier: a sheet that nobody read shows itself here."""
    dossier = part.dossier
    first = dossier and not (before and before.dossier_id == part.dossier_id)
    if not dossier or not first or dossier.counted_pages is None or part.state != BatchPart.State.OPEN:
        return ""
    mine = [row for row in parts if row.dossier_id == dossier.pk and row.state == BatchPart.State.OPEN]
    return _compared(dossier, sum(len(kept[row.pk]) for row in mine), there.get(dossier.pk, 0))


def _compared(dossier: Dossier, here: int, there: int) -> str:
    if here + there == dossier.counted_pages:
        return ""
    had = f", hồ sơ đã có {there} trang" if there else ""
    return f"Đã đếm {dossier.counted_pages} trang giấy, chồng này có {here} trang{had}. Xem có sót tờ bìa nào không."
