"""Is every step of the page desk taken back exactly, walked back and forth, and never over another's work?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.models import User
from intake.actions.page_desk import editing, pages, replacing
from intake.actions.page_desk.undoing import redo_step, undo_step
from intake.models import Dossier, Page, PageStep
from intake.queries import newest_edits, newest_step, pages_of, walk_of
from intake.queries.steps import PLACE, pages_standing
from tests.intake.conftest import component
from tests.intake.rows import add_pages, warn

Press = Callable[[Dossier, list[int], User], Any]


def to_component(dossier: Dossier, ids: list[int], by: User) -> None:
    pages.file_pages(dossier=dossier, page_ids=ids[:2], component=component(dossier, "14-HSB"), by=by)


PRESSES: dict[str, Press] = {
    "file": to_component,
    "tray": lambda d, ids, by: pages.file_pages(dossier=d, page_ids=ids, component=None, by=by),
    "order": lambda d, ids, by: pages.order_pages(dossier=d, page_ids=ids[::-1], by=by),
    "drag": lambda d, ids, by: pages.place_pages(
        dossier=d, page_ids=[add_pages(d)[0].pk], order=ids, component=component(d, "12-HSB"), by=by
    ),
    "mark": lambda d, ids, by: pages.mark_pages(dossier=d, page_ids=ids[:1], kind=Page.Kind.BLANK_BACK, by=by),
    "delete": lambda d, ids, by: pages.delete_pages(dossier=d, page_ids=ids[1:], by=by),
    "turn": lambda d, ids, by: pages.rotate_pages(dossier=d, page_ids=ids, degrees=90, by=by),
    "straighten": lambda d, ids, by: editing.straighten_pages(dossier=d, page_ids=ids[:1], degrees=2.0, by=by),
    "replace": lambda d, ids, by: replacing.replace_page(dossier=d, page_id=ids[0], new_id=ids[1], by=by),
}


@pytest.fixture
def three(accepted: Dossier) -> list[int]:
    return [page.pk for page in add_pages(accepted, 3, component=component(accepted, "12-HSB"))]


def standing(dossier: Dossier) -> dict[str, Any]:
    return pages_standing(dossier.folder_id, PLACE)


def last(dossier: Dossier, by: User) -> dict[str, Any]:
    step = newest_step(dossier, by)
    assert step
    return {"dossier": dossier, "step_id": step.pk, "by": by}


@pytest.mark.parametrize("press", PRESSES)
def test_a_press_is_one_step_taken_back_and_done_again(
    accepted: Dossier, clerk_user: User, three: list[int], press: str
) -> None:
    before = standing(accepted)
    PRESSES[press](accepted, three, clerk_user)
    after = standing(accepted)
    assert accepted.folder.steps.count() == 1 and after != before

    step = undo_step(**last(accepted, clerk_user))
    there = standing(accepted)
    assert {pk: there[pk] for pk in before} == before
    assert accepted.events.filter(verb="undo_step", detail__step=step.pk, by=clerk_user).exists()

    redo_step(**last(accepted, clerk_user))
    assert standing(accepted) == after


def test_the_walk_goes_back_several_steps_and_forth_again(
    accepted: Dossier, clerk_user: User, three: list[int]
) -> None:
    came = standing(accepted)
    for press in ("turn", "file", "mark"):
        PRESSES[press](accepted, three, clerk_user)
    verbs = []
    while step := walk_of(accepted, clerk_user).undo:
        verbs.append(undo_step(dossier=accepted, step_id=step.pk, by=clerk_user).verb)
    assert (verbs, standing(accepted)) == (["mark_pages", "file_pages", "rotate_pages"], came)

    forth = []
    while step := walk_of(accepted, clerk_user).redo:
        forth.append(redo_step(dossier=accepted, step_id=step.pk, by=clerk_user).verb)
    assert forth == verbs[::-1]


def test_what_somebody_changed_later_is_not_overwritten(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    PRESSES["turn"](accepted, three, clerk_user)
    PRESSES["mark"](accepted, three, clerk_user)
    step = last(accepted, clerk_user)
    Page.objects.filter(pk=three[0]).update(kind=Page.Kind.SEPARATOR)

    with pytest.raises(NotNow, match="thay đổi tiếp"):
        undo_step(**step)
    walk = walk_of(accepted, clerk_user)
    assert walk.undo and walk.undo.verb == "rotate_pages"  # that one still stands


def test_a_new_step_ends_the_way_forth(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    PRESSES["turn"](accepted, three, clerk_user)
    undo_step(**last(accepted, clerk_user))
    PRESSES["mark"](accepted, three, clerk_user)

    assert walk_of(accepted, clerk_user).redo is None


def test_steps_of_another_day_or_person_are_not_walked(
    accepted: Dossier, clerk_user: User, demo: dict[str, User], three: list[int]
) -> None:
    PRESSES["mark"](accepted, three, clerk_user)
    assert walk_of(accepted, demo["tiepnhan-na"]).undo is None
    with pytest.raises(NotAllowed):
        undo_step(**last(accepted, clerk_user) | {"by": demo["tiepnhan-na"]})

    row = PageStep.objects.get()
    PageStep.objects.update(at=row.at - timedelta(days=1))
    assert walk_of(accepted, clerk_user).undo is None


def test_a_step_is_taken_back_once(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    PRESSES["mark"](accepted, three, clerk_user)
    step = last(accepted, clerk_user)
    undo_step(**step)

    with pytest.raises(NotNow, match="đã được hoàn tác"):
        undo_step(**step)


def test_the_history_of_a_picture_tells_the_same(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    PRESSES["turn"](accepted, three, clerk_user)
    undo_step(**last(accepted, clerk_user))
    assert not newest_edits(accepted, three)

    redo_step(**last(accepted, clerk_user))
    assert len(newest_edits(accepted, three)) == 3


def test_a_confirmation_and_an_acceptance_are_taken_back(accepted: Dossier, clerk_user: User, three: list[int]) -> None:
    finding = warn(Page.objects.get(pk=three[0]))
    pages.override_findings(dossier=accepted, page_ids=three, reason="Bản gốc mờ", by=clerk_user)
    pages.check_pages(dossier=accepted, page_ids=three, by=clerk_user)

    undo_step(**last(accepted, clerk_user))
    assert pages_of(accepted).filter(checked_at=None).count() == 3
    redo_step(**last(accepted, clerk_user))
    assert len(accepted.events.filter(verb="check_pages").latest("pk").detail["digests"]) == 3

    accept = PageStep.objects.get(verb="override_findings").pk
    undo_step(dossier=accepted, step_id=accept, by=clerk_user)
    finding.refresh_from_db()
    assert (finding.override_reason, finding.overridden_at) == ("", None)


def test_a_signed_file_goes_back_whole_and_answers_its_component(accepted: Dossier, clerk_user: User) -> None:
    first, second = component(accepted, "12-HSB"), component(accepted, "14-HSB")
    signed = [page.pk for page in add_pages(accepted, 2, component=first, signed=True, name="goc.pdf")]
    pages.file_pages(dossier=accepted, page_ids=signed[:1], component=second, by=clerk_user)

    undo_step(**last(accepted, clerk_user))

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.original and not second.original
    assert set(first.pages.values_list("pk", flat=True)) == set(signed)
