"""Does a scan into one dossier become a stack when separators lay among its pages, and is nothing lost on the way?"""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.documents.sheet_codes import separator_code
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, StoredFile, User
from intake.actions.devices import scanning
from intake.actions.page_desk.pages import delete_pages
from intake.actions.page_desk.uploads import UNREAD
from intake.actions.stacks import diverting_scans
from intake.devices import binding
from intake.devices.sheets import look_for_sheets
from intake.models import Dossier, Scanner, ScanRun
from intake.pages.judging import OUR_SHEET
from intake.queries import deleted_pages, pages_of
from intake.rules import open_findings
from intake.scanning.wish import Wish
from intake.trail.sentences import sentence
from intake.views.devices.scanner_words import looked_through, worth_telling
from tests.intake.actions.stacks.test_batches import Run, outline, paper, sheet
from tests.intake.rows import put_in_state
from tests.intake.scanners import Plug
from tests.intake.views.conftest import address

pytestmark = pytest.mark.slow
WISH = Wish("feeder", 200)


@pytest.fixture
def run(plug_in: Plug, accepted: Dossier, clerk_user: User, run_jobs: Run) -> ScanRun:
    """A cover, a page, a separator, a page: scanned into the dossier, page by page."""
    number = str(accepted.number)
    laid = (sheet(number), paper(180), sheet(separator_code(number, "14-HSB")), paper(220))
    scanner, _ = plug_in(laid=laid)
    made: ScanRun = run_jobs(partial(scanning.begin_scan, dossier=accepted, scanner=scanner, wish=WISH, by=clerk_user))
    made.refresh_from_db()
    return made


def test_the_pages_come_one_by_one_and_the_sheets_among_them_are_told(
    run: ScanRun, accepted: Dossier, clerk: Client
) -> None:
    assert (run.state, run.files, run.sheets) == (ScanRun.State.DONE, 4, 2)
    codes = [[found.code for found in open_findings(page)] for page in pages_of(accepted)]
    assert len(codes) == 4 and [codes[0], codes[2]] == [[OUR_SHEET]] * 2
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert "Trong lượt quét có 2 tờ bìa" in shown and address("divert_scan", accepted, run.pk) in shown


def test_sheets_are_found_before_their_pages_are_examined(run: ScanRun) -> None:
    files = [upload.file for upload in diverting_scans.files_of(run)]
    StoredFile.objects.filter(pk__in=[file.pk for file in files if file]).update(media_type=UNREAD)
    ScanRun.objects.update(sheets=None)
    look_for_sheets(ScanRun.objects.get(pk=run.pk))
    run.refresh_from_db()
    assert run.sheets == 2


def test_pressed_it_is_a_stack_with_a_preview_and_the_dossier_has_none_of_it(
    run: ScanRun, accepted: Dossier, clerk: Client, run_jobs: Run
) -> None:
    run_jobs(lambda: [clerk.post(address("divert_scan", accepted, run.pk)) for _ in "12"])
    run.refresh_from_db()

    assert run.batch and [(first, stop, trouble) for first, stop, _, trouble in outline(run.batch)] == [
        (0, 2, ""), (2, 4, ""),
    ]  # fmt: skip
    # They lie in the stack: to bring them back here would be to have them twice.
    assert (pages_of(accepted).count(), deleted_pages(accepted).count()) == (0, 0)
    told = [sentence(row) for row in accepted.events.filter(verb="divert_scan")]
    assert told == ["Chuyển 4 trang của một lượt quét có tờ bìa hoặc tờ phân cách vào khay chồng giấy quét"]
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert reverse("batch", args=[run.batch.pk]) in shown and "Chia theo các tờ này" not in shown


def test_a_dossier_that_went_on_meanwhile_keeps_its_pages(run: ScanRun, accepted: Dossier, clerk_user: User) -> None:
    diverting_scans.ask_to_divert(run=run, by=clerk_user)
    put_in_state(accepted, State.IN_REVIEW)
    binding.bind_scan(ScanRun.objects.get(pk=run.pk), by=clerk_user)

    run.refresh_from_db()
    assert run.batch is None and not run.to_bind and run.message
    assert pages_of(accepted).count() == 4


def test_what_breaks_off_half_way_has_moved_nothing(
    run: ScanRun, accepted: Dossier, clerk_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    diverting_scans.ask_to_divert(run=run, by=clerk_user)
    with monkeypatch.context() as broken:
        broken.setattr("intake.actions.stacks.scan_files.open_stack", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            binding.bind_scan(ScanRun.objects.get(pk=run.pk), by=clerk_user)
    assert pages_of(accepted).count() == 4

    binding.bind_scan(ScanRun.objects.get(pk=run.pk), by=clerk_user)
    binding.bind_scan(ScanRun.objects.get(pk=run.pk), by=clerk_user)
    run.refresh_from_db()
    assert run.batch and pages_of(accepted).count() == 0 and accepted.events.filter(verb="divert_scan").count() == 1


def test_a_scan_without_sheets_offers_nothing(
    plug_in: Plug, accepted: Dossier, clerk_user: User, demo: dict[str, User], clerk: Client, run_jobs: Run
) -> None:
    scanner, _ = plug_in(laid=(paper(180), paper(220)))
    run = run_jobs(partial(scanning.begin_scan, dossier=accepted, scanner=scanner, wish=WISH, by=clerk_user))
    run.refresh_from_db()
    assert run.sheets == 0 and "Chia theo các tờ này" not in clerk.get(address("pages", accepted)).content.decode()
    with pytest.raises(NotNow):
        diverting_scans.ask_to_divert(run=run, by=clerk_user)
    with pytest.raises(NotAllowed):
        diverting_scans.ask_to_divert(run=run, by=demo["tiepnhan-na"])
    assert not Job.objects.filter(name="intake.device_tasks.bind_scan").exists()


def test_a_scan_whose_only_sheets_are_unreadable_can_be_cut_too(accepted: Dossier, run: ScanRun, clerk: Client) -> None:
    ScanRun.objects.filter(pk=run.pk).update(sheets=0, unread=1)
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert "Trong lượt quét có 1 trang giống tờ bìa" in shown and address("divert_scan", accepted, run.pk) in shown


def test_pages_before_the_first_sheet_are_proposed_for_the_dossier_they_were_scanned_into(
    plug_in: Plug, accepted: Dossier, clerk_user: User, clerk: Client, run_jobs: Run
) -> None:
    scanner, _ = plug_in(laid=(paper(180), sheet(separator_code(str(accepted.number), "14-HSB")), paper(220)))
    run = run_jobs(partial(scanning.begin_scan, dossier=accepted, scanner=scanner, wish=WISH, by=clerk_user))
    run_jobs(lambda: clerk.post(address("divert_scan", accepted, run.pk)))
    run.refresh_from_db()

    before = run.batch.parts.earliest("first")
    assert (before.dossier, before.trouble) == (None, "no_sheet")
    shown = clerk.get(reverse("batch", args=[run.batch.pk])).content.decode()
    assert "ghi sẵn hồ sơ mà các trang này được quét hoặc gửi vào" in shown
    assert shown.count(f'data-takes-code value="{accepted}"') == 2


def test_what_was_done_on_the_desk_is_not_taken_back_there_once_the_pages_lie_in_the_stack(
    run: ScanRun, accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Run
) -> None:
    first = pages_of(accepted)[0]
    delete_pages(dossier=accepted, page_ids=[first.pk], by=clerk_user)
    page = address("pages", accepted)
    shown = clerk.get(page).content.decode()
    assert "Hoàn tác: xóa trang" in shown and "trang đã xếp, xoay hoặc xóa thì làm lại ở đó" in shown
    run_jobs(lambda: clerk.post(address("divert_scan", accepted, run.pk)))
    assert "Hoàn tác: xóa trang" not in clerk.get(page).content.decode()


def test_two_devices_at_work_for_one_dossier_are_both_told(
    plug_in: Plug, accepted: Dossier, clerk: Client, clerk_user: User
) -> None:
    for name in ("Quầy 1", "Quầy 2"):
        scanner, _ = plug_in()
        Scanner.objects.filter(pk=scanner.pk).update(name=name)
        scanning.begin_scan(dossier=accepted, scanner=scanner, wish=WISH, by=clerk_user)
    shown = clerk.get(address("pages", accepted)).content.decode()
    assert "Quầy 1" in shown and "Quầy 2" in shown and shown.count("Dừng quét") == 2


def test_a_scan_that_becomes_a_stack_is_told_though_another_one_was_made_since(run: ScanRun, clerk_user: User) -> None:
    diverting_scans.ask_to_divert(run=run, by=clerk_user)
    waits = ScanRun.objects.get(pk=run.pk)
    newer = ScanRun(scanner=run.scanner, dossier=run.dossier, state=ScanRun.State.WAITING)
    assert worth_telling([newer, waits]) == [newer, waits] and looked_through(waits)
