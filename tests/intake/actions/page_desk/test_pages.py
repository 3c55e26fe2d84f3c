"""What may be done with pages, and what does each change undo?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.page_desk import pages
from intake.models import Dossier, Page, PageFinding
from intake.queries import pages_of
from tests.intake.conftest import component
from tests.intake.rows import add_pages, put_in_state, warn


def keys(rows: list[Page]) -> list[int]:
    return [row.pk for row in rows]


def test_pages_filed_stand_behind_those_already_there(accepted: Dossier, clerk_user: User) -> None:
    target = component(accepted, "12-HSB")
    there, loose = add_pages(accepted, 2, component=target), add_pages(accepted, 2, name="sau.jpg")

    pages.file_pages(dossier=accepted, page_ids=keys(loose)[::-1], component=target, by=clerk_user)

    assert keys(list(pages_of(accepted))) == [*keys(there), *keys(loose)[::-1]]


def test_the_book_is_never_scanned(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="không được quét"):
        pages.file_pages(dossier=accepted, page_ids=keys(add_pages(accepted)), by=clerk_user,
                         component=component(accepted, "SO_BHXH"))  # fmt: skip


def test_pages_move_into_a_component_at_the_place_they_were_dropped(accepted: Dossier, clerk_user: User) -> None:
    target = component(accepted, "12-HSB")
    there, (loose,) = keys(add_pages(accepted, 2, component=target)), keys(add_pages(accepted))

    pages.place_pages(
        dossier=accepted, page_ids=[loose], order=[there[0], loose, there[1]], component=target, by=clerk_user
    )

    assert keys(list(pages_of(accepted))) == [there[0], loose, there[1]]


def test_pages_of_two_components_are_not_put_in_one_order(accepted: Dossier, clerk_user: User) -> None:
    mixed = add_pages(accepted, component=component(accepted, "12-HSB")) + add_pages(accepted)

    with pytest.raises(NotValid):
        pages.order_pages(dossier=accepted, page_ids=keys(mixed), by=clerk_user)


def test_a_press_repeated_turns_once(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    for _ in range(2):
        pages.rotate_pages(dossier=accepted, page_ids=[page.pk], degrees=90, by=clerk_user, key="mot-lan-bam")

    page.refresh_from_db()
    assert page.rotation == 90


@pytest.mark.parametrize("degrees", [0, 45, 360])
def test_pages_turn_by_right_angles_only(accepted: Dossier, clerk_user: User, degrees: int) -> None:
    with pytest.raises(NotValid):
        pages.rotate_pages(dossier=accepted, page_ids=keys(add_pages(accepted)), degrees=degrees, by=clerk_user)


def test_deleted_pages_come_back_where_they_were(scanned: Dossier, clerk_user: User) -> None:
    before = keys(list(pages_of(scanned)))

    pages.delete_pages(dossier=scanned, page_ids=before[:1], by=clerk_user)
    assert keys(list(pages_of(scanned))) == before[1:]

    pages.restore_pages(dossier=scanned, page_ids=before[:1], by=clerk_user)
    assert keys(list(pages_of(scanned))) == before


Change = Callable[[Dossier, list[int], User], object]
CHANGES: dict[str, Change] = {
    "file": lambda d, ids, by: pages.file_pages(dossier=d, page_ids=ids, component=None, by=by),
    "turn": lambda d, ids, by: pages.rotate_pages(dossier=d, page_ids=ids, degrees=90, by=by),
    "mark": lambda d, ids, by: pages.mark_pages(dossier=d, page_ids=ids, kind=Page.Kind.BLANK_BACK, by=by),
    "delete": lambda d, ids, by: pages.delete_pages(dossier=d, page_ids=ids, by=by),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changed_has_to_be_looked_at_again(scanned: Dossier, clerk_user: User, change: str) -> None:
    first = pages_of(scanned)[0]
    assert first.checked_at

    CHANGES[change](scanned, [first.pk], clerk_user)

    first.refresh_from_db()
    assert first.checked_at is None


@pytest.mark.parametrize("change", CHANGES)
def test_pages_are_read_only_in_review(scanned: Dossier, clerk_user: User, change: str) -> None:
    ids = keys(list(pages_of(scanned)))

    with pytest.raises(NotNow):
        CHANGES[change](put_in_state(scanned, State.IN_REVIEW), ids, clerk_user)


def test_only_the_receiving_office_changes_pages(scanned: Dossier, demo: dict[str, User]) -> None:
    ids = keys(list(pages_of(scanned)))

    for stranger in ("tiepnhan-na", "chuyenvien-hp"):
        with pytest.raises(NotAllowed):
            pages.delete_pages(dossier=scanned, page_ids=ids, by=demo[stranger])


def test_pages_of_another_dossier_are_refused(scanned: Dossier, accepted: Dossier, clerk_user: User) -> None:
    from tests.intake.conftest import draft_of

    foreign = add_pages(draft_of(clerk_user))

    with pytest.raises(NotValid):
        pages.delete_pages(dossier=scanned, page_ids=keys(foreign), by=clerk_user)


def test_a_warning_is_accepted_with_a_reason_only(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    warn(page)
    with pytest.raises(NotValid):
        pages.override_findings(dossier=accepted, page_ids=[page.pk], reason=" ", by=clerk_user)

    assert pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Bản gốc mờ", by=clerk_user) == 1


def test_a_hard_fault_is_not_overridden(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    hard = warn(page, PageFinding.Level.HARD)

    with pytest.raises(NotValid, match="quét lại"):
        pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="thôi", by=clerk_user)
    hard.refresh_from_db()
    assert hard.overridden_at is None


def test_checking_keeps_the_digests_of_what_was_seen(scanned: Dossier) -> None:
    event = scanned.events.get(verb="check_pages")

    assert event.detail["digests"] == [page.image.digest for page in pages_of(scanned)]
