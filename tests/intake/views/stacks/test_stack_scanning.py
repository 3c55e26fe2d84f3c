"""Can a clerk scan a stack from the tray, see its pages come, and does everybody else stay out?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import AccessLog, Job, User
from intake.actions.devices.scanning import begin_stack_scan
from intake.actions.stacks import scan_files
from intake.devices import binding, carrying_out
from intake.models import Batch, Dossier, Scanner, ScanRun
from intake.scanning.wish import Wish
from intake.views.devices.scanner_words import scan_words
from tests.intake.actions.stacks.test_batches import Run, paper, sheet, stack
from tests.intake.scanners import Plug
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import MOST, queries_of

ASKED = {"way": "feeder", "resolution": "200", "colour": "gray"}


def tray(client: Client) -> str:
    return client.get(reverse("batches")).content.decode()


def test_a_scan_from_the_tray_becomes_a_stack_there(plug_in: Plug, clerk: Client) -> None:
    scanner, _ = plug_in(sheets=1)
    assert reverse("scan_stack") in tray(clerk)
    shown = clerk.get(reverse("scan_stack")).content.decode()
    assert "Máy quầy 1" in shown and "Xếp trang vào" not in shown and "Bắt đầu quét" in shown
    answer = clerk.post(reverse("scan_stack"), {"scanner": scanner.pk, **ASKED})
    assert answer["Location"] == reverse("batches") + "#tray"
    carrying_out.carry_out(ScanRun.objects.get(), tell=lambda done: None)
    binding.bind_scan(ScanRun.objects.get())
    shown = tray(clerk)
    assert "đã quét xong, đã nhận 1 tệp" in shown
    assert reverse("batch", args=[Batch.objects.get().pk]) in shown
    again = clerk.get(reverse("scan_stack")).context["form"]
    assert {name: str(again[name].value()) for name in ASKED} == ASKED, "what was chosen last is chosen again"


@pytest.mark.parametrize(("files", "pages", "said"), [
    (3, 12, "đã nhận 3 tệp, 12 trang"), (3, 3, "đã nhận 3 trang"), (3, 1, "đã nhận 3 tệp"),
    (0, 0, "chưa nhận trang nào"),
])  # fmt: skip
def test_a_scan_is_told_in_pages_once_all_of_them_are_known(files: int, pages: int, said: str) -> None:
    assert scan_words(ScanRun(files=files), pages).came == said


@pytest.fixture
def run(plug_in: Plug, clerk_user: User) -> ScanRun:
    """A scan into the tray that waits for its scanner."""
    scanner, _ = plug_in()
    return begin_stack_scan(scanner=scanner, wish=Wish(resolution=75), by=clerk_user)


def came(run: ScanRun) -> None:
    scan_files.keep_scan_file(run=run, number=1, media_type="image/jpeg", chunks=[paper(200)])
    ScanRun.objects.update(files=1)


def test_its_pages_are_seen_before_the_stack_is_there(run: ScanRun, clerk: Client, sign_in: SignIn) -> None:
    came(run)
    here = reverse("scan_picture", args=[run.pk, 1])
    waiting = tray(clerk)
    assert "Đang vẽ" in waiting and "every 1s" in waiting and clerk.get(here).status_code == 404
    binding.draw_scan_file(run.came.get())
    assert here in tray(clerk)
    assert clerk.get(here).status_code == 200 and sign_in("tiepnhan-na").get(here).status_code == 404
    assert AccessLog.objects.filter(subject=f"scan:{run.pk}", action="thumb").count() == 1
    assert clerk.post(reverse("stop_stack_scan", args=[run.pk]), follow=True).status_code == 200
    carrying_out.carry_out(run, tell=lambda done: None)
    assert "Đang ghép thành một chồng" in tray(clerk)
    binding.bind_scan(ScanRun.objects.get())
    assert "Đã dừng theo yêu cầu" in tray(clerk) and here not in tray(clerk)


def test_a_colleagues_scan_is_named_comes_last_and_is_stopped_after_a_question(
    run: ScanRun, plug_in: Plug, clerk: Client, clerk_user: User, demo: dict[str, User], sign_in: SignIn
) -> None:
    head, colleague = demo["truongtiepnhan-hp"], sign_in("truongtiepnhan-hp")
    other, _ = plug_in(name="Máy hai")
    theirs = begin_stack_scan(scanner=other, wish=Wish(resolution=75), by=head)
    shown = tray(clerk)
    assert shown.index("(bạn quét)") < shown.index(f"({head} quét)")

    asked = colleague.post(reverse("stop_stack_scan", args=[run.pk]))
    assert f"Dừng lượt quét của {clerk_user}?" in asked.content.decode()
    assert not ScanRun.objects.filter(stop_asked_at__isnull=False).exists()
    colleague.post(reverse("stop_stack_scan", args=[theirs.pk]))
    colleague.post(reverse("stop_stack_scan", args=[run.pk]), {"sure": "1"})
    assert f"{head} đang dừng…" in tray(clerk)
    carrying_out.carry_out(ScanRun.objects.get(pk=run.pk), tell=lambda done: None)
    assert f"Đã dừng bởi {head}." in tray(clerk)


def test_a_refusal_keeps_what_was_chosen(run: ScanRun, clerk: Client) -> None:
    busy = clerk.post(reverse("scan_stack"), {"scanner": run.scanner_id, **ASKED})
    assert busy.status_code == 409 and "Bạn đang quét bằng máy" in busy.content.decode()
    wrong = clerk.post(reverse("scan_stack"), {"scanner": run.scanner_id, **ASKED, "resolution": "1"})
    assert wrong.status_code == 422


def test_the_offices_scanners_are_asked(run: ScanRun, clerk: Client, sign_in: SignIn) -> None:
    Job.objects.all().delete()
    answer = clerk.post(reverse("ask_stack_scanners"), {"scanner": run.scanner_id})
    assert answer["Location"].endswith(f"?may={run.scanner_id}") and Job.objects.get().lane == Job.Lane.SCAN
    Scanner.objects.all().update(removed_at=run.at)
    assert "chưa có máy quét mạng nào" in clerk.get(reverse("scan_stack")).content.decode()
    assert sign_in("chuyenvien-hp").get(reverse("scan_stack")).status_code == 403


def test_more_scanners_and_pages_cost_no_more_queries(run: ScanRun, clerk: Client, clerk_user: User) -> None:
    came(run)
    few = (queries_of(clerk, reverse("batches")), queries_of(clerk, reverse("scan_stack")))
    facts = Scanner.objects.values("office_id", "host", "base", "confirmed_at", "confirmed_by_id", "capabilities").get()
    for port in range(1, 6):
        other = Scanner.objects.create(**facts, name=f"M{port}", port=port, address="10.0.0.1")
        more = begin_stack_scan(scanner=other, wish=Wish(resolution=75), by=clerk_user)
        for number in (1, 2):
            scan_files.keep_scan_file(run=more, number=number, media_type="image/jpeg", chunks=[paper(200 + port)])
    assert (queries_of(clerk, reverse("batches")), queries_of(clerk, reverse("scan_stack"))) == few
    assert max(few) <= MOST


@pytest.mark.parametrize(("state", "proposed"), [("failed", True), ("stopped", True), ("done", False)])
def test_a_scan_that_goes_on_after_one_that_broke_off_proposes_its_last_dossier(
    plug_in: Plug, accepted: Dossier, clerk_user: User, clerk: Client, run_jobs: Run, state: str, proposed: bool
) -> None:
    scanner, _ = plug_in()
    whole = {"scanner": scanner, "by": clerk_user, "source": "feeder", "resolution": 200, "colour": "gray"}
    broken = stack(clerk_user, run_jobs, sheet(str(accepted.number)), paper(180))
    ScanRun.objects.create(batch=broken, state=state, **whole)
    rest = stack(clerk_user, run_jobs, paper(200), paper(220))
    ScanRun.objects.create(batch=rest, state="done", **whole)

    shown = clerk.get(reverse("batch", args=[rest.pk])).content.decode()
    assert ("hồ sơ cuối của lượt quét trước" in shown) is proposed
    assert (f'data-takes-code value="{accepted}"' in shown) is proposed
