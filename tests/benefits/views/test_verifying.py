"""Can an officer ask several bodies on one page and write their answers down, each in its own time, without scripts?"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from benefits.actions.verification_letters import issue_letter
from benefits.queries import letters_of
from bhxh_archive.lifecycle import State
from tests.benefits.asked import BORN, WORKED, ask
from tests.benefits.conftest import As, ShortRoad


def test_questions_are_added_one_by_one_and_sent_at_once(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    officer, page = signed_in("chuyenvien-hp"), reverse("request_verification", args=[dossier.pk])
    today = f"{timezone.localdate():%d/%m/%Y}"
    typed = {"count": "1", "limit_on": "1/1/2020", "q1-agency": "BHXH tỉnh Nghệ An", "q1-fact": "Thời gian đóng",
             "q1-text": "Có <đúng> không?"}  # fmt: skip
    more = officer.post(page, typed | {"more": "1"})
    shown = more.context["form"]
    assert more.status_code == 200 and "Có &lt;đúng&gt; không?" in more.content.decode()
    paper, name = shown.questions[1].fields["paper"].choices[1]
    second = {"count": "3", "q2-text": "Mức lương năm 2008?", "q2-paper": str(paper)}
    wrong = officer.post(page, typed | second)
    said = wrong.content.decode()
    assert wrong.status_code == 422 and "từ hôm nay trở đi" in said and "Mức lương năm 2008?" in said
    assert unsigned_road.fresh().state == State.IN_REVIEW

    sent = typed | second | {"limit_on": today, "version": str(dossier.version)}
    done = officer.post(page, sent, follow=True).content.decode()
    assert "Đã ghi 2 nội dung gửi xác minh" in done and "Mức lương năm 2008?" in done
    (letter,) = letters_of(dossier)
    assert [row.subject for row in letter.questions.all()] == ["Thời gian đóng", name]


def test_a_row_says_what_it_lacks(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    typed = {"count": "2", "q2-fact": "Thời gian đóng", "limit_on": f"{timezone.localdate():%d/%m/%Y}"}
    page = signed_in("chuyenvien-hp").post(reverse("request_verification", args=[dossier.pk]), typed).content.decode()

    assert "Nội dung 2: ghi cơ quan được hỏi." in page and "Nội dung 2: ghi điều cần xác minh." in page


def test_answers_come_letter_by_letter(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    ask(dossier, unsigned_road.user("chuyenvien"), WORKED, WORKED._replace(text="Chức danh?"), BORN)
    company, ward = letters_of(dossier)
    officer, page = signed_in("chuyenvien-hp"), reverse("verified", args=[dossier.pk])
    worked, title = company.questions.all()
    take = reverse("take_answer", args=[dossier.pk, company.pk])
    heads = {f"l{company.pk}-dated": f"{timezone.localdate():%d/%m/%Y}", f"l{company.pk}-number": "7/CV"}
    whole = {f"a{worked.pk}-verdict": "confirmed", f"a{title.pk}-verdict": "confirmed"}
    for head, told in ((heads, "Công văn chưa cấp số: cấp số trước"), (
        heads | {f"l{company.pk}-dated": "01/01/2020"}, f"không được trước ngày hỏi {timezone.localdate():%d/%m/%Y}"
    )):  # fmt: skip
        assert told in officer.post(take, head | whole).content.decode()
    heads[f"l{company.pk}-otherwise"] = "on"
    wrong = officer.post(take, heads | {f"a{worked.pk}-verdict": "partly", f"a{title.pk}-text": "Kế toán"})
    assert wrong.status_code == 422
    assert "phần nào đúng" in wrong.content.decode() and "Kế toán" in wrong.content.decode()

    shown = officer.post(take, heads | {f"a{worked.pk}-verdict": "confirmed"}, follow=True)
    assert "Còn 2 nội dung chờ trả lời" in shown.content.decode() and shown.context["foot"].primary.why_not
    withdrawn = reverse("withdraw_question", args=[dossier.pk, title.pk])
    assert officer.post(withdrawn, {"reason": " "}).status_code == 422
    officer.post(withdrawn, {"reason": "Công ty đã giải thể"})
    other = reverse("take_answer", args=[dossier.pk, ward.pk])
    issue_letter(letter=ward, by=unsigned_road.user("chuyenvien"))
    said = {f"l{ward.pk}-dated": heads[f"l{company.pk}-dated"], f"a{ward.questions.get().pk}-verdict": "confirmed"}
    assert not officer.post(other, said, follow=True).context["foot"].primary.why_not
    done = officer.post(page, {"version": str(unsigned_road.fresh().version)}, follow=True).content.decode()

    assert "trở lại xét duyệt" in done and "Công ty đã giải thể" in done
    assert [row.detail.get("unnumbered") for row in dossier.events.filter(verb="answer_question").order_by("seq")] == [
        True, None
    ]  # fmt: skip
    assert unsigned_road.fresh().state == State.IN_REVIEW
    assert officer.post(reverse("reopen_question", args=[dossier.pk, title.pk])).status_code == 409


def test_who_asks_for_a_late_dossier_is_told_that_it_stays_late(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    page, officer = reverse("request_verification", args=[dossier.pk]), signed_in("chuyenvien-hp")
    assert "quá hạn theo quy định" not in officer.get(page).content.decode()
    type(dossier).objects.filter(pk=dossier.pk).update(due_on="2026-03-02")
    assert "đã quá hạn theo quy định từ ngày 02/03/2026" in officer.get(page).content.decode()
