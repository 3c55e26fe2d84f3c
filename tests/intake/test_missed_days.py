"""Does what was late stay late when a supplement is asked for afterwards, and is the missed day told?"""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries
from intake.actions.lists.splitting import split_lines
from intake.actions.supplements import supplement
from intake.models import Dossier
from intake.queries.monthly import NONE, Flow, Month, monthly_report
from intake.slips.control import control_slip
from intake.slips.register import facts_of
from tests.intake.actions.lists.test_splitting import sick
from tests.intake.lists import line
from tests.intake.rows import put_in_state

__all__ = ["sick"]


def late_by(dossier: Dossier, days: int) -> date:
    """Received two months before, due so many days ago; a day that is to come when `days` is negative."""
    due = timezone.localdate() - timedelta(days=days)
    Dossier.objects.filter(pk=dossier.pk).update(received_at=timezone.now() - timedelta(days=62), due_on=due)
    dossier.receipts.update(received_at=timezone.now() - timedelta(days=62), due_on=due)
    return due


def asked(dossier: Dossier, by: User) -> Dossier:
    item = [(None, "Thiếu chữ ký")]
    made = supplement.request_supplement(dossier=Dossier.objects.get(pk=dossier.pk), items=item, by=by)
    return Dossier.objects.get(pk=made.dossier_id)


def answered(dossier: Dossier, by: User) -> Dossier:
    supplement.answer_item(item=dossier.supplements.get().items.get(), by=by)
    supplement.resume(dossier=dossier, by=by)
    return Dossier.objects.get(pk=dossier.pk)


def flow(clerk: User) -> Flow:
    today = timezone.localdate()
    assert clerk.office
    return sum((line.flow for line in monthly_report(clerk.office, Month(today.year, today.month))), NONE)


def timing(dossier: Dossier) -> tuple[str, str]:
    rows = queries.with_register_facts(Dossier.objects.filter(pk=dossier.pk))
    facts = facts_of(rows.get(), timezone.localdate())
    return facts["timing"], facts["note"]


def test_late_before_the_request_is_late_while_asked_afterwards_and_in_the_end(
    accepted: Dossier, clerk_user: User, client: Client
) -> None:
    missed = late_by(accepted, 3)
    words = f"đã quá hạn {missed:%d/%m/%Y} trước khi dừng tính hạn"
    client.force_login(clerk_user)
    warned = client.get(reverse("request_supplement", args=[accepted.pk])).content.decode()
    assert f"đã quá hạn theo quy định từ ngày {missed:%d/%m/%Y}" in warned

    waiting = asked(accepted, clerk_user)
    assert (flow(clerk_user).open_late, timing(waiting)) == (1, ("Quá hạn", words))
    going_on = answered(waiting, clerk_user)
    assert going_on.due_on and going_on.due_on > timezone.localdate() and going_on.attend_on == missed
    assert (flow(clerk_user).open_late, timing(going_on)) == (1, ("Quá hạn", words))
    assert words in client.get(reverse("dossier", args=[accepted.pk])).content.decode()
    assert control_slip(going_on, clerk_user)["missed"] == words.capitalize()

    going_on.events.create(verb="issue", to_state=State.ISSUED)
    put_in_state(going_on, State.ISSUED)
    assert (flow(clerk_user).late, timing(going_on)) == (1, ("Quá hạn", words))


def test_the_public_page_judges_by_the_day_that_was_missed(accepted: Dossier, clerk_user: User, client: Client) -> None:
    missed, page = late_by(accepted, 3), reverse("status", args=[accepted.status_code])
    assert "Đã quá ngày hẹn trả kết quả" in client.get(page).content.decode()
    words = f"Đã quá hạn theo quy định từ ngày {missed:%d/%m/%Y}"
    asked(accepted, clerk_user)
    assert f"{words}. Khi nhận đủ giấy tờ" in client.get(page).content.decode()
    answered(accepted, clerk_user)
    assert f"{words}. Kết quả được hẹn trả" in client.get(page).content.decode()
    put_in_state(accepted, State.ISSUED)
    assert "Đã quá" not in client.get(page).content.decode()


def test_lines_whose_papers_were_there_stay_late_when_they_leave(sick: Dossier, clerk_user: User) -> None:
    missed = late_by(sick, 3)
    whole, faulty = (
        split_lines(dossier=sick, ids=[line(sick, name).pk], by=clerk_user) for name in ("Trần Văn Nam", "H'Hen Niê")
    )
    assert whole.due_on and whole.due_on > timezone.localdate() and whole.missed_on == missed
    assert timing(whole) == ("Quá hạn", f"đã quá hạn {missed:%d/%m/%Y} trước khi tách hồ sơ")
    assert faulty.missed_on is None and flow(clerk_user).open_late == 2


@pytest.mark.parametrize("answer", [True, False])
def test_a_day_missed_in_an_older_release_is_found_by_the_receipts(
    accepted: Dossier, clerk_user: User, answer: bool
) -> None:
    missed, dossier = late_by(accepted, 3), asked(accepted, clerk_user)
    dossier = answered(dossier, clerk_user) if answer else dossier
    Dossier.objects.filter(pk=dossier.pk).update(missed_on=None)

    import_module("intake.migrations.0087_missed_days").keep_missed(apps, None)
    assert Dossier.objects.get(pk=dossier.pk).missed_on == missed


@pytest.mark.parametrize("days", [0, -2])
def test_a_request_made_in_time_moves_the_day_and_nothing_is_late(
    accepted: Dossier, clerk_user: User, days: int
) -> None:
    late_by(accepted, days)
    going_on = answered(asked(accepted, clerk_user), clerk_user)

    assert going_on.missed_on is None and going_on.attend_on == going_on.due_on
    assert (flow(clerk_user).open_late, timing(going_on)) == (0, ("", ""))
