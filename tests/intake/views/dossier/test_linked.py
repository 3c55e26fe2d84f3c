"""Are the dossiers of one event shown on every page of each of them, to those who may see them, at one query's cost?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter.linking import link_event
from intake.models import Dossier
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn

pytestmark = pytest.mark.slow

PAGES = [
    ("tiepnhan-hp", "dossier"), ("tiepnhan-hp", "pages"), ("tiepnhan-hp", "trail"), ("chuyenvien-hp", "review"),
    ("truongphong-hp", "results"), ("tiepnhan-hp", "package"),
]  # fmt: skip


@pytest.fixture
def head(accepted: Dossier) -> Dossier:
    return put_in_state(accepted, State.IN_REVIEW)


def member(head: Dossier, clerk: User, number: str, **fields: object) -> Dossier:
    """Another dossier of the event."""
    dossier = draft_of(clerk, code="MAITANG")
    link_event(dossier=dossier, to=head, by=clerk)
    Dossier.objects.filter(pk=dossier.pk).update(number=number, **fields)
    return dossier


@pytest.mark.parametrize(("username", "name"), PAGES)
def test_every_page_names_them_with_state_and_due_words(
    head: Dossier, clerk_user: User, sign_in: SignIn, username: str, name: str
) -> None:
    late = timezone.localdate() - timedelta(days=3)
    other = member(head, clerk_user, "MT-1", state=State.RECEIVED, due_on=late)
    page = sign_in(username).get(reverse(name, args=[head.pk])).content.decode()
    linked = page[page.index('class="linked"') :].partition("</ul>")[0]
    assert f'<a href="{reverse("dossier", args=[other.pk])}">MT-1</a>' in linked
    assert other.procedure.name in linked
    assert "Đã tiếp nhận" in linked
    assert "quá hạn 3 ngày" in linked


def test_they_name_their_head_and_each_other(head: Dossier, clerk_user: User, clerk: Client) -> None:
    first, _ = member(head, clerk_user, "MT-1"), member(head, clerk_user, "MT-2")
    page = clerk.get(reverse("dossier", args=[first.pk])).content.decode()
    assert f">{head.number}</a>" in page
    assert ">MT-2</a>" in page


def test_what_another_office_holds_is_not_named(head: Dossier, demo: dict[str, User], clerk: Client) -> None:
    stranger = draft_of(demo["tiepnhan-na"])
    Dossier.objects.filter(pk=stranger.pk).update(number="NA-1", event_of=head)
    page = clerk.get(reverse("dossier", args=[head.pk])).content.decode()
    assert "NA-1" not in page
    assert 'class="linked"' not in page


def test_a_duplicate_is_told_from_a_dossier_of_the_event(head: Dossier, clerk_user: User, clerk: Client) -> None:
    Dossier.objects.filter(pk=draft_of(clerk_user).pk).update(number="TR-1", survivor=head, state=State.CANCELLED)
    page = clerk.get(reverse("dossier", args=[head.pk])).content.decode()
    assert "Bản trùng đã hủy" in page
    assert "Cùng sự kiện" not in page


@pytest.mark.parametrize(("username", "name"), PAGES)
def test_ten_cost_what_one_costs(head: Dossier, clerk_user: User, sign_in: SignIn, username: str, name: str) -> None:
    client, address = sign_in(username), reverse(name, args=[head.pk])
    member(head, clerk_user, "MT-0")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(1, 10):
        member(head, clerk_user, f"MT-{number}")
    with CaptureQueriesContext(connection) as more:
        assert client.get(address).content.decode().count("MT-") == 10
    assert len(more) == len(few)
