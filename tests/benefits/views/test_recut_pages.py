"""Is an officer told that a page was split, merged or taken out after the draft was begun that may rest on it?"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from benefits.models import Draft, DraftAuthor
from bhxh_archive.lifecycle import State
from intake.actions.page_desk.cutting import split_pages
from intake.actions.page_desk.pages import delete_pages, restore_pages
from intake.actions.page_desk.undoing import undo_step
from intake.models import Upload
from intake.queries import newest_step
from tests.benefits.conftest import As
from tests.intake.conftest import component
from tests.intake.rows import add_pages, put_in_state


def test_a_page_split_since_is_flagged_until_that_is_taken_back(draft: Draft, signed_in: As) -> None:
    dossier, clerk = put_in_state(draft.dossier, State.AWAITING_SUPPLEMENT), draft.dossier.created_by
    (page,) = add_pages(dossier, component=component(dossier, "12-HSB"))
    split_pages(dossier=dossier, page_ids=[page.pk], by=clerk)
    review = reverse("review", args=[dossier.pk])
    officer = signed_in("chuyenvien-hp")

    shown = officer.get(review).content.decode()
    assert "tách đôi lúc" in shown and "đã thay, tách hoặc ghép sau khi mở dự thảo" in shown

    step = newest_step(dossier, clerk)
    assert step
    undo_step(dossier=dossier, step_id=step.pk, by=clerk)
    assert "sau khi mở dự thảo" not in officer.get(review).content.decode()


def test_a_page_taken_out_since_is_told_above_the_others_until_it_is_back(draft: Draft, signed_in: As) -> None:
    dossier, clerk = put_in_state(draft.dossier, State.AWAITING_SUPPLEMENT), draft.dossier.created_by
    first, second = add_pages(dossier, 2, component=component(dossier, "12-HSB"))
    Upload.objects.filter(pk=first.upload_id).update(
        at=DraftAuthor.objects.get(draft=draft).since - timedelta(minutes=1)
    )
    delete_pages(dossier=dossier, page_ids=[first.pk, second.pk], by=clerk)
    review = reverse("review", args=[dossier.pk])
    officer = signed_in("chuyenvien-hp")

    assert "2 trang của «" in officer.get(review).content.decode()

    restore_pages(dossier=dossier, page_ids=[first.pk, second.pk], by=clerk)
    assert "sau khi mở dự thảo" not in officer.get(review).content.decode()


def test_a_page_that_came_later_and_went_again_is_none_of_the_officer_s_business(draft: Draft, signed_in: As) -> None:
    dossier, clerk = put_in_state(draft.dossier, State.AWAITING_SUPPLEMENT), draft.dossier.created_by
    (page,) = add_pages(dossier, component=component(dossier, "12-HSB"))
    delete_pages(dossier=dossier, page_ids=[page.pk], by=clerk)

    page_shown = signed_in("chuyenvien-hp").get(reverse("review", args=[dossier.pk])).content.decode()
    assert "sau khi mở dự thảo" not in page_shown
