"""Do the pages that a signed result rests on stay as they are until reception says why they must change?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake import queries
from intake.actions.consolidation.opening_scans import lock_scans, open_scans
from intake.actions.counter import registration
from intake.actions.dossier import components
from intake.actions.page_desk import pages
from intake.models import Dossier
from tests.intake.conftest import component
from tests.intake.rows import put_in_state

WHY = "Trang 2 mờ, người dân đã mang bản gốc đến"


@pytest.fixture
def returned(scanned: Dossier, clerk_user: User) -> Dossier:
    """Signed by the leader, returned, not consolidated."""
    record(scanned, "sign", by=clerk_user)
    return put_in_state(scanned, State.RETURNED)


def first_page(dossier: Dossier) -> int:
    page = queries.pages_of(dossier).first()
    assert page
    return page.pk


def test_what_a_returned_result_rests_on_is_locked(returned: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="đã khóa"):
        pages.delete_pages(dossier=returned, page_ids=[first_page(returned)], by=clerk_user)
    with pytest.raises(NotNow, match="đã khóa"):
        registration.set_counts(dossier=returned, sheets=1, pages=1, by=clerk_user)
    with pytest.raises(NotNow, match="đã khóa"):
        components.waive_component(
            dossier=returned, component=component(returned, "14-HSB"), reason="Không phải nộp", by=clerk_user
        )


def test_it_is_opened_with_a_reason_by_who_scans_there(
    returned: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    with pytest.raises(NotValid, match="lý do"):
        open_scans(dossier=returned, reason=" ", by=clerk_user)
    with pytest.raises(NotAllowed):
        open_scans(dossier=returned, reason=WHY, by=demo["chuyenvien-hp"])

    for _ in range(2):
        open_scans(dossier=returned, reason=WHY, by=clerk_user)
    pages.delete_pages(dossier=returned, page_ids=[first_page(returned)], by=clerk_user)

    assert [row.reason for row in returned.events.filter(verb="open_scans")] == [WHY]
    assert [row.verb for row in queries.changes_since_signature(returned)] == ["open_scans", "delete_pages"]


@pytest.mark.parametrize("state", [State.RECEIVED, State.IN_REVIEW, State.ISSUED, State.READY_TO_ARCHIVE])
def test_elsewhere_there_is_nothing_to_open(scanned: Dossier, clerk_user: User, state: State) -> None:
    with pytest.raises(NotNow):
        open_scans(dossier=put_in_state(scanned, state), reason=WHY, by=clerk_user)


def test_they_are_locked_again_when_nothing_more_is_to_be_mended(returned: Dossier, clerk_user: User) -> None:
    open_scans(dossier=returned, reason=WHY, by=clerk_user)
    lock_scans(dossier=returned, by=clerk_user)

    with pytest.raises(NotNow, match="đã khóa"):
        pages.delete_pages(dossier=returned, page_ids=[first_page(returned)], by=clerk_user)


def test_before_a_signature_nothing_counts_as_changed_since(scanned: Dossier, clerk_user: User) -> None:
    pages.rotate_pages(dossier=scanned, page_ids=[first_page(scanned)], degrees=90, by=clerk_user)

    assert not queries.changes_since_signature(scanned)
