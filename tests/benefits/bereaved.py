"""Who is left behind after a death, and how does an officer begin what they are given?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benefits.actions import drafting
from benefits.forms.sheet import saved
from benefits.models import Draft
from benefits.queries import open_drafts
from tests.benefits.conftest import SurvivorsRoad

DEAD = {"role": "deceased", "full_name": "Bùi Văn Thịnh", "birth_year": 1975, "sex": "M"}
CHILDREN = (
    {"role": "relative", "full_name": "Bùi Minh Khôi", "birth_year": 2015, "birth_month": 3, "birth_day": 1,
     "relation": "con"},
    {"role": "relative", "full_name": "Bùi Ngọc Diệp", "birth_year": 2018, "birth_month": 11, "birth_day": 20,
     "relation": "con đẻ"},
)  # fmt: skip
MOTHER = {"role": "relative", "full_name": "Trần Thị Gấm", "birth_year": 1950, "sex": "F", "relation": "mẹ"}
Begin = Callable[..., Draft]


def beginning(survivors: SurvivorsRoad) -> Begin:
    """`begin("08A-HSB", died_on="05/08/2026")`: a draft to the mother as its officer saved it; `road` for another
    dossier than that of `survivors`."""

    def begin(
        code: str, *, receiver: str = "Trần Thị Gấm", rows: Any = None, road: SurvivorsRoad = survivors, **entries: Any
    ) -> Draft:  # fmt: skip
        officer = road.user("chuyenvien")
        draft = drafting.open_draft(
            dossier=road.fresh(), kind=road.dossier.procedure.result_kinds.get(code=code), by=officer,
            receiver=road.dossier.persons.get(full_name=receiver),
        )  # fmt: skip
        shown = saved(open_drafts(road.dossier).get(pk=draft.pk)).entries
        drafting.save_draft(draft=draft, entries=shown | {"payment_method": "Tiền mặt"} | entries, by=officer,
                            periods=rows)  # fmt: skip
        return open_drafts(road.dossier).get(pk=draft.pk)

    survivors.bereaved = (DEAD, *CHILDREN, MOTHER)
    return begin
