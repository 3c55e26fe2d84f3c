"""Is nobody paid twice for the same days, whatever period, employer or dossier they are asked under?"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake.actions.dossier.results import remark_on
from intake.actions.lists import lists
from intake.models import Dossier, ListLine
from intake.trail.sentences import sentence
from tests.intake.lists import RunJobs, counts, line, read_in, sickness
from tests.intake.rows import add_result
from tests.intake.sheets import HEAD, LAN, NAM, UNIT, csv, people, xlsx

LATER = {"period": "2026-11"}
OTHER = {"period": "2026-11", "unit_code": "TA0002B"}


@pytest.fixture
def first(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """A dossier of October with Lan (1 to 5) and Nam (3 to 4)."""
    found = sickness(clerk_user)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM), clerk_user)
    return found


@pytest.mark.parametrize("unit", [LATER, OTHER])
def test_the_same_days_under_another_period_or_employer_are_a_double(
    unit: dict[str, str], first: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    lists.take_lines(dossier=first, by=clerk_user)
    second = sickness(clerk_user)
    later = [*NAM[:3], "04/10/2026", "06/10/2026", "3", ""]
    read_in(run_jobs, second, xlsx(HEAD, LAN, later), clerk_user, **unit)

    lan, nam = line(second, "Nguyễn Thị Lan"), line(second, "Trần Văn Nam")
    assert (lan.standing, nam.standing) == ("bad", "good")
    assert f"dòng 1 của hồ sơ {first}" in lan.double and "tháng 10/2026" in lan.double
    assert f"dòng 2 của hồ sơ {first}" in nam.overlap and "nghỉ 03/10/2026 đến 04/10/2026" in nam.overlap
    assert ("TA0001A" in lan.double) is (unit is OTHER)


def test_a_list_that_replaces_an_issued_one_asks_for_the_same_days(
    first: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    lists.take_lines(dossier=first, by=clerk_user)
    Dossier.objects.filter(pk=first.pk).update(number="2026-0000-1", number_folded="202600001")
    second, content = sickness(clerk_user), xlsx(HEAD, LAN)
    read_in(run_jobs, second, content, clerk_user)

    def sent(replaces: str) -> None:
        lists.receive_list(dossier=second, unit=UNIT, part="1", name="ds.xlsx", chunks=[content], by=clerk_user,
                           replaces=replaces)  # fmt: skip

    with pytest.raises(NotValid, match="không có danh sách đã phát hành, còn hiệu lực"):
        sent("2026-0000-1")
    add_result(first)
    sent("2026-0000-1")
    assert counts(second) == {"good": 1} and line(second, "Nguyễn Thị Lan").double == ""
    sent("")
    assert counts(second) == {"bad": 1}
    sent("2026-0000-1")
    assert lists.take_lines(dossier=second, by=clerk_user) == 1
    with pytest.raises(NotValid, match="Đã nhận dòng"):
        sent("")
    assert [sentence(event) for event in second.events.filter(verb="replace_list").order_by("seq")] == [
        "Danh sách thay thế danh sách của hồ sơ 2026-0000-1", "Danh sách không còn thay thế danh sách nào",
        "Danh sách thay thế danh sách của hồ sơ 2026-0000-1",
    ]  # fmt: skip


def test_what_a_revoked_list_asked_may_be_asked_again(first: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    lists.take_lines(dossier=first, by=clerk_user)
    remark_on(dossier=first, number=add_result(first).number, text="Đã bị thu hồi", ends=True)
    second = sickness(clerk_user)
    read_in(run_jobs, second, xlsx(HEAD, LAN), clerk_user, **LATER)
    assert counts(second) == {"good": 1}


def test_what_two_files_claimed_before_is_judged_anew_when_it_is_taken(
    first: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    second = sickness(clerk_user)
    read_in(run_jobs, second, xlsx(HEAD, LAN), clerk_user, **LATER)
    ListLine.objects.update(double="", standing="good")  # as read before periods were compared
    assert lists.take_lines(dossier=second, by=clerk_user) == 0
    assert lists.take_lines(dossier=first, by=clerk_user) == 2


def test_a_line_left_out_frees_the_days_and_opened_again_finds_them_gone(
    first: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    lan, second = line(first, "Nguyễn Thị Lan"), sickness(clerk_user)
    read_in(run_jobs, second, xlsx(HEAD, LAN), clerk_user, **LATER)
    lists.leave_lines(dossier=first, ids=[lan.pk], reason="Đơn vị gửi nhầm", by=clerk_user)
    again = line(second, "Nguyễn Thị Lan").pk
    assert lists.take_lines(dossier=second, ids=[again], by=clerk_user) == 1
    lists.reopen_lines(dossier=first, ids=[lan.pk], by=clerk_user)
    assert counts(first) == {"good": 1, "bad": 1} and str(second) in line(first, "Nguyễn Thị Lan").double


def test_a_person_under_the_newer_number_is_told_at_the_same_employer(
    first: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    second = sickness(clerk_user)
    newer = [*LAN[:2], "031169000123", *LAN[3:]]
    read_in(run_jobs, second, xlsx(HEAD, newer), clerk_user, **LATER)
    assert "cùng họ tên" in line(second, "Nguyễn Thị Lan").overlap and counts(second) == {"good": 1}


def test_another_office_is_not_looked_at(first: Dossier, demo: dict[str, User], run_jobs: RunJobs) -> None:
    clerk = demo["tiepnhan-na"]
    second = sickness(clerk)
    read_in(run_jobs, second, xlsx(HEAD, LAN), clerk, **LATER)
    assert counts(second) == {"good": 1}


def test_many_lines_cost_no_more_queries(first: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    read_in(run_jobs, first, csv(HEAD, *people(60)), clerk_user)
    second = sickness(clerk_user)
    spent = []
    for number in (1, 60):
        read_in(run_jobs, second, csv(HEAD, *people(number)), clerk_user, **LATER)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert lists.take_lines(dossier=second, by=clerk_user) == 0
        spent.append(len(asked))
    assert spent[0] == spent[1] and counts(second) == {"bad": 60}
