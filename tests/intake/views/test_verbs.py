"""Does pressing a verb do it once, keep what was typed when it can't, and lead on to the next dossier?"""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.models import Dossier
from intake.rules import ground_of
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages
from tests.intake.views.conftest import SignIn, address, state_of
from tests.intake.views.slip_texts import text_of
from tests.room import PERSON

pytestmark = pytest.mark.slow


def test_accepting_twice_with_one_press_lands_in_the_same_place(draft: Dossier, clerk: Client) -> None:
    answers = [clerk.post(address("accept", draft), {"version": draft.version}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {address("done", draft, "accept")}
    assert draft.receipts.count() == 1


def test_two_pages_that_accept_with_other_counts_or_answers_are_no_double_press(draft: Dossier, clerk: Client) -> None:
    page, paper = address("accept", draft), component(draft, "14-HSB")
    question = draft.procedure.questions.order_by("ordinal").first()
    assert question
    first, *_, other = (value for value, _ in question.options)
    typed = {"version": draft.version, f"sheets{paper.pk}": "2", f"ask-{question.code}": first}
    done = [clerk.post(page, typed) for _ in range(2)]
    assert {answer["Location"] for answer in done} == {address("done", draft, "accept")}

    for changed, said in (({f"sheets{paper.pk}": "9"}, ">9<"), ({f"ask-{question.code}": other}, question.text)):
        late = clerk.post(page, typed | changed)
        told = late.content.decode()
        assert late.status_code == 409 and "ở một trang khác với nội dung khác" in told and said in told
    assert component(draft, "14-HSB").sheets == 2


def test_two_pages_that_end_a_dossier_for_different_reasons_are_no_double_press(
    accepted: Dossier, clerk: Client
) -> None:
    page, typed = address("withdraw", accepted), {"version": accepted.version, "explanation": "Bảo lưu thời gian"}
    done = [clerk.post(page, typed) for _ in range(2)]
    assert {answer["Location"] for answer in done} == {address("done", accepted, "withdraw")}

    late = clerk.post(page, typed | {"explanation": "Nộp nhầm nơi"})

    assert late.status_code == 409 and "Nộp nhầm nơi" in late.content.decode()
    assert accepted.events.get(verb="withdraw").reason == "Bảo lưu thời gian"


def test_two_pages_that_refuse_by_different_law_are_no_double_press(draft: Dossier, clerk: Client) -> None:
    typed = {"reason": "condition", "explanation": "Thiếu tuổi", "legal_ground": "Điều 64", "version": draft.version}
    done = [clerk.post(address("refuse", draft), typed) for _ in range(2)]
    assert {answer["Location"] for answer in done} == {address("done", draft, "refuse")}

    late = clerk.post(address("refuse", draft), typed | {"legal_ground": "Điều 65"})

    said = late.content.decode()
    assert late.status_code == 409 and "ở một trang khác với nội dung khác" in said and "Điều 65" in said


def test_a_version_overtaken_by_another_clerk_is_a_conflict(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    Dossier.objects.filter(pk=draft.pk).update(version=draft.version + 1)

    assert clerk.post(address("accept", draft), {"version": draft.version}).status_code == 409
    assert state_of(draft) == State.DRAFT


def test_the_acceptance_page_shows_a_possible_twin(accepted: Dossier, clerk_user: User, clerk: Client) -> None:
    page = clerk.get(address("accept", draft_of(clerk_user))).content.decode()

    assert "Có thể trùng" in page and address("dossier", accepted) in page


def test_an_incomplete_draft_cannot_be_accepted(clerk: Client, clerk_user: User) -> None:
    draft = draft_of(clerk_user, return_method="")

    page = clerk.get(address("accept", draft)).content.decode()
    answer = clerk.post(address("accept", draft), {"version": draft.version})

    assert "Chưa chọn cách nhận kết quả." in page and "disabled" in page
    assert answer.status_code == 422


def test_what_was_handed_in_is_counted_on_acceptance_and_stands_on_record(clerk: Client, clerk_user: User) -> None:
    draft = draft_of(clerk_user, counted_sheets=None, counted_pages=None)
    paper, other = component(draft, "12-HSB"), component(draft, "13-HSB")
    page = clerk.get(address("accept", draft)).content.decode()
    assert "Giấy tờ nhận của người nộp" in page and "disabled" not in page

    typed = {"version": draft.version, f"copies{paper.pk}": "1", f"sheets{paper.pk}": "2", f"pages{paper.pk}": "3"}
    assert clerk.post(address("accept", draft), typed).status_code == 302

    accepted = Dossier.objects.get(pk=draft.pk)
    paper, other = component(accepted, "12-HSB"), component(accepted, "13-HSB")
    assert (paper.copies, paper.sheets, paper.pages_counted) == (1, 2, 3)
    assert (other.copies, other.sheets, other.pages_counted) == (1, 0, 0)
    assert (accepted.state, accepted.counted_sheets, accepted.counted_pages) == (State.RECEIVED, 2, 3)


def test_a_wrong_count_keeps_the_draft_and_what_was_typed(clerk: Client, draft: Dossier) -> None:
    paper = component(draft, "12-HSB")
    answer = clerk.post(address("accept", draft), {"version": draft.version, f"pages{paper.pk}": "hai"})

    assert answer.status_code == 422
    assert 'value="hai"' in answer.content.decode()
    assert state_of(draft) == State.DRAFT


def test_a_draft_without_any_counted_paper_is_not_accepted(clerk: Client, clerk_user: User) -> None:
    draft = draft_of(clerk_user, counted_sheets=None, counted_pages=None)

    answer = clerk.post(address("accept", draft), {"version": draft.version})

    assert answer.status_code == 422
    assert "Chưa ghi số trang giấy đã đếm: ghi ở dòng" in answer.content.decode()


def test_after_accepting_come_the_slips_and_the_next_one(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    following = draft_of(clerk_user)
    answer = clerk.post(address("accept", draft), {"version": draft.version}, follow=True)

    page = answer.content.decode()
    for link in (address("slip", draft, "receipt"), address("slip", draft, "cover_sheet"), address("pages", draft),
                 address("dossier", following)):  # fmt: skip
        assert link in page


def test_a_refusal_keeps_its_words_when_the_reason_is_not_chosen(draft: Dossier, clerk: Client) -> None:
    answer = clerk.post(address("refuse", draft), {"explanation": "Hồ sơ thuộc tỉnh khác", "version": draft.version})

    assert answer.status_code == 422
    assert "Chọn một lý do." in answer.content.decode() and "Hồ sơ thuộc tỉnh khác" in answer.content.decode()


def test_a_refusal_writes_chosen_reason_and_text(draft: Dossier, clerk: Client) -> None:
    words = {"reason": "authority", "explanation": "Thuộc Nghệ An", "version": "0", "legal_ground": "Điều 74 Luật BHXH"}
    refused = clerk.post(address("refuse", draft), words).content.decode()
    assert "Ghi cơ quan có thẩm quyền" in refused and "Điều 74 Luật BHXH" in refused
    clerk.post(address("refuse", draft), words | {"where_to_go": "BHXH tỉnh Nghệ An"})

    assert draft.events.get(verb="refuse").reason == "Không thuộc thẩm quyền giải quyết: Thuộc Nghệ An"


def test_the_law_of_a_refusal_is_proposed_from_the_catalogue_and_stands_on_its_slip(
    draft: Dossier, clerk: Client
) -> None:
    law = ground_of(None, draft.procedure)
    assert law and law in unescape(clerk.get(address("refuse", draft)).content.decode())
    clerk.post(address("refuse", draft), {"reason": "authority", "explanation": "Thuộc Nghệ An", "version": "0",
                                          "legal_ground": law, "where_to_go": "BHXH tỉnh Nghệ An"})  # fmt: skip

    text = text_of(clerk, draft, "refusal")

    assert "giải quyết: Thuộc Nghệ An. Căn cứ: " in text and "Hướng dẫn: BHXH tỉnh Nghệ An." in text
    assert law[:40] in text


def test_forwarding_lists_every_problem_before_the_button(accepted: Dossier, clerk: Client) -> None:
    add_pages(accepted)

    page = clerk.get(address("forward", accepted)).content.decode()

    assert "Còn 4 mục phải xử lý" in page
    assert "1 trang chưa xếp vào thành phần nào." in page and "Còn thiếu một trong các giấy tờ" in page


def test_a_whole_dossier_is_forwarded(scanned: Dossier, clerk: Client) -> None:
    answer = clerk.post(address("forward", scanned), {"version": scanned.version})

    assert answer["Location"] == address("done", scanned, "forward")
    assert state_of(scanned) == State.IN_REVIEW


def test_cancelling_for_another_persons_dossier_warns(accepted: Dossier, clerk_user: User, sign_in: SignIn) -> None:
    other = draft_of(clerk_user, "BHXH1L", persons=[{**PERSON, "full_name": "Vũ Thị Khác", "personal_id": "",
                                                     "insurance_number": ""}])  # fmt: skip
    words = {"number": accepted.number, "explanation": "Trùng", "look": "1"}

    page = sign_in("truongtiepnhan-hp").post(address("cancel", other), words).content.decode()

    assert "không có người nào chung" in page
    assert "Hai hồ sơ khác thủ tục" in page


def test_cancelling_shows_the_survivor_before_it_is_done(accepted: Dossier, clerk_user: User, sign_in: SignIn) -> None:
    twin, head = draft_of(clerk_user), sign_in("truongtiepnhan-hp")
    words = {"number": (accepted.number or "").lower(), "explanation": "Nộp hai lần", "version": twin.version}

    shown = head.post(address("cancel", twin), words | {"look": "1"}).content.decode()
    assert "Hồ sơ được giữ lại" in shown and state_of(twin) == State.DRAFT

    done = [head.post(address("cancel", twin), words | {"really": "1"}) for _ in range(2)]
    assert {answer["Location"] for answer in done} == {address("done", twin, "cancel")}
    late = head.post(address("cancel", twin), words | {"really": "1", "explanation": "Nhầm tỉnh"})
    assert late.status_code == 409 and "Nhầm tỉnh" in late.content.decode()
    assert Dossier.objects.get(pk=twin.pk).survivor == accepted


def test_a_number_nobody_has_is_said(draft: Dossier, sign_in: SignIn) -> None:
    words = {"number": "G12-khong-co", "explanation": "trùng", "really": "1"}
    answer = sign_in("truongtiepnhan-hp").post(address("cancel", draft), words)

    assert answer.status_code == 422
    assert "Không có hồ sơ nào mang mã này" in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "label", "empty"),
    [
        ("withdraw", "Lý do người nộp đề nghị dừng", "Ghi lý do người nộp đề nghị dừng."),
        ("refuse", "In nguyên văn trên phiếu từ chối.", "Ghi rõ vì sao từ chối và người nộp cần làm gì."),
    ],
)
def test_what_ends_a_dossier_is_asked_in_its_own_words(
    draft: Dossier, clerk: Client, clerk_user: User, verb: str, label: str, empty: str
) -> None:
    dossier = registration.accept(dossier=draft, by=clerk_user) if verb == "withdraw" else draft

    assert label in clerk.get(address(verb, dossier)).content.decode()
    assert empty in clerk.post(address(verb, dossier), {"version": dossier.version}).content.decode()


def test_what_stands_on_a_paper_is_typed_on_the_page_of_the_component(scanned: Dossier, clerk: Client) -> None:
    paper = component(scanned, "12-HSB")
    page = address("component", scanned, paper.pk)
    words = {"do": "describe", "number": "1234567890123/QĐ", "issued_on": "28/04/2026", "issuer": "Công ty Mẫu"}
    refused = clerk.post(page, words)
    assert refused.status_code == 422 and "tối đa 11 ký tự" in refused.content.decode()
    assert "Công ty Mẫu" in refused.content.decode()

    assert clerk.post(page, words | {"number": "12/QĐ-CT"}).status_code == 302
    assert "số 12/QĐ-CT ngày 28/04/2026" in clerk.get(page).content.decode()


def test_the_questions_are_asked_where_the_dossier_is_accepted(draft: Dossier, clerk: Client) -> None:
    assert "Người lao động nghỉ hưu vì lý do nào?" in clerk.get(address("accept", draft)).content.decode()

    typed = {"version": draft.version, "ask-LY_DO_NGHI": "HIV", "rest": "on"}
    assert clerk.post(address("accept", draft), typed).status_code == 302

    told = dict(draft.answers.values_list("question__code", "value"))
    assert (told["LY_DO_NGHI"], told["UY_QUYEN"], len(told)) == ("HIV", "NO", 6)
    assert component(Dossier.objects.get(pk=draft.pk), "HIV_TNRR").asked


def test_questions_can_be_answered_and_corrected_later(accepted: Dossier, clerk: Client) -> None:
    page = address("questions", accepted)

    assert clerk.post(page, {"ask-UY_QUYEN": "YES"}).status_code == 302
    assert clerk.post(page, {"ask-UY_QUYEN": "BUA"}).status_code == 422

    shown = clerk.get(address("dossier", accepted)).content.decode()
    assert "còn 5/6 câu" in shown
    assert "ở nước ngoài không? Có. Căn cứ: " in shown


def test_nothing_is_called_missing_of_what_has_ended(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    assert "Còn thiếu: " in clerk.get(address("dossier", draft)).content.decode()
    registration.refuse(dossier=draft, reason="Không thuộc thẩm quyền", by=clerk_user)
    shown = clerk.get(address("dossier", draft)).content.decode()
    assert "Còn thiếu" not in shown and "Không ghi nhận" in shown
