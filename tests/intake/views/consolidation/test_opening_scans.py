"""Does a clerk see that the scans of a returned result are locked, and are told at consolidation what was mended?"""

from __future__ import annotations

import pytest
from django.test import Client

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.models import Dossier
from intake.queries import pages_of
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn, address

FORM = 'id="id_open_reason"'


@pytest.fixture
def returned(scanned: Dossier, clerk_user: User) -> Dossier:
    """Signed by the leader, returned, not consolidated."""
    record(scanned, "sign", by=clerk_user)
    return put_in_state(scanned, State.RETURNED)


@pytest.mark.parametrize("tab", ["pages", "dossier"])
def test_both_tabs_say_that_the_scans_are_locked_and_open_them(returned: Dossier, clerk: Client, tab: str) -> None:
    shown = clerk.get(address(tab, returned)).content.decode()
    assert "Bản quét đã khóa" in shown and FORM in shown and "Xóa trang" not in shown

    clerk.post(address("open_scans", returned), {"reason": "Trang 2 mờ"})
    shown = clerk.get(address(tab, returned)).content.decode()
    assert "Bản quét đang mở" in shown and "Trang 2 mờ" in shown and FORM not in shown

    clerk.post(address("lock_scans", returned))
    assert "Bản quét đã khóa" in clerk.get(address(tab, returned)).content.decode()


def test_without_a_reason_they_stay_locked_and_it_is_said_why(returned: Dossier, clerk: Client) -> None:
    shown = clerk.post(address("open_scans", returned), {"reason": ""}, follow=True).content.decode()

    assert "Hãy ghi lý do mở bản quét để sửa." in shown and "Bản quét đã khóa" in shown


def test_who_does_not_scan_here_sees_no_lock(returned: Dossier, sign_in: SignIn) -> None:
    officer = sign_in("chuyenvien-hp")

    assert "Bản quét đã khóa" not in officer.get(address("pages", returned)).content.decode()
    assert officer.post(address("open_scans", returned), {"reason": "Tôi muốn"}).status_code == 403


def test_consolidation_tells_what_was_mended_since_the_signature(returned: Dossier, clerk: Client) -> None:
    page = address("consolidate", returned)
    assert "Sửa sau khi lãnh đạo ký" not in clerk.get(page).content.decode()

    clerk.post(address("open_scans", returned), {"reason": "Trang 2 mờ"})
    clerk.post(address("change_pages", returned, "delete"), {"page": [str(pages_of(returned)[1].pk)]})

    shown = clerk.get(page).content.decode()
    assert "Sửa sau khi lãnh đạo ký" in shown and "Trang 2 mờ" in shown and "Xóa 1 trang" in shown
