"""Can a clerk choose rows of a queue, see what would happen, agree, and read what became of each?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from intake.models import BulkRun, Dossier
from tests.intake.rows import add_scan, put_in_state
from tests.intake.views.conftest import SignIn, state_of

RunJobs = Callable[[Callable[[], Any]], Any]
FORWARD = ("da-tiep-nhan", "chuyen")


def chosen(client: Client, *dossiers: Dossier, at: tuple[str, str] = FORWARD, **typed: str) -> Any:
    data = {"chosen": [dossier.pk for dossier in dossiers], **typed}
    return client.post(reverse("bulk_choose", args=at), data)


def test_from_the_ticks_to_the_result_of_each(scanned: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    queue = clerk.get(reverse("queue", args=["da-tiep-nhan"])).content.decode()
    assert "Chuyển các hồ sơ đã chọn" in queue and 'name="chosen"' in queue

    address = run_jobs(lambda: chosen(clerk, scanned)).url
    assert "Chuyển 1 hồ sơ" in clerk.get(address).content.decode()
    assert state_of(scanned) == State.RECEIVED

    run_jobs(lambda: clerk.post(address + "lam/"))
    page = clerk.get(address).content.decode()
    assert "đã làm 1/1 hồ sơ" in page and str(scanned) in page
    assert state_of(scanned) == State.IN_REVIEW


def test_a_scan_that_runs_holds_the_dossier_and_is_led_to(scanned: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    run = add_scan(scanned, scanned.created_by)
    link = f'href="{reverse("scan", args=[scanned.pk])}"'
    page = clerk.get(reverse("forward", args=[scanned.pk])).content.decode()
    assert "Máy quét đang quét vào hồ sơ này" in page and link in page

    page = clerk.get(run_jobs(lambda: chosen(clerk, scanned)).url).content.decode()
    assert "Máy quét đang quét vào hồ sơ này" in page and link in page
    run.state = run.State.DONE
    run.save()
    assert "Chuyển 1 hồ sơ" in clerk.get(run_jobs(lambda: chosen(clerk, scanned)).url).content.decode()


def test_without_a_tick_the_queue_says_so(scanned: Dossier, clerk: Client) -> None:
    answer = chosen(clerk)

    assert answer.url == reverse("queue", args=["da-tiep-nhan"])
    assert "Chưa chọn hồ sơ nào" in clerk.get(answer.url).content.decode()


def test_a_verb_that_wants_something_typed_asks_for_it_first(
    scanned: Dossier, clerk: Client, run_jobs: RunJobs
) -> None:
    Dossier.objects.filter(pk=scanned.pk).update(paper_file_number="K01.G02")
    returned, at = put_in_state(scanned, State.RETURNED), ("cho-tich-hop", "tich-hop")
    field = f"entry-{returned.pk}"
    asked = chosen(clerk, returned, at=at)
    assert f'name="{field}" value="K01.G02"' in asked.content.decode()

    address = run_jobs(lambda: chosen(clerk, returned, at=at, typed="1", **{field: "K01.G02.H3"})).url
    page = clerk.get(address).content.decode()
    assert "Chưa có kết quả nào được phát hành." in page, "it says why this one is skipped"
    assert BulkRun.objects.get().lines.get().entry == "K01.G02.H3"
    assert f'name="{field}" value="K01.G02.H3"' in page and "Sửa hộp hoặc số hồ sơ giấy đã nhập" in page
    again = chosen(clerk, returned, at=at, **{field: "K01.G02.H3"}).content.decode()
    assert f'name="{field}" value="K01.G02.H3"' in again and "Tất cả vào hộp này" in again
    filled = chosen(clerk, returned, at=at, for_all=" K01.G05.H1 ").content.decode()
    assert f'name="{field}" value="K01.G05.H1"' in filled


def test_a_run_is_its_owners_alone(scanned: Dossier, clerk: Client, sign_in: SignIn, run_jobs: RunJobs) -> None:
    address = run_jobs(lambda: chosen(clerk, scanned)).url
    other = sign_in("truongtiepnhan-hp")

    assert other.get(address).status_code == 404
    assert other.post(address + "lam/").status_code == 404
    assert BulkRun.objects.get().state == BulkRun.State.READY


def test_only_what_stands_in_the_queue_is_taken(draft: Dossier, clerk: Client, sign_in: SignIn) -> None:
    assert chosen(clerk, draft).url == reverse("queue", args=["da-tiep-nhan"]), "a draft is in another queue"
    assert chosen(sign_in("chuyenvien-hp"), draft).status_code == 404, "another desk's queue"
    assert chosen(clerk, draft, at=("da-tiep-nhan", "nhan")).status_code == 404, "another queue's verb"


def test_open_questions_are_told_before_many_are_forwarded(scanned: Dossier, clerk: Client, run_jobs: RunJobs) -> None:
    alone = clerk.get(reverse("forward", args=[scanned.pk])).content.decode()
    assert "câu hỏi của thủ tục chưa trả lời" in alone and reverse("questions", args=[scanned.pk]) in alone
    choose = reverse("bulk_choose", args=["da-tiep-nhan", "chuyen"])
    run = str(run_jobs(lambda: clerk.post(choose, {"chosen": [scanned.pk]})).url)
    shown = clerk.get(run).content.decode()
    assert "1 hồ sơ còn việc chưa xong" in shown and "câu hỏi chưa trả lời, giấy tờ kèm theo" in shown
