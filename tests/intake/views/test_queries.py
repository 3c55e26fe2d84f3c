"""Does a page cost the same number of queries for one row and for thirty?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.actions.supplements import supplement
from intake.models import Dossier
from intake.queries import open_book
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, add_result, put_in_state, warn

pytestmark = pytest.mark.slow

MOST = 30


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def scanned(dossier: Dossier, number: int) -> None:
    for index in range(number):
        (page,) = add_pages(dossier, component=component(dossier, "12-HSB"), name=f"trang-{index}.jpg")
        warn(page)


@pytest.mark.parametrize("name", ["dossier", "pages", "forward", "request_supplement", "trail", "upload_state"])
def test_pages_of_a_dossier(accepted: Dossier, clerk: Client, name: str) -> None:
    address = reverse(name, args=[accepted.pk])
    scanned(accepted, 1)
    few = queries_of(clerk, address)
    scanned(accepted, 29)

    assert queries_of(clerk, address) == few <= MOST


def test_one_page_among_many(accepted: Dossier, clerk: Client) -> None:
    scanned(accepted, 1)
    first = accepted.folder.pages.all()[0]
    address = reverse("page", args=[accepted.pk, first.pk])
    few = queries_of(clerk, address)
    scanned(accepted, 29)

    assert queries_of(clerk, address) == few <= MOST


def test_a_queue(clerk: Client, clerk_user: User) -> None:
    draft_of(clerk_user)
    address = reverse("queue", args=["dang-lap"])
    few = queries_of(clerk, address)
    for _ in range(24):
        draft_of(clerk_user)

    assert queries_of(clerk, address) == few <= 15


def test_a_supplement_with_many_items(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "việc 1")], by=clerk_user)
    address = reverse("resume", args=[accepted.pk])
    few = queries_of(clerk, address)
    asked.items.bulk_create(type(asked.items.get())(request=asked, wanted=f"thêm {row}") for row in range(20))

    assert queries_of(clerk, address) == few <= MOST


def test_what_waits_to_be_fetched_by_a_link_while_its_book_is_still_here(scanned: Dossier, clerk: Client) -> None:
    add_result(scanned)
    assert open_book(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    returning.hand_over(dossier=put_in_state(scanned, State.ISSUED), method="online", by=scanned.created_by)
    pages = ("dossier", "collect_later", "consolidate")
    took = {name: queries_of(clerk, reverse(name, args=[scanned.pk])) for name in pages}

    assert max(took.values()) <= MOST, took
