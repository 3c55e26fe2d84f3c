"""Is an officer told that a page was split or merged after the draft was begun that may rest on it?"""

from __future__ import annotations

from django.urls import reverse

from benefits.models import Draft
from bhxh_archive.lifecycle import State
from intake.actions.cutting import split_pages
from intake.actions.undoing import undo_step
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

    assert "tách đôi lúc" in officer.get(review).content.decode()

    step = newest_step(dossier, clerk)
    assert step
    undo_step(dossier=dossier, step_id=step.pk, by=clerk)
    assert "tách đôi lúc" not in officer.get(review).content.decode()
