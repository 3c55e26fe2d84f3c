"""Is a large stack shown a leaf at a time, with every part on one leaf and each button back at its own?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.models import Batch, BatchPart, Dossier
from intake.views.stacks import leaves
from intake.views.stacks.leaves import chosen_leaf, leaves_of
from intake.views.stacks.part_cards import PartCard, StackPage
from tests.intake.actions.stacks.test_batches import paper, sheet, stack


def card(first: int, pages: int, *, state: str = "open") -> PartCard:
    part = BatchPart(pk=first + 1, first=first, stop=first + pages, state=state)
    return PartCard(part, [StackPage(first + n, False, False) for n in range(pages)], "", pages)


def test_a_leaf_holds_whole_parts_and_no_part_is_lost() -> None:
    cards = [card(place * 90, 90) for place in range(5)] + [card(450, 400), card(850, 10)]
    leaves = leaves_of(cards)
    assert [leaf.pages for leaf in leaves] == ["1-180", "181-360", "361-450", "451-850", "851-860"]
    assert [one for leaf in leaves for one in leaf.cards] == cards
    assert leaves_of([])[0].cards == []


def test_the_leaf_of_a_part_a_number_or_the_first_with_work() -> None:
    leaves = leaves_of([card(0, 200, state="filed"), card(200, 200), card(400, 200)])
    assert chosen_leaf(leaves, None, 401).number == 3
    assert chosen_leaf(leaves, 1, None).number == 1
    assert chosen_leaf(leaves, 99, 5).number == 2
    done = leaves_of([card(0, 200, state="filed"), card(200, 200, state="dropped")])
    assert chosen_leaf(done, None, None).number == 1


@pytest.mark.django_db
def test_a_cut_leads_back_to_the_leaf_of_its_part(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaves, "PAGES", 3)
    code = str(accepted.number)
    sheets = [sheet(code), paper(200), paper(201), sheet(code), paper(202), paper(203)]
    batch: Batch = stack(clerk_user, run_jobs, *sheets)
    page = reverse("batch", args=[batch.pk])
    first = clerk.get(page).content.decode()
    assert "Trang 1-3" in first and "Trang 4-6" in first and "Các phần tiếp theo" in first
    assert 'id="cat-1"' in first and 'id="cat-4"' not in first

    last = BatchPart.objects.get(batch=batch, first=3)
    facts = {"version": batch.version, "part": last.pk, "at": 5}
    back = clerk.post(reverse("change_batch", args=[batch.pk, "cut"]), facts)
    made = BatchPart.objects.get(batch=batch, first=5)
    assert back["Location"] == f"{page}?phan={made.pk}#phan-{made.pk}"
    shown = clerk.get(back["Location"]).content.decode()
    assert f'id="phan-{made.pk}"' in shown and 'id="cat-1"' not in shown
    polled = clerk.get(reverse("batch_state", args=[batch.pk]), {"n": "0", "trang": "2"}).content.decode()
    assert f"{page}?trang=2" in polled
