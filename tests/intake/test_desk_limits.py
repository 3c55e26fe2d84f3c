"""By which day must the desk that has a dossier now pass it on?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import deadlines
from intake.actions.deadlines import clock
from intake.models import Dossier
from tests.intake.rows import put_in_state


@pytest.mark.parametrize(("state", "half_days"), [(State.RECEIVED, 1), (State.IN_REVIEW, 3)])
def test_the_desks_follow_one_another(accepted: Dossier, state: str, half_days: int) -> None:
    steps = [{"stage": "INTAKE", "half_days": 1}, {"stage": "BENEFITS", "half_days": 2}]
    type(accepted.procedure).objects.filter(pk=accepted.procedure_id).update(internal_deadlines=steps)
    dossier = put_in_state(accepted, state)
    start, days = accepted.receipts.get().counts_from, deadlines.calendar()

    assert deadlines.desk_limits([dossier]) == {
        dossier.pk: deadlines.workdays.add_working_days(start, -(-half_days // 2), days)
    }


def test_no_desk_has_longer_than_the_law(accepted: Dossier) -> None:
    soon = timezone.localdate()
    Dossier.objects.filter(pk=accepted.pk).update(due_on=soon)

    assert deadlines.desk_limits([put_in_state(accepted, State.ISSUED)]) == {accepted.pk: soon}


def test_while_the_clock_stands_still_no_desk_is_late(accepted: Dossier) -> None:
    clock.stop(accepted, until=timezone.localdate() + timedelta(days=9))

    assert deadlines.desk_limits([put_in_state(accepted, State.AWAITING_VERIFICATION)]) == {}


def test_many_cost_what_one_costs(
    accepted: Dossier, clerk_user: User, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = put_in_state(accepted, State.RECEIVED)
    with django_assert_num_queries(2):
        deadlines.desk_limits([row, row, row])
    client.force_login(clerk_user)
    assert "bàn này: " in client.get(reverse("queue", args=["da-tiep-nhan"])).content.decode()
