"""Does the file of a component hold exactly the pages it is kept for, whatever happens while it is made?"""

from __future__ import annotations

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.consolidation.opening_scans import open_scans
from intake.actions.dossier.documents import make_document
from intake.actions.page_desk import pages
from intake.component_files.recipes import made_of, recipes_of
from intake.models import Component, Dossier, Page, PageText
from intake.queries import pages_of
from tests.intake.conftest import component
from tests.intake.rows import put_in_state


def returned(scanned: Dossier) -> tuple[Dossier, Component, list[Page]]:
    """A dossier whose files are made now, its scans open: its component and the two pages in it."""
    by = scanned.created_by
    dossier = open_scans(dossier=put_in_state(scanned, State.RETURNED), reason="Trang 2 mờ", by=by)
    return dossier, component(dossier, "12-HSB"), list(pages_of(dossier))


def up_to_date(dossier: Dossier) -> set[int]:
    return set(made_of(dossier, recipes_of(dossier)))


def test_a_page_taken_out_while_the_others_are_read_is_not_counted_in(scanned: Dossier, clerk_user: User) -> None:
    dossier, chosen, (_, second) = returned(scanned)

    def take_out(done: int, total: int) -> None:
        if Page.objects.filter(pk=second.pk, deleted_at=None).exists():
            pages.delete_pages(dossier=dossier, page_ids=[second.pk], by=clerk_user)

    made = make_document(component=chosen, tell=take_out)
    assert made and made.pages == 1 and up_to_date(dossier) == {chosen.pk}

    pages.restore_pages(dossier=dossier, page_ids=[second.pk], by=clerk_user)
    assert up_to_date(dossier) == set()
    whole = make_document(component=chosen)
    assert whole and whole.pages == 2 and up_to_date(dossier) == {chosen.pk}


def test_nothing_is_made_when_all_pages_are_gone_meanwhile(scanned: Dossier, clerk_user: User) -> None:
    dossier, chosen, both = returned(scanned)

    def take_out(done: int, total: int) -> None:
        if pages_of(dossier).exists():
            pages.delete_pages(dossier=dossier, page_ids=[page.pk for page in both], by=clerk_user)

    assert make_document(component=chosen, tell=take_out) is None


def test_a_page_turned_while_it_is_read_is_read_again(scanned: Dossier, clerk_user: User) -> None:
    dossier, chosen, (first, _) = returned(scanned)

    def turn(done: int, total: int) -> None:
        if not Page.objects.filter(pk=first.pk, rotation=90).exists():
            pages.rotate_pages(dossier=dossier, page_ids=[first.pk], degrees=90, by=clerk_user)

    make_document(component=chosen, tell=turn)

    assert up_to_date(dossier) == {chosen.pk}
    assert PageText.objects.filter(page__component=chosen).count() == 2


def test_a_file_says_whether_every_page_has_its_layer(scanned: Dossier, clerk_user: User) -> None:
    dossier, chosen, (first, second) = returned(scanned)
    whole = make_document(component=chosen)

    pages.rotate_pages(dossier=dossier, page_ids=[second.pk], degrees=180, by=clerk_user)
    PageText.objects.create(page=second, words="đọc được, không có lớp chữ")
    without = make_document(component=chosen)

    assert whole and whole.has_text
    assert without and not without.has_text
