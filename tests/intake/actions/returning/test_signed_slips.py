"""Does the signed slip belong to its hand-over, how does a wrong one go, and who may receive for another?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.actions.returning import returning
from intake.actions.returning.signed_slips import drop_signed_slip, keep_signed_slip, restore_signed_slip
from intake.models import Dossier, HandOver, Upload
from intake.needs.slips import unsigned
from intake.queries import pages_of, slip_of
from intake.queries.wholes import signed_slips_of
from tests.intake.rows import add_result, put_in_state, take_out
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
    with pytest.raises(NotValid, match="không có tên trong hồ sơ"):
        give(issued, clerk_user, receiver_id="", proof="Người nhận ký giấy giao nhận")
    with pytest.raises(NotValid, match="người được ủy quyền"):
        give(issued, clerk_user, authority=AUTHORITY, receiver_id="", proof="ký nhận")

    assert give(issued, clerk_user, authority=AUTHORITY).authority == AUTHORITY


def test_who_bears_the_name_but_shows_another_number_needs_a_ground(issued: Dossier, clerk_user: User) -> None:
    namesake = {"receiver_name": "PHẠM THỊ HƯỜNG", "receiver_id": "031169000999"}
    with pytest.raises(NotValid, match="khác số đã đăng ký"):
        give(issued, clerk_user, **namesake)

    assert give(issued, clerk_user, **namesake, proof="Hộ chiếu, đã xem mặt người nhận").receiver_id == "031169000999"


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


@pytest.fixture
def handed(issued: Dossier, clerk_user: User) -> HandOver:
    return give(issued, clerk_user, authority=AUTHORITY)


@pytest.fixture
def kept(handed: HandOver, clerk_user: User) -> Upload:
    """A scan of the slip whose only page is out."""
    upload = keep_signed_slip(hand_over=handed, name="ky.jpg", chunks=[b"anh"], by=clerk_user).upload
    take_out(upload)
    return Upload.objects.get(pk=upload.pk)


def told(dossier: Dossier) -> list[str]:
    return list(dossier.events.filter(verb__endswith="signed_slip").order_by("seq").values_list("verb", flat=True))


def test_a_wrong_scan_is_taken_away_and_the_slip_is_due_again(kept: Upload, issued: Dossier, clerk_user: User) -> None:
    assert unsigned(issued) is None
    with pytest.raises(NotValid, match="lý do"):
        drop_signed_slip(upload=kept, reason=" ", by=clerk_user)

    for _ in range(2):
        drop_signed_slip(upload=kept, reason="Giấy của hồ sơ khác", by=clerk_user)
    (row,), pages = slip_of(HandOver.objects.get())
    assert (row.drop_reason, row.dropped_by, row.state) == ("Giấy của hồ sơ khác", clerk_user, Upload.State.ACCEPTED)
    assert row.file and pages == [] and signed_slips_of(issued) == []
    assert unsigned(issued) == HandOver.objects.get()
    gone = issued.events.get(verb="drop_signed_slip")
    assert (gone.reason, gone.evidence_digest) == ("Giấy của hồ sơ khác", kept.digest)


def test_it_comes_back_by_an_undo_or_when_it_is_sent_again(kept: Upload, issued: Dossier, clerk_user: User) -> None:
    drop_signed_slip(upload=kept, reason="Nhầm", by=clerk_user)
    for _ in range(2):
        restore_signed_slip(upload=kept, by=clerk_user)
    assert unsigned(issued) is None and len(slip_of(HandOver.objects.get())[1]) == 1

    drop_signed_slip(upload=kept, reason="Nhầm", by=clerk_user)
    again = keep_signed_slip(hand_over=HandOver.objects.get(), name="ky-2.jpg", chunks=[b"anh"], by=clerk_user)
    assert (again.upload, again.restored) == (kept, 1)
    assert unsigned(issued) is None and Upload.objects.get(pk=kept.pk).drop_reason == ""
    assert told(issued) == ["keep_signed_slip", *["drop_signed_slip", "restore_signed_slip"] * 2]


def test_a_refused_file_is_cleared_away_without_a_reason(handed: HandOver, clerk_user: User) -> None:
    upload = keep_signed_slip(hand_over=handed, name="virus.pdf", chunks=[b"x"], by=clerk_user).upload
    with pytest.raises(NotNow, match="đang được kiểm tra"):
        drop_signed_slip(upload=upload, reason="", by=clerk_user)

    Upload.objects.update(state=Upload.State.REFUSED, file=None)
    put_in_state(handed.dossier, State.ARCHIVED)
    drop_signed_slip(upload=upload, reason="", by=clerk_user)
    assert slip_of(HandOver.objects.get()) == ([], [])
    assert keep_signed_slip(hand_over=handed, name="v.pdf", chunks=[b"x"], by=clerk_user).upload != upload


def test_the_archive_keeps_what_it_was_given_and_a_consolidated_dossier_its_slip(
    kept: Upload, issued: Dossier, clerk_user: User
) -> None:
    Parameter.objects.create(key="signed_slip_first", value="1", valid_from=date(2026, 1, 1))
    for state, said in ((State.TRANSFERRED, "đã chuyển lưu trữ"), (State.READY_TO_ARCHIVE, "mở lại tích hợp")):
        put_in_state(issued, state)
        with pytest.raises(NotNow, match=said):
            drop_signed_slip(upload=kept, reason="Nhầm", by=clerk_user)
    assert Upload.objects.get(pk=kept.pk).dropped_at is None

    put_in_state(issued, State.ARCHIVE_REJECTED)
    assert drop_signed_slip(upload=kept, reason="Nhầm", by=clerk_user).dropped_at


def test_only_reception_takes_away_and_back(kept: Upload, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        drop_signed_slip(upload=kept, reason="Nhầm", by=demo["chuyenvien-hp"])
    with pytest.raises(NotAllowed):
        restore_signed_slip(upload=kept, by=demo["chuyenvien-hp"])
