"""Does a verb on many dossiers do to each what it would do alone, foretell it truly, and stop for nobody?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from intake import tasks
from intake.actions.counter import registration
from intake.actions.desk import bulk, forwarding
from intake.models import BulkLine, BulkRun, Dossier
from tests.intake.conftest import draft_of

RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def bare(clerk_user: User) -> Dossier:
    """A second dossier, accepted and nothing more: it can't go on."""
    return registration.accept(dossier=draft_of(clerk_user), by=clerk_user)


def prepared(*dossiers: Dossier, by: User, verb: str = "chuyen") -> BulkRun:
    return bulk.prepare_bulk(verb=verb, chosen=[(dossier, "") for dossier in dossiers], by=by)


def outcomes(run: BulkRun) -> list[str]:
    return [line.outcome for line in run.lines.all()]


def test_what_is_foretold_changes_nothing(scanned: Dossier, bare: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    events = scanned.events.count()
    run: BulkRun = run_jobs(lambda: prepared(scanned, bare, by=clerk_user))

    run.refresh_from_db()
    assert run.state == BulkRun.State.READY
    assert outcomes(run) == ["possible", "skipped"]
    assert "Còn thiếu" in run.lines.all()[1].said
    assert Dossier.objects.get(pk=scanned.pk).state == State.RECEIVED
    assert scanned.events.count() == events


def test_one_that_cannot_go_holds_up_nobody(
    scanned: Dossier, bare: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    run: BulkRun = run_jobs(lambda: prepared(bare, scanned, by=clerk_user))
    run_jobs(lambda: bulk.confirm_bulk(run=run, by=clerk_user))

    run.refresh_from_db()
    assert run.state == BulkRun.State.DONE
    assert outcomes(run) == ["skipped", "done"]
    assert Dossier.objects.get(pk=scanned.pk).state == State.IN_REVIEW
    assert Dossier.objects.get(pk=bare.pk).state == State.RECEIVED


def test_what_changed_since_the_preview_is_skipped_and_said(
    scanned: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    run: BulkRun = run_jobs(lambda: prepared(scanned, by=clerk_user))
    forwarding.forward(dossier=scanned, by=clerk_user)
    run_jobs(lambda: bulk.confirm_bulk(run=run, by=clerk_user))

    (line,) = run.lines.all()
    assert line.outcome == BulkLine.Outcome.SKIPPED
    assert "Bạn đã làm xong việc «Chuyển Bộ phận Chế độ BHXH»" in line.said


def test_pressed_twice_and_run_twice_it_is_done_once(scanned: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    run: BulkRun = run_jobs(lambda: prepared(scanned, by=clerk_user))
    for _ in range(2):
        run_jobs(lambda: bulk.confirm_bulk(run=run, by=clerk_user))
    list(bulk.carry_out(run))

    assert outcomes(run) == ["done"]
    assert scanned.events.filter(verb="forward").count() == 1


def test_cut_off_in_the_middle_it_goes_on_with_what_is_left(scanned: Dossier, bare: Dossier, clerk_user: User) -> None:
    run = prepared(scanned, bare, by=clerk_user)
    next(bulk.rehearse(run))
    assert outcomes(run) == ["possible", "waiting"]

    assert [line.dossier_id for line in bulk.rehearse(run)] == [bare.pk]


@pytest.mark.parametrize("closed", [False, True])
def test_a_right_that_ends_in_the_middle_of_a_run_ends_the_run(
    scanned: Dossier, bare: Dossier, clerk_user: User, closed: bool
) -> None:
    run = prepared(bare, scanned, by=clerk_user)
    run.lines.update(outcome=BulkLine.Outcome.POSSIBLE)
    done = bulk.carry_out(run)
    assert "Còn thiếu" in next(done).said, "the first is tried with the right"

    if closed:
        User.objects.filter(pk=clerk_user.pk).update(is_active=False)
    else:
        clerk_user.assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
    refused = next(done)
    assert refused.outcome == BulkLine.Outcome.SKIPPED and "Còn thiếu" not in refused.said
    assert Dossier.objects.get(pk=scanned.pk).state == State.RECEIVED


def test_nothing_is_done_before_it_is_foretold(scanned: Dossier, clerk_user: User) -> None:
    run = prepared(scanned, by=clerk_user)

    with pytest.raises(NotNow):
        bulk.confirm_bulk(run=run, by=clerk_user)
    with pytest.raises(NotValid, match="Chưa chọn"):
        prepared(by=clerk_user)


def test_work_that_fails_for_good_leaves_no_page_waiting(scanned: Dossier, clerk_user: User) -> None:
    run = prepared(scanned, by=clerk_user)
    tasks.rehearse_bulk.failed(Job(), run_id=run.pk)  # type: ignore[attr-defined]

    run.refresh_from_db()
    assert (run.state, outcomes(run)) == (BulkRun.State.READY, ["skipped"])
    assert run.lines.get().said == bulk.GIVEN_UP
