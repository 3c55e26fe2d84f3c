"""Does every page of reception answer, in each state of a dossier?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.room import Road

TABS = ("dossier", "pages", "trail")


def test_pages_of_a_draft_answer(clerk: Client, counter: Road) -> None:
    dossier = counter.to("register")

    for name in (*TABS, "accept", "refuse", "edit_registration", "draft_supplement"):
        assert clerk.get(reverse(name, args=[dossier.pk])).status_code == 200, name


@pytest.mark.parametrize("verb", ["forward", "request_supplement", "withdraw"])
def test_verbs_of_an_accepted_dossier_answer(clerk: Client, counter: Road, verb: str) -> None:
    dossier = counter.to("scan")

    assert clerk.get(reverse(verb, args=[dossier.pk])).status_code == 200


def test_tabs_of_a_scanned_dossier_answer(clerk: Client, counter: Road) -> None:
    dossier = counter.to("scan")

    for name in TABS:
        assert clerk.get(reverse(name, args=[dossier.pk])).status_code == 200, name
    page = dossier.folder.pages.first()
    assert page is not None
    assert clerk.get(reverse("page", args=[dossier.pk, page.pk])).status_code == 200
