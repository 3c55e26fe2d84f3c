"""Is a clerk told before accepting which papers are not there, and does the receipt say when there is none?"""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import asking
from intake.actions.dossier import books
from intake.models import Component, Dossier
from tests.intake.conftest import component, draft_of
from tests.intake.views.conftest import address, state_of
from tests.intake.views.slip_texts import text_of


def test_a_dossier_without_any_paper_is_warned_of_and_accepted_all_the_same(clerk_user: User, clerk: Client) -> None:
    draft = draft_of(clerk_user, counted_pages=0, counted_sheets=0)
    page = clerk.get(address("accept", draft)).content.decode()
    assert "Chưa nhận 2 giấy tờ bắt buộc" in page and "Sổ bảo hiểm xã hội" in page
    assert address("draft_supplement", draft) in page and "giấy tiếp nhận sẽ in «Chưa nhận giấy tờ nào»" in page

    clerk.post(address("accept", draft), {"version": draft.version})
    assert state_of(draft) == State.RECEIVED
    done = clerk.get(address("done", draft, "accept")).content.decode()
    assert f'Còn phải làm: <a href="{address("dossier", draft)}#so-bhxh">Còn thiếu: Sổ bảo hiểm xã hội' in done
    assert text_of(clerk, draft, "receipt").count("Chưa nhận giấy tờ nào") == 2  # both copies


def test_the_day_of_the_result_is_told_before_it_is_promised(draft: Dossier, clerk: Client) -> None:
    page = clerk.get(address("accept", draft)).content.decode()
    assert "nếu tiếp nhận bây giờ" in page
    clerk.post(address("accept", draft), {"version": draft.version})
    due = Dossier.objects.get(pk=draft.pk).due_on
    assert due and f"{due:%d/%m/%Y} nếu tiếp nhận bây giờ" in page


def test_a_day_that_has_passed_before_the_acceptance_is_told(draft: Dossier, clerk: Client) -> None:
    assert "đã qua" not in clerk.get(address("accept", draft)).content.decode()
    Dossier.objects.filter(pk=draft.pk).update(received_at=timezone.now() - timedelta(days=60), received_reason="Bưu")
    assert "Ngày này đã qua: hồ sơ quá hạn ngay khi tiếp nhận" in clerk.get(address("accept", draft)).content.decode()


def test_a_count_of_the_whole_that_the_single_papers_do_not_make_up_is_told(draft: Dossier, clerk: Client) -> None:
    Dossier.objects.filter(pk=draft.pk).update(counted_sheets=4, counted_pages=4)
    said = "Đã đếm cả hồ sơ 4 tờ, 4 trang; cộng theo từng giấy tờ là 2 tờ, 2 trang."
    page = clerk.get(address("accept", draft)).content.decode()  # nobody counted paper by paper
    assert said not in page and "Đã đếm cả hồ sơ 4 tờ, 4 trang, chưa kê giấy tờ nào" in page
    Component.objects.filter(pk=component(draft, "14-HSB").pk).update(sheets=2, pages_counted=2)
    assert said in clerk.get(address("accept", draft)).content.decode()
    Dossier.objects.filter(pk=draft.pk).update(counted_sheets=None)
    assert "Đã đếm cả hồ sơ 4 trang; cộng theo" in clerk.get(address("accept", draft)).content.decode()
    Dossier.objects.filter(pk=draft.pk).update(counted_pages=2)
    assert "Đã đếm cả hồ sơ" not in clerk.get(address("accept", draft)).content.decode(), "what was counted agrees"


def test_what_was_taken_or_just_typed_is_not_called_missing(draft: Dossier, clerk: Client, clerk_user: User) -> None:
    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    page = clerk.get(address("accept", draft)).content.decode()
    assert "Chưa nhận 1 giấy tờ bắt buộc" in page and "Chưa nhận giấy tờ nào" not in page

    Dossier.objects.filter(pk=draft.pk).update(return_method="")  # accepting fails, what was typed stays
    paper = component(draft, "14-HSB")
    typed = {"version": draft.version, f"copies{paper.pk}": "1", f"sheets{paper.pk}": "2", f"pages{paper.pk}": "3"}
    answer = clerk.post(address("accept", draft), typed)
    assert answer.status_code == 422 and "giấy tờ bắt buộc" not in answer.content.decode()


def test_what_was_typed_beside_a_draft_that_changed_is_shown_in_the_words_of_the_page(
    draft: Dossier, clerk: Client
) -> None:
    paper, typed = component(draft, "14-HSB"), {"version": draft.version, "rest": "on"}
    Dossier.objects.filter(pk=draft.pk).update(version=draft.version + 1)
    answer = clerk.post(address("accept", draft), typed | {f"copies{paper.pk}": "1", "ask-UY_QUYEN": "NO"})
    shown = answer.content.decode()
    assert answer.status_code == 409 and "được bạn hoặc người khác cập nhật" in shown
    kept = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown.split("Nội dung vừa nhập")[1])
    assert (f"Số bản: {paper.type.name}", "1") in kept and ("Câu có, không để trống là «Không»", "Có") in kept
    assert not {"on", "NO"} & {value for _, value in kept}


def cursor(clerk: Client, draft: Dossier) -> str:
    """The only element of the page that asks for the cursor."""
    [at] = re.findall(r"<input[^>]* autofocus[^>]*>", clerk.get(address("accept", draft)).content.decode())
    return str(at)


def test_the_cursor_stands_at_the_first_open_question_and_then_where_counting_begins(
    draft: Dossier, clerk: Client
) -> None:
    first, *others = draft.procedure.questions.order_by("ordinal")
    answers = {question.code: question.options[0][0] for question in (first, *others)}
    assert f'name="ask-{first.code}"' in cursor(clerk, draft)

    second = others[0].code
    asking.answer_questions(dossier=draft, answers={first.code: answers.pop(first.code)}, by=draft.created_by)
    assert f'name="ask-{second}"' in cursor(clerk, draft)
    asking.answer_questions(dossier=draft, answers=answers, by=draft.created_by)
    shown = clerk.get(address("accept", draft)).content.decode()
    assert cursor(clerk, draft) in shown.split("Bảng giấy tờ nhận")[1]
    wrong = {f"sheets{component(draft, '14-HSB').pk}": "x", "version": draft.version}
    assert " autofocus" not in clerk.post(address("accept", draft), wrong).content.decode(), "it goes to the faults"


def test_without_questions_the_cursor_stands_where_counting_begins(clerk_user: User, clerk: Client) -> None:
    shown = clerk.get(address("accept", draft_of(clerk_user, "OMDAU"))).content.decode()
    assert shown.count(" autofocus") == 1 and "autofocus" in shown.split("Bảng giấy tờ nhận")[1]
