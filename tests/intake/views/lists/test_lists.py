"""Can a clerk bring an employer's list in, see what is wrong with which line, and have it mended?"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from bhxh_archive.models import Job, User
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.forms.lists import PeriodField
from intake.lists.faults import remarks
from intake.models import Component, Dossier, ListImport, ListLine
from intake.trail.sentences import sentence
from tests.intake.conftest import draft_of
from tests.intake.lists import BOSS, RunJobs, counts, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, HEN, LAN, NAM, csv, people, rows_of, xlsx
from tests.intake.views.conftest import address
from tests.intake.views.test_queries import MOST, queries_of

pytestmark = pytest.mark.slow

TYPED = {"unit_name": "Công ty May Mẫu", "unit_code": "ta0001a", "period": "tháng 10/2026", "batch": "1", "part": "1"}


@pytest.fixture
def sick(clerk_user: User) -> Dossier:
    return sickness(clerk_user)


def send(clerk: Client, dossier: Dossier, content: bytes, **typed: str) -> int:
    file = SimpleUploadedFile("danh-sach.xlsx", content)
    return clerk.post(address("import_list", dossier), TYPED | typed | {"file": file}).status_code


def page(clerk: Client, dossier: Dossier, query: str = "") -> str:
    return clerk.get(address("employer_list", dossier) + query).content.decode()


def seen(text: str) -> str:
    """What the button for all lines was shown with."""
    return re.findall(r'name="shown" value="([^"]*)"', text)[0]


def ticks(text: str) -> list[str]:
    """What the box of each line, or the question about the chosen ones, posts."""
    return re.findall(r'name="chosen" value="([^"]*)"', text)


def take_all(clerk: Client, dossier: Dossier, text: str) -> str:
    return clerk.post(address("take_lines", dossier), {"all": "1", "shown": seen(text)}, follow=True).content.decode()


def test_lines_that_came_since_the_list_was_shown_are_not_taken_unseen(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    before = page(clerk, sick)
    read_in(run_jobs, sick, xlsx(HEAD, NAM), clerk_user)

    told = take_all(clerk, sick, before)

    assert "nay có 2 dòng hợp lệ (lúc mở trang: 1)" in told and counts(sick) == {"good": 2}
    assert "Đã nhận 2 dòng hợp lệ" in take_all(clerk, sick, told) and counts(sick) == {"taken": 2}


def test_ticked_lines_are_taken_as_they_were_shown_and_said_what_became_of_them(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, [*NAM[:5], "nửa", ""], HEN), clerk_user)
    before = {"chosen": ticks(page(clerk, sick))}
    lists.choose_benefit(dossier=sick, line=line(sick, "Nguyễn Thị Lan"), benefit="DUONGSUC", by=clerk_user)

    told = clerk.post(address("take_lines", sick), before, follow=True).content.decode()

    assert "Chưa nhận dòng nào. Từ lúc mở trang, dòng 1 đã đổi." in told and counts(sick) == {"good": 2, "bad": 1}
    said = clerk.post(address("take_lines", sick), {"chosen": ticks(told)}, follow=True).content.decode()
    assert "Đã nhận 2 dòng hợp lệ, trong đó 1 dòng cần xem; bỏ qua 1 dòng cần sửa." in said
    assert counts(sick) == {"taken": 2, "bad": 1}


def test_a_list_from_file_to_taken_lines(sick: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    assert "Chưa nhập danh sách" in page(clerk, sick)
    assert run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN, NAM, HEN))) == 302
    shown = page(clerk, sick)
    assert "Công ty May Mẫu" in shown and "tháng 10/2026" in shown and "chưa ghi mã số BHXH" in shown
    take_all(clerk, sick, shown)
    assert counts(sick) == {"taken": 2, "bad": 1}
    assert "Nguyễn Thị Lan" not in page(clerk, sick, "?state=bad")


def test_acceptance_leads_to_the_list_and_says_how_many_lines_came(
    sick: Dossier, clerk: Client, run_jobs: RunJobs
) -> None:
    accepting = clerk.get(address("accept", sick)).content.decode()
    assert "Chưa nhập dòng nào" in accepting and address("employer_list", sick) in accepting
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN, NAM)))
    assert "Công ty May Mẫu, 2 dòng" in clerk.get(address("accept", sick)).content.decode()


def test_acceptance_says_how_many_lines_want_papers_under_any_procedure(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    rest = draft_of(clerk_user, "DUONGSUC", persons=[BOSS])
    read_in(run_jobs, rest, xlsx([*HEAD, "Chế độ"], [*LAN, "Dưỡng sức"], [*NAM, "Ốm đau"]), clerk_user)
    lists.take_lines(dossier=rest, by=clerk_user)
    accepting = clerk.get(address("accept", rest)).content.decode()
    assert "Công ty May Mẫu, 2 dòng, trong đó 1 dòng cần giấy tờ riêng, chưa xếp giấy tờ nào" in accepting


def test_a_list_that_came_to_the_wrong_dossier_is_left_out_at_once(
    sick: Dossier, clerk: Client, run_jobs: RunJobs
) -> None:
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN, NAM, HEN)))
    lists.take_lines(dossier=sick, ids=[line(sick, "Nguyễn Thị Lan").pk], by=sick.created_by)
    asked = clerk.post(address("leave_lines", sick), {"all": "1"}).content.decode()
    assert "Không nhận 2 dòng của danh sách" in asked
    assert clerk.post(address("leave_lines", sick), {"all": "1", "reason": ""}).status_code == 422
    shown = seen(asked)
    read_in(run_jobs, sick, xlsx(HEAD, NAM[:1] + ["Trần Văn Sau"] + NAM[2:]), sick.created_by)
    late = {"all": "1", "reason": "Nhập nhầm hồ sơ", "shown": shown}
    again = clerk.post(address("leave_lines", sick), late)
    assert again.status_code == 409 and "nay có 3 dòng chưa nhận (lúc mở trang: 2)" in again.content.decode()
    clerk.post(address("leave_lines", sick), late | {"shown": seen(again.content.decode())})
    assert counts(sick) == {"taken": 1, "left_out": 3}
    assert "Công ty May Mẫu, 1 dòng" in clerk.get(address("accept", sick)).content.decode()


def test_lines_to_be_looked_at_are_counted_before_all_are_taken_and_found(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, [*NAM[:5], "nửa", ""], HEN), clerk_user)
    shown = page(clerk, sick)
    assert "Nhận 2 dòng hợp lệ, kể cả 1 dòng cần xem" in shown and "1 dòng hợp lệ có điều cần xem" in shown
    found = page(clerk, sick, "?state=good&remarks=there")
    assert "Trần Văn Nam" in found and "Nguyễn Thị Lan" not in found
    lists.take_lines(dossier=sick, by=clerk_user)
    assert "cần xem trước khi nhận" not in page(clerk, sick)


def test_the_news_of_a_file_has_the_tone_of_its_lines(sick: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, HEN)))
    shown = page(clerk, sick)
    assert 'class="note" data-tone="bad"' in shown and "Chưa dòng nào hợp lệ, cả 1 dòng cần sửa." in shown
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN)))
    assert "Còn 1 dòng cần sửa." in page(clerk, sick)
    lists.leave_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], reason="Đơn vị rút", by=sick.created_by)
    assert "cần sửa.</strong>" not in page(clerk, sick)


def test_why_a_file_is_refused_is_told_once(sick: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    """Above the lines while it is the newest file, and then at its own place."""
    run_jobs(lambda: send(clerk, sick, b"%PDF-1.7 no workbook"))
    why = ListImport.objects.get().message
    assert page(clerk, sick).count(why) == 1
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN)))
    assert page(clerk, sick).count(why) == 1


def test_a_file_that_was_refused_long_ago_is_told_at_its_own_place_alone(
    sick: Dossier, clerk: Client, run_jobs: RunJobs
) -> None:
    run_jobs(lambda: send(clerk, sick, xlsx(HEAD, LAN)))
    run_jobs(lambda: send(clerk, sick, b"%PDF-1.7 no workbook"))
    why = ListImport.objects.latest("pk").message
    assert page(clerk, sick).index(why) < page(clerk, sick).index("files-heading")
    lists.take_lines(dossier=sick, by=sick.created_by)
    shown = page(clerk, sick)
    assert shown.count(why) == 1 and shown.index(why) > shown.index("files-heading")


def test_while_a_file_is_read_the_page_asks_how_far(sick: Dossier, clerk: Client) -> None:
    send(clerk, sick, xlsx(HEAD, LAN))
    assert "Đang đọc danh sách" in page(clerk, sick) and "hx-get" in page(clerk, sick)
    assert "HX-Refresh" not in clerk.get(address("list_progress", sick)).headers


def test_a_large_list_is_read_beside_and_a_small_one_says_that_it_waits(sick: Dossier, clerk: Client) -> None:
    other = sickness(sick.created_by)
    send(clerk, other, csv(HEAD, *people(4200)))
    send(clerk, sick, xlsx(HEAD, LAN))
    lanes = dict(Job.objects.filter(name="intake.tasks.read_list").order_by("pk").values_list("pk", "lane"))
    assert list(lanes.values()) == [Job.Lane.SLOW, Job.Lane.QUICK]
    Job.objects.filter(pk=min(lanes)).update(state=Job.State.RUNNING, lane=Job.Lane.QUICK)
    assert "Đang chờ đọc tệp khác" in page(clerk, sick) and "Đang đọc danh sách" in page(clerk, other)


def test_the_error_file_holds_the_bad_lines_as_they_came(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx([*HEAD, "Phân xưởng"], [*LAN, "May 1"], [*HEN[:5], "=1+1", "", "May 2"]), clerk_user)
    answer = clerk.get(address("list_errors", sick))
    head, wrong = rows_of(answer.content)
    assert wrong[head.index("Phân xưởng")] == "May 2" and wrong[head.index("Tổng số ngày")] == "=1+1"
    assert "công thức" in wrong[head.index("Lỗi")]
    assert "Hen" not in answer["Content-Disposition"]

    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    marked = {head[cell.column - 1]: cell.comment.text for cell in sheet[2] if cell.comment}
    assert list(marked) == ["Mã số BHXH", "Tổng số ngày"] and "công thức" in marked["Tổng số ngày"]
    assert sheet.cell(2, head.index("Tổng số ngày") + 1).fill.fgColor.rgb == "00F8D7DA"
    read_in(run_jobs, sick, answer.content, clerk_user)
    assert sick.employer_list.lines.count() == 2, "the comments hinder no reading"


def test_the_employer_of_a_received_list_changes_only_where_that_is_meant(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    assert send(clerk, sick, xlsx(HEAD, LAN, NAM), unit_name="Công ty Mẫu May") == 302, "nothing is received yet"
    lists.take_lines(dossier=sick, by=clerk_user)
    registration.accept(dossier=sick, by=clerk_user)
    other = {"unit_name": "Công ty Khác", "unit_code": "TX9999X"}

    assert send(clerk, sick, xlsx(HEAD, HEN), **other) == 422
    shown = page(clerk, sick)
    assert "Công ty Khác" not in shown and 'name="change_unit"' in shown
    assert send(clerk, sick, xlsx(HEAD, HEN), change_unit="on", **other) == 302
    told = [sentence(event) for event in sick.events.filter(verb="change_list_unit").order_by("seq")]
    assert [text.partition(": ")[2] for text in told] == [
        "Công ty May Mẫu, mã TA0001A, tháng 10/2026, đợt 1 → Công ty Mẫu May, mã TA0001A, tháng 10/2026, đợt 1",
        "Công ty Mẫu May, mã TA0001A, tháng 10/2026, đợt 1 → Công ty Khác, mã TX9999X, tháng 10/2026, đợt 1",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("102026", "2026-10"), ("2026-10", "2026-10"), ("tháng 1/2026", "2026-01"), ("Q42026", "2026-Q4")],
)
def test_a_period_is_understood_as_it_is_typed_elsewhere(typed: str, kept: str) -> None:
    assert PeriodField().clean(typed) == kept


@pytest.mark.parametrize("period", ["hôm qua", "10/0026", "132026"])
def test_a_wrong_form_keeps_what_was_typed(period: str, sick: Dossier, clerk: Client) -> None:
    answer = clerk.post(address("import_list", sick), TYPED | {"period": period})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Nhập kỳ theo tháng" in text and "Chọn tệp danh sách" in text
    assert "Công ty May Mẫu" in text and period in text


def test_lines_are_found_by_name_number_and_place(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    for typed, name in (
        ("tran van", "Trần Văn Nam"),
        ("3105000101", "Nguyễn Thị Lan"),
        ("3", "H&#x27;Hen Niê"),
        ("Dòng 3", "H&#x27;Hen Niê"),
    ):
        shown = clerk.post(address("employer_list", sick), {"q": typed}).content.decode()
        assert name in shown and "Tìm «" in shown and shown.count('name="chosen"') == 1
    assert "Không có dòng nào khớp" in clerk.post(address("employer_list", sick), {"q": "zzz"}).content.decode()


def test_leaving_lines_out_asks_why(sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk_user)
    chosen: dict[str, object] = {"chosen": line(sick, "Trần Văn Nam").pk}
    asked = clerk.post(address("leave_lines", sick), chosen)
    assert asked.status_code == 200 and "Trần Văn Nam" in asked.content.decode()
    assert clerk.post(address("leave_lines", sick), chosen | {"reason": ""}).status_code == 422
    reason = {"reason": "Đơn vị rút"}
    shown = {"chosen": ticks(asked.content.decode())}
    lists.choose_benefit(dossier=sick, line=line(sick, "Trần Văn Nam"), benefit="DUONGSUC", by=clerk_user)
    again = clerk.post(address("leave_lines", sick), shown | reason)
    assert again.status_code == 409 and "Từ lúc mở trang, dòng 2 đã đổi" in again.content.decode()
    assert counts(sick) == {"good": 2}
    clerk.post(address("leave_lines", sick), {"chosen": ticks(again.content.decode())} | reason)
    assert counts(sick) == {"good": 1, "left_out": 1} and "Đơn vị rút" in page(clerk, sick)
    clerk.post(address("reopen_lines", sick), chosen)
    assert counts(sick) == {"good": 2}


def test_a_list_of_many_lines_with_papers_is_handed_on_in_few_queries(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, csv(HEAD, *people(300)), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    registration.accept(dossier=sick, by=clerk_user)
    kind = paper_kind(sick, "GIAY_RA_VIEN")
    papers = Component.objects.bulk_create(
        Component(dossier=sick, type=kind, line=row, pages_counted=1) for row in sick.employer_list.lines.all()
    )
    for index, paper in enumerate(papers[:3]):
        add_pages(sick, component=paper, name=f"giay-{index}.jpg")
    assert queries_of(clerk, address("forward", sick)) <= MOST


def test_thousands_of_lines_are_read_page_by_page(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, csv(HEAD, *people(1)), clerk_user)
    few = {name: queries_of(clerk, address(name, sick)) for name in ("employer_list", "dossier", "pages")}
    read_in(run_jobs, sick, csv(HEAD, *people(1200)), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    assert {name: queries_of(clerk, address(name, sick)) for name in few} == few
    assert max(few.values()) <= MOST
    first, last = page(clerk, sick), page(clerk, sick, "?after=1150")
    assert first.count('name="chosen"') == last.count('name="chosen"') == 50
    assert "1.200" in first and "1200</span>" not in first
    assert "after=50" in first and "after=" not in last and "before=1151" in last


def test_acceptance_without_people_leads_to_the_list(sick: Dossier, clerk: Client) -> None:
    accepting = clerk.get(address("accept", sick)).content.decode()

    assert f'href="{address("employer_list", sick)}">Chưa ghi người tham gia hoặc' in accepting


def test_papers_are_counted_by_the_benefit_whose_lines_want_them(
    sick: Dossier, clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx([*HEAD, "Chế độ"], [*LAN, "Ốm đau"], [*NAM, "Sinh con"]), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    groups = clerk.get(address("accept", sick)).context["groups"]
    codes = {heading: {row["component"].type.code for row in rows} for heading, rows in groups}
    assert list(codes) == ["", "Giấy tờ của dòng ốm đau", "Giấy tờ của dòng thai sản"]
    assert "GIAY_NGHI_BHXH" in codes["Giấy tờ của dòng ốm đau"]
    assert "GIAY_KHAI_SINH" in codes["Giấy tờ của dòng thai sản"] and codes[""] == {"01B-HSB"}


def test_another_procedure_has_no_such_tab(draft: Dossier, clerk: Client) -> None:
    assert address("employer_list", draft) not in clerk.get(address("dossier", draft)).content.decode()
    assert "không nộp theo danh sách" in page(clerk, draft)


def test_only_a_procedure_of_the_form_invites_to_mix_benefits(sick: Dossier, clerk: Client, clerk_user: User) -> None:
    accident = draft_of(clerk_user, "TNLD_BNN", persons=[BOSS])
    assert "có thể gồm cả ốm đau" in page(clerk, sick)
    shown = page(clerk, accident)
    assert "có thể gồm cả ốm đau" not in shown and "Mọi dòng đều đề nghị theo thủ tục của hồ sơ này" in shown
    assert "Tải mẫu danh sách trống" in shown and "Tải mẫu 01B-HSB trống" not in shown


def test_what_is_to_be_looked_at_names_its_column() -> None:
    line = ListLine(notes=[["full_name", "lấy từ ô gộp B8:B9"], ["+Ca", "lạ"]], overlap="dòng 1")
    assert remarks(line) == ["Họ và tên: lấy từ ô gộp B8:B9", "Ca: lạ", "Có ngày nghỉ chồng với dòng 1"]
