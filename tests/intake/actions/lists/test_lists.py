"""Does an employer's list come in whole: no line lost, none doubled, each corrected in its place?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import StoredFile, User
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.lists.sheets import error_file, template
from intake.models import Dossier, ListImport, ListLine
from intake.queries import line_counts, lines_of, list_of
from tests.intake.lists import RunJobs, counts, line, read_in, sickness
from tests.intake.rows import put_in_state
from tests.intake.sheets import HEAD, HEN, LAN, NAM, csv, people, rows_of, xlsx

Line = ListLine.Standing


@pytest.fixture
def sick(clerk_user: User) -> Dossier:
    return sickness(clerk_user)


def errors_of(dossier: Dossier) -> list[list[str]]:
    """The error file as the employer gets it: heading, then the lines to be mended."""
    found = list_of(dossier)
    assert found
    return rows_of(error_file(found, lines_of(found).filter(standing=Line.BAD), []))


def test_good_lines_and_bad_ones_are_told_apart(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    row = read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)

    assert (row.state, row.summary["lines"], row.summary["new"]) == (ListImport.State.READ, 3, 3)
    assert counts(sick) == {"good": 2, "bad": 1}
    assert line(sick, "H'Hen Niê").problems == [["insurance_number", "chưa ghi mã số BHXH hoặc số CCCD"]]
    assert sick.events.filter(verb="read_list").get().detail["new"] == 3


def test_the_same_lines_twice_change_nothing(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    again = read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN, merged=["A9:B9"]), clerk_user)
    as_csv = read_in(run_jobs, sick, csv(HEAD, HEN, LAN, NAM), clerk_user)

    assert [row.summary["same"] for row in (again, as_csv)] == [3, 3]
    assert counts(sick) == {"good": 2, "bad": 1}


def test_a_corrected_error_file_replaces_exactly_its_lines(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    original = xlsx(HEAD, LAN, NAM, HEN)
    read_in(run_jobs, sick, original, clerk_user)
    head, wrong = errors_of(sick)
    assert wrong[head.index("Lỗi")] == "Mã số BHXH: chưa ghi mã số BHXH hoặc số CCCD"
    wrong[head.index("Mã số BHXH")] = "3105000103"
    row = read_in(run_jobs, sick, xlsx(head, wrong), clerk_user)

    assert (row.summary["changed"], row.summary["new"], counts(sick)) == (1, 0, {"good": 3})
    assert line(sick, "H'Hen Niê").ordinal == 3
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN, ["", "Cộng"]), clerk_user)  # the old file undoes no correction
    assert counts(sick) == {"good": 3}


def test_a_key_turns_no_line_into_another_person(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    """What is filed to a line stays the paper of its person; the row of the other becomes a line, and says so."""
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    head, wrong = errors_of(sick)
    other = list(wrong)
    other[head.index("Họ và tên")], other[head.index("Mã số BHXH")] = "Kẻ Thay Thế", "3105000777"
    wrong[head.index("Mã số BHXH")] = "3105000103"
    row = read_in(run_jobs, sick, xlsx(head, other, wrong), clerk_user)

    assert [row.summary[name] for name in ("changed", "new", "stray")] == [1, 1, 1]
    assert line(sick, "H'Hen Niê").ordinal == 3
    [[column, told]] = line(sick, "Kẻ Thay Thế").notes
    assert column == "key" and "mã của dòng 3 H'Hen Niê" in told
    again = read_in(run_jobs, sick, xlsx(head, wrong, other), clerk_user)
    assert again.summary["same"] == 2 and counts(sick) == {"good": 4}


def test_a_key_that_stands_twice_in_a_file_is_told(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, HEN), clerk_user)
    head, wrong = errors_of(sick)
    wrong[head.index("Mã số BHXH")] = "3105000103"
    later = list(wrong)
    later[head.index("Từ ngày")], later[head.index("Đến ngày")] = "20/10/2026", "22/10/2026"
    row = read_in(run_jobs, sick, xlsx(head, wrong, later), clerk_user)

    assert [row.summary[name] for name in ("changed", "new", "stray")] == [1, 1, 1]
    assert "hàng 2 của tệp đã dùng mã này" in ListLine.objects.get(ordinal=3).notes[0][1]


def test_a_double_waits_and_is_free_when_the_first_goes(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(
        run_jobs, sick, xlsx(HEAD, LAN, ["9", *LAN[1:]], [*LAN[:3], "04/10/2026", "06/10/2026", "3", ""]), clerk_user
    )
    assert counts(sick) == {"good": 1, "bad": 2}
    assert set(ListLine.objects.filter(standing=Line.BAD).values_list("double", flat=True)) == {"dòng 1"}

    first = ListLine.objects.get(ordinal=1)
    lists.leave_lines(dossier=sick, ids=[first.pk], reason="Đơn vị gửi nhầm", by=clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, NAM), clerk_user)
    assert counts(sick) == {"left_out": 1, "good": 2, "bad": 1}


def test_a_line_of_the_same_period_in_another_dossier_is_a_double(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    other = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    read_in(run_jobs, other, xlsx(HEAD, LAN, NAM), clerk_user)
    said = f"dòng 1 của hồ sơ {sick} (đang lập; không dùng thì từ chối hồ sơ đó)"
    assert line(other, "Nguyễn Thị Lan").double == said
    assert counts(other) == {"good": 1, "bad": 1}


def test_only_good_lines_are_taken_and_what_was_taken_stays(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    assert lists.take_lines(dossier=sick, by=clerk_user) == 2
    assert lists.take_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user) == 0

    taken = line(sick, "Trần Văn Nam")
    head = [*HEAD, "Mã dòng"]
    row = read_in(run_jobs, sick, xlsx(head, [*NAM[:4], "05/10/2026", "3", "", taken.key]), clerk_user)
    assert (row.summary["decided"], line(sick, "Trần Văn Nam").days) == (1, 2)
    lists.reopen_lines(dossier=sick, ids=[taken.pk], by=clerk_user)
    assert counts(sick) == {"good": 1, "taken": 1, "bad": 1}


def test_a_list_makes_a_dossier_ready_to_be_accepted(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    for rows, said in (((), "người trong danh sách"), ((HEN,), "sửa các dòng"), ((LAN,), "nhận 1 dòng hợp lệ")):
        if rows:
            read_in(run_jobs, sick, xlsx(HEAD, *rows), clerk_user)
        with pytest.raises(NotValid, match=said):
            registration.accept(dossier=sick, by=clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    assert registration.accept(dossier=sick, by=clerk_user).state == State.RECEIVED


def test_a_refused_file_leaves_its_reason_and_no_bytes(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    row = read_in(run_jobs, sick, b"%PDF-1.7 khong phai bang tinh", clerk_user)
    assert (row.state, row.file) == (ListImport.State.REFUSED, None)
    assert "không phải bảng tính" in row.message and not StoredFile.objects.filter(digest=row.digest).exists()


def test_the_same_bytes_are_one_import(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    content = xlsx(HEAD, LAN)
    assert read_in(run_jobs, sick, content, clerk_user) == read_in(run_jobs, sick, content, clerk_user)


def test_who_and_when(
    sick: Dossier, draft: Dossier, demo: dict[str, User], clerk_user: User, run_jobs: RunJobs
) -> None:
    with pytest.raises(NotAllowed):
        read_in(run_jobs, sick, xlsx(HEAD, LAN), demo["chuyenvien-hp"])
    with pytest.raises(NotValid, match="không nộp theo danh sách"):
        read_in(run_jobs, draft, xlsx(HEAD, LAN), clerk_user)
    put_in_state(sick, State.IN_REVIEW)
    with pytest.raises(NotNow):
        read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)


def test_the_template_is_a_list_that_the_reader_knows(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    head = next(row for row in rows_of(template()) if "Họ và tên" in row)
    place = {name: head.index(name) for name in ("Họ và tên", "Mã số BHXH", "Từ ngày", "Đến ngày", "Phần")}
    row = [""] * len(head)
    for name, text in zip(place, ("Nguyễn Thị Lan", "3105000101", "01/10/2026", "02/10/2026", "2"), strict=True):
        row[place[name]] = text
    read_in(run_jobs, sick, xlsx(head, row), clerk_user)
    assert (counts(sick), line(sick, "Nguyễn Thị Lan").part) == ({"good": 1}, "2")


def test_the_template_of_another_procedure_names_that_and_asks_for_no_benefit() -> None:
    (title, *_), (how, *_), head, *_ = rows_of(template("Tai nạn lao động"))
    assert title == "Danh sách đề nghị: Tai nạn lao động" and "Chế độ" not in how
    assert "Từ ngày" in head and "Chế độ" not in head


def test_days_of_another_year_are_told(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, [*LAN[:3], "01/10/2062", "05/10/2062", "5", ""], NAM), clerk_user)
    assert line(sick, "Nguyễn Thị Lan").notes == [
        ["starts", "cách kỳ của danh sách gần một năm hoặc hơn; hãy xem lại năm"]
    ]
    assert line(sick, "Trần Văn Nam").notes == []


def test_days_are_told_anew_when_the_period_of_the_list_is_put_right(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk_user, period="2030-10")
    assert line(sick, "Nguyễn Thị Lan").notes and line(sick, "Trần Văn Nam").notes
    read_in(run_jobs, sick, xlsx(HEAD, NAM), clerk_user, period="2026-11")
    assert not line(sick, "Nguyễn Thị Lan").notes and not line(sick, "Trần Văn Nam").notes
    read_in(run_jobs, sick, xlsx(HEAD, HEN), clerk_user, period="2030-10")
    assert [name for name, _ in line(sick, "Nguyễn Thị Lan").notes] == ["starts"]


def test_a_few_thousand_lines(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, sick, csv(HEAD, *people(2000)), clerk_user)
    found = list_of(sick)
    assert found and line_counts(found) == {"good": 2000}


def test_a_line_that_a_merged_cell_stopped_is_judged_anew_when_its_own_words_are_the_same(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    two = [*LAN[:1], LAN[1], "3105000222", *LAN[3:]]
    read_in(run_jobs, sick, xlsx(HEAD, LAN, two, merged=["B2:B3"]), clerk_user)
    assert counts(sick) == {"bad": 2}
    first, second = sick.employer_list.lines.order_by("ordinal")
    head = [*HEAD, "Mã dòng"]
    rest = [*two[:1], "Trần Thị Khác", *two[2:], second.key]
    row = read_in(run_jobs, sick, xlsx(head, [*LAN, first.key], rest), clerk_user)
    assert row.summary["changed"] == 2 and counts(sick) == {"good": 2}


def test_one_number_under_two_names_is_told_until_the_other_line_is_put_right(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    other = ["2", "Trần Thị Khác", *LAN[2:3], *NAM[3:]]
    read_in(run_jobs, sick, xlsx(HEAD, LAN, other), clerk_user)
    assert line(sick, LAN[1]).notes == [
        ["insurance_number", "trùng với dòng 2 (hàng 3 của tệp) nhưng khác họ tên; hãy xem số nào đúng"]
    ]
    lists.leave_lines(dossier=sick, ids=[line(sick, "Trần Thị Khác").pk], reason="Nhầm số", by=clerk_user)
    assert line(sick, LAN[1]).notes == []
    lists.reopen_lines(dossier=sick, ids=[line(sick, "Trần Thị Khác").pk], by=clerk_user)
    assert len(line(sick, LAN[1]).notes) == 1

    mended = [*other[:1], "Nguyen Thi Lan", *other[2:], line(sick, "Trần Thị Khác").key]
    read_in(run_jobs, sick, xlsx([*HEAD, "Mã dòng"], mended), clerk_user)
    assert line(sick, LAN[1]).notes == line(sick, "Nguyen Thi Lan").notes == []


def test_a_whole_file_that_was_corrected_and_sent_again_mends_its_lines_and_doubles_none(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    """No column of ours is in it; of two people under one running number nobody is taken for the other."""
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    first = ListLine.objects.get(list__dossier=sick, standing="bad")
    whole = [HEN[0], HEN[1], "3105000103", *HEN[3:]]
    for told in ("changed", "same"):
        row = read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, whole), clerk_user)
        assert row.summary[told] >= 1 and row.summary["new"] == 0
    first.refresh_from_db()
    assert (first.standing, first.insurance_number) == ("good", "3105000103")
    assert ListLine.objects.filter(list__dossier=sick).count() == 3

    other = [HEN[0], "Phạm Thị Khác", "3105000199", *HEN[3:]]
    assert read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, other), clerk_user).summary["new"] == 1
