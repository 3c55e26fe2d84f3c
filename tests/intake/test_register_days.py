"""On which day was a result returned, and was it on time, as the register (form 06) says?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.workdays import VIETNAM
from intake import queries
from intake.actions.returning import returning
from intake.models import Dossier, DossierEvent, HandOver, ResultLink
from intake.slips.register import facts_of
from tests.intake.rows import add_result, put_in_state

NOON = datetime(2026, 10, 20, 12, tzinfo=VIETNAM)


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    """Issued today; the database writes down the moment of the event itself."""
    add_result(scanned)
    DossierEvent.objects.create(dossier=scanned, verb="issue", to_state=State.ISSUED)
    return put_in_state(scanned, State.ISSUED)


def due(dossier: Dossier, day: date) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(due_on=day)


def line(dossier: Dossier) -> dict[str, Any]:
    return facts_of(queries.with_register_facts(Dossier.objects.filter(pk=dossier.pk)).get(), timezone.localdate())


def hand(dossier: Dossier, method: str, outcome: str, by: User) -> HandOver:
    return HandOver.objects.create(dossier=dossier, method=method, outcome=outcome, by=by)


def test_who_comes_late_for_it_makes_nothing_late(issued: Dossier, clerk_user: User) -> None:
    due(issued, today := timezone.localdate())
    given = hand(issued, "counter", HandOver.Outcome.DELIVERED, clerk_user)
    HandOver.objects.filter(pk=given.pk).update(at=timezone.now() + timedelta(days=9))
    assert (line(issued)["returned"], line(issued)["timing"]) == (today + timedelta(days=9), "Đúng hạn")


def test_what_was_issued_late_is_late(issued: Dossier) -> None:
    due(issued, timezone.localdate() - timedelta(days=1))
    assert (line(issued)["returned"], line(issued)["timing"]) == (None, "Quá hạn")


def test_by_post_it_left_on_the_day_of_dispatch(issued: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="post")
    day = issued.results.get().dated
    facts: dict[str, Any] = {
        "carrier": "VNPOST",
        "tracking_number": "EM1VN",
        "receiver_name": "Phạm Thị Hường",
        "proof": "Bưu gửi",
    }
    returning.hand_over(dossier=issued, method="post", by=clerk_user, dispatched_on=day, printed_copies=2,
                        printed_now=True, **facts)  # fmt: skip
    assert line(issued)["returned"] == day
    issued.hand_overs.update(outcome=HandOver.Outcome.CAME_BACK)
    assert line(issued)["returned"] is None


def test_what_nobody_fetched_left_when_it_was_given_after_all(issued: Dossier, clerk_user: User) -> None:
    hand(issued, "online", HandOver.Outcome.SENT, clerk_user)
    assert line(issued)["returned"] is None
    hand(issued, "counter", HandOver.Outcome.DELIVERED, clerk_user)
    assert line(issued)["returned"] == timezone.localdate()


def test_by_link_it_left_when_all_was_fetched(issued: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="online")
    sent = returning.hand_over(dossier=issued, method="online", by=clerk_user)
    assert line(issued)["returned"] is None
    ResultLink.objects.create(hand_over=sent, secret_hash="0" * 64, receiver=issued.persons.get(), by=clerk_user,
                              expires_at=NOON, fetched_at=NOON)  # fmt: skip
    issued.hand_overs.update(outcome=HandOver.Outcome.DELIVERED)
    assert line(issued)["returned"] == NOON.date()
