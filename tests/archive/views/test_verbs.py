"""Do the pages of transfer, acceptance and return do what they show, for those who may, and lose nothing typed?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse

from archive.models import Package
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.actions.consolidation import consolidation
from tests.archive.conftest import SignIn
from tests.archive.room import ArchiveRoad, kept_keys
from tests.archive.views.conftest import shown

QUEUE = "cho-tiep-nhan-luu-tru"


def at(road: ArchiveRoad, name: str) -> str:
    return reverse(name, args=[road.dossier.pk])


def press(road: ArchiveRoad, client: Client, name: str, **typed: str) -> Any:
    """Send the form of a page, then let the workers work."""
    version = {"version": str(road.dossier.version)}
    return road.road.run_jobs(lambda: client.post(at(road, name), version | typed))


def queued(do: Callable[[], Any]) -> Any:
    """What a person does while the workers are busy elsewhere: the work is handed over and waits."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return do()


def work(road: ArchiveRoad) -> None:
    road.road.run_jobs(lambda: None)


def foot_of(answer: Any) -> Any:
    return answer.context["foot"].primary


@pytest.fixture
def clerk(sign_in: SignIn) -> Client:
    return sign_in("tiepnhan-hp")


@pytest.fixture
def archivist(sign_in: SignIn) -> Client:
    return sign_in("luutru")


def test_two_presses_pack_and_send(archive_road: ArchiveRoad, clerk: Client, archivist: Client) -> None:
    assert foot_of(clerk.get(at(archive_road, "transfer"))).label == "Tạo gói lưu trữ"
    assert archivist.get(at(archive_road, "transfer")).status_code == 404
    queued(lambda: clerk.post(at(archive_road, "transfer")))
    assert foot_of(clerk.get(at(archive_road, "transfer"))).why_not
    work(archive_road)
    page = clerk.get(at(archive_road, "transfer"))
    assert foot_of(page).label == "Chuyển lưu trữ tập trung"
    assert len(page.context["files"]) == archive_road.package.file_count

    assert press(archive_road, clerk, "transfer").headers["Location"] == reverse(
        "done", args=[archive_road.dossier.pk, "transfer"]
    )
    assert archive_road.dossier.state == State.TRANSFERRED
    assert "không chuyển lưu trữ được" in shown(clerk.get(at(archive_road, "transfer")))
    assert press(archive_road, clerk, "transfer").status_code == 409


def test_from_the_queue_to_the_permanent_store(built_road: ArchiveRoad, archivist: Client) -> None:
    queue = reverse("queue", args=[QUEUE])
    assert str(built_road.dossier.number) not in shown(archivist.get(queue))
    queued(built_road.hand_over)
    assert str(built_road.dossier.number) in shown(archivist.get(queue))
    waiting = archivist.get(at(built_road, "accept_transfer"))
    assert foot_of(waiting).why_not == "Hãy chờ việc đang làm kết thúc."
    assert archivist.post(at(built_road, "accept_transfer")).status_code == 409

    work(built_road)
    page = archivist.get(at(built_road, "accept_transfer"))
    assert not foot_of(page).why_not
    assert "Đạt: " in shown(page)
    press(built_road, archivist, "accept_transfer")
    assert built_road.dossier.state == State.ARCHIVED
    assert reverse("record", args=[built_road.record.pk]) in shown(archivist.get(at(built_road, "accept_transfer")))
    assert str(built_road.dossier.number) not in shown(archivist.get(queue))
    onward = archivist.get(at(built_road, "accept_transfer")).context["foot"].others
    assert [action.label for action in onward] == ["Về bàn làm việc"]  # nothing else waits


def test_a_return_needs_a_reason_and_tells_it(transferred_road: ArchiveRoad, clerk: Client, archivist: Client) -> None:
    empty = press(transferred_road, archivist, "reject_transfer", reason="   ")
    assert empty.status_code == 422
    assert "việc gì chưa đúng" in shown(empty)
    long = press(transferred_road, archivist, "reject_transfer", reason="Thiếu trang " * 50)
    assert (long.status_code, long.context["form"].errors.keys()) == (422, {"reason"})
    assert "Thiếu trang Thiếu trang" in shown(long)

    back = press(transferred_road, archivist, "reject_transfer", reason="Thiếu trang 3 của Quyết định nghỉ việc")
    assert "Đã trả lại nơi tiếp nhận" in shown(archivist.get(back.headers["Location"]))
    assert transferred_road.dossier.state == State.ARCHIVE_REJECTED
    assert kept_keys() == []
    page = shown(clerk.get(at(transferred_road, "package")))
    assert "Trung tâm Lưu trữ trả lại: Thiếu trang 3 của Quyết định nghỉ việc" in page
    assert "Tạo lại gói lưu trữ" not in page
    report: Any = clerk.get(at(transferred_road, "package_report"))
    assert b"".join(report.streaming_content).startswith(b"%PDF")


def test_returned_opened_again_and_sent_again(transferred_road: ArchiveRoad, clerk: Client, archivist: Client) -> None:
    press(transferred_road, archivist, "reject_transfer", reason="Thiếu trang 3")
    by = transferred_road.road.user("tiepnhan")
    consolidation.rework(dossier=transferred_road.dossier, reason="Bổ sung", by=by)
    consolidation.consolidate(dossier=transferred_road.dossier, paper_file_number="K02", by=by)
    page = shown(clerk.get(at(transferred_road, "package")))
    assert "Tạo lại gói lưu trữ" in page and "Trung tâm Lưu trữ trả lại: Thiếu trang 3" in page
    press(transferred_road, clerk, "build_package")
    press(transferred_road, clerk, "transfer")
    press(transferred_road, archivist, "accept_transfer")

    assert transferred_road.dossier.state == State.ARCHIVED
    assert "Bị trả lại – Thiếu trang 3" in shown(clerk.get(at(transferred_road, "package")))


def test_a_stale_page_changes_nothing_and_shows_what_was_typed(
    transferred_road: ArchiveRoad, archivist: Client
) -> None:
    stale = {"version": str(transferred_road.dossier.version - 1)}
    answer = press(transferred_road, archivist, "reject_transfer", reason="Thiếu trang 3", **stale)

    assert answer.status_code == 409
    assert "Thiếu trang 3" in shown(answer)
    assert transferred_road.package.state == Package.State.TRANSFERRED


@pytest.mark.parametrize("name", ["accept_transfer", "reject_transfer", "verify_transfer"])
def test_the_verdict_is_the_archives_alone(transferred_road: ArchiveRoad, sign_in: SignIn, name: str) -> None:
    for person, status in (("tiepnhan-hp", 403), ("giamdoc-hp", 403), ("tiepnhan-na", 404), ("quantri", 404)):
        assert press(transferred_road, sign_in(person), name, reason="Hỏng").status_code == status, person
    assert transferred_road.package.state == Package.State.TRANSFERRED
    assert sign_in("tiepnhan-hp").get(at(transferred_road, "verdict_progress")).status_code == 403


def test_the_archive_verifies_once_more_where_it_can_go_on(transferred_road: ArchiveRoad, archivist: Client) -> None:
    first = transferred_road.package.verified_at
    assert "Kiểm tra lại gói" in shown(archivist.get(at(transferred_road, "accept_transfer")))
    queued(lambda: archivist.post(at(transferred_road, "verify_transfer")))
    waiting = archivist.get(at(transferred_road, "accept_transfer"))
    assert "Đang kiểm tra mã băm và chữ ký" in shown(waiting)
    assert "Kiểm tra lại gói" not in shown(waiting)
    work(transferred_road)

    again = transferred_road.package.verified_at
    assert first and again and again > first
    assert archivist.get(at(transferred_road, "verdict_progress")).headers["HX-Refresh"] == "true"
    Job.objects.filter(key=f"verify:{transferred_road.package.pk}").update(
        state=Job.State.FAILED, note="Dịch vụ im lặng."
    )
    failed = archivist.get(at(transferred_road, "accept_transfer"))
    assert "Dịch vụ im lặng." in shown(failed) and "Kiểm tra lại gói" in shown(failed)


def test_a_verification_that_ends_while_the_page_is_made_is_shown(
    built_road: ArchiveRoad, clerk: Client, archivist: Client
) -> None:
    queued(lambda: clerk.post(at(built_road, "transfer"), {"version": str(built_road.dossier.version)}))
    waiting = [f"verify:{built_road.package.pk}"]

    def end_the_work(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Just before the page asks how far the work is, the worker is through with it."""
        if waiting and waiting[0] in (params or ()):
            waiting.clear()
            work(built_road)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(end_the_work):
        page = archivist.get(at(built_road, "accept_transfer"))
    assert not waiting and foot_of(page).why_not == ""


@pytest.mark.parametrize("name", ["package", "transfer", "package_progress", "package_download", "package_report"])
def test_the_archive_tab_keeps_to_the_offices(built_road: ArchiveRoad, sign_in: SignIn, name: str) -> None:
    expected: Callable[[str], int] = {"package_report": lambda who: 404}.get(name, lambda who: 200)  # none before
    assert sign_in("tiepnhan-hp").get(at(built_road, name)).status_code == expected("tiepnhan-hp")
    assert sign_in("tiepnhan-na").get(at(built_road, name)).status_code == 404
    assert sign_in("luutru").get(at(built_road, name)).status_code == 404
    assert Client().get(at(built_road, name)).status_code == 302


def test_the_package_is_not_for_everybody_who_sees_the_dossier(built_road: ArchiveRoad, sign_in: SignIn) -> None:

    assert sign_in("chuyenvien-hp").get(at(built_road, "package")).status_code == 200
    assert sign_in("chuyenvien-hp").get(at(built_road, "package_download")).status_code == 403
