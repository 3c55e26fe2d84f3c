"""Does the search show dossiers on their way, with the place where their scans bear the words?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.models import Dossier, PageText
from intake.pages.recognition import vector_of
from tests.intake.rows import add_pages
from tests.room import PERSON

WORDS = "Sông Mẫu, ngày 28 tháng 8. Được nghỉ việc để hưởng chế độ hưu trí kể từ ngày 01 tháng 10."


@pytest.fixture
def clerk(client: Client, demo: dict[str, User]) -> Client:
    client.force_login(demo["tiepnhan-hp"])
    return client


@pytest.fixture
def scanned(demo: dict[str, User]) -> Dossier:
    """A dossier in Hải Phòng whose one page has been read."""
    user = demo["tiepnhan-hp"]
    assert user.office
    made = registration.register(office=user.office, procedure_code="HUU", persons=[PERSON], by=user)
    (page,) = add_pages(made, component=made.components.get(type__code="12-HSB"))
    text = PageText.objects.create(page=page, words=WORDS)
    PageText.objects.filter(pk=text.pk).update(vector=vector_of(WORDS))
    return made


def search(client: Client, text: str) -> str:
    answer = client.post(reverse("search"), {"q": text}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_of_a_scan_lead_to_its_page(clerk: Client, scanned: Dossier) -> None:
    shown = search(clerk, "nghi viec de huong")
    page = scanned.folder.pages.get()
    assert f'href="{reverse("page", args=[scanned.pk, page.pk])}"' in shown
    assert "<mark>nghỉ việc để hưởng</mark>" in shown
    assert "Trong bản quét: Quyết định nghỉ việc" in shown


def test_a_name_leads_to_the_dossier_itself(clerk: Client, scanned: Dossier) -> None:
    shown = search(clerk, "pham thi huong")
    assert f'href="{reverse("dossier", args=[scanned.pk])}"' in shown
    assert "<mark>" not in shown


def test_a_signer_finds_them_too(client: Client, demo: dict[str, User], scanned: Dossier) -> None:
    """Who may not search the archive still finds what is on its way at the own office."""
    client.force_login(demo["giamdoc-hp"])
    assert "<mark>nghỉ việc</mark>" in search(client, "nghi viec")
