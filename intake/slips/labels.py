"""What stands on the labels of boxes, and of one paper file?"""

from __future__ import annotations

from collections.abc import Sequence

from bhxh_archive.documents.shapes.box_labels import BoxLabel, BoxLabels
from bhxh_archive.models import User
from intake.models import Dossier, PaperBox, PaperPlace
from intake.slips.closing import code_of
from intake.slips.common import name_of


def box_labels(place: PaperPlace, boxes: Sequence[PaperBox]) -> BoxLabels:
    """One label a box, in the order of the shelf."""
    return {"title": f"Nhãn hộp {place.path}", "labels": [_label(box, name_of(place.office).name) for box in boxes]}


def _label(box: PaperBox, office: str) -> BoxLabel:
    return {"office": office, "code": f"{box.office.agency_id}.{box.path}", "path": box.path}


def paper_label(dossier: Dossier, by: User) -> BoxLabels:
    """The label of a paper file: its barcode reads the code that stands on its cover."""
    label: BoxLabel = {"office": name_of(dossier.paper_office).name, "code": code_of(dossier),
                       "path": dossier.paper_file_number}  # fmt: skip
    return {"title": f"Nhãn hồ sơ giấy {dossier}", "labels": [label]}
