"""Can a clerk file pages to a line: from the line itself, and from the contact sheet by typing whose they are?"""

from __future__ import annotations

from copy import copy

import pytest
from django.test import Client

from bhxh_archive.models import User
from intake import queries
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from intake.component_files.recipes import recipe_of
from intake.models import ComponentDocument, Dossier, ListLine, Upload
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, LAN, NAM, xlsx
from tests.intake.views.conftest import address


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    found = sickness(clerk_user)
    other = [*NAM[:1], "Trần Văn Năm", "3105000109", *NAM[3:]]
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM, other), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    return found


def kind_of(dossier: Dossier) -> int:
    return paper_kind(dossier, "GIAY_RA_VIEN").pk


def test_from_the_page_of_the_line(sick: Dossier, clerk: Client) -> None:
    page, lan = add_pages(sick)[0], line(sick, "Nguyễn Thị Lan")
    shown = clerk.get(address("list_line", sick, lan.pk)).content.decode()
    assert "Chưa có giấy tờ nào" in shown and f'name="page" value="{page.pk}"' in shown and "3105000101" in shown
    clerk.post(address("line_paper", sick, lan.pk), {"kind": kind_of(sick), "page": page.pk})
    shown = clerk.get(address("list_line", sick, lan.pk)).content.decode()
    assert "Đã quét 1 trang" in shown and 'name="page"' not in shown
    listed = clerk.get(address("employer_list", sick) + "?papers=none").content.decode()
    assert "Nguyễn Thị Lan" not in listed and "Trần Văn Nam" in listed
    paper = lan.papers.get()
    facts = {"pages": 1, "has_text": False, "recipe": recipe_of(paper)}
    made = ComponentDocument.objects.create(component=paper, file=page.image, **facts)
    assert made.file.digest in clerk.get(address("list_line", sick, lan.pk)).content.decode()


def test_the_desk_and_the_way_on_tell_how_much_lies_at_the_lines(
    sick: Dossier, clerk: Client, clerk_user: User
) -> None:
    kind = paper_kind(sick, "GIAY_RA_VIEN")
    for name, page in zip(("Nguyễn Thị Lan", "Trần Văn Nam"), add_pages(sick, 2), strict=True):
        file_to_line(dossier=sick, line=line(sick, name), kind=kind, page_ids=[page.pk], by=clerk_user)
    sick = registration.accept(dossier=sick, by=clerk_user)
    lead = f'<a href="{address("employer_list", sick)}?papers=there">2 trang ở 2 dòng</a>'
    desk = clerk.get(address("pages", sick)).content.decode()
    assert lead in desk and ">2 ở các dòng<" in desk
    assert lead in clerk.get(address("forward", sick)).content.decode()


def test_another_way_opens_the_paper_of_the_line(sick: Dossier, clerk: Client) -> None:
    lan = line(sick, "Nguyễn Thị Lan")
    answer = clerk.post(address("line_paper", sick, lan.pk), {"kind": kind_of(sick), "other": "1"}, follow=True)
    assert "dòng 1 Nguyễn Thị Lan" in answer.content.decode()
    paper = lan.papers.get()
    done = clerk.post(address("component", sick, paper.pk), {"do": "waive", "reason": "Đã có trên cơ sở dữ liệu"})
    assert done["Location"] == address("list_line", sick, lan.pk)


@pytest.mark.parametrize(
    ("typed", "name"), [("2", "Trần Văn Nam"), ("3105000109", "Trần Văn Năm"), ("lan", "Nguyễn Thị Lan")]
)
def test_from_the_sheet_by_number_or_name(sick: Dossier, clerk: Client, typed: str, name: str) -> None:
    page = add_pages(sick)[0]
    assert "Xếp vào dòng" in clerk.get(address("pages", sick)).content.decode()
    clerk.post(address("change_pages", sick, "line"), {"page": page.pk, "line": typed, "line_kind": kind_of(sick)})
    assert line(sick, name).papers.get().pages.get() == page
    assert f"dòng {line(sick, name).ordinal} {name}" in clerk.get(address("pages", sick)).content.decode()
    assert name in clerk.get(address("page", sick, page.pk)).content.decode()


def test_a_name_of_several_lines_asks_which(sick: Dossier, clerk: Client) -> None:
    page = add_pages(sick)[0]
    sent = {"page": page.pk, "line": "tran van", "line_kind": kind_of(sick)}
    said = clerk.post(address("change_pages", sick, "line"), sent, follow=True).content.decode()
    assert "Có 2 dòng khớp" in said and "2 Trần Văn Nam; 3 Trần Văn Năm" in said

    more_of(line(sick, "Trần Văn Nam"), 50)
    said = clerk.post(address("change_pages", sick, "line"), sent, follow=True).content.decode()
    assert "Có hơn 50 dòng khớp" in said  # no more are looked for


def more_of(like: ListLine, number: int) -> list[ListLine]:
    """As many lines more of the same person, from line 100 on."""
    more = [copy(like) for _ in range(number)]
    for ordinal, row in enumerate(more, start=100):
        row.pk, row.ordinal, row.key = None, ordinal, f"K{ordinal}"
    return ListLine.objects.bulk_create(more)


def test_the_one_of_exactly_that_name_is_found_behind_many_others(sick: Dossier, clerk: Client) -> None:
    *_, last = more_of(line(sick, "Trần Văn Nam"), 60)
    last.write(full_name="Văn Nam")
    last.save()
    page = add_pages(sick)[0]
    clerk.post(address("change_pages", sick, "line"), {"page": page.pk, "line": "văn nam", "line_kind": kind_of(sick)})

    assert last.papers.get().pages.get() == page
    found = queries.list_of(sick)
    assert found and queries.lines_named(found, "Văn Nam").first() == last


def test_the_tray_of_a_line_has_the_order_in_which_the_files_were_sent(sick: Dossier, clerk: Client) -> None:
    for name in ("cs10.jpg", "cs2.jpg", "cs1.jpg"):  # as they were examined
        add_pages(sick, name=name)
    Upload.objects.filter(folder=sick.folder_id).update(sending="lan-1")
    shown = clerk.get(address("list_line", sick, line(sick, "Trần Văn Nam").pk)).content.decode()
    assert shown.index('title="cs1.jpg"') < shown.index('title="cs2.jpg"') < shown.index('title="cs10.jpg"')


def test_the_benefit_that_was_read_is_shown_and_chosen_anew(sick: Dossier, clerk: Client) -> None:
    lan = line(sick, "Nguyễn Thị Lan")
    ListLine.objects.filter(pk=lan.pk).update(notes=[["benefit", "«Nghỉ» không giống…"], ["days", "hãy xem lại"]])
    shown = clerk.get(address("list_line", sick, lan.pk)).content.decode()
    assert "Theo thủ tục của hồ sơ" in shown and "Chưa có giấy tờ nào" in shown and "không giống" in shown
    chosen = clerk.post(address("line_benefit", sick, lan.pk), {"benefit": "DUONGSUC"}, follow=True).content.decode()
    assert "chỉ cần danh sách" in chosen and "Theo thủ tục của hồ sơ" not in chosen
    assert "không giống" not in chosen and "hãy xem lại" in chosen, "what was said of the benefit is settled"
    assert "dưỡng sức, phục hồi sức khỏe" in clerk.get(address("employer_list", sick)).content.decode()
    assert clerk.post(address("line_benefit", sick, lan.pk), {"benefit": "HUU"}).status_code == 422
    clerk.post(address("line_benefit", sick, lan.pk), {"benefit": "THAISAN"})
    assert sick.components.filter(line=None, type__code="GIAY_KHAI_SINH").exists(), "its papers can be counted now"


def test_a_paper_of_another_benefit_is_remarked_on(sick: Dossier, clerk: Client) -> None:
    lan = line(sick, "Nguyễn Thị Lan")
    ListLine.objects.filter(pk=lan.pk).update(benefit="THAISAN")
    pages, leave = add_pages(sick, 2), paper_kind(sick, "GIAY_NGHI_BHXH")
    sent = {"page": pages[0].pk, "line": "lan", "line_kind": leave.pk}
    said = clerk.post(address("change_pages", sick, "line"), sent, follow=True).content.decode()
    assert "Đã xếp 1 trang" in said and "không thuộc chế độ của dòng" in said
    sent = {"kind": paper_kind(sick, "GIAY_KHAI_SINH").pk, "page": pages[1].pk}
    said = clerk.post(address("line_paper", sick, lan.pk), sent, follow=True).content.decode()
    assert "Đã xếp 1 trang" in said and "không thuộc chế độ của dòng" not in said
