"""Are other bodies asked one letter each, do answers come back question by question, and who goes on then?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from benefits.actions import verifying
from benefits.actions.verifying import Answered
from benefits.models import VerificationQuestion
from benefits.queries import letters_of, open_questions
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.benefits.asked import BORN, WORKED, ask
from tests.benefits.conftest import ShortRoad

TODAY = timezone.localdate


def asked_of(dossier: Dossier) -> list[tuple[str, list[str]]]:
    return [(letter.agency, [row.text for row in letter.questions.all()]) for letter in letters_of(dossier)]


def test_each_body_gets_one_letter_and_the_same_officer_goes_on(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    officer = unsigned_road.user("chuyenvien")
    again = WORKED._replace(agency="CÔNG TY  may mẫu", text="Chức danh?")
    ask(dossier, officer, WORKED, BORN, again)
    company, ward = letters_of(dossier)
    assert asked_of(dossier) == [("Công ty May Mẫu", [WORKED.text, "Chức danh?"]), (BORN.agency, [BORN.text])]
    assert unsigned_road.fresh().state == State.AWAITING_VERIFICATION

    worked, title = company.questions.all()
    verifying.take_answer(letter=company, answers=[Answered(worked.pk, "confirmed")], dated=TODAY(), by=officer,
                          number=" 12/CV-MM ", scan="Giấy tờ khác, trang 4")  # fmt: skip
    with pytest.raises(ChangedMeanwhile):
        verifying.withdraw_question(question=worked, reason="Không cần", by=officer)
    with pytest.raises(NotNow, match="Còn 2 nội dung"):
        verifying.verified(dossier=dossier, by=officer)
    verifying.withdraw_question(question=title, reason="Công ty đã giải thể", by=officer)
    born = ward.questions.get()
    verifying.take_answer(letter=ward, answers=[Answered(born.pk, "not_confirmed", "Sổ gốc ghi 1965")], dated=TODAY(),
                          by=officer)  # fmt: skip
    moved = verifying.verified(dossier=unsigned_road.fresh(), by=officer)

    assert (moved.state, moved.holder) == (State.IN_REVIEW, officer)
    worked.refresh_from_db()
    assert (worked.verdict, worked.answer_number, worked.answered_by) == ("confirmed", "12/CV-MM", officer)
    verbs = ["answer_question", "withdraw_question", "answer_question"]
    assert list(moved.events.filter(verb__endswith="_question").order_by("seq").values_list("verb", flat=True)) == verbs


def test_what_is_not_whole_is_not_kept(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    officer = unsigned_road.user("chuyenvien")
    for wrong in ((), (WORKED, BORN._replace(subject=" "))):
        with pytest.raises(NotValid):
            verifying.request_verification(dossier=dossier, questions=wrong, limit_on=TODAY(), by=officer)
    assert not letters_of(dossier)
    ask(dossier, officer, WORKED, BORN)
    letter = letters_of(dossier)[0]
    row, strange = letter.questions.get(), VerificationQuestion.objects.exclude(letter=letter).get()
    whole = Answered(row.pk, "confirmed")
    for answers, dated in (([], TODAY()), ([whole], TODAY().replace(year=2100)),
                           ([whole, whole._replace(verdict="")], TODAY()),
                           ([whole._replace(verdict="partly", text=" ")], TODAY())):  # fmt: skip
        with pytest.raises(NotValid):
            verifying.take_answer(letter=letter, answers=answers, dated=dated, by=officer)
    with pytest.raises(VerificationQuestion.DoesNotExist):
        verifying.take_answer(letter=letter, answers=[Answered(strange.pk, "confirmed")], dated=TODAY(), by=officer)
    with pytest.raises(NotValid):
        verifying.withdraw_question(question=row, reason=" ", by=officer)
    assert open_questions(dossier).count() == 2


def test_a_mistaken_answer_is_taken_back_and_stays_in_the_trail(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    officer = unsigned_road.user("chuyenvien")
    ask(dossier, officer)
    letter = letters_of(dossier)[0]
    row = letter.questions.get()
    verifying.take_answer(
        letter=letter, answers=[Answered(row.pk, "partly", "Thiếu 2 tháng")], dated=TODAY(), by=officer
    )
    verifying.reopen_question(question=row, by=officer)
    verifying.reopen_question(question=row, by=officer)

    row.refresh_from_db()
    assert row.is_open and (row.verdict, row.answer, row.answer_dated) == ("", "", None)
    told = dossier.events.get(verb="reopen_question").reason
    assert "Đúng một phần" in told and "Thiếu 2 tháng" in told
