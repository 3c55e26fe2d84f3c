"""Is a scan taken for the signed slip of a return only where its code says so, or a clerk does?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bhxh_archive.documents.sheet_codes import parse, return_code, separator_code
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.returning import returning
from intake.actions.returning.signed_slips import confirm_signed_slip, drop_signed_slip, keep_signed_slip
from intake.models import Dossier, HandOver, SlipDoubt, Upload
from intake.needs.slips import WAITING, missing_among, unsigned
from intake.queries import slip_of
from intake.queries.wholes import signed_slips_of
from intake.rules.slip_codes import why_not
from tests.intake.actions.stacks.test_batches import sheet
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result, put_in_state
from tests.room import scan

Run = Callable[[Callable[[], Any]], Any]
RECEIVED: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
                            "printed_now": True}  # fmt: skip


@pytest.fixture
def handed(scanned: Dossier, clerk_user: User) -> HandOver:
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    return returning.hand_over(dossier=issued, method="counter", by=clerk_user, **RECEIVED)


@pytest.fixture
def second(clerk_user: User) -> Dossier:
    """Another accepted dossier of the office."""
    return registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user)


def send(handed: HandOver, clerk: User, run_jobs: Run, content: bytes) -> Upload:
    run_jobs(lambda: keep_signed_slip(hand_over=handed, name="ky.jpg", chunks=[content], by=clerk))
    return Upload.objects.filter(folder__hand_over=handed).latest("pk")


def test_the_code_of_the_return_counts_at_once_and_is_told(handed: HandOver, clerk_user: User, run_jobs: Run) -> None:
    sent = send(handed, clerk_user, run_jobs, sheet(return_code(str(handed.dossier.number), handed.pk)))
    assert sent.state == Upload.State.ACCEPTED and "đúng giấy giao nhận của lần trả này" in sent.message
    assert unsigned(handed.dossier) is None and signed_slips_of(handed.dossier) == [sent]


def test_the_slip_of_another_return_is_refused_by_its_name(
    handed: HandOver, second: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    sent = send(handed, clerk_user, run_jobs, sheet(return_code(str(second.number), handed.pk + 1)))
    assert (sent.state, sent.file) == (Upload.State.REFUSED, None)
    assert f"giấy giao nhận của hồ sơ {second.number}" in sent.message
    assert unsigned(handed.dossier) == handed and not SlipDoubt.objects.exists()


def test_a_page_without_a_code_counts_once_a_clerk_says_what_it_is(
    handed: HandOver, clerk_user: User, demo: dict[str, User], run_jobs: Run
) -> None:
    sent, dossier = send(handed, clerk_user, run_jobs, scan("Đơn xin nghỉ phép")), handed.dossier
    assert sent.state == Upload.State.ACCEPTED and len(slip_of(HandOver.objects.get())[1]) == 1
    assert unsigned(dossier) == handed and signed_slips_of(dossier) == []
    assert missing_among([dossier]) == {dossier.pk: WAITING}

    with pytest.raises(NotAllowed):
        confirm_signed_slip(upload=sent, ground="Có chữ ký", by=demo["chuyenvien-hp"])
    with pytest.raises(NotValid, match="căn cứ"):
        confirm_signed_slip(upload=sent, ground=" ", by=clerk_user)
    for _ in range(2):
        confirm_signed_slip(upload=sent, ground="Đúng mã hồ sơ, có chữ ký bà Hường", by=clerk_user)
    assert unsigned(dossier) is None and signed_slips_of(dossier) == [sent] and missing_among([dossier]) == {}
    said = dossier.events.get(verb="confirm_signed_slip")
    assert (said.reason, said.evidence_digest) == ("Đúng mã hồ sơ, có chữ ký bà Hường", sent.digest)


def test_what_was_taken_away_is_not_confirmed(handed: HandOver, clerk_user: User, run_jobs: Run) -> None:
    sent = send(handed, clerk_user, run_jobs, scan("Giấy khác"))
    drop_signed_slip(upload=sent, reason="Nhầm", by=clerk_user)
    with pytest.raises(NotNow, match="đã bỏ"):
        confirm_signed_slip(upload=sent, ground="x", by=clerk_user)


def test_every_other_sheet_is_named_and_no_other_office_told_of(
    handed: HandOver, second: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    own, number = handed.dossier, str(second.number)
    code = return_code(str(own.number), handed.pk)

    def said(text: str, *known: Dossier) -> str:
        read, mine = parse(text), parse(code)
        assert read and mine
        return why_not(read, mine, own.receiving_office_id, {str(row.number): row for row in known})

    assert said(code, own) == ""
    assert "một lần trả khác của hồ sơ này" in said(return_code(str(own.number), handed.pk + 1), own)
    assert f"tờ bìa của hồ sơ {number}" in said(number, second)
    assert f"tờ phân cách của hồ sơ {number}" in said(separator_code(number, "12-HSB"), second)
    assert "không có hồ sơ nào mang số đó" in said(number)
    office = demo["tiepnhan-na"].office
    assert office
    second.receiving_office = office
    for text in (number, return_code(number, 7)):
        assert office.name in said(text, second) and number not in said(text, second)
