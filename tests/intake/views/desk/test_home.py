"""Does the desk show first what can't wait: this desk's own work, most urgent first, with the one quick action?"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.supplements import supplement
from intake.models import Dossier
from intake.views.desk.home import MOST
from tests.intake.conftest import draft_of
from tests.intake.views.conftest import SignIn


def due(clerk: User, number: str, days: int, state: State = State.RECEIVED, **fields: object) -> Dossier:
    """A dossier that is due so many days from today."""
    dossier = draft_of(clerk)
    day = timezone.localdate() + timedelta(days=days)
    Dossier.objects.filter(pk=dossier.pk).update(number=number, due_on=day, state=state, **fields)
    return dossier


def urgent(client: Client) -> str:
    page = client.get(reverse("home")).content.decode()
    return page[page.index('id="urgent"') :].partition("</section>")[0]


def numbers(part: str) -> list[str]:
    return re.findall(r">(H-\w+)<", part)


def test_what_is_late_stands_above_what_is_due_today_and_soon(clerk_user: User, clerk: Client) -> None:
    for number, days in (("H-soon", 7), ("H-today", 0), ("H-late", -3), ("H-later", 8), ("H-latest", -9)):
        due(clerk_user, number, days)
    part = urgent(clerk)
    assert numbers(part) == ["H-latest", "H-late", "H-today", "H-soon"]
    places = [part.index(word) for word in ("Quá hạn <", "Hôm nay <", "Trong 7 ngày <")]
    assert places == sorted(places)
    assert "quá hạn 9 ngày" in part
    assert 'Việc gấp <span class="count">4</span>' in part


def test_work_of_others_and_stopped_clocks_are_not_urged(
    clerk_user: User, demo: dict[str, User], clerk: Client
) -> None:
    due(clerk_user, "H-review", -3, State.IN_REVIEW)
    due(clerk_user, "H-waits", -3, State.AWAITING_SUPPLEMENT)
    due(clerk_user, "H-over", -3, State.RETURNED)
    due(demo["tiepnhan-na"], "H-elsewhere", -3)
    part = urgent(clerk)
    assert numbers(part) == []
    assert "Không có việc gấp" in part


def test_a_passed_limit_for_a_supplement_is_urgent_and_its_notice_at_hand(
    scanned: Dossier, clerk_user: User, clerk: Client
) -> None:
    asked = supplement.request_supplement(dossier=scanned, items=[(None, "Thiếu")], by=clerk_user)
    assert "Không có việc gấp" in urgent(clerk)
    yesterday = timezone.localdate() - timedelta(days=1)
    type(asked).objects.filter(pk=asked.pk).update(limit_on=yesterday)
    Dossier.objects.filter(pk=scanned.pk).update(waits_until=yesterday)

    assert "chờ bổ sung: quá hạn 1 ngày" in urgent(clerk)
    assert "Quá hạn" in clerk.get(reverse("queue", args=["cho-bo-sung"])).content.decode()
    notice = f'href="{reverse("resume", args=[scanned.pk])}#qua-han"'
    assert notice in clerk.get(reverse("dossier", args=[scanned.pk])).content.decode()

    asked.refresh_from_db()
    supplement.notify_lapse(request=asked, by=clerk_user)
    assert notice not in clerk.get(reverse("dossier", args=[scanned.pk])).content.decode()


def test_each_row_leads_to_its_queue_and_cards_say_how_many_are_late(clerk_user: User, clerk: Client) -> None:
    due(clerk_user, "H-1", -1)
    due(clerk_user, "H-2", -1, State.ISSUED)
    part = urgent(clerk)
    for slug in ("da-tiep-nhan", "cho-tra"):
        assert f'href="{reverse("queue", args=[slug])}"' in part
    assert clerk.get(reverse("home")).content.decode().count('<span class="count-hint">1 quá hạn</span>') == 2


def test_an_officer_claims_and_opens_in_one_press(clerk_user: User, demo: dict[str, User], sign_in: SignIn) -> None:
    pool = due(clerk_user, "H-pool", -1, State.IN_REVIEW)
    due(clerk_user, "H-mine", -2, State.IN_REVIEW, holder=demo["chuyenvien-hp"])
    due(clerk_user, "H-hers", -3, State.IN_REVIEW, holder=demo["truongphong-hp"])
    officer = sign_in("chuyenvien-hp")
    part = urgent(officer)
    assert numbers(part) == ["H-mine", "H-pool"]
    (address,) = re.findall(r'formaction="([^"]+)"', part)
    assert address == reverse("claim", args=[pool.pk])
    assert officer.post(address)["Location"] == reverse("review", args=[pool.pk])
    assert Dossier.objects.get(pk=pool.pk).holder == demo["chuyenvien-hp"]


@pytest.mark.parametrize("username", ["tiepnhan-hp", "chuyenvien-hp", "giamdoc-hp", "luutru"])
def test_every_desk_has_a_first_page(demo: dict[str, User], sign_in: SignIn, username: str) -> None:
    assert sign_in(username).get(reverse("home")).status_code == 200


def test_who_only_administers_begins_with_the_people(sign_in: SignIn) -> None:
    assert sign_in("quantri-hp").get(reverse("home")).headers["Location"] == reverse("users")


def test_who_has_no_function_is_told_whom_to_ask(demo: dict[str, User], clerk: Client) -> None:
    demo["tiepnhan-hp"].assignments.all().delete()

    assert "chưa được giao chức năng" in clerk.get(reverse("home")).content.decode()


def test_thirty_cost_what_one_costs_and_only_the_first_are_shown(clerk_user: User, clerk: Client) -> None:
    due(clerk_user, "H-0", -1)
    with CaptureQueriesContext(connection) as few:
        urgent(clerk)
    for number in range(1, 30):
        due(clerk_user, f"H-{number}", -1)
    with CaptureQueriesContext(connection) as more:
        part = urgent(clerk)
    assert len(numbers(part)) == MOST
    assert 'Việc gấp <span class="count">30</span>' in part
    assert len(more) == len(few) <= 15
