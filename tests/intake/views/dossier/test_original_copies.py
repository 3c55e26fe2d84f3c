"""When is a copy compared with its original, and until when does it count as compared?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument

from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from intake import queries
from intake.actions.dossier import components
from intake.component_files import recipes
from intake.component_files.documents import make_pdf
from intake.models import Component, Dossier, Page
from intake.slips.common import paper_kind
from intake.trail.sentences import sentence
from tests.intake.conftest import component
from tests.intake.rows import add_pages
from tests.intake.views.conftest import address


def handed_in(dossier: Dossier, clerk: User) -> Component:
    """One sheet of paper, counted and not scanned."""
    paper = component(dossier, "12-HSB")
    components.count_components(dossier=dossier, counts={paper.pk: (1, 1, 1)}, by=clerk)
    return component(dossier, "12-HSB")


def test_comparing_names_who_and_when(draft: Dossier, clerk_user: User) -> None:
    done = components.compare_with_original(dossier=draft, component=handed_in(draft, clerk_user), by=clerk_user)

    assert done.compared_by == clerk_user
    assert done.compared_at


def test_a_page_that_came_after_the_comparison_is_not_compared(draft: Dossier, clerk_user: User) -> None:
    paper = handed_in(draft, clerk_user)
    components.compare_with_original(dossier=draft, component=paper, by=clerk_user)  # the bare paper, scanned later
    (scanned,) = add_pages(draft, component=paper)
    paper.refresh_from_db()
    assert queries.uncompared(paper) == set()

    again = components.compare_with_original(dossier=draft, component=paper, by=clerk_user)
    Page.objects.filter(pk=scanned.pk).update(deleted_at=timezone.now())  # another one takes its place
    (newer,) = add_pages(draft, component=paper, name="thay.jpg")
    assert queries.uncompared(again) == {newer.pk}


def test_a_comparison_can_be_taken_back_once(draft: Dossier, clerk_user: User) -> None:
    paper = handed_in(draft, clerk_user)
    components.compare_with_original(dossier=draft, component=paper, by=clerk_user)
    assert paper_kind(paper) == "Bản sao đã đối chiếu"

    back = components.undo_comparison(dossier=draft, component=paper, by=clerk_user)

    assert (back.compared_at, back.compared_by, paper_kind(back)) == (None, None, "")
    assert draft.events.latest("seq").verb == "undo_comparison"
    with pytest.raises(NotNow, match="chưa được đối chiếu"):
        components.undo_comparison(dossier=draft, component=paper, by=clerk_user)


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("12-HSB", {}, "Chưa nhận bản giấy nào"),
        ("12-HSB", {"sheets": 1, "satisfied": "data"}, "đang ghi nhận là «tra cứu dữ liệu»"),
        ("12-HSB", {"sheets": 1, "satisfied": "waived"}, "đang ghi nhận là «không phải nộp»"),
        ("14-HSB", {"sheets": 1, "satisfied": "electronic"}, "là bản điện tử gốc"),
        ("SO_BHXH", {"sheets": 3}, "không quét, không có bản sao"),
    ],
)
def test_only_a_copy_that_was_handed_in_is_compared(
    draft: Dossier, clerk_user: User, code: str, facts: dict[str, Any], words: str
) -> None:
    paper = component(draft, code)
    Component.objects.filter(pk=paper.pk).update(**facts)  # by another hand since the page was opened

    with pytest.raises(NotValid, match=words):
        components.compare_with_original(dossier=draft, component=paper, by=clerk_user)
    assert not draft.events.filter(verb="compare_with_original").exists()


def test_a_scanned_copy_is_compared_until_its_pages_are_deleted(draft: Dossier, clerk_user: User) -> None:
    paper = component(draft, "12-HSB")
    (scanned,) = add_pages(draft, component=paper)
    assert components.compare_with_original(dossier=draft, component=paper, by=clerk_user).compared_at

    Page.objects.filter(pk=scanned.pk).update(deleted_at=timezone.now())
    with pytest.raises(NotValid, match="Chưa nhận bản giấy nào"):
        components.compare_with_original(dossier=draft, component=paper, by=clerk_user)


def test_the_page_of_the_paper_offers_what_can_be_done(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    page = address("component", draft, component(draft, "12-HSB").pk)
    offered, taken_back = 'value="compare"', 'value="uncompare"'
    bare = clerk.get(page).content.decode()
    assert offered not in bare and "Chưa nhận bản giấy nào" in bare
    assert clerk.post(page, {"do": "compare"}).status_code == 422

    handed_in(draft, clerk_user)
    assert offered in clerk.get(page).content.decode()
    clerk.post(page, {"do": "compare"})
    compared = clerk.get(page).content.decode()
    assert offered not in compared and taken_back in compared
    clerk.post(page, {"do": "uncompare"})
    again = clerk.get(page).content.decode()
    assert offered in again and taken_back not in again


def test_a_page_that_came_since_the_paper_was_shown_is_not_said_to_be_compared(
    draft: Dossier, clerk: Client, clerk_user: User
) -> None:
    paper = handed_in(draft, clerk_user)
    here = address("component", draft, paper.pk)
    add_pages(draft, component=paper, name="sau.jpg")

    told = clerk.post(here, {"do": "compare", "shown": ""}).content.decode()
    paper.refresh_from_db()
    assert "từ lúc mở trang này, giấy tờ có thêm 1 trang" in told and not paper.compared_at
    clerk.post(here, {"do": "compare", "shown": re.findall(r'name="shown" value="([^"]+)"', told)[0]})
    paper.refresh_from_db()
    assert paper.compared_at


def test_the_file_of_the_component_says_who_compared_it_and_when(accepted: Dossier, clerk_user: User) -> None:
    paper = component(accepted, "12-HSB")
    add_pages(accepted, component=paper)
    before = recipes.recipe_of(paper)
    components.compare_with_original(dossier=accepted, component=paper, by=clerk_user)
    add_pages(accepted, component=paper, name="sau.jpg")

    paper = component(accepted, "12-HSB")
    pages = recipes.pages_in_order(paper)
    assert before != recipes.recipe_of(paper) == recipes.recipes_of(accepted)[paper.pk]
    file = PdfDocument(storage.read_file(make_pdf(paper, pages)))
    text = [page.get_textpage().get_text_range() for page in file]
    assert f"Đã đối chiếu với bản chính: {clerk_user}" in nfc(text[0]) and "đối chiếu" not in nfc(text[1])
    components.undo_comparison(dossier=accepted, component=paper, by=clerk_user)
    assert recipes.recipes_of(accepted)[paper.pk] == recipes.recipe_of(component(accepted, "12-HSB"))


def test_what_was_handed_in_is_said_and_printed(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    paper = handed_in(draft, clerk_user)
    address = reverse("component", args=[draft.pk, paper.pk])
    assert "Chưa ghi là bản chính hay bản sao" in clerk.get(address).content.decode()
    clerk.post(address, {"do": "handed_certified"})
    paper.refresh_from_db()
    assert paper_kind(paper) == "Bản sao chứng thực" and "Đã nhận: bản chính" in clerk.get(address).content.decode()
    assert sentence(draft.events.latest("seq")).endswith(": Bản sao chứng thực")

    clerk.post(address, {"do": "unhanded"})
    paper.refresh_from_db()
    assert paper_kind(paper) == ""
    only = draft.components.filter(type__original_or_copy="ORIGINAL").earliest("pk")
    assert clerk.post(reverse("component", args=[draft.pk, only.pk]), {"do": "handed_copy"}).status_code == 422
