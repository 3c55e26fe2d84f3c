"""Are lists given and received in the browser, is nothing typed lost, and does another office see none?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.desk import handing
from intake.models import Dossier, HandingList
from intake.rules.handing import Way
from tests.intake.actions.desk.test_handing import forwarded, given
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import queries_of

__all__ = ["forwarded", "given"]
LISTS = "/ban-giao/"


def test_from_the_counter_to_the_benefits_unit(forwarded: Dossier, clerk: Client, sign_in: SignIn) -> None:
    assert str(forwarded) in clerk.get(LISTS).content.decode()
    page = clerk.post(LISTS, {"way": "to_benefits", "chosen": [forwarded.pk]}, follow=True).content.decode()
    row = HandingList.objects.get()
    assert "chưa xác nhận" in page and "Hủy bản bàn giao" in page and "Ký nhận" not in page

    officer, here = sign_in("chuyenvien-hp"), reverse("handing_list", args=[row.pk])
    assert f"bản bàn giao {row}" in officer.get(LISTS).content.decode()
    line = row.lines.get()
    refused = officer.post(reverse("receive_list", args=[row.pk]), {f"note-{line.pk}": ""})
    assert refused.status_code == 422 and "vì sao không nhận" in refused.content.decode()
    officer.post(reverse("receive_list", args=[row.pk]), {"came": [line.pk]})

    assert "chưa xác nhận" not in officer.get(here).content.decode()
    printed = [officer.get(reverse("print_list", args=[row.pk])).getvalue() for _ in range(2)]
    assert printed[0] == printed[1]


def test_another_office_sees_no_list(given: HandingList, sign_in: SignIn) -> None:
    stranger = sign_in("tiepnhan-na")
    for name in ("handing_list", "print_list"):
        assert stranger.get(reverse(name, args=[given.pk])).status_code == 404
    assert stranger.post(reverse("receive_list", args=[given.pk])).status_code == 404
    assert sign_in("luutru").get(LISTS).status_code == 403


def test_no_two_places_of_the_page_have_one_name(given: HandingList, clerk: Client, clerk_user: User) -> None:
    for verb, before, after in (("forward", "received", "in_review"), ("issue", "pending_issue", "issued")):
        row = put_in_state(draft_of(clerk_user), after)
        row.events.create(verb=verb, by=clerk_user, from_state=before, to_state=after)
    shown = clerk.get(LISTS).content.decode()
    names = re.findall(r'role="region" aria-label="([^"]+)"', shown)
    headings = {text.strip() for text in re.findall(r"<h2[^>]*>([^<]+)", shown)}
    assert len(names) > 1 and len(set(names)) == len(names) and not headings & set(names)


def test_what_the_page_sends_by_itself_is_not_shown_back_as_typed(given: HandingList, clerk: Client) -> None:
    dossier = given.lines.get().dossier
    late = clerk.post(LISTS, {"way": "to_benefits", "chosen": [dossier.pk]})
    assert late.status_code == 409 and "to_benefits" not in late.content.decode()


def test_a_list_that_was_called_off_is_not_printed(given: HandingList, clerk: Client) -> None:
    here, printed = reverse("handing_list", args=[given.pk]), reverse("print_list", args=[given.pk])
    assert printed in clerk.get(here).content.decode()
    clerk.post(reverse("call_off_list", args=[given.pk]))
    assert printed not in clerk.get(here).content.decode() and clerk.get(printed).status_code == 409


@pytest.mark.parametrize("wrong", [{}, {"way": "to_benefits"}, {"way": "anywhere", "chosen": "1"}])
def test_a_list_without_dossiers_is_refused(clerk: Client, wrong: dict[str, str]) -> None:
    assert clerk.post(LISTS, wrong).status_code == 422


def test_the_page_asks_the_same_for_one_and_for_many(forwarded: Dossier, clerk: Client, clerk_user: User) -> None:
    few = queries_of(clerk, LISTS)
    for _ in range(4):
        more = put_in_state(draft_of(clerk_user), "in_review")
        more.events.create(verb="forward", by=clerk_user, from_state="received", to_state="in_review")
    assert queries_of(clerk, LISTS) == few <= 30


def test_a_list_of_many_asks_no_more_than_one_of_few(given: HandingList, clerk: Client, clerk_user: User) -> None:
    few = queries_of(clerk, reverse("handing_list", args=[given.pk]))
    rows = [put_in_state(draft_of(clerk_user), "in_review") for _ in range(3)]
    for row in rows:
        row.events.create(verb="forward", by=clerk_user, from_state="received", to_state="in_review")
    (longer,) = handing.give(dossier_ids=[row.pk for row in rows], way=Way.TO_BENEFITS, by=clerk_user)
    assert queries_of(clerk, reverse("handing_list", args=[longer.pk])) == few
