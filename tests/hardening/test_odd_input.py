"""Is an address or a hidden field that nobody's form would send answered in words, never by a failure?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from benefits.actions import claiming, drafting
from bhxh_archive.models import User
from tests.benefits.conftest import ShortRoad

pytestmark = pytest.mark.slow

ODD = ("²", "٣", "-1", "1.5", "9" * 30, "abc", "\x00", "")
KEYS = ("20261399-1", "00000101-1", "20261212-", "20261212-²", f"20261212-{'9' * 30}", "-", "99991231-5", "x")


@pytest.fixture
def road(demo: dict[str, User], run_jobs: object) -> ShortRoad:
    road = ShortRoad(demo, run_jobs)  # type: ignore[arg-type]
    road.to("forward")
    return road


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("side", ["after", "before"])
def test_a_queue_is_paged_by_what_it_wrote_itself(road: ShortRoad, side: str) -> None:
    clerk = client_of(road.user("tiepnhan"))
    queue = reverse("queue", args=["dang-giai-quyet"])

    assert {key: clerk.get(queue, {side: key}).status_code for key in KEYS} == dict.fromkeys(KEYS, 200)


def test_a_number_in_an_address(road: ShortRoad) -> None:
    officer, pk = client_of(road.user("chuyenvien")), road.dossier.pk
    asked = (("review", "trang"), ("results", "ban"), ("trail", "after"))
    seen = {
        (name, odd): officer.get(reverse(name, args=[pk]), {key: odd}).status_code for name, key in asked for odd in ODD
    }

    assert seen == dict.fromkeys(seen, 200)


def test_a_number_in_a_hidden_field(road: ShortRoad) -> None:
    user = road.user("chuyenvien")
    claiming.claim(dossier=road.dossier, by=user)
    kind = road.dossier.procedure.result_kinds.get(code="07A-HSB")
    draft = drafting.open_draft(dossier=road.dossier, kind=kind, by=user)
    officer, page = client_of(user), reverse("draft", args=[road.dossier.pk, draft.pk])
    seen = {(name, odd): officer.post(page, {name: odd}).status_code for name in ("version", "remove") for odd in ODD}

    assert set(seen.values()) <= {200, 302, 422}, seen


def test_a_number_on_the_contact_sheet(road: ShortRoad) -> None:
    clerk, pk = client_of(road.user("tiepnhan")), road.dossier.pk
    fields = (("rotate", "turn"), ("assign", "component"), ("mark", "page"), ("check", "from_page"))
    seen = {
        (verb, odd): clerk.post(reverse("change_pages", args=[pk, verb]), {"page": "1", field: odd}).status_code
        for verb, field in fields
        for odd in ODD
    }

    assert set(seen.values()) <= {302, 404, 409}, seen


def test_a_number_of_persons(road: ShortRoad) -> None:
    clerk = client_of(road.user("tiepnhan"))
    for odd in ODD:
        typed = {"nguoi-TOTAL_FORMS": odd, "remove_person": odd, "nguoi-INITIAL_FORMS": odd}
        assert clerk.post(reverse("register"), typed).status_code == 200, odd
        assert clerk.post(reverse("register"), typed | {"save": "1"}).status_code == 422, odd
