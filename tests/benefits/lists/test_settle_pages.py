"""Does the officer see the lines as a table, type figures, settle and refuse them, and keep whatever was typed?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from benefits.actions import calculating_lines, settling_lines
from benefits.bulk_signing import doubts
from benefits.models import LineSettlement
from bhxh_archive import jobs
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, Job, User
from intake.models import Dossier, EmployerList, ListLine
from tests.benefits.conftest import As
from tests.benefits.lists.conftest import FATHER, ROWS, SICK, ListRoad
from tests.intake.lists import sickness
from tests.intake.rows import put_in_state
from tests.intake.sheets import UNIT, people


@pytest.fixture
def officer(signed_in: As) -> Client:
    return signed_in("chuyenvien-hp")


def of(name: str, dossier: Dossier, *args: object) -> str:
    return reverse(name, args=[dossier.pk, *args])


def test_the_table_from_the_figures_to_the_decisions(
    officer: Client, signed_in: As, list_road: ListRoad, in_review: Dossier
) -> None:
    signed_in("truongphong-hp").get(of("settle_list", in_review))
    page = officer.get(of("settle_list", in_review)).content.decode()
    assert "Vũ Thị Thanh Huyền đang mở hồ sơ này" in page
    assert "Danh sách đề nghị của Công ty May Mẫu" in page and "Chưa tính" in page and "đề nghị 1.875.000" in page
    officer.post(of("calculate_lines", in_review))
    assert "Thiếu số liệu" in officer.get(of("settle_list", in_review)).content.decode()

    lan = list_road.line("Nguyễn Thị Lan")
    kept = officer.post(of("settle_line", in_review, lan.pk), SICK | {"kind": "SICKNESS", "version": "1"}, follow=True)
    said = kept.content.decode()
    assert "tính ra 1.875.000 đồng" in said and "12.000.000 × 75% / 24 × 5 ngày" in said and "Điều 45" in said
    officer.post(of("approve_clean", in_review))
    page = officer.get(of("settle_list", in_review)).content.decode()
    assert "Giải quyết 1 dòng, 1.875.000 đồng" in page and "Còn 2 dòng chưa quyết." in page

    nam = list_road.line("Trần Văn Nam")
    asked = officer.post(of("refuse_lines", in_review), {"chosen": [nam.pk]})
    assert asked.status_code == 200 and "Không giải quyết 1 dòng" in asked.content.decode()
    assert officer.post(of("refuse_lines", in_review), {"chosen": [nam.pk], "reason": ""}).status_code == 422
    officer.post(of("refuse_lines", in_review), {"chosen": [nam.pk], "reason": "Ngoài thời hạn 60 ngày"})
    page = officer.get(f"{of('settle_list', in_review)}?stage=refused").content.decode()
    assert "Ngoài thời hạn 60 ngày" in page and "Nguyễn Thị Lan" not in page


def test_a_long_list_is_computed_by_a_worker_with_its_progress_on_the_page(
    officer: Client, list_road: ListRoad, in_review: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculating_lines, "AT_ONCE", 2)
    monkeypatch.setattr(calculating_lines, "_PART", 2)
    for _ in range(2):
        officer.post(of("calculate_lines", in_review))
    page = officer.get(of("settle_list", in_review)).content.decode()
    assert "Đang tính các dòng" in page and "0/3" in page and "Tính mọi dòng" not in page
    assert "HX-Refresh" not in officer.get(of("lines_progress", in_review)).headers

    job = Job.objects.get(key=calculating_lines.job_key(in_review))
    jobs.run.call(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.note) == (Job.State.DONE, 3, "")
    assert officer.get(of("lines_progress", in_review)).headers["HX-Refresh"] == "true"
    assert "Đã tính: 3 dòng thiếu số liệu." in officer.get(of("settle_list", in_review)).content.decode()
    event = in_review.events.get(verb="calculate_lines")
    assert event.detail == {"lines": 3, "verdicts": {"incomplete": 3, "reopened": 0}}

    list_road.keep("Nguyễn Thị Lan", **SICK)
    officer.post(of("approve_clean", in_review))
    jobs.run.call(Job.objects.latest("pk").pk)
    officer.get(of("lines_progress", in_review))
    page = officer.get(of("settle_list", in_review)).content.decode()
    assert "Đã giải quyết 1 dòng đạt." in page and "Còn 2 dòng chưa quyết." in page


def test_a_line_that_changed_since_it_was_shown_is_left_named_and_shown_again(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    list_road.keep("Nguyễn Thị Lan", **SICK)
    list_road.keep("Trần Văn Nam", **FATHER)
    page = officer.get(of("settle_list", in_review)).content.decode()
    ticked = re.findall(r'name="chosen" value="([^"]+)"', page)
    list_road.keep("Trần Văn Nam", **FATHER | {"average": "19.000.000"})

    said = officer.post(of("settle_lines", in_review), {"chosen": ticked}, follow=True).content.decode()
    assert "Đã giải quyết 1 dòng." in said and LineSettlement.objects.get(standing="settled").amount == 1_875_000
    assert "Dòng 2 chưa giải quyết: số liệu vừa đổi ở nơi khác" in said and "Dòng 3 chưa giải quyết: thiếu" in said
    assert "Trần Văn Nam" in said and "Nguyễn Thị Lan" not in said and "Xem mọi dòng" in said
    now = re.findall(r'name="chosen" value="([^"]+)"', said)[:1]
    officer.post(of("settle_lines", in_review), {"chosen": now})
    assert LineSettlement.objects.filter(standing="settled").count() == 2, "seen as it is now"


def test_figures_that_cannot_be_read_are_kept_and_told_at_their_field(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    lan = list_road.line("Nguyễn Thị Lan")
    typed = {"kind": "SICKNESS", "version": "0", "salary": "12 triệu", "months_paid": "hai năm", "days": "5"}
    answer = officer.post(of("settle_line", in_review, lan.pk), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "12 triệu" in page and "«hai năm» không phải số nguyên" in page
    assert LineSettlement.objects.get(line=lan).entries["salary"] == "12 triệu"
    assert "12 triệu" in officer.get(of("settle_line", in_review, lan.pk)).content.decode()


def test_what_was_typed_on_old_figures_is_told_back_in_words(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    line = list_road.keep("Nguyễn Thị Lan", **SICK).line
    stale = SICK | {"kind": "SICKNESS", "version": "0", "conditions": "HARD", "settle": "1"}
    answer = officer.post(of("settle_line", in_review, line.pk), stale)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Tiền lương tháng trước khi nghỉ" in page and "Ốm đau" in page
    assert "Nặng nhọc, độc hại" in page and "HARD" not in page and "SICKNESS" not in page


def test_another_way_of_computing_asks_for_its_own_figures(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    lan = list_road.line("Nguyễn Thị Lan")
    changed = {"kind": "STATED", "version": "0", "salary": "12.000.000", "change": "1"}
    page = officer.post(of("settle_line", in_review, lan.pk), changed, follow=True).content.decode()
    assert "Số tiền ấn định" in page and "Điều kiện làm việc" not in page
    back = officer.post(of("settle_line", in_review, lan.pk), {"kind": "SICKNESS", "version": "1"}, follow=True)
    assert "12.000.000" in back.content.decode()


def test_a_settled_line_leads_to_the_next_undecided(officer: Client, list_road: ListRoad, in_review: Dossier) -> None:
    lan, nam = list_road.line("Nguyễn Thị Lan"), list_road.line("Trần Văn Nam")
    address = of("settle_line", in_review, lan.pk)
    done = officer.post(address, SICK | {"kind": "SICKNESS", "version": "0", "settle": "1"})
    assert done["Location"] == of("settle_line", in_review, nam.pk)
    officer.post(of("undecide_lines", in_review), {"chosen": [lan.pk], "line": lan.pk})
    assert LineSettlement.objects.get(line=lan).standing == "open"


@pytest.mark.parametrize("place", ["line", "table"])
def test_a_line_with_remarks_is_settled_only_with_a_reason_that_the_head_reads(
    officer: Client, list_road: ListRoad, in_review: Dossier, place: str
) -> None:
    kept = list_road.keep("Nguyễn Thị Lan", **SICK | {"salary": "60.000.000"})
    form = {"kind": "SICKNESS", "version": kept.version, "settle": "1", **kept.entries}
    ticked = {"chosen": [f"{kept.line_id}.{kept.version}"]}
    address = of("settle_line", in_review, kept.line_id) if place == "line" else of("settle_lines", in_review)
    page = officer.post(address, form if place == "line" else ticked).content.decode()
    assert "còn điều cần xem" in page and "Đơn vị đề nghị 1.875.000 đồng" in page
    assert LineSettlement.objects.get().standing == "open"

    chosen = {"chosen": re.findall(r'name="chosen" value="([^"]+)"', page)}
    assert officer.post(of("settle_lines", in_review), chosen | {"reason": " "}).status_code == 422
    officer.post(of("settle_lines", in_review), chosen | {"reason": "Bảng lương kèm theo"})
    row = LineSettlement.objects.get()
    assert (row.standing, row.reason) == ("settled", "Bảng lương kèm theo")
    rest = ListLine.objects.exclude(pk=kept.line_id).values_list("pk", flat=True)
    settling_lines.refuse_lines(
        dossier=in_review, ids=list(rest), reason="Thiếu giấy tờ", by=list_road.user("chuyenvien")
    )
    told = doubts(list_road.fresh())
    assert "Dòng 1 được giải quyết 9.375.000 đồng dù: " in told and "Đơn vị đề nghị 1.875.000 đồng" in told
    assert "Lý do: Bảng lương kèm theo." in told


def test_others_look_but_do_not_touch_and_strangers_see_nothing(
    signed_in: As, list_road: ListRoad, in_review: Dossier
) -> None:
    lan = list_road.line("Nguyễn Thị Lan")
    head = signed_in("truongphong-hp").get(of("settle_list", in_review)).content.decode()
    assert "Nguyễn Thị Lan" in head and "Tính mọi dòng" not in head
    assert signed_in("tiepnhan-hp").get(of("settle_list", in_review)).status_code == 403
    stranger = signed_in("chuyenvien-na")
    assert stranger.get(of("settle_list", in_review)).status_code == 404
    assert stranger.post(of("settle_line", in_review, lan.pk), SICK).status_code == 404
    assert AccessLog.objects.filter(action="review").exists()


def test_a_line_of_another_list_is_not_there(officer: Client, list_road: ListRoad, in_review: Dossier) -> None:
    other = ListRoad(list_road.people, list_road.run_jobs)
    other.rows = [[*row[:2], f"31060001{row[0]:>02}", *row[3:]] for row in ROWS]
    stranger = other.to("forward")
    line = other.line("Nguyễn Thị Lan")
    assert officer.get(of("settle_line", in_review, line.pk)).status_code == 404
    answer = officer.post(of("settle_lines", in_review), {"chosen": [line.pk]}, follow=True)
    assert "Chưa giải quyết được dòng nào" in answer.content.decode()
    assert stranger.drafts.count() == 0


@pytest.mark.slow
def test_many_lines_are_paged_and_cost_no_more_queries(
    officer: Client, list_road: ListRoad, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    list_road.procedure = "DUONGSUC"
    list_road.rows = [[*row, "Dưỡng sức", "", "", ""] for row in people(120)]
    dossier = list_road.to("forward")
    settling_lines.calculate_lines(dossier=dossier, by=list_road.user("chuyenvien"))
    address = of("settle_list", dossier)
    first = officer.get(address).content.decode()
    assert first.count('name="chosen"') == 50 and "after=50" in first
    with django_assert_num_queries(MOST):
        officer.get(f"{address}?after=50")
    ListLine.objects.filter(ordinal__gt=3).delete()
    with django_assert_num_queries(MOST):
        officer.get(address)


MOST = 23


def test_a_second_list_of_the_same_batch_is_told_with_a_way_to_it(
    officer: Client, list_road: ListRoad, in_review: Dossier, demo: dict[str, User]
) -> None:
    twin = put_in_state(sickness(demo["tiepnhan-hp"]), State.IN_REVIEW)
    EmployerList.objects.create(dossier=twin, **UNIT)
    way = f'href="{of("review", twin)}"'
    for name in ("settle_list", "review"):
        assert way in officer.get(of(name, in_review)).content.decode()
    EmployerList.objects.filter(dossier=twin).update(batch=2)
    assert way not in officer.get(of("settle_list", in_review)).content.decode()
    EmployerList.objects.filter(dossier=twin).update(batch=1)
    Dossier.objects.filter(pk=twin.pk).update(event_of=in_review)
    assert way not in officer.get(of("review", in_review)).content.decode(), "what was split off is no second list"
    line = officer.get(of("settle_line", in_review, list_road.line("Trần Văn Nam").pk)).content.decode()
    assert f'href="{of("send_back", in_review)}"' in line and "tách dòng" in line
