"""Is a stack that comes a second time, byte for byte, known for what it is once the first was filed?"""

from __future__ import annotations

import img2pdf
import pytest

from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from intake.actions.stacks import batches, cuts
from intake.models import Batch, Dossier
from intake.queries.batches import batch_for, filed_before
from tests.intake.actions.stacks.test_batches import Part, Run, file_all, outline, paper, second, sheet

__all__ = ["second"]  # a fixture


@pytest.fixture
def content(accepted: Dossier) -> bytes:
    """One dossier behind its cover sheet."""
    made = img2pdf.convert([sheet(str(accepted.number)), paper(200)])
    assert made
    return made


def laid(content: bytes, clerk: User, run_jobs: Run) -> Batch:
    office = clerk.office
    assert office
    sent: batches.ReceivedStack = run_jobs(
        lambda: batches.receive_stack(office=office, name="chong.pdf", chunks=[content], by=clerk)
    )
    return sent.batch


def earlier(batch: Batch, by: User) -> Batch | None:
    return filed_before([batch_for(by, batch.pk)]).get(batch.pk)


def test_a_filed_stack_is_known_when_it_comes_again_and_goes_in_one_press(
    content: bytes, clerk_user: User, run_jobs: Run
) -> None:
    first = file_all(laid(content, clerk_user, run_jobs), clerk_user, run_jobs)
    again = laid(content, clerk_user, run_jobs)
    found = earlier(again, clerk_user)
    assert found == first and found.dossiers == 1  # type: ignore[attr-defined]
    assert earlier(first, clerk_user) is None, "the later one is no earlier one"

    gone = batches.put_away(batch=again, by=clerk_user)
    assert gone.closed_at and outline(again) == [(0, 2, Part.DROPPED, "")]
    assert again.parts.get().settled_by == clerk_user


def test_what_was_dropped_or_lies_at_another_office_is_no_filed_stack(
    content: bytes, clerk_user: User, demo: dict[str, User], run_jobs: Run
) -> None:
    first = laid(content, clerk_user, run_jobs)
    cuts.drop_part(batch=first, part_id=first.parts.get().pk, by=clerk_user)
    again = laid(content, clerk_user, run_jobs)
    assert earlier(again, clerk_user) is None
    with pytest.raises(NotNow, match="còn trang phải xếp"):
        batches.put_away(batch=again, by=clerk_user)

    file_all(again, clerk_user, run_jobs)
    elsewhere = laid(content, demo["tiepnhan-na"], run_jobs)
    assert elsewhere.pk > again.pk and earlier(elsewhere, demo["tiepnhan-na"]) is None


def test_what_is_filed_into_another_dossier_is_not_dropped_whole(
    content: bytes, second: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    file_all(laid(content, clerk_user, run_jobs), clerk_user, run_jobs)
    again = laid(content, clerk_user, run_jobs)
    part, number = again.parts.get().pk, str(second.number)
    cuts.choose_target(batch=again, part_id=part, number=number, component_id=None, by=clerk_user)
    file_all(again, clerk_user, run_jobs)
    with pytest.raises(NotNow, match="Đã xếp một phần"):
        batches.put_away(batch=again, by=clerk_user)
