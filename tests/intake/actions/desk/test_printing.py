"""Is a slip issued once, numbered, and the same bytes whenever it is printed again?"""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from django.db import DatabaseError, transaction

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Office, OfficeName, User
from bhxh_archive.text import nfc
from intake.actions.counter import registration
from intake.actions.desk import printing
from intake.actions.dossier import books, ending_books
from intake.actions.supplements import supplement
from intake.models import ComponentType, Dossier, IssuedSlip
from intake.queries import issued_of
from intake.slips import SLIPS, data_of, slips_of
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state


def text_of(slip: IssuedSlip) -> str:
    document = pdfium.PdfDocument(BytesIO(storage.read_file(slip.file)))
    return " ".join(nfc(" ".join(page.get_textpage().get_text_bounded() for page in document)).split())


def issue(dossier: Dossier, name: str, by: User) -> IssuedSlip:
    return printing.issue_slip(dossier=dossier, name=name, by=by)


def test_printing_again_gives_the_very_same_bytes_and_an_event(accepted: Dossier, clerk_user: User) -> None:
    first, second = issue(accepted, "receipt", clerk_user), issue(accepted, "receipt", clerk_user)

    assert first == second == accepted.issued_slips.get()
    assert str(first) in text_of(first) and first.number == 1
    assert [event.verb for event in accepted.events.order_by("seq")][-2:] == ["issue_slip", "reprint_slip"]
    assert accepted.events.get(verb="issue_slip").evidence_digest == first.file.digest
    assert [found.reprints for found in issued_of(accepted)] == [1]


def test_a_changed_fact_makes_a_new_slip_that_names_the_old_one(accepted: Dossier, clerk_user: User) -> None:
    old = issue(accepted, "book_receipt", clerk_user)
    books.take_book(dossier=accepted, form="paper", covers=1, leaves=5, by=clerk_user)
    new = issue(accepted, "book_receipt", clerk_user)

    assert (new.number, new.replaces, text_of(old) != text_of(new)) == (2, old, True)
    assert f"Thay thế số {old} ngày" in text_of(new)
    assert [found.successor for found in issued_of(accepted)] == [None, new]


def test_no_receipt_promises_a_day_while_the_clock_stands_nor_replaces_what_nobody_was_told(
    accepted: Dossier, clerk_user: User
) -> None:
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    waits = Dossier.objects.get(pk=accepted.pk)
    assert "receipt" not in {slip.name for slip in slips_of(waits)}
    with pytest.raises(NotNow):
        issue(waits, "receipt", clerk_user)

    supplement.answer_item(item=asked.items.get(), by=clerk_user)
    supplement.resume(dossier=accepted, by=clerk_user)
    assert data_of(SLIPS["receipt"], Dossier.objects.get(pk=accepted.pk), clerk_user)["previous_due"] is None


def test_an_office_that_is_renamed_makes_no_new_slip(accepted: Dossier, clerk_user: User) -> None:
    old = issue(accepted, "receipt", clerk_user)
    OfficeName.objects.filter(office=accepted.receiving_office).update(place="Nơi khác", director_title="Trưởng")
    assert issue(accepted, "receipt", clerk_user) == old


def test_numbers_run_by_office_and_kind(accepted: Dossier, clerk_user: User) -> None:
    another = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    slips = [issue(accepted, "receipt", clerk_user), issue(another, "receipt", clerk_user),
             issue(accepted, "book_receipt", clerk_user)]  # fmt: skip
    assert [str(slip) for slip in slips] == ["01/TNHS", "02/TNHS", "01/GNS"]


def test_a_second_request_is_another_slip_and_replaces_nothing(accepted: Dossier, clerk_user: User) -> None:
    supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    first = issue(accepted, "supplement", clerk_user)
    type(accepted.supplements.get()).objects.create(
        dossier=accepted, ordinal=2, limit_on="2027-01-05", by=clerk_user
    ).items.create(wanted="Thiếu giấy ủy quyền")
    second = issue(accepted, "supplement", clerk_user)

    assert (second.replaces, second.number) == (None, first.number + 1)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_lets_nobody_alter_an_issued_slip(accepted: Dossier, clerk_user: User, change: str) -> None:
    row = IssuedSlip.objects.filter(pk=issue(accepted, "receipt", clerk_user).pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(number=99) if change == "update" else row._raw_delete(row.db)


def test_who_may_not_issue_is_refused_and_an_archived_dossier_issues_nothing(
    accepted: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    with pytest.raises(NotAllowed):
        issue(accepted, "receipt", demo["chuyenvien-hp"])
    slip = issue(accepted, "receipt", clerk_user)
    put_in_state(accepted, State.ARCHIVED)
    with pytest.raises(NotNow):
        printing.reprint(slip=slip, by=clerk_user)


def test_what_goes_back_when_a_dossier_ends_without_a_result(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow):
        issue(accepted, "papers_returned", clerk_user)
    registration.withdraw(dossier=accepted, reason="Bảo lưu thời gian", by=clerk_user)
    ending_books.end_book(dossier=accepted, receiver_name="Phạm Văn Út", proof="Ký nhận", by=clerk_user)

    text = text_of(issue(accepted, "papers_returned", clerk_user))

    assert "01 bìa sổ, 02 tờ rời" in text and "Bảo lưu thời gian" in text and "Phạm Văn Út" in text


@pytest.mark.parametrize("name", ["receipt", "book_receipt", "supplement"])
def test_what_is_over_is_not_issued_any_more_and_what_was_issued_is_printed_again(
    accepted: Dossier, clerk_user: User, name: str
) -> None:
    if name == "supplement":
        supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    slip = issue(accepted, name, clerk_user)
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)
    ending_books.end_book(dossier=accepted, receiver_name="Phạm Văn Út", proof="Ký nhận", by=clerk_user)

    with pytest.raises(NotNow, match="Phiếu đã phát hành thì in lại"):
        issue(accepted, name, clerk_user)
    assert printing.reprint(slip=slip, by=clerk_user) == slip == accepted.issued_slips.get()
    assert name not in [row.name for row in slips_of(Dossier.objects.get(pk=accepted.pk))]


def test_the_book_is_receipted_while_it_is_here(accepted: Dossier, clerk_user: User) -> None:
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)
    assert issue(accepted, "book_receipt", clerk_user)


def test_what_ended_without_a_result_offers_no_sheets_to_scan_behind_and_a_refused_draft_no_receipt_of_its_book(
    accepted: Dossier, clerk_user: User
) -> None:
    def offered(row: Dossier) -> set[str]:
        return {slip.name for slip in slips_of(row)} & {"cover_sheet", "separators", "book_receipt"}

    assert offered(accepted) == {"cover_sheet", "separators", "book_receipt"}
    assert offered(registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)) == {"book_receipt"}
    assert "cover_sheet" in offered(put_in_state(accepted, State.ARCHIVED)), "its paper is found by it"
    draft = draft_of(clerk_user)
    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    assert offered(draft) == {"book_receipt"}
    assert not offered(registration.refuse(dossier=draft, reason="Không thuộc thẩm quyền", by=clerk_user))


def test_no_limit_is_said_to_have_passed_of_a_dossier_that_was_withdrawn(accepted: Dossier, clerk_user: User) -> None:
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    type(asked).objects.filter(pk=asked.pk).update(limit_on="2026-01-05")
    assert SLIPS["lapse_notice"].there(accepted)
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)
    assert not SLIPS["lapse_notice"].there(Dossier.objects.get(pk=accepted.pk))


def test_what_was_handed_in_goes_back_as_the_catalogue_says_and_the_rest_is_said_to_stay(
    accepted: Dossier, clerk_user: User
) -> None:
    back, stays = component(accepted, "13-HSB"), component(accepted, "12-HSB")
    ComponentType.objects.filter(pk=back.type_id).update(returnable=True)
    accepted.components.filter(pk__in=[back.pk, stays.pk]).update(pages_counted=2)  # counted in pages, not in sheets
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)

    slip, notice = (text_of(issue(accepted, name, clerk_user)) for name in ("papers_returned", "withdrawal"))

    returned, _, kept = slip.partition("không trả lại:")
    assert "2 Giấy ủy quyền (Mẫu số 13-HSB)" in returned
    assert "Mẫu số 12-HSB) (2 trang); số tờ đếm chung cả hồ sơ: 1." in kept
    assert "02 tờ rời; - Giấy ủy quyền (Mẫu số 13-HSB): 01 bản. Khi có nhu cầu" in notice


@pytest.mark.parametrize("book", [True, False])
def test_paper_that_was_counted_as_a_whole_only_goes_back_from_a_refused_draft(
    draft: Dossier, clerk_user: User, book: bool
) -> None:
    registration.set_counts(dossier=draft, sheets=3, pages=4, by=clerk_user)
    if book:
        books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    registration.refuse(dossier=draft, reason="Không thuộc thẩm quyền", legal_ground="NĐ", by=clerk_user)

    text = text_of(issue(draft, "papers_returned", clerk_user))

    assert f"{1 + book} Giấy tờ chưa kê theo từng loại 3 4 trang" in text and ("01 bìa sổ" in text) is book


def test_all_paper_of_a_draft_that_was_cancelled_goes_back(
    accepted: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    draft = draft_of(clerk_user)
    draft.components.filter(type__code="14-HSB").update(sheets=1, pages_counted=1)
    registration.cancel(dossier=draft, survivor=accepted, reason="Trùng", by=demo["truongtiepnhan-hp"])

    text = text_of(issue(draft, "papers_returned", clerk_user))

    assert "1 Văn bản đề nghị" in text and "không trả lại" not in text


def test_paper_that_was_counted_as_a_whole_only_is_said_to_stay_with_what_was_withdrawn(
    accepted: Dossier, clerk_user: User
) -> None:
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)
    text = text_of(issue(accepted, "papers_returned", clerk_user))
    assert "không trả lại: giấy tờ chưa kê theo từng loại (1 tờ, 2 trang)" in text


def test_a_notice_has_a_number_of_the_settling_office_and_tells_who_has_the_paper(
    accepted: Dossier, clerk_user: User
) -> None:
    registration.withdraw(dossier=accepted, reason="Bảo lưu", by=clerk_user)
    office = Office.objects.exclude(pk=accepted.receiving_office_id).first()
    Dossier.objects.filter(pk=accepted.pk).update(settling_office=office)

    slip = issue(accepted, "withdrawal", clerk_user)

    text, receiver = text_of(slip), accepted.receiving_office.name
    assert (slip.office, "Số: 01/TB-BHXH" in text) == (office, True)
    assert f"{receiver} tiếp nhận hồ sơ mã số" in text and f"tại {receiver} gồm:" in text
