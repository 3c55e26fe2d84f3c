"""Is the paper counted right once an answer is recorded, whether its pages were scanned before that or after?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import components
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from intake.actions.page_desk import pages
from intake.actions.supplements import consenting, supplement
from intake.models import Component, Defect, Dossier, SupplementItem, Upload
from intake.queries import asked_at, pages_of
from intake.rules import count_problem
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, NAM, xlsx

Asked = Callable[..., list[SupplementItem]]


@pytest.fixture
def ask(scanned: Dossier, clerk_user: User) -> Asked:
    """`ask("14-HSB")`: the items of a slip that asks for these papers of a dossier of 1 sheet with 2 pages, all of them
    scanned into 12-HSB and counted as a whole."""

    def asked(*codes: str) -> list[SupplementItem]:
        items = [(component(scanned, code), "Thiếu") for code in codes]
        slip = supplement.request_supplement(dossier=scanned, items=items, by=clerk_user)
        return list(slip.items.order_by("pk"))

    return asked


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """An accepted list of one worker, whose only page was counted."""
    found = sickness(clerk_user, counted_pages=1, counted_sheets=1)
    read_in(run_jobs, found, xlsx(HEAD, NAM), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    return registration.accept(dossier=found, by=clerk_user)


def whole(dossier: Dossier) -> tuple[int | None, int | None]:
    """Its counted sheets and pages as they stand now."""
    dossier.refresh_from_db(fields=["counted_sheets", "counted_pages"])
    return dossier.counted_sheets, dossier.counted_pages


def counts(dossier: Dossier, code: str) -> tuple[int, int]:
    paper = component(dossier, code)
    return paper.sheets, paper.pages_counted


def scan(dossier: Dossier, code: str, number: int = 1, name: str = "bo-sung.jpg") -> None:
    rows = add_pages(dossier, number, component=component(dossier, code), name=name)
    pages.check_pages(dossier=dossier, page_ids=[row.pk for row in rows], by=dossier.created_by)


@pytest.mark.parametrize(
    ("order", "named"),
    [("scan, record", "14-HSB"), ("record, scan", "14-HSB"), ("count, scan, record", "14-HSB"),
     ("scan, count, record", "14-HSB"), ("count, record, scan", "12-HSB")],
)  # fmt: skip
def test_what_came_is_added_whichever_is_done_first(
    scanned: Dossier, clerk_user: User, ask: Asked, order: str, named: str
) -> None:
    """14-HSB comes, in place of 12-HSB where that was named."""
    [item] = ask(named)
    paper = component(scanned, "14-HSB")
    do = {
        "scan": lambda: scan(scanned, "14-HSB"),
        "record": lambda: supplement.answer_item(item=item, sheets=1, pages=1, paper=paper, by=clerk_user),
        "count": lambda: components.count_components(dossier=scanned, counts={paper.pk: (1, 1, 1)}, by=clerk_user),
    }

    for step in order.split(", "):
        do[step]()

    assert (whole(scanned), counts(scanned, "14-HSB")) == ((2, 3), (1, 1))
    assert not count_problem(scanned, list(pages_of(scanned)))


@pytest.mark.parametrize("order", ["scan, record", "record, scan"])
def test_of_a_paper_that_was_there_only_what_is_more_is_added(
    scanned: Dossier, clerk_user: User, ask: Asked, order: str
) -> None:
    """Nobody counted 12-HSB by itself; one sheet more came, of which the total of the paper is told."""
    [item] = ask("12-HSB")
    for step in order.split(", "):
        if step == "scan":
            scan(scanned, "12-HSB")
        else:
            supplement.answer_item(item=item, sheets=2, pages=3, by=clerk_user)

    assert (whole(scanned), counts(scanned, "12-HSB")) == ((2, 3), (2, 3))


@pytest.mark.parametrize("first", ["take out", "record"])
def test_a_paper_that_takes_the_place_of_the_old_one_adds_nothing(
    scanned: Dossier, clerk_user: User, ask: Asked, first: str
) -> None:
    [item], old = ask("12-HSB"), [page.pk for page in pages_of(scanned)]
    scan(scanned, "12-HSB", 2)
    do = [
        lambda: pages.delete_pages(dossier=scanned, page_ids=old, by=clerk_user),
        lambda: supplement.answer_item(item=item, sheets=1, pages=2, by=clerk_user),
    ]
    for step in do if first == "take out" else do[::-1]:
        step()

    assert whole(scanned) == (1, 2) and not count_problem(scanned, list(pages_of(scanned)))


def test_pages_that_came_with_the_answer_and_were_not_counted_are_not_called_too_many(
    scanned: Dossier, clerk_user: User, ask: Asked
) -> None:
    there = component(scanned, "12-HSB")
    components.count_components(dossier=scanned, counts={there.pk: (1, 1, 2)}, by=clerk_user)
    [item] = ask("12-HSB")
    scan(scanned, "12-HSB")
    supplement.answer_item(item=item, by=clerk_user)
    supplement.resume(dossier=Dossier.objects.get(pk=scanned.pk), by=clerk_user)

    with pytest.raises(NotValid) as refused:
        forwarding.forward(dossier=Dossier.objects.get(pk=scanned.pk), by=clerk_user)
    said = [text for text in refused.value.problems if "Có 1 trang quét sau khi yêu cầu bổ sung" in text]
    assert len(said) == 2 and "xóa trang" not in " ".join(refused.value.problems), "of the whole and of the paper"

    scan(scanned, "14-HSB", 1)
    Upload.objects.filter(folder=scanned.folder).update(at=scanned.created_at)
    assert "xóa trang thừa" in count_problem(scanned, list(pages_of(scanned)), asked_at(scanned))[0]


@pytest.mark.parametrize("scanned_first", [True, False])
def test_counted_paper_by_paper_it_is_the_same(
    scanned: Dossier, clerk_user: User, ask: Asked, scanned_first: bool
) -> None:
    there = component(scanned, "12-HSB")
    components.count_components(dossier=scanned, counts={there.pk: (1, 1, 2)}, by=clerk_user)
    new, more = ask("14-HSB", "12-HSB")
    came = [supplement.Came(new, 1, 1), supplement.Came(more, 2, 3)]
    if not scanned_first:
        supplement.answer_items(came=came, by=clerk_user)
    scan(scanned, "14-HSB")
    scan(scanned, "12-HSB", name="trang-3.jpg")
    if scanned_first:
        supplement.answer_items(came=came, by=clerk_user)

    assert (whole(scanned), counts(scanned, "14-HSB"), counts(scanned, "12-HSB")) == ((3, 4), (1, 1), (2, 3))
    assert supplement.resume(dossier=Dossier.objects.get(pk=scanned.pk), by=clerk_user).state == State.RECEIVED


def test_what_came_was_counted_with_the_whole_where_that_was_counted_anew(
    scanned: Dossier, clerk_user: User, ask: Asked
) -> None:
    [item] = ask("14-HSB")
    scan(scanned, "14-HSB")
    registration.set_counts(dossier=scanned, sheets=2, pages=3, by=clerk_user)

    supplement.answer_item(item=item, sheets=1, pages=1, by=clerk_user)

    assert whole(scanned) == (2, 3)


def test_a_second_answer_adds_to_the_first(
    scanned: Dossier, clerk_user: User, demo: dict[str, User], ask: Asked
) -> None:
    [item] = ask("14-HSB")
    scan(scanned, "14-HSB")
    supplement.answer_item(item=item, sheets=1, pages=1, by=clerk_user)
    supplement.resume(dossier=Dossier.objects.get(pk=scanned.pk), by=clerk_user)
    wanted = [(component(scanned, "14-HSB"), "Thiếu trang 2")]
    consenting.ask_consent(dossier=scanned, reason="Mới thấy", items=wanted, by=demo["truongtiepnhan-hp"])
    again = supplement.request_supplement(dossier=scanned, items=wanted, by=clerk_user).items.get()

    scan(scanned, "14-HSB", name="trang-2.jpg")
    supplement.answer_item(item=again, sheets=2, pages=2, by=clerk_user)

    assert (whole(scanned), counts(scanned, "14-HSB")) == ((3, 4), (2, 2))
    assert not count_problem(scanned, list(pages_of(scanned)))
    supplement.reopen_item(item=again, by=clerk_user)
    assert (whole(scanned), counts(scanned, "14-HSB")) == ((2, 3), (1, 1))


def test_what_comes_for_a_line_is_added_too(sick: Dossier, clerk_user: User) -> None:
    """One page of the list was counted and scanned; a paper of the second line came."""
    add_pages(sick, component=sick.components.filter(line=None)[0])
    nam = Component(dossier=sick, type=paper_kind(sick, "GIAY_RA_VIEN"), line=line(sick, "Trần Văn Nam"))
    asked = supplement.request_supplement(dossier=sick, items=[Defect(nam, "Thiếu")], by=clerk_user)
    (page,) = add_pages(sick, name="nam.jpg")
    file_to_line(dossier=sick, line=line(sick, "Trần Văn Nam"), kind=nam.type, page_ids=[page.pk], by=clerk_user)

    supplement.answer_item(item=asked.items.get(), sheets=1, pages=1, by=clerk_user)
    assert whole(sick) == (2, 2)
    supplement.reopen_item(item=asked.items.get(), by=clerk_user)
    assert whole(sick) == (1, 1)


def test_taking_a_record_back_takes_its_count_back(scanned: Dossier, clerk_user: User, ask: Asked) -> None:
    [item] = ask("14-HSB")
    wrong = component(scanned, "12-HSB")
    supplement.answer_item(item=item, sheets=2, pages=3, paper=wrong, by=clerk_user)
    assert (whole(scanned), counts(scanned, "12-HSB")) == ((2, 3), (2, 3))

    assert not supplement.reopen_item(item=item, by=clerk_user).counted

    assert (whole(scanned), counts(scanned, "12-HSB")) == ((1, 2), (0, 0))
    supplement.answer_item(item=item, sheets=1, pages=1, by=clerk_user)
    assert (whole(scanned), counts(scanned, "14-HSB"), counts(scanned, "12-HSB")) == ((2, 3), (1, 1), (0, 0))


def test_what_was_counted_anew_since_the_record_stays(scanned: Dossier, clerk_user: User, ask: Asked) -> None:
    [item] = ask("14-HSB")
    supplement.answer_item(item=item, sheets=1, pages=1, by=clerk_user)
    counted = {component(scanned, "14-HSB").pk: (1, 2, 2)}
    components.count_components(dossier=scanned, counts=counted, by=clerk_user)

    supplement.reopen_item(item=item, by=clerk_user)

    assert counts(scanned, "14-HSB") == (2, 2)


@pytest.mark.parametrize("back", [(0, 1), (1, 0)])
def test_one_paper_for_two_items_is_counted_once(
    scanned: Dossier, clerk_user: User, ask: Asked, back: tuple[int, int]
) -> None:
    items, paper = ask("12-HSB", "14-HSB"), component(scanned, "14-HSB")
    came = [supplement.Came(items[0], 1, 1, paper), supplement.Came(items[1], 2, 2)]
    supplement.answer_items(came=came, by=clerk_user)
    assert (whole(scanned), counts(scanned, "14-HSB")) == ((3, 4), (2, 2))

    supplement.reopen_item(item=items[back[0]], by=clerk_user)
    left = (2, 2) if back[0] == 0 else (1, 1)
    assert (whole(scanned), counts(scanned, "14-HSB")) == ((1 + left[0], 2 + left[1]), left)
    supplement.reopen_item(item=items[back[1]], by=clerk_user)
    assert (whole(scanned), counts(scanned, "14-HSB")) == ((1, 2), (0, 0))
