"""On which list of an employer do these tests work, and how far has it come?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from benefits.actions import settling_lines
from benefits.models import LineSettlement
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.dossier import components
from intake.actions.lists import lists
from intake.actions.lists.line_papers import add_line_paper
from intake.models import Dossier, ListLine
from intake.queries import checklist_of, lines_without_papers, list_of
from tests.benefits.conftest import ShortRoad
from tests.intake.lists import BOSS, paper_kind, read_in
from tests.intake.sheets import HEAD, HEN, LAN, NAM, xlsx

HEADS = [*HEAD, "Chế độ", "Số tiền", "Số tài khoản", "Ngân hàng"]
ROWS = (
    [*LAN[:4], "07/10/2026", *LAN[5:], "Ốm đau", "1.875.000", "0100200300", "Ngân hàng Mẫu"],
    [*NAM[:3], "05/10/2026", "06/10/2026", *NAM[5:], "Vợ sinh con", "", "0100200301", "Ngân hàng Mẫu"],
    [*HEN[:2], "3105000103", *HEN[3:], "Dưỡng sức sau phẫu thuật", "", "0100200302", "Ngân hàng Mẫu"],
)
"""Lan off for a week of five days, Nam for two days of work, H'Hen for three whatever day of the week it is."""
SICK = {"salary": "12.000.000", "months_paid": "24"}
FATHER = {"average": "18.000.000", "born": "28/09/2026"}
RECOVERING = {"after": "SICK_SURGERY"}
FIGURES = {"Nguyễn Thị Lan": SICK, "Trần Văn Nam": FATHER, "H'Hen Niê": RECOVERING}
"""What comes to 1.875.000, 1.500.000 and 2.277.000 đồng (T14, T16 by their days): 5.652.000 in all."""


class ListRoad(ShortRoad):
    """A list of sick, convalescent and fathers, each with papers, from desk to desk."""

    procedure = "OMDAU"
    rows: Sequence[Sequence[str]] = ROWS

    def register(self) -> None:
        clerk = self.user("tiepnhan")
        assert clerk.office
        self.dossier = registration.register(
            office=clerk.office, procedure_code=self.procedure, persons=[BOSS], by=clerk, return_method="counter",
            counted_pages=0, counted_sheets=0,
        )  # fmt: skip
        read_in(self.run_jobs, self.dossier, xlsx(HEADS, *self.rows), clerk)
        lists.take_lines(dossier=self.dossier, by=clerk)

    def accept(self) -> None:
        registration.accept(dossier=self.dossier, by=self.user("tiepnhan"))

    def scan(self) -> None:
        clerk, found = self.user("tiepnhan"), list_of(self.dossier)
        assert found
        papers = [line.component for line in checklist_of(self.dossier) if line.missing]
        codes = {"OMDAU": "GIAY_RA_VIEN", "THAISAN": "GIAY_KHAI_SINH"}
        for line in lines_without_papers(found):
            kind = paper_kind(self.dossier, codes[line.benefit])
            papers.append(add_line_paper(dossier=self.dossier, line=line, kind=kind, by=clerk))
        for paper in papers:
            components.satisfy_by_data(
                dossier=self.dossier, component=paper, source="CSDL thử", snapshot="Có", by=clerk
            )

    def draft(self) -> None:
        for name, entries in FIGURES.items():
            self.keep(name, **entries)
        assert settling_lines.approve_clean(dossier=self.fresh(), by=self.user("chuyenvien")) == 3

    def line(self, name: str) -> ListLine:
        return ListLine.objects.get(list__dossier=self.dossier, full_name=name)

    def keep(self, name: str, kind: str = "", **entries: str) -> LineSettlement:
        """Type the figures of one line."""
        line = self.line(name)
        usual = settling_lines.settlement_of(line, self.dossier.procedure.code).kind
        return settling_lines.keep_figures(dossier=self.fresh(), line=line, kind=kind or usual, entries=entries,
                                           by=self.user("chuyenvien"))  # fmt: skip


@pytest.fixture
def list_road(demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> ListRoad:
    """The road of a list, for which no trust service is needed."""
    return ListRoad(demo, run_jobs)


@pytest.fixture
def in_review(list_road: ListRoad) -> Dossier:
    """The list as it lies before the officers."""
    return list_road.to("forward")
