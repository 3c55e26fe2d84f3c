"""Is a second supplement request given only with the head's consent and its reason on the slip?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.desk import printing
from intake.actions.supplements import consenting, supplement
from intake.models import Dossier
from tests.intake.actions.desk.test_printing import text_of
from tests.intake.rows import put_in_state

WHY = "Giấy ủy quyền mới phát sinh sau khi người nộp đổi người đại diện"
ITEMS = [(None, "Thiếu giấy ủy quyền")]


@pytest.fixture
def asked_once(scanned: Dossier, clerk_user: User) -> Dossier:
    """A dossier whose first slip was answered."""
    first = supplement.request_supplement(dossier=scanned, items=[(None, "Thiếu đơn")], by=clerk_user)
    supplement.answer_item(item=first.items.get(), by=clerk_user)
    return supplement.resume(dossier=scanned, by=clerk_user)


def ask_again(dossier: Dossier, by: User) -> None:
    supplement.request_supplement(dossier=dossier, items=[(None, "Thiếu giấy ủy quyền")], by=by)


def test_a_second_request_waits_for_the_head(asked_once: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    with pytest.raises(NotValid, match="Trưởng Bộ phận Tiếp nhận"):
        ask_again(asked_once, clerk_user)
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user)
    with pytest.raises(NotNow):
        consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user)
    with pytest.raises(NotAllowed):
        consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=clerk_user)

    consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=demo["truongtiepnhan-hp"])
    ask_again(asked_once, clerk_user)

    text = text_of(printing.issue_slip(dossier=asked_once, name="supplement", by=clerk_user))
    assert "Lần 2" in text and WHY in text and "Đoàn Văn Hậu" in text


def test_one_consent_is_good_for_one_request(asked_once: Dossier, demo: dict[str, User]) -> None:
    head = demo["truongtiepnhan-hp"]
    assert consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=head).granted, "who asks is the head"
    ask_again(asked_once, head)
    put_in_state(asked_once, State.RECEIVED)
    with pytest.raises(NotValid):
        ask_again(asked_once, head)


def test_what_goes_out_is_what_the_head_agreed_to(asked_once: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    head, other = demo["truongtiepnhan-hp"], [*ITEMS, (None, "Thiếu sổ hộ khẩu")]
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user)
    consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=head)
    with pytest.raises(NotValid, match="khác với nội dung đã được đồng ý"):
        supplement.request_supplement(dossier=asked_once, items=other, by=clerk_user)
    assert put_in_state(asked_once, asked_once.state).supplements.count() == 1
    with pytest.raises(NotNow, match="không cần ý kiến"):
        consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user)

    consenting.ask_consent(dossier=asked_once, reason=WHY, items=other, by=clerk_user)
    with pytest.raises(NotValid, match="Trưởng Bộ phận Tiếp nhận"):
        ask_again(asked_once, clerk_user)
    consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=head)
    sent = supplement.request_supplement(dossier=asked_once, items=reversed(other), by=clerk_user)
    assert sent.items.count() == 2 and sent.consent == asked_once.supplement_consents.last()


def test_the_head_agrees_to_the_ground_of_law_too(asked_once: Dossier, clerk_user: User, demo: dict[str, User]) -> None:
    ground, other = "Điều 77 Luật 41/2024/QH15", "Điều 80 Luật 41/2024/QH15"
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, legal_ground=ground, by=clerk_user)
    asked = consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=demo["truongtiepnhan-hp"])
    assert {line["ground"] for line in asked.wanted} == {ground}
    with pytest.raises(NotValid, match="khác với nội dung đã được đồng ý"):
        supplement.request_supplement(dossier=asked_once, items=ITEMS, legal_ground=other, by=clerk_user)
    supplement.request_supplement(dossier=asked_once, items=ITEMS, legal_ground=f"{ground} ", by=clerk_user)


def test_the_head_reads_the_ground_that_the_slip_prints(asked_once: Dossier, demo: dict[str, User]) -> None:
    head, paper = demo["truongtiepnhan-hp"], asked_once.components.earliest("pk")
    items = [(paper, "Thiếu chữ ký")]
    asked = consenting.ask_consent(dossier=asked_once, reason=WHY, items=items, by=head)
    ground = asked.wanted[0]["ground"]
    asked_once.supplement_consents.update(wanted=[asked.wanted[0] | {"ground": ""}])  # as older releases kept it
    supplement.request_supplement(dossier=asked_once, items=items, by=head)

    slip = text_of(printing.issue_slip(dossier=asked_once, name="supplement", by=head))
    assert ground and ground in slip


def test_a_consent_of_an_older_release_names_nothing_and_holds(asked_once: Dossier, demo: dict[str, User]) -> None:
    head = demo["truongtiepnhan-hp"]
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=head)
    asked_once.supplement_consents.update(wanted=[])
    ask_again(asked_once, head)


def test_a_no_has_its_reason_and_may_be_asked_anew(
    asked_once: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user)
    with pytest.raises(NotValid):
        consenting.answer_consent(dossier=asked_once, granted=False, answer=" ", by=demo["truongtiepnhan-hp"])
    consenting.answer_consent(dossier=asked_once, granted=False, answer="Tra cứu dữ liệu", by=demo["truongtiepnhan-hp"])
    with pytest.raises(NotValid):
        ask_again(asked_once, clerk_user)
    assert consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=clerk_user).granted is None


def test_in_the_review_the_head_of_the_benefits_unit_is_asked(
    asked_once: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    put_in_state(asked_once, State.IN_REVIEW)
    consenting.ask_consent(dossier=asked_once, reason=WHY, items=ITEMS, by=demo["chuyenvien-hp"])
    with pytest.raises(NotAllowed):
        consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=demo["truongtiepnhan-hp"])
    consenting.answer_consent(dossier=asked_once, granted=True, answer="", by=demo["truongphong-hp"])
    ask_again(asked_once, demo["chuyenvien-hp"])
