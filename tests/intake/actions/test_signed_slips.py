"""Does the signed slip belong to its hand-over, and who may receive for somebody else?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions import returning
from intake.actions.signed_slips import keep_signed_slip
from intake.models import Dossier, HandOver
from intake.queries import pages_of, slip_of
from tests.intake.rows import add_result, put_in_state
from tests.room import scan

OTHER: dict[str, Any] = {"receiver_name": "Đỗ Văn Khang", "receiver_id": "031168000456", "printed_copies": 2,
                         "printed_now": True}  # fmt: skip
AUTHORITY = "Giấy ủy quyền mẫu 13-HSB ngày 20/11/2026"


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned)
    return put_in_state(scanned, State.ISSUED)


def give(dossier: Dossier, by: User, **facts: Any) -> HandOver:
    return returning.hand_over(dossier=dossier, method="counter", by=by, **OTHER | facts)


def test_somebody_else_receives_with_an_authority(issued: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="không có tên trong hồ sơ"):
        give(issued, clerk_user)
    with pytest.raises(NotValid, match="người được ủy quyền"):
        give(issued, clerk_user, authority=AUTHORITY, receiver_id="", proof="ký nhận")

    assert give(issued, clerk_user, authority=AUTHORITY).authority == AUTHORITY


def test_the_signed_slip_lies_with_its_hand_over_and_is_no_page_of_the_dossier(
    issued: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    handed, before = give(issued, clerk_user, authority=AUTHORITY), pages_of(issued).count()
    for _ in range(2):
        run_jobs(lambda: keep_signed_slip(hand_over=handed, name="ky.jpg", chunks=[scan("Đã nhận")], by=clerk_user))

    uploads, pages = slip_of(HandOver.objects.get())
    told = issued.events.get(verb="keep_signed_slip")
    assert ([row.state for row in uploads], len(pages)) == (["accepted"], 1)
    assert (told.evidence_digest, told.detail["hand_over"]) == (uploads[0].digest, handed.pk)
    assert pages_of(issued).count() == before


def test_only_reception_keeps_it(issued: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    handed = give(issued, clerk_user, authority=AUTHORITY)
    with pytest.raises(NotAllowed):
        keep_signed_slip(hand_over=handed, name="ky.jpg", chunks=[b"x"], by=demo["chuyenvien-hp"])
