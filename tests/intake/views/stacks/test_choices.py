"""Is what a clerk typed or chose for a part of a stack taken or given back, whatever was pressed?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.stacks import cuts
from intake.models import Batch, BatchPage, Dossier
from tests.intake.actions.stacks.test_batches import paper, sheet, stack
from tests.intake.conftest import component, draft_of
from tests.intake.views.stacks.test_batches import laid

__all__ = ["laid"]  # a fixture


@pytest.mark.django_db
def test_a_wrong_number_stays_typed_beside_what_is_wrong_with_it(laid: Batch, clerk: Client) -> None:
    part = laid.parts.latest("first")
    typed = {"part": part.pk, "number": "12-34", "version": laid.version}
    answer = clerk.post(reverse("change_batch", args=[laid.pk, "choose"]), typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "chưa đúng dạng" in shown and 'value="12-34"' in shown
    assert f'data-takes-code value="{part.dossier}"' not in shown and "<title>Lỗi: " in shown
    assert clerk.post(reverse("change_batch", args=[laid.pk, "fly"])).status_code == 404


@pytest.mark.django_db
def test_what_a_stale_session_typed_is_given_back(laid: Batch, clerk: Client, clerk_user: User) -> None:
    first, part = laid.parts.earliest("first"), laid.parts.latest("first")
    choose = reverse("change_batch", args=[laid.pk, "choose"])
    typed = {"part": part.pk, "number": "G12.99.31-1", "was_number": str(part.dossier), "version": laid.version}
    cuts.drop_part(batch=laid, part_id=first.pk, by=clerk_user)

    answer = clerk.post(choose, typed)
    shown = answer.content.decode()
    assert answer.status_code == 409 and "Chồng vừa được sửa" in shown
    assert f'data-shown="{part.dossier}" data-takes-code value="G12.99.31-1"' in shown
    assert clerk.post(choose, typed | {"number": str(part.dossier)}).status_code == 302, "nothing typed, nothing lost"

    gone = clerk.post(choose, typed | {"part": first.pk}).content.decode()
    assert "Mã hồ sơ vừa gõ: <code>G12.99.31-1</code>" in gone


@pytest.mark.django_db
def test_what_is_typed_for_a_part_holds_also_where_another_button_is_pressed(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    other = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    place = component(accepted, "12-HSB")
    batch = stack(clerk_user, run_jobs, sheet(str(accepted.number)), paper(180), paper(190))
    part, file = batch.parts.get(), reverse("change_batch", args=[batch.pk, "file"])
    typed = {"part": part.pk, "number": str(other.number), "component": ""}

    answer = clerk.post(file, typed | {"of_dossier": "1"}, follow=True).content.decode()
    part.refresh_from_db()
    assert (part.dossier, part.state) == (other, "open") and "Chưa xếp: xem lại phần này" in answer
    answer = clerk.post(file, typed | {"number": "12-34"}).content.decode()
    assert 'value="12-34"' in answer and "chưa đúng dạng" in answer
    run_jobs(lambda: clerk.post(file, typed | {"number": f"{accepted.number} ".lower(), "component": place.pk}))
    part.refresh_from_db()
    assert (part.dossier, part.component, part.state) == (accepted, place, "filed")


def test_what_is_typed_for_a_part_is_chosen_before_a_page_of_it_is_left_out(
    laid: Batch, accepted: Dossier, clerk: Client
) -> None:
    part = laid.parts.exclude(dossier=accepted).order_by("first").last()
    assert part
    typed = {"part": part.pk, "page": part.first, "number": "12-34", "was_number": "", "version": laid.version}
    out = reverse("change_batch", args=[laid.pk, "out"])
    refused = clerk.post(out, typed)
    assert refused.status_code == 422 and 'value="12-34"' in refused.content.decode()
    assert not BatchPage.objects.get(batch=laid, index=part.first).left_out

    clerk.post(out, typed | {"number": str(accepted.number)})
    part.refresh_from_db()
    assert part.dossier == accepted and BatchPage.objects.get(batch=laid, index=part.first).left_out
