"""Do the periodic chores run, and does what lapsed end by itself?"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from bhxh_archive.jobs.rounds import all_rounds
from bhxh_archive.lifecycle import State
from intake.actions.supplements.supplement import notify_lapse, request_supplement
from intake.models import SupplementRequest
from tests.room import Road


@pytest.fixture
def asked(road: Road) -> SupplementRequest:
    """A supplement that was asked for and not answered in time."""
    dossier = road.to("accept")
    request = request_supplement(dossier=dossier, items=[(None, "Đơn đề nghị 14-HSB")], by=road.user("tiepnhan"))
    request.limit_on = timezone.localdate() - timedelta(days=1)
    request.save()
    return request


def test_nothing_lapses_without_a_notice(asked: SupplementRequest) -> None:
    call_command("sweep")
    asked.dossier.refresh_from_db()
    assert asked.dossier.state == State.AWAITING_SUPPLEMENT


def test_what_was_told_and_passed_ends(asked: SupplementRequest, road: Road) -> None:
    notify_lapse(request=asked, by=road.user("tiepnhan"))
    SupplementRequest.objects.update(notified_at=timezone.now() - timedelta(days=1))
    call_command("sweep")
    asked.dossier.refresh_from_db()
    assert asked.dossier.state == State.LAPSED
    event = asked.dossier.events.get(verb="lapse")
    assert (event.by, event.role) == (None, "system")


def test_every_chore_says_what_it_does() -> None:
    assert all(chore.label for chore in all_rounds())
