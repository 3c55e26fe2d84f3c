"""Do two receipts together say as many papers after a split as were handed in?"""

from __future__ import annotations

import pytest

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.dossier.components import count_components
from intake.actions.lists import lists
from intake.actions.lists.line_papers import add_line_paper, file_to_line
from intake.actions.lists.splitting import split_lines
from intake.models import Component, Dossier
from intake.queries.trail_names import names_in
from intake.slips.counter import receipt
from intake.trail.sentences import sentence
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, LAN, NAM, xlsx

LEAVE = "GIAY_RA_VIEN"


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """An accepted list of Lan and Nam, one sheet: what is handed in with it is counted by each test."""
    found = sickness(clerk_user, counted_pages=1, counted_sheets=1)
    count_components(dossier=found, counts={component(found, "01B-HSB").pk: (1, 1, 1)}, by=clerk_user)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    return registration.accept(dossier=found, by=clerk_user)


def count(dossier: Dossier, by: User, *counted: int) -> None:
    """Copies, sheets and pages of one kind of paper, for all lines together."""
    count_components(dossier=dossier, counts={component(dossier, LEAVE).pk: counted}, by=by)  # type: ignore[dict-item]


def file_some(dossier: Dossier, by: User, name: str, number: int) -> None:
    rows = add_pages(dossier, number, name=f"{name}.pdf")
    file_to_line(dossier=dossier, line=line(dossier, name), kind=paper_kind(dossier, LEAVE),
                 page_ids=[row.pk for row in rows], by=by)  # fmt: skip


def split_nam(dossier: Dossier, by: User) -> Dossier:
    return split_lines(dossier=dossier, ids=[line(dossier, "Trần Văn Nam").pk], by=by)


def printed(dossier: Dossier, by: User) -> list[tuple[str, int | None, int | None]]:
    """Of each paper but the list itself: name, copies, sheets."""
    rows = receipt(Dossier.objects.get(pk=dossier.pk), by)["components"]
    return [(row["name"][:12], row["copies"], row["sheets"]) for row in rows if "01B-HSB" not in row["name"]]


def totals(*dossiers: Dossier) -> list[tuple[int | None, int | None]]:
    rows = [Dossier.objects.get(pk=row.pk) for row in dossiers]
    return [(row.counted_sheets, row.counted_pages) for row in rows]


def recounted(dossier: Dossier) -> list[str]:
    """The papers that the trail says are to be counted again."""
    ids = dossier.events.get(verb="split_lines").detail["recount"]
    return [row.type.code for row in Component.objects.filter(pk__in=ids)]


@pytest.mark.parametrize(
    ("counted", "left", "went"),
    [((3, 3, 3), (2, 2, 2), (1, 1)), ((3, 3, 6), (2, 2, 4), (1, 2)), ((1, 2, 2), (1, 1, 1), (1, 1))],
)
def test_what_was_counted_for_all_lines_becomes_less_by_what_leaves(
    sick: Dossier, clerk_user: User, counted: tuple[int, ...], left: tuple[int, int, int], went: tuple[int, int]
) -> None:
    count(sick, clerk_user, *counted)
    file_some(sick, clerk_user, "Trần Văn Nam", went[1])
    file_some(sick, clerk_user, "Nguyễn Thị Lan", left[2])

    new = split_nam(sick, clerk_user)

    whole = sick.components.get(type__code=LEAVE, line=None)
    assert (whole.copies, whole.sheets, whole.pages_counted) == left
    assert totals(sick, new) == [(left[1] + 1, left[2] + 1), went]
    assert printed(sick, clerk_user) == [("Giấy ra viện", left[0], left[1])]
    assert printed(new, clerk_user) == [("Giấy ra viện", 1, went[0])]
    assert recounted(sick) == []


def test_with_the_last_paper_the_count_for_all_is_gone(sick: Dossier, clerk_user: User) -> None:
    count(sick, clerk_user, 1, 1, 2)
    file_some(sick, clerk_user, "Trần Văn Nam", 2)

    new = split_nam(sick, clerk_user)

    assert (printed(sick, clerk_user), printed(new, clerk_user)) == ([], [("Giấy ra viện", 1, 1)])


def test_a_paper_counted_at_its_line_leaves_as_it_was_counted_though_nobody_scanned_it(
    sick: Dossier, clerk_user: User
) -> None:
    count(sick, clerk_user, 1, 1, 1)
    file_some(sick, clerk_user, "Nguyễn Thị Lan", 1)
    paper = add_line_paper(dossier=sick, line=line(sick, "Trần Văn Nam"), kind=paper_kind(sick, LEAVE), by=clerk_user)
    count_components(dossier=sick, counts={paper.pk: (1, 1, 1)}, by=clerk_user)
    assert totals(sick) == [(3, 3)]

    new = split_nam(sick, clerk_user)

    assert totals(sick, new) == [(2, 2), (1, 1)] and recounted(sick) == []
    assert printed(sick, clerk_user) == printed(new, clerk_user) == [("Giấy ra viện", 1, 1)]


@pytest.mark.parametrize(
    ("counted", "filed", "left"),
    [((1, 1, 1), (2, 1), (1, 1)), ((2, 2, 3), (1, 2), (1, 2)), ((3, 3, 3), (1, 1), (2, 2))],
    ids=["fewer than there are", "not all written on both sides", "not all scanned yet"],
)
def test_where_it_cannot_be_known_what_leaves_the_clerk_is_told_to_count_again(
    sick: Dossier, clerk_user: User, counted: tuple[int, ...], filed: tuple[int, int], left: tuple[int, int]
) -> None:
    count(sick, clerk_user, *counted)
    for name, number in zip(("Trần Văn Nam", "Nguyễn Thị Lan"), filed, strict=True):
        file_some(sick, clerk_user, name, number)

    split_nam(sick, clerk_user)

    whole = sick.components.get(type__code=LEAVE, line=None)
    assert (whole.sheets, whole.pages_counted) == left and recounted(sick) == [LEAVE]
    event = sick.events.get(verb="split_lines")
    assert sentence(event, names_in([event])).endswith("sang hồ sơ mới; cần đếm lại «Giấy ra viện hoặc bản sao»")


def test_a_paper_that_came_after_the_split_has_as_many_sheets_as_pages_while_nobody_counted_it(
    sick: Dossier, clerk_user: User
) -> None:
    new = split_nam(sick, clerk_user)
    file_some(new, clerk_user, "Trần Văn Nam", 2)
    assert printed(new, clerk_user) == [("Giấy ra viện", 1, 2)]

    paper = new.components.get(type__code=LEAVE, line__isnull=False)
    count_components(dossier=new, counts={paper.pk: (1, 1, 2)}, by=clerk_user)
    assert printed(new, clerk_user) == [("Giấy ra viện", 1, 1)]
