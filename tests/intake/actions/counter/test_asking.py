"""How does the answer to a question decide which papers are asked for?"""

from __future__ import annotations

from datetime import date

import pytest

from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.lifecycle import State, check_move
from bhxh_archive.models import Parameter, User
from intake import queries
from intake.actions.counter import asking, registration
from intake.actions.dossier import components
from intake.models import Dossier
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state


def needed(dossier: Dossier) -> set[str]:
    return {line.component.type.code for line in queries.checklist_of(dossier) if line.needed}


def why(dossier: Dossier, code: str) -> str:
    return next(line.why for line in queries.checklist_of(dossier) if line.component.type.code == code)


def test_one_answer_asks_for_its_papers_and_for_no_other(clerk_user: User) -> None:
    case = draft_of(clerk_user, "TNLD_BNN")

    asking.answer_questions(dossier=case, answers={"LOAI": "BNN_DIEU_TRI"}, by=clerk_user)
    assert needed(case) >= {"GIAY_RA_VIEN", "MOI_TRUONG_LD"}

    asking.answer_questions(dossier=case, answers={"LOAI": "TNLD"}, by=clerk_user)
    assert "GIAY_RA_VIEN" in needed(case)
    assert "MOI_TRUONG_LD" not in needed(case)


def test_a_line_says_why_and_by_which_source(draft: Dossier, clerk_user: User) -> None:
    asking.answer_questions(dossier=draft, answers={"LY_DO_NGHI": "SUY_GIAM"}, by=clerk_user)

    line = next(row for row in queries.checklist_of(draft) if row.component.type.code == "BIEN_BAN_GIAM_DINH")
    assert line.needed
    assert line.why == "Người lao động nghỉ hưu vì lý do nào? Suy giảm khả năng lao động."
    assert line.source == line.component.type.source
    assert why(draft, "SO_BHXH") == "Bắt buộc."
    told = component(draft, "14-HSB").type.name
    assert why(draft, "12-HSB").startswith(f"Một trong nhóm, hoặc: {told}. ")


def test_a_group_can_hang_on_an_answer_too(clerk_user: User) -> None:
    """A birth paper is no matter of a woman who was examined; until she is asked, it counts as needed."""
    case = draft_of(clerk_user, "THAISAN_NU")
    assert "GIAY_KHAI_SINH" in needed(case) and "Trích lục khai sinh; " in why(case, "GIAY_KHAI_SINH")

    asking.answer_questions(dossier=case, answers={"VIEC_NGHI": "KHAM_SAY"}, by=clerk_user)

    assert "GIAY_KHAI_SINH" not in needed(case)
    assert "GIAY_RA_VIEN" in needed(case)


def test_who_answered_what_and_when_stays_on_record(draft: Dossier, clerk_user: User) -> None:
    asking.answer_questions(dossier=draft, answers={"UY_QUYEN": "YES", "TRO_VE": ""}, by=clerk_user)
    asking.answer_questions(dossier=draft, answers={"UY_QUYEN": "NO"}, by=clerk_user)
    asking.answer_questions(dossier=draft, answers={"UY_QUYEN": "NO"}, by=clerk_user)  # nothing new: no event

    [answer] = draft.answers.all()
    assert (answer.value, answer.by, str(answer)) == ("NO", clerk_user, "Không")
    told = [row.detail["answers"] for row in draft.events.filter(verb="answer_questions").order_by("seq")]
    assert told == [{"UY_QUYEN": "YES"}, {"UY_QUYEN": "NO"}]


@pytest.mark.parametrize("answers", [{"UY_QUYEN": "MAYBE"}, {"KHONG_CO": "YES"}])
def test_an_answer_that_the_catalogue_does_not_know_is_refused(
    draft: Dossier, clerk_user: User, answers: dict[str, str]
) -> None:
    with pytest.raises(NotValid):
        asking.answer_questions(dossier=draft, answers=answers, by=clerk_user)
    assert not draft.answers.exists()


def test_only_reception_asks(draft: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        asking.answer_questions(dossier=draft, answers={"UY_QUYEN": "NO"}, by=demo["chuyenvien-hp"])


def test_what_was_asked_for_before_there_were_questions_stays(draft: Dossier, clerk_user: User) -> None:
    components.ask_component(dossier=draft, component=component(draft, "13-HSB"), asked=True, by=clerk_user)

    assert "13-HSB" in needed(draft)
    assert why(draft, "13-HSB").startswith("Cán bộ xác định thuộc trường hợp: ")


def test_answers_go_along_where_another_procedure_asks_the_same(draft: Dossier, clerk_user: User) -> None:
    asking.answer_questions(dossier=draft, answers={"UY_QUYEN": "YES", "LY_DO_NGHI": "HIV"}, by=clerk_user)

    registration.edit_registration(dossier=draft, persons=[], procedure_code="BHXH1L", by=clerk_user)

    now = Dossier.objects.get(pk=draft.pk)
    assert [row.question.code for row in now.answers.select_related("question")] == ["UY_QUYEN"]
    assert "13-HSB" in needed(now)


def test_an_office_may_want_every_question_answered_before_it_forwards(draft: Dossier, clerk_user: User) -> None:
    case = put_in_state(draft, State.RECEIVED)
    Parameter.objects.create(key="questions_first", value="1", valid_from=date(2020, 1, 1))

    with pytest.raises(NotValid) as found:
        check_move(case, "forward", by=clerk_user)
    assert any("Chưa trả lời: Người lao động nghỉ hưu vì lý do nào?" in text for text in found.value.problems)
