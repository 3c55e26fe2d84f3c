"""Can a supplement ask for a paper of one line of an employer's list, and does the answer land there?"""

from __future__ import annotations

import pytest
from django.test import Client

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from intake.actions.page_desk import pages
from intake.actions.supplements import supplement
from intake.models import Component, Defect, Dossier, ListLine, SupplementItem
from intake.queries.batches import choices_of
from intake.slips.notices import supplement as slip_of
from intake.views.verbs import blockers
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, HEN, LAN, NAM, xlsx
from tests.intake.views.conftest import address


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """An accepted list of Lan and Nam, without papers."""
    found = sickness(clerk_user, counted_pages=1, counted_sheets=1)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    return registration.accept(dossier=found, by=clerk_user)


def paper(dossier: Dossier, name: str = "Trần Văn Nam") -> Component:
    kind = paper_kind(dossier, "GIAY_RA_VIEN")
    return Component(dossier=dossier, type=kind, line=line(dossier, name))


def test_the_paper_of_a_line_is_asked_for_and_taken_in_at_the_line(sick: Dossier, clerk_user: User) -> None:
    nam = paper(sick)
    asked = supplement.request_supplement(dossier=sick, items=[Defect(nam, "Thiếu dấu bệnh viện")], by=clerk_user)
    item, waiting = asked.items.get(), Dossier.objects.get(pk=sick.pk)
    assert item.component and item.component.line == nam.line and "dòng 2" in str(item)
    (defect,) = slip_of(waiting, clerk_user)["defects"]
    assert defect["component"].endswith(", dòng 2 Trần Văn Nam")
    assert item.component in choices_of({sick.pk})[sick.pk]

    supplement.answer_item(item=item, by=clerk_user, sheets=1)
    with pytest.raises(NotValid, match="dòng 2"):
        supplement.resume(dossier=waiting, by=clerk_user)
    (page,) = add_pages(waiting)
    assert nam.line
    file_to_line(dossier=waiting, line=nam.line, kind=nam.type, page_ids=[page.pk], by=clerk_user)
    pages.check_pages(dossier=waiting, page_ids=[page.pk], by=clerk_user)
    assert supplement.resume(dossier=waiting, by=clerk_user).state == State.RECEIVED


def test_what_comes_for_one_line_answers_for_no_other(sick: Dossier, clerk_user: User) -> None:
    lan, nam = paper(sick, "Nguyễn Thị Lan"), paper(sick)
    asked = supplement.request_supplement(dossier=sick, items=[(lan, "Thiếu"), (nam, "Thiếu")], by=clerk_user)
    slip = slip_of(asked.dossier, clerk_user)
    assert slip["employer"] == sick.employer_list.unit_name and "theo danh sách 01B-HSB" in slip["person"]
    for item in asked.items.all():
        supplement.answer_item(item=item, by=clerk_user)
    (page,) = add_pages(asked.dossier)
    assert nam.line
    file_to_line(dossier=asked.dossier, line=nam.line, kind=nam.type, page_ids=[page.pk], by=clerk_user)
    pages.check_pages(dossier=asked.dossier, page_ids=[page.pk], by=clerk_user)

    with pytest.raises(NotValid, match="Còn thiếu: .*, dòng 1") as refused:
        supplement.resume(dossier=asked.dossier, by=clerk_user)
    assert "dòng 2" not in str(refused.value) and "một trong" not in str(refused.value)


def test_the_missing_paper_of_a_line_is_named_once(sick: Dossier, clerk_user: User) -> None:
    asked = supplement.request_supplement(dossier=sick, items=[Defect(paper(sick), "Thiếu")], by=clerk_user)

    assert blockers(asked.dossier, "resume", clerk_user) == ["Chưa nhận «Giấy ra viện hoặc bản sao, dòng 2»: Thiếu"]

    supplement.answer_item(item=asked.items.get(), by=clerk_user)
    assert blockers(asked.dossier, "resume", clerk_user) == ["Còn thiếu: Giấy ra viện hoặc bản sao, dòng 2."]


def test_a_line_of_another_list_is_refused(sick: Dossier, clerk_user: User) -> None:
    other = sickness(clerk_user)
    with pytest.raises(NotValid, match="không thuộc danh sách"):
        supplement.request_supplement(dossier=other, items=[Defect(paper(sick), "Thiếu")], by=clerk_user)
    assert not SupplementItem.objects.exists()


def test_the_page_proposes_lines_without_papers_and_finds_the_one_that_is_meant(sick: Dossier, clerk: Client) -> None:
    page = address("request_supplement", sick)
    shown = clerk.get(page).content.decode()
    assert 'name="nline2" value="2 Trần Văn Nam"' in shown and "Giấy tờ của từng dòng trong danh sách" in shown

    kind = str(paper(sick).type.pk)
    typed = {"version": sick.version, "cline1": "Thiếu dấu", "nline1": "Ai đó", "kline1": "", "cline2": "Mờ",
             "nline2": "tran van nam", "kline2": kind}  # fmt: skip
    refused = clerk.post(page, typed)
    said = refused.content.decode()
    assert refused.status_code == 422 and "Không có dòng «Ai đó»" in said and "Chọn giấy tờ của dòng." in said
    assert "Thiếu dấu" in said and "tran van nam" in said
    assert clerk.post(page, typed | {"nline1": "1", "kline1": kind}).status_code == 302
    items = SupplementItem.objects.filter(component__line__isnull=False).order_by("component__line__ordinal")
    assert [row.component.line.full_name for row in items] == ["Nguyễn Thị Lan", "Trần Văn Nam"]  # type: ignore[union-attr]
    assert "Dòng 2: Trần Văn Nam" in clerk.get(address("resume", sick)).content.decode()


def test_lines_that_came_with_faults_are_proposed_to_be_mended(sick: Dossier, clerk: Client) -> None:
    proposed = clerk.get(address("request_supplement", sick)).context["form"].initial
    told = "Dòng 3 H'Hen Niê: Mã số BHXH: chưa ghi mã số BHXH hoặc số CCCD."
    (end,) = (name[1:] for name, text in proposed.items() if text == told)
    assert proposed[f"r{end}"] == "Sửa các dòng này rồi nộp lại danh sách."

    ListLine.objects.filter(list__dossier=sick).update(
        standing="bad", problems=[["born", "không phải ngày"] for _ in range(5)]
    )
    said = clerk.get(address("request_supplement", sick)).context["form"].initial[f"c{end}"]
    assert said.endswith("; và 1 dòng khác.") and len(said) <= 500


def test_a_proposed_line_whose_words_are_taken_out_is_not_asked_for(sick: Dossier, clerk: Client) -> None:
    page = address("request_supplement", sick)
    proposed = clerk.get(page).context["form"].initial
    typed = {name: text for name, text in proposed.items() if name[1:].startswith("line")} | {"cline1": ""}
    assert typed["rline1"] and typed["nline2"] == "2 Trần Văn Nam"
    sent = clerk.post(page, typed | {"version": sick.version}, follow=True)
    assert "«Thiếu, sai» được xóa: Danh sách đề nghị giải quyết" in (said := sent.content.decode())
    assert "dòng 1 Nguyễn Thị Lan." in said
    asked = SupplementItem.objects.filter(component__line__isnull=False)
    assert [row.component.line.full_name for row in asked] == ["Trần Văn Nam"]  # type: ignore[union-attr]


def came(item: SupplementItem, **values: object) -> dict[str, object]:
    return {f"i{item.pk}-{name}": value for name, value in {"came": "on", **values}.items()}


def test_where_one_of_several_papers_will_do_the_slip_names_them_all(sick: Dossier, clerk: Client) -> None:
    proposed = clerk.get(address("request_supplement", sick)).context["form"].initial["cline1"]

    names = ("Giấy ra viện hoặc bản sao", "Giấy chứng nhận nghỉ việc hưởng BHXH")
    assert proposed.startswith("Còn thiếu một trong các giấy tờ: ") and all(name in proposed for name in names)
    assert proposed.endswith("Đề nghị nộp một trong các giấy tờ này.") and "dòng" not in proposed


def test_any_of_them_answers_it(sick: Dossier, clerk: Client, clerk_user: User) -> None:
    leave, nam = paper_kind(sick, "GIAY_NGHI_BHXH"), line(sick, "Trần Văn Nam")
    asked = supplement.request_supplement(dossier=sick, items=[Defect(paper(sick), "Thiếu")], by=clerk_user)
    (page,) = add_pages(asked.dossier)
    file_to_line(dossier=asked.dossier, line=nam, kind=leave, page_ids=[page.pk], by=clerk_user)
    pages.check_pages(dossier=asked.dossier, page_ids=[page.pk], by=clerk_user)
    there = Component.objects.get(line=nam, type=leave)

    (row,) = clerk.get(address("resume", sick)).context["left"]
    assert next(iter(row.form.fields["paper"].choices)) == (str(there.pk), leave.name), "the one that is there first"
    assert row.form.initial["pages"] == 1

    clerk.post(address("answer_items", sick), came(asked.items.get(), paper=there.pk, sheets=1, pages=1))
    there.refresh_from_db()
    assert (there.sheets, there.pages_counted) == (1, 1)
    assert supplement.resume(dossier=asked.dossier, by=clerk_user).state == State.RECEIVED


def test_a_paper_of_them_that_has_no_row_at_the_line_yet_can_be_counted(
    sick: Dossier, clerk: Client, clerk_user: User
) -> None:
    leave, nam = paper_kind(sick, "GIAY_NGHI_BHXH"), line(sick, "Trần Văn Nam")
    asked = supplement.request_supplement(dossier=sick, items=[Defect(paper(sick), "Thiếu")], by=clerk_user)
    item = asked.items.get()

    foreign = paper_kind(sick, "GIAY_KHAI_SINH")
    refused = clerk.post(address("answer_items", sick), came(item, paper=f"t{foreign.pk}", sheets=1))
    assert refused.status_code == 422
    clerk.post(address("answer_items", sick), came(item, paper=f"t{leave.pk}", sheets=1, pages=2))

    made = Component.objects.get(line=nam, type=leave)
    item.refresh_from_db()
    assert (made.sheets, made.pages_counted, item.answered_at is not None) == (1, 2, True)
    with pytest.raises(NotValid, match="không thay được"):
        supplement.reopen_item(item=item, by=clerk_user)
        wrong = Component(dossier=sick, type=foreign, line=nam)
        supplement.answer_item(item=item, by=clerk_user, paper=wrong)
