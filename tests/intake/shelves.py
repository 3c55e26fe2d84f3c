"""How do tests get a paper store with boxes?"""

from __future__ import annotations

from bhxh_archive.models import User
from intake.actions.paper import paper_places
from intake.models import PaperBox, PaperPlace


def shelf(keeper: User, *, boxes: int = 1, code: str = "K01") -> list[PaperBox]:
    """That many boxes in one compartment of a new store of the keeper's office: K01.D02.G03.N04.H001 and on."""
    place: PaperPlace | None = None
    assert keeper.office
    for part in (code, "D02", "G03", "N04"):
        place = paper_places.add_place(office=keeper.office, parent=place, code=part, by=keeper)
    assert place
    return paper_places.add_boxes(place=place, number=boxes, by=keeper)
