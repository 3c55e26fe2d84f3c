"""Does a clerk print the results of a whole queue: choose, look, open the file, say what was spoiled?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from intake.actions.returning import print_runs
from intake.models import Dossier, PrintRun
from intake.queries.print_runs import mark
from tests.intake.actions.returning.test_print_runs import page
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned, pdf=page())
    return put_in_state(scanned, State.ISSUED)


def test_from_the_queue_to_the_printer_and_back(
    issued: Dossier, clerk: Client, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    assert "Chưa có lượt in nào" in clerk.get(reverse("print_runs")).content.decode()
    choose = reverse("bulk_choose", args=["cho-tra", "in-ket-qua"])
    run_url = run_jobs(lambda: clerk.post(choose, {"chosen": issued.pk}))["Location"]
    assert "2 bản in, 1 văn bản" in clerk.get(run_url).content.decode() and not PrintRun.objects.exists()
    run_jobs(lambda: clerk.post(f"{run_url}lam/"))
    run = PrintRun.objects.get()
    address = reverse("print_run", args=[run.pk])
    gathered = clerk.get(run_url).content.decode()
    assert "Đã gom 2 bản in, 1 văn bản vào lượt in, chưa in bản nào." in gathered and "Đã làm: " not in gathered
    assert f'<a class="button button-primary" href="{address}">Tạo tệp in</a>' in gathered
    assert "In hai mặt" in clerk.get(address).content.decode()

    with_jobs: Any = run_jobs(lambda: clerk.post(reverse("begin_print_run", args=[run.pk]), {"sides": "one"}))
    assert with_jobs["Location"] == address and clerk.get(address, headers={"HX-Request": "true"})["HX-Refresh"]
    pile: Any = clerk.get(reverse("print_run_file", args=[run.pk]))
    assert b"".join(pile.streaming_content).startswith(b"%PDF") and "attachment" not in pile.headers.values()
    assert AccessLog.objects.filter(action="print", subject=f"print_run:{run.pk}").exists()

    line = run.lines.get()
    for typed, said in (("hai", "từ 0 đến 2"), ("3", "từ 0 đến 2")):
        refused = clerk.post(reverse("close_print_run", args=[run.pk]), {f"spoiled-{line.pk}": typed})
        shown = refused.content.decode()
        assert refused.status_code == 422 and said in shown and f'value="{typed}"' in shown
    closed = clerk.post(reverse("close_print_run", args=[run.pk]), {f"spoiled-{line.pk}": "1"})
    again = PrintRun.objects.exclude(pk=run.pk).get()
    assert closed["Location"] == reverse("print_run", args=[again.pk])
    told = clerk.get(reverse("trail", args=[issued.pk])).content.decode()
    assert "In 1 bản «Quyết định hưởng lương hưu», hỏng 1 bản" in told
    dropping = reverse("drop_print_run", args=[again.pk])
    assert clerk.post(dropping, {"seen": mark(again)})["Location"] == reverse("print_runs")
    shown = clerk.get(reverse("print_runs")).content.decode()
    assert "Đã bỏ" in shown and shown.index(str(again)) < shown.index(str(run))
    assert clerk.get(reverse("print_run_file", args=[run.pk])).status_code == 409


def test_another_counter_sees_no_run(issued: Dossier, clerk_user: User, sign_in: SignIn) -> None:
    run = PrintRun.objects.create(office=issued.receiving_office, year=2026, number=1, by=clerk_user)
    assert sign_in("tiepnhan-na").get(reverse("print_run", args=[run.pk])).status_code == 404
    assert sign_in("chuyenvien-hp").get(reverse("print_runs")).status_code == 403


def test_the_counter_names_the_run_that_has_the_dossier_and_the_run_what_the_counter_wrote_down(
    issued: Dossier, clerk: Client, clerk_user: User
) -> None:
    [line] = print_runs.put_in(dossier=issued, by=clerk_user)
    print_runs.begin(run=line.run, duplex=False, by=clerk_user)
    print_runs.make_file(run=PrintRun.objects.get())
    here = reverse("print_run", args=[line.run_id])
    for asked in (reverse("hand_over", args=[issued.pk]), reverse("return_result", args=[issued.pk, line.result_id])):
        told = clerk.get(asked).content.decode()
        assert f'<a href="{here}">{line.run}</a> (chờ in và ghi nhận), 2 bản' in told

    words = {"method": "counter", "receiver_name": issued.persons.get().full_name, "receiver_id": "031169000123",
             "printed_copies": "2", "printed_now": "on", "book": "later", "version": issued.version}  # fmt: skip
    assert clerk.post(reverse("hand_over", args=[issued.pk]), words).status_code == 302
    asked = clerk.get(here).content.decode()
    assert "2 bản đã ghi nhận ngoài lượt in" in asked and f'name="besides-{line.pk}"' in asked
    closed = clerk.post(reverse("close_print_run", args=[line.run_id]), follow=True).content.decode()
    assert "2 bản đã ghi nhận ngoài lượt in nên không tính lại" in closed
    line.result.refresh_from_db()
    assert line.result.printed_copies == 2 and issued.events.filter(verb="print_result").count() == 1


def test_a_run_with_a_file_is_dropped_with_a_reason_that_the_other_clerk_reads(
    issued: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn
) -> None:
    [line] = print_runs.put_in(dossier=issued, by=clerk_user)
    head, here = sign_in("truongtiepnhan-hp"), reverse("print_run", args=[line.run_id])
    drop, close = (reverse(name, args=[line.run_id]) for name in ("drop_print_run", "close_print_run"))
    stale = mark(line.run)
    assert f'value="{stale}"' in head.get(here).content.decode()
    print_runs.begin(run=line.run, duplex=False, by=clerk_user)
    made = print_runs.make_file(run=PrintRun.objects.get())
    refused = head.post(drop, {"seen": stale})
    assert refused.status_code == 409 and "đã thay đổi sau khi trang này được mở" in refused.content.decode()

    assert f'href="{drop}"' in head.get(here).content.decode() and "Lý do bỏ lượt in" in head.get(drop).content.decode()
    assert head.post(drop, {"seen": mark(made), "explanation": " "}).status_code == 422
    assert head.post(drop, {"seen": mark(made), "explanation": "Máy in hỏng"}).status_code == 302
    late = clerk.post(close, {f"spoiled-{line.pk}": "1"})
    said = late.content.decode()
    assert late.status_code == 409 and "lý do: Máy in hỏng" in said and 'value="1"' in said and 'name="dropped"' in said
    assert clerk.post(close, {f"spoiled-{line.pk}": "1", "dropped": "1"}).status_code == 302
    line.result.refresh_from_db()
    assert line.result.printed_copies == 1
