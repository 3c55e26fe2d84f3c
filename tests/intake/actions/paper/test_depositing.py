"""Does paper leave the store on a list that both sides sign, permanent and limited apart, none lost or twice?"""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.actions.paper import depositing, filing, loans
from intake.models import BoxEntry, Component, Dossier, Folder, PaperBox, Procedure
from intake.queries.deposits import deposit_of, remainders
from intake.rules.deposits import deposit_due
from tests.intake.rows import put_in_state
from tests.intake.shelves import shelf

TAKER: dict[str, Any] = {"taker_unit": "Lưu trữ cơ quan", "taker_name": "Trần Văn Kho", "condition": "Đã chỉnh lý."}
YEAR = timezone.localdate().year


@pytest.fixture
def boxes(clerk_user: User) -> list[PaperBox]:
    return shelf(clerk_user, boxes=2)


@pytest.fixture
def kept(draft: Dossier, boxes: list[PaperBox], clerk_user: User) -> list[Dossier]:
    """Three finished dossiers in two boxes, archived electronically."""
    return [ended(draft, box, number, clerk_user) for number, box in enumerate((boxes[1], boxes[0], boxes[0]), 1)]


def ended(like: Dossier, box: PaperBox, number: int, by: User) -> Dossier:
    row = Dossier.objects.create(
        number=f"G12.99.31-261126-000{number}-H", procedure=like.procedure, receiving_office=like.receiving_office,
        settling_office=like.settling_office, paper_office=like.paper_office, folder=Folder.objects.create(),
        created_by=by, counted_sheets=2, counted_pages=3,
    )  # fmt: skip
    record(row, "hand_over", by=by)
    filing.file_paper(dossier=put_in_state(row, State.RETURNED), box=box, by=by)
    return put_in_state(row, State.ARCHIVED)


def drawn_up(box: PaperBox, by: User, **more: Any) -> Any:
    store = box.place.parent.parent.parent  # type: ignore[union-attr]
    assert store
    return depositing.draw_up(store=store, by=by, **{"of_year": YEAR, "permanent": False, "taker": TAKER, **more})


def test_listed_in_the_order_of_the_shelf_signed_and_gone(
    kept: list[Dossier], boxes: list[PaperBox], clerk_user: User
) -> None:
    made = drawn_up(boxes[0], clerk_user)
    assert [row.code[-8:] for row in made.lines.all()] == ["H001.001", "H001.002", "H002.001"]
    assert (str(made), made.boxes, made.lines.first().sheets) == ("01/MLNL", 2, 2)
    words = " ".join(str(PdfReader(BytesIO(storage.read_file(made.minutes_file))).pages[0].extract_text()).split())
    assert "Tổng số hồ sơ: 03, 06 tờ" in words and "Viên chức tiếp nhận" in words, words
    assert storage.read_file(made.list_file).startswith(b"%PDF")
    with pytest.raises(NotNow, match="Không còn hồ sơ"):
        drawn_up(boxes[0], clerk_user)
    with pytest.raises(NotNow, match="Hủy mục lục"):
        filing.undo_filing(entry=kept[0].box_entries.get(), by=clerk_user)
    with pytest.raises(NotValid, match="Ngày giao"):
        depositing.hand_to_archive(deposit=made, on=timezone.localdate() + timedelta(days=1), by=clerk_user)

    depositing.hand_to_archive(deposit=made, on=timezone.localdate(), by=clerk_user)
    assert not BoxEntry.objects.filter(left_at=None).exists()
    assert all(row.events.filter(verb="deposit_paper").count() == 1 for row in kept)
    assert remainders(clerk_user) == []
    with pytest.raises(NotNow, match="đã nộp lưu theo mục lục 01/MLNL"):
        filing.file_paper(dossier=kept[0], box=boxes[0], by=clerk_user)
    with pytest.raises(NotNow, match="đã bàn giao"):
        depositing.call_off(deposit=made, by=clerk_user)


def test_papers_that_nobody_counted_are_named_and_not_left_out_in_silence(
    kept: list[Dossier], boxes: list[PaperBox], clerk_user: User
) -> None:
    first, second, third = kept
    Dossier.objects.filter(pk__in=[first.pk, second.pk]).update(counted_sheets=None)
    known, unknown = first.procedure.component_types.filter(never_scan=False)[:2]
    Component.objects.create(dossier=first, type=known, sheets=4)
    Component.objects.create(dossier=first, type=unknown, pages_counted=1)

    lines = {row.dossier: row for row in drawn_up(boxes[0], clerk_user).lines.all()}

    assert (lines[first].sheets, lines[first].uncounted) == (4, unknown.name)
    assert (lines[second].sheets, lines[second].uncounted) == (None, "giấy tờ của hồ sơ")
    assert (lines[third].sheets, lines[third].uncounted) == (2, ""), "counted as a whole"


def test_what_is_kept_for_ever_has_a_list_of_its_own(
    kept: list[Dossier], boxes: list[PaperBox], clerk_user: User
) -> None:
    other = Procedure.objects.filter(code="TUAT_T").latest("valid_from")
    Procedure.objects.filter(pk=other.pk).update(retention_code="01")
    Dossier.objects.filter(pk=kept[0].pk).update(procedure=other)
    assert [(row.permanent, row.ready) for row in remainders(clerk_user)] == [(True, 1), (False, 2)]

    made = drawn_up(boxes[0], clerk_user, permanent=True)
    assert [row.dossier for row in made.lines.all()] == [kept[0]]
    assert [(row.permanent, row.ready, row.listed) for row in remainders(clerk_user)] == [(True, 0, 1), (False, 2, 0)]


def test_what_is_lent_or_not_archived_waits_and_a_called_off_list_frees_its_dossiers(
    kept: list[Dossier], boxes: list[PaperBox], clerk_user: User, demo: dict[str, User]
) -> None:
    put_in_state(kept[1], State.READY_TO_ARCHIVE)
    made = drawn_up(boxes[0], clerk_user)
    with pytest.raises(NotAllowed):
        depositing.call_off(deposit=made, by=demo["tiepnhan-na"])

    depositing.call_off(deposit=made, by=clerk_user)
    lend(kept[0], clerk_user)
    (left,) = remainders(clerk_user)
    assert (left.ready, left.lent, left.open, left.listed) == (1, 1, 1, 0)
    assert deposit_of(kept[0]) is None and drawn_up(boxes[0], clerk_user).lines.count() == 1


def lend(dossier: Dossier, by: User) -> None:
    loans.lend_paper(dossier=dossier, borrower="Lê Văn Đôn", unit="", purpose="Đối chiếu", by=by)


def test_what_is_on_a_list_is_lent_to_nobody(kept: list[Dossier], boxes: list[PaperBox], clerk_user: User) -> None:
    made = drawn_up(boxes[0], clerk_user)
    with pytest.raises(NotNow, match="đã lên mục lục nộp lưu 01/MLNL, chờ hai bên ký"):
        lend(kept[0], clerk_user)

    depositing.hand_to_archive(deposit=made, on=timezone.localdate(), by=clerk_user)
    with pytest.raises(NotNow, match="đã nộp lưu theo mục lục 01/MLNL.*Lưu trữ cơ quan"):
        lend(kept[0], clerk_user)


def test_the_minutes_are_not_signed_for_paper_in_another_box(
    kept: list[Dossier], boxes: list[PaperBox], clerk_user: User
) -> None:
    made = drawn_up(boxes[0], clerk_user)
    with pytest.raises(NotNow, match="Hủy mục lục trước khi chuyển hộp"):
        filing.file_paper(dossier=kept[0], box=boxes[0], by=clerk_user, reason="Hộp đầy")

    kept[0].box_entries.update(left_at=timezone.now())
    with pytest.raises(NotNow, match=str(kept[0])):
        depositing.hand_to_archive(deposit=made, on=timezone.localdate(), by=clerk_user)


def test_the_day_counts_from_the_end_of_the_work() -> None:
    assert deposit_due(date(2026, 11, 30), 12) == date(2027, 11, 30)
    assert deposit_due(date(2026, 8, 31), 6) == date(2027, 2, 28)
