"""Does a clerk choose by herself which of several papers came behind a slip, the asked ones first?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.documents.sheet_codes import supplement_code
from bhxh_archive.models import User
from intake.actions.supplements.supplement import request_supplement
from intake.models import Dossier
from intake.views.stacks.filing_parts import named
from tests.intake.actions.stacks.test_batches import paper, sheet, stack
from tests.intake.conftest import component


@pytest.mark.django_db
def test_behind_a_slip_that_asks_for_several_papers_these_come_first_and_none_is_chosen(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    form, letter = component(accepted, "12-HSB"), component(accepted, "14-HSB")
    asked = request_supplement(dossier=accepted, items=[(form, "Ký lại"), (letter, "Thiếu")], by=clerk_user)
    batch = stack(clerk_user, run_jobs, sheet(supplement_code(str(accepted.number), asked.ordinal)), paper(200))
    here, choose = reverse("batch", args=[batch.pk]), reverse("change_batch", args=[batch.pk, "choose"])
    options = re.findall(r'<option value="([^"]*)"( selected)?>', clerk.get(here).content.decode())
    assert options[0] == ("?", " selected") and [value for value, picked in options if picked] == ["?"]
    assert {value for value, _ in options[1:3]} == {str(form.pk), str(letter.pk)} and options[3][0] == ""

    part, number = batch.parts.get(), str(accepted.number)
    refused = clerk.post(choose, {"part": part.pk, "number": number, "component": "?"})
    assert refused.status_code == 422 and "Chọn giấy tờ ở ô Thành phần" in refused.content.decode()
    assert "0 xếp được ngay, 1 cần xem" in clerk.get(here).content.decode()
    clerk.post(choose, {"part": part.pk, "number": number, "component": letter.pk})
    assert "1 xếp được ngay" in clerk.get(here).content.decode()
    clerk.post(choose, {"part": part.pk, "number": number, "component": ""})
    part.refresh_from_db()
    assert (part.trouble, part.component) == ("", None), "the unsorted tray is there for who says so"


def test_five_dossiers_are_named_and_the_others_counted() -> None:
    numbers = [f"H{number}" for number in range(1, 8)]
    assert named(["H1", "H1"]) == "H1" and named(numbers[:5]) == "H1, H2, H3, H4, H5"
    assert named(numbers) == "H1, H2, H3, H4, H5 và 2 hồ sơ khác"
