"""What stands on the labels of boxes?"""

from __future__ import annotations

from collections.abc import Sequence

from bhxh_archive.documents.shapes.box_labels import BoxLabel, BoxLabels
from intake.models import PaperBox, PaperPlace
from intake.slips.common import name_of


def box_labels(place: PaperPlace, boxes: Sequence[PaperBox]) -> BoxLabels:
    """One label a box, in the order of the shelf."""
    return {"title": f"Nhãn hộp {place.path}", "labels": [_label(box, name_of(place.office).name) for box in boxes]}


def _label(box: PaperBox, office: str) -> BoxLabel:
    return {"office": office, "code": f"{box.office.agency_id}.{box.path}", "path": box.path}
