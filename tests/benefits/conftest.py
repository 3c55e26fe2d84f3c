"""On which dossiers do the tests of this room work, and as whom?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from benefits import law
from benefits.actions import law_changes
from benefits.arithmetic.rules import Rule
from benefits.models import Draft
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.dossier import components
from intake.models import Result
from intake.queries import checklist_of
from tests.benefits.arithmetic.builders import RULES
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON, Road

As = Callable[[str], Client]
Amend = Callable[[Callable[[Rule], Rule]], None]


class ShortRoad(Road):
    """The same road with looked-up data instead of scans: what is tested here begins behind reception."""

    procedure = "HUU"

    def register(self) -> None:
        clerk = self.user("tiepnhan")
        assert clerk.office
        self.dossier = registration.register(
            office=clerk.office, procedure_code=self.procedure, persons=[self.person], by=clerk,
            return_method="counter", counted_pages=0, counted_sheets=0,
        )  # fmt: skip

    def scan(self) -> None:
        for line in checklist_of(self.dossier):
            if line.missing:
                components.satisfy_by_data(
                    dossier=self.dossier, component=line.component, source="CSDL thử", snapshot="Đã tra cứu",
                    by=self.user("tiepnhan"),
                )  # fmt: skip


@pytest.fixture
def unsigned_road(demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> ShortRoad:
    """A road up to the leader's desk, for which no trust service is needed."""
    return ShortRoad(demo, run_jobs)


@pytest.fixture
def short_road(signed_demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> ShortRoad:
    """A road with signatures."""
    return ShortRoad(signed_demo, run_jobs)


@pytest.fixture
def draft(unsigned_road: ShortRoad) -> Draft:
    """The pension decision of example T3 as its officer saved it."""
    unsigned_road.to("draft")
    return unsigned_road.dossier.drafts.get()


@pytest.fixture
def signed_in(demo: dict[str, User]) -> As:
    """`signed_in("chuyenvien-hp")`: a client with that person's session."""

    def client_of(username: str) -> Client:
        client = Client()
        client.force_login(demo[username])
        return client

    return client_of


@pytest.fixture
def adjusting(unsigned_road: ShortRoad) -> ShortRoad:
    """A dossier of the adjustment procedure before an officer, about the person of the pension decision."""
    unsigned_road.procedure = "DIEUCHINH"
    unsigned_road.to("forward")
    return unsigned_road


@pytest.fixture
def earlier(demo: dict[str, User]) -> Result:
    """An issued pension decision on that person."""
    return add_result(draft_of(demo["tiepnhan-hp"], persons=[PERSON]))


BEREAVED: tuple[dict[str, Any], ...] = (
    {"role": "deceased", "full_name": "Bùi Văn Thịnh", "birth_year": 1950, "sex": "M"},
    {"role": "relative", "full_name": "Trần Thị Gấm", "birth_year": 1952, "sex": "F", "relation": "vợ",
     "address": "Số 1 phố Mẫu"},
    {"role": "relative", "full_name": "Bùi Minh Khôi", "birth_year": 2014, "relation": "con"},
)  # fmt: skip


class SurvivorsRoad(ShortRoad):
    """A dossier about a death, up to the benefits unit."""

    bereaved: tuple[dict[str, Any], ...] = BEREAVED
    procedure = "TUAT_T"

    def register(self) -> None:
        clerk = self.user("tiepnhan")
        assert clerk.office
        self.dossier = registration.register(
            office=clerk.office, procedure_code=self.procedure, persons=list(self.bereaved), by=clerk,
            return_method="counter", counted_pages=0, counted_sheets=0,
        )  # fmt: skip

    def accept(self) -> None:
        registration.accept(dossier=self.dossier, by=self.user("tiepnhan"))


@pytest.fixture
def survivors(demo: dict[str, User], run_jobs: Callable[[Callable[[], Any]], Any]) -> SurvivorsRoad:
    """A road of survivors: a deceased man, his widow, and a child."""
    return SurvivorsRoad(demo, run_jobs)


@pytest.fixture
def amend(demo: dict[str, User]) -> Amend:
    """Let other numbers be the law from now on: entered by one administrator, approved by another."""

    def put(change: Callable[[Rule], Rule]) -> None:
        for rule in [rule for table in law.tables() for rule in RULES.of_table(table)]:
            if (changed := change(rule)) != rule:
                entered = law_changes.add_law_change(
                    table=rule.table, values={rule.key: str(changed.value)}, valid_from=rule.valid_from,
                    valid_to=rule.valid_to, source="Văn bản mới", confirmed=True, by=demo["quantri"],
                )  # fmt: skip
                law_changes.approve_law_change(change=entered, by=demo["quantri-2"])

    return put
