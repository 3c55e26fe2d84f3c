"""Where does paper lie, under which number, and who has borrowed it?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.paper import filing, loans, paper_places
from intake.models import BoxEntry, Dossier, PaperBox, PaperLoan, PaperPlace
from intake.queries import papers
from intake.queries.shelved import Store
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state


@pytest.fixture
def boxes(clerk_user: User) -> list[PaperBox]:
    """Two boxes of the paper store in Hải Phòng: K01.D02.G03.N04.H001 and H002."""
    place: PaperPlace | None = None
    assert clerk_user.office
    for code in ("K01", "d02", "G03", "N04"):
        place = paper_places.add_place(office=clerk_user.office, parent=place, code=code, by=clerk_user)
    assert place
    return paper_places.add_boxes(place=place, number=2, by=clerk_user)


@pytest.fixture
def returned(draft: Dossier) -> Dossier:
    Dossier.objects.filter(pk=draft.pk).update(number="G12.99.31-261126-0001-H", number_folded="G1299312611260001H")
    return put_in_state(draft, State.RETURNED)


def number(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).paper_file_number


def test_the_path_is_built_from_the_store_down(boxes: list[PaperBox], clerk_user: User) -> None:
    assert [str(box) for box in boxes] == ["K01.D02.G03.N04.H001", "K01.D02.G03.N04.H002"]
    for code, parent, said in (
        ("K01", None, "Đã có kho"),
        ("kho 1", None, "1 đến 8 chữ"),
        ("X", boxes[0].place, "hộp"),
    ):
        with pytest.raises(NotValid, match=said):
            paper_places.add_place(office=boxes[0].office, parent=parent, code=code, by=clerk_user)


def test_both_codes_are_known_with_and_without_the_agency(
    boxes: list[PaperBox], returned: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    label = f"{boxes[0].office.agency_id}.{boxes[0].path}"
    filing.file_paper(dossier=returned, box=boxes[0], by=clerk_user)

    assert papers.box_of_code(clerk_user, label) == papers.box_of_code(clerk_user, boxes[0].path.lower()) == boxes[0]
    for typed in ("g12.99.31-261126-0001-h", f"{boxes[0].path}.001", f"{label}.001"):
        assert papers.paper_of_number(clerk_user, typed) == returned
    assert papers.box_of_code(demo["tiepnhan-na"], label) is None
    assert papers.paper_of_number(demo["tiepnhan-na"], "G12.99.31-261126-0001-H") is None


@pytest.mark.parametrize("typed", ["K1.D2.G3.N4.H1", "k1.d2.g3.n4.h1", "K01 D02 G03 N04 H001", " h1 "])
def test_the_label_of_a_box_is_read_as_the_number_of_a_paper_file_is(
    boxes: list[PaperBox], clerk_user: User, typed: str
) -> None:
    assert papers.box_of_code(clerk_user, typed) == boxes[0]
    spot = Store([boxes[0].office_id]).spot(boxes[0].office_id, f"{typed.strip()} 12")
    assert spot.number == (f"{boxes[0].path}.012" if "4" in typed else f"{typed.strip()} 12")


def test_where_labels_differ_by_zeros_alone_the_one_as_typed_is_meant(boxes: list[PaperBox], clerk_user: User) -> None:
    twin = PaperBox.objects.create(office=boxes[0].office, place=boxes[0].place, code="H01",
                                   path=f"{boxes[0].place.path}.H01")  # fmt: skip
    assert papers.box_of_code(clerk_user, twin.path) == papers.box_of_code(clerk_user, "H01") == twin
    assert papers.box_of_code(clerk_user, f"{boxes[0].place.path}.H1") is None


def test_filed_taken_to_another_box_and_back(boxes: list[PaperBox], returned: Dossier, clerk_user: User) -> None:
    first = filing.file_paper(dossier=returned, box=boxes[0], by=clerk_user)
    assert filing.file_paper(dossier=returned, box=boxes[0], by=clerk_user) == first
    assert number(returned) == "K01.D02.G03.N04.H001.001"
    with pytest.raises(NotValid, match="đang ở hộp K01.D02.G03.N04.H001"):
        filing.file_paper(dossier=returned, box=boxes[1], by=clerk_user)

    moved = filing.file_paper(dossier=returned, box=boxes[1], by=clerk_user, reason="Hộp đầy")
    assert number(returned) == "K01.D02.G03.N04.H002.001" and papers.entry_of(returned) == moved
    told = returned.events.get(verb="rebox_paper")
    assert (told.reason, told.detail["from_box"]) == ("Hộp đầy", boxes[0].pk)

    assert papers.paper_of_number(clerk_user, first.number) == returned, "the label of its former box is still on it"

    filing.undo_filing(entry=moved, by=clerk_user)
    assert number(returned) == "K01.D02.G03.N04.H001.001" and papers.entry_of(returned) == first
    with pytest.raises(NotNow):
        filing.undo_filing(entry=moved, by=clerk_user)
    filing.undo_filing(entry=first, by=clerk_user)
    assert number(returned) == "" and papers.entry_of(returned) is None
    assert filing.file_paper(dossier=returned, box=boxes[0], by=clerk_user).ordinal == 2  # 1 is never given again


def test_paper_is_filed_after_the_return_by_its_keepers(
    boxes: list[PaperBox], returned: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    with pytest.raises(NotAllowed):
        filing.file_paper(dossier=returned, box=boxes[0], by=demo["chuyenvien-hp"])
    with pytest.raises(NotNow, match="sau khi trả kết quả"):
        filing.file_paper(dossier=draft_of(clerk_user), box=boxes[0], by=clerk_user)
    stranger = demo["tiepnhan-na"]
    assert stranger.office
    with pytest.raises(NotAllowed):
        paper_places.add_place(office=boxes[0].office, parent=None, code="K09", by=stranger)


def test_a_loan_has_a_day_and_two_renewals(
    boxes: list[PaperBox], returned: Dossier, clerk_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 26))
    facts: dict[str, Any] = {"borrower": "Lê Văn Đôn", "unit": "Phòng Chế độ", "purpose": "Đối chiếu", "by": clerk_user}
    with pytest.raises(NotNow, match="chưa xếp"):
        loans.lend_paper(dossier=returned, **facts)
    filing.file_paper(dossier=returned, box=boxes[0], by=clerk_user)
    with pytest.raises(NotValid, match="mục đích"):
        loans.lend_paper(dossier=returned, **facts | {"purpose": " "})

    with pytest.raises(NotValid, match="trước hôm nay"):
        loans.lend_paper(dossier=returned, due_on=date(2026, 11, 25), **facts)

    loan = loans.lend_paper(dossier=returned, **facts)
    assert loan.due_on == date(2026, 12, 10)  # ten working days
    with pytest.raises(NotNow, match="đang cho mượn"):
        filing.file_paper(dossier=returned, box=boxes[1], by=clerk_user, reason="Hộp đầy")
    with pytest.raises(NotNow, match="đang cho mượn"):
        filing.undo_filing(entry=returned.box_entries.get(), by=clerk_user)
    assert [loans.renew_loan(dossier=returned, by=clerk_user).due_on for _ in range(2)][0] == date(2026, 12, 24)
    with pytest.raises(NotNow, match="Đã gia hạn 2 lần"):
        loans.renew_loan(dossier=returned, by=clerk_user)
    assert list(papers.running_loans(clerk_user)) == [loan]

    PaperLoan.objects.update(renewals=0, due_on=date(2026, 11, 2))
    overdue = loans.renew_loan(dossier=returned, by=clerk_user)
    assert overdue.due_on == date(2026, 12, 10), "ten working days from today, not from a day that has passed"

    loans.return_paper(dossier=returned, by=clerk_user)
    assert not papers.running_loans(clerk_user).exists() and BoxEntry.objects.get().left_at is None
