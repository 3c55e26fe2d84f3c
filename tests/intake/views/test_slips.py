"""Do the slips say what is on record, and is each printing written down?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from intake import deadlines
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.supplements import supplement
from intake.models import BookCustody, ComponentType, Defect, Dossier
from intake.slips.control import control_slip
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import SignIn
from tests.intake.views.slip_texts import text_of

pytestmark = pytest.mark.slow


def test_cover_and_separators_carry_number_and_components(accepted: Dossier, clerk: Client) -> None:
    assert str(accepted.number) in text_of(clerk, accepted, "cover_sheet")
    assert "đơn đề nghị" in text_of(clerk, accepted, "separators")


def test_the_supplement_names_every_defect(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    paper = component(accepted, "13-HSB")
    items = [Defect(paper, "Chưa có chữ ký", "Ký lại", "Điều 5"), Defect(None, "Bổ sung số điện thoại")]
    supplement.request_supplement(dossier=accepted, items=items, by=clerk_user, legal_ground="Điều 77 Luật BHXH")

    text = text_of(clerk, accepted, "supplement")

    for words in ("Giấy ủy quyền", "Chưa có chữ ký", "Ký lại", "Bổ sung số điện thoại"):
        assert words in text
    assert (text.count("Điều 77 Luật BHXH"), text.count("Điều 5")) == (1, 1), "the common ground, and the line's own"


def test_the_catalogue_gives_the_law_that_the_clerk_does_not_write(
    accepted: Dossier, clerk: Client, clerk_user: User
) -> None:
    paper = component(accepted, "13-HSB")
    ComponentType.objects.filter(pk=paper.type.pk).update(source="Luật BHXH 41/2024/QH15 Điều 77; cần xác nhận")
    supplement.request_supplement(dossier=accepted, items=[Defect(paper, "Mờ"), Defect(None, "Thiếu")], by=clerk_user)

    text = text_of(clerk, accepted, "supplement")

    assert "41/2024/QH15 Điều 77" in text and "cần xác nhận" not in text
    assert "863/QĐ-BNV" in text, "what is no paper is asked by the law of the procedure"


def test_refusal_and_withdrawal_tell_the_reason(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    refused = registration.refuse(dossier=draft_of(clerk_user), reason="Thuộc tỉnh khác", by=clerk_user)
    registration.withdraw(dossier=accepted, reason="Bảo lưu thời gian.", by=clerk_user)

    assert "Thuộc tỉnh khác" in (text := text_of(clerk, refused, "refusal"))
    assert "Mã hồ sơ" not in text  # it never had one
    told = clerk.get(reverse("slip", args=[refused.pk, "refusal"]), follow=True)["Content-Disposition"]
    assert f'filename="ho-so-{refused.pk}-phieu-tu-choi-1.pdf"' in told
    text = text_of(clerk, accepted, "withdrawal")
    assert "Bảo lưu thời gian. Đến thời điểm" in text and "Sổ bảo hiểm xã hội" in text and "DỰ THẢO" not in text


def test_a_passed_limit_has_its_notice(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    type(asked).objects.filter(pk=asked.pk).update(limit_on="2026-01-05")

    said = text_of(clerk, accepted, "lapse_notice")
    assert "Thiếu đơn" in said and "Hết ngày gửi thông báo này" in said
    assert "trả lại" in said and "Sổ bảo hiểm xã hội: 01 bìa sổ" in said


def test_the_notice_of_a_passed_limit_promises_nothing_that_stays(
    accepted: Dossier, clerk: Client, clerk_user: User
) -> None:
    book = BookCustody.objects.get(dossier=accepted)
    BookCustody.objects.filter(pk=book.pk).update(form=BookCustody.Form.ELECTRONIC)
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    type(asked).objects.filter(pk=asked.pk).update(limit_on="2026-01-05")

    assert "trả lại" not in text_of(clerk, accepted, "lapse_notice")


def test_the_control_slip_follows_the_hands(scanned: Dossier, clerk: Client, clerk_user: User) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)

    text = text_of(clerk, scanned, "control_slip")

    assert "Phòng Chế độ BHXH" in text and "Phạm Thu Trang" in text and "Trước hạn" in text
    half_a_day = deadlines.desk_limit(
        scanned.procedure, scanned.receipts.get().counts_from, State.RECEIVED, deadlines.calendar()
    )  # fmt: skip
    assert half_a_day and half_a_day < scanned.receipts.get().due_on
    assert f"{half_a_day:%d/%m/%Y}" in text


def test_a_day_that_only_the_calendar_moved_is_no_apology(accepted: Dossier, clerk: Client) -> None:
    assert accepted.due_on
    told, due = accepted.due_on, accepted.due_on + timedelta(days=1)
    Dossier.objects.filter(pk=accepted.pk).update(promised_on=told, due_on=due)

    slip, cover = text_of(clerk, accepted, "control_slip"), text_of(clerk, accepted, "cover_sheet")

    assert "phiếu xin lỗi" not in slip and f"Đã hẹn trên giấy tiếp nhận: 17 giờ 00 phút, ngày {told:%d/%m/%Y}" in slip
    assert f"{told:%d/%m/%Y}" in cover and f"{due:%d/%m/%Y}" not in cover


def test_a_book_noted_in_the_draft_was_handed_in_with_it(accepted: Dossier, clerk: Client) -> None:
    noted = accepted.receipts.get().at - timedelta(minutes=7)
    accepted.book.movements.update(at=noted)

    receipt, of_book = text_of(clerk, accepted, "receipt"), text_of(clerk, accepted, "book_receipt")
    at = f"{timezone.localtime(accepted.receipts.get().received_at):%H giờ %M phút}"
    assert at in receipt and at in of_book


def test_who_stops_a_review_at_the_counter_held_it_in_no_other_unit(scanned: Dossier, clerk_user: User) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)
    registration.withdraw(dossier=Dossier.objects.get(pk=scanned.pk), reason="Rút hồ sơ", by=clerk_user)

    *_, forwarded, stopped = control_slip(Dossier.objects.get(pk=scanned.pk), clerk_user)["hops"]

    assert (forwarded["to_unit"], forwarded["to_person"]) == ("Phòng Chế độ BHXH", "")
    assert stopped["from_unit"] == "Bộ phận Tiếp nhận và Trả kết quả"


def test_each_desk_has_its_time_one_after_the_other(accepted: Dossier) -> None:
    days, day_0 = deadlines.calendar(), accepted.receipts.get().counts_from
    limits = [deadlines.desk_limit(accepted.procedure, day_0, state, days) for state in deadlines.STAGES]

    assert None not in limits and limits == sorted(filter(None, limits)) and len(set(limits)) > 3
    assert deadlines.desk_limit(accepted.procedure, day_0, State.RETURNED, days) is None


def test_each_printing_of_a_working_paper_is_an_event(accepted: Dossier, clerk: Client) -> None:
    for _ in range(2):
        text_of(clerk, accepted, "cover_sheet")

    assert accepted.events.filter(verb="print_slip", detail__slip="cover_sheet").count() == 2


def test_a_slip_that_is_only_looked_at_is_no_printing(accepted: Dossier, clerk: Client, sign_in: SignIn) -> None:
    """In the benefits unit, and by whomever once the dossier lies in the archive: the access log tells of it."""
    text_of(sign_in("truongphong-hp"), accepted, "control_slip")
    archived = put_in_state(accepted, State.ARCHIVED)
    text_of(clerk, archived, "control_slip")

    assert not accepted.events.filter(verb="print_slip").exists()
    assert AccessLog.objects.filter(subject=f"dossier:{accepted.pk}", action="slip:control_slip").count() == 2


@pytest.mark.parametrize(
    "name", ["refusal", "withdrawal", "supplement", "return_slip", "lapse_notice", "papers_returned"]
)
def test_there_is_no_slip_for_what_has_not_happened(accepted: Dossier, clerk: Client, name: str) -> None:
    there = reverse("slip", args=[accepted.pk, name])
    assert clerk.get(there).status_code == clerk.post(there).status_code == 409
    assert not accepted.events.filter(verb="issue_slip").exists()


def test_an_unknown_slip_is_not_there(accepted: Dossier, clerk: Client) -> None:
    assert clerk.get(reverse("slip", args=[accepted.pk, "khac"])).status_code == 404


def test_who_recalls_is_named_at_their_own_desk(scanned: Dossier, demo: dict[str, User]) -> None:
    """Signed and recalled by the leader: the clerk of records, to whom the dossier went, did nothing."""
    for verb, source, target in (("sign", "awaiting_signature", "signed"), ("recall", "signed", "in_review")):
        scanned.events.create(
            verb=verb, by=demo["giamdoc-hp"], role="leader", office=scanned.settling_office, from_state=source,
            to_state=target,
        )  # fmt: skip

    signed, recalled = control_slip(scanned, demo["tiepnhan-hp"])["hops"][-2:]

    assert (signed["to_unit"], signed["to_person"]) == ("Văn thư", "")
    assert (recalled["from_unit"], recalled["from_person"]) == ("Lãnh đạo cơ quan BHXH", str(demo["giamdoc-hp"]))
