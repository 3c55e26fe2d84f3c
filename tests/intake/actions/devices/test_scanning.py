"""Does every scanned page land in the dossier, and is the clerk told how a scan ended, however it ended?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Job, User
from intake.actions.counter import registration
from intake.actions.devices import scanning
from intake.actions.devices.scanners import remove_scanner
from intake.devices import carrying_out
from intake.models import Dossier, Scanner, ScanRun, Upload
from intake.queries import pages_of
from intake.queries.trail_names import names_in
from intake.scanning.wish import Wish
from intake.tasks import scan as scan_task
from intake.trail.sentences import sentence
from tests.intake.conftest import component, draft_of
from tests.intake.scanners import Plug

LOW = Wish("feeder", 75)
RunJobs = Callable[[Callable[[], Any]], Any]


def carried_out(run: ScanRun, tell: Callable[[int], None] = lambda done: None) -> ScanRun:
    """What a worker does, without examining what came."""
    carrying_out.carry_out(run, tell)
    run.refresh_from_db()
    return run


def scanned_with(scanner: Scanner, dossier: Dossier, by: User) -> ScanRun:
    return carried_out(scanning.begin_scan(dossier=dossier, scanner=scanner, wish=LOW, by=by))


def told_end(dossier: Dossier) -> tuple[str, str, User | None]:
    """How the journal says that the last scan ended, why, and who ended it."""
    event = dossier.events.filter(verb="end_scan").latest("seq")
    return sentence(event), event.reason, event.by


def test_each_page_of_the_feeder_becomes_a_page_of_the_dossier(
    plug_in: Plug, draft: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    scanner, _ = plug_in(sheets=2)
    target = component(draft, "12-HSB")
    begin = partial(scanning.begin_scan, dossier=draft, scanner=scanner, wish=LOW, by=clerk_user, component=target)
    run = run_jobs(begin)
    run.refresh_from_db()
    assert (run.state, run.files, run.doubled, run.message) == (ScanRun.State.DONE, 2, 0, "")
    names = [page.upload.name for page in pages_of(draft)]
    assert names == [f"quet-{run.pk:06d}-0001.jpg", f"quet-{run.pk:06d}-0002.jpg"]
    assert {page.component_id for page in pages_of(draft)} == {target.pk}
    assert list(draft.events.values_list("verb", flat=True)).count("upload") == 2
    told = sentence(draft.events.get(verb="scan"), names_in(draft.events.all()))
    assert told.startswith("Quét bằng «Máy quầy 1», khay nạp giấy, 75 dpi cho «Quyết định nghỉ việc")
    assert told_end(draft) == ("Quét xong, nhận 2 tệp", "", None)
    assert Job.objects.get(name="intake.tasks.scan").lane == Job.Lane.SCAN
    scanner.refresh_from_db()
    assert (scanner.condition, scanner.feeder) == ("idle", "empty")


@pytest.mark.parametrize(
    ("fault", "files", "words"),
    [({"jam": 2}, 1, "kẹt giấy"), ({"gone": 2}, 1, "mất kết nối"), ({"truncated": 2}, 1, "cắt cụt"),
     ({"stopped": 2}, 1, "dừng ngay tại máy"), ({"locked": 1}, 0, "không nhận yêu cầu")],
    ids=str,
)  # fmt: skip
def test_what_came_before_the_trouble_is_kept(
    plug_in: Plug, draft: Dossier, clerk_user: User, fault: dict[str, int], files: int, words: str
) -> None:
    scanner, _ = plug_in(**fault)
    run = scanned_with(scanner, draft, clerk_user)
    assert (run.state, run.files) == (ScanRun.State.FAILED, files)
    assert words in run.message and Upload.objects.count() == files
    said, why, _ = told_end(draft)
    assert said == f"Lượt quét dừng vì lỗi, nhận {files} tệp" and words in why and "Hãy" not in why
    scanner.refresh_from_db()
    assert (scanner.condition == "away") == ("gone" in fault)


def test_a_scanner_makes_one_scan_at_a_time(
    plug_in: Plug, draft: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    scanner, _ = plug_in()
    run = scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=clerk_user)
    other = demo["truongtiepnhan-hp"]
    with pytest.raises(NotNow, match=f"{clerk_user} đang quét"):
        scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=other)
    with pytest.raises(NotNow, match="đang quét"):
        remove_scanner(scanner=scanner, by=demo["quantri"])
    scanning.stop_scan(run=run, by=other)
    carried_out(run)
    assert (run.state, run.files, run.message) == (ScanRun.State.STOPPED, 0, "Đã dừng theo yêu cầu.")
    assert scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=other).open


def test_a_scan_is_stopped_between_two_pages(plug_in: Plug, draft: Dossier, clerk_user: User) -> None:
    scanner, machine = plug_in()
    run = scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=clerk_user)

    def stop(done: int) -> None:
        scanning.stop_scan(run=run, by=clerk_user)

    carried_out(run, stop)
    assert (run.state, run.files) == (ScanRun.State.STOPPED, 1)
    assert [job.phase for job in machine.jobs.values()] == ["Canceled"]
    assert scanning.stop_scan(run=run, by=clerk_user).state == ScanRun.State.STOPPED
    assert told_end(draft)[0] == "Đã dừng quét theo yêu cầu, nhận 1 tệp"


def test_what_a_dead_worker_began_is_told_and_not_scanned_again(
    plug_in: Plug, draft: Dossier, clerk_user: User
) -> None:
    scanner, machine = plug_in()

    class Killed(BaseException):
        """As good as SIGKILL: nothing is written after it."""

    def die(done: int) -> None:
        raise Killed

    run = scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=clerk_user)
    with pytest.raises(Killed):
        carried_out(run, die)
    machine.jobs[ScanRun.objects.get().job_path].phase = "Processing"  # the dead one told the device nothing
    ScanRun.objects.update(files=0)
    scan_task(Job(), run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.files, run.message) == (ScanRun.State.FAILED, 1, carrying_out.BROKEN_OFF)
    assert [job.phase for job in machine.jobs.values()] == ["Canceled"]
    scan_task.failed(Job(), run_id=run.pk)  # type: ignore[attr-defined]
    assert Upload.objects.count() == 1
    assert draft.events.filter(verb="end_scan").count() == 1, "told once"


def test_the_same_bytes_twice_are_told(
    plug_in: Plug, draft: Dossier, clerk_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanner, machine = plug_in(sheets=2)
    white = machine.next
    first: list[bytes] = []

    def cleaned(path: str) -> tuple[int, bytes]:  # a device that makes white backs of all pages
        status, content = white(path)
        first.append(content)
        return status, first[0] if status == 200 else b""

    monkeypatch.setattr(machine, "next", cleaned)
    run = scanned_with(scanner, draft, clerk_user)
    assert (run.files, run.doubled, Upload.objects.count()) == (2, 1, 1)
    assert told_end(draft)[0] == "Quét xong, nhận 2 tệp, 1 tệp trong đó giống hệt tệp đã có"


def test_pages_of_a_dossier_that_moved_on_meanwhile_are_not_taken(plug_in: Plug, clerk_user: User) -> None:
    scanner, _ = plug_in()
    dossier = draft_of(clerk_user)
    run = scanning.begin_scan(dossier=dossier, scanner=scanner, wish=LOW, by=clerk_user)
    registration.refuse(dossier=dossier, reason="Không đúng nơi nhận", by=clerk_user)
    carried_out(run)
    assert run.state == ScanRun.State.FAILED and "Từ chối tiếp nhận" in run.message


def test_only_what_the_scanner_can_and_only_the_offices_own(
    plug_in: Plug, draft: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    scanner, _ = plug_in(has_feeder=False)
    foreign, _ = plug_in("na")
    with pytest.raises(NotValid, match="không có khay nạp giấy"):
        scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=clerk_user)
    with pytest.raises(NotValid, match="không thuộc đơn vị"):
        scanning.begin_scan(dossier=draft, scanner=foreign, wish=LOW, by=clerk_user)
    with pytest.raises(NotAllowed):
        scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=demo["chuyenvien-hp"])
    Scanner.objects.update(capabilities=None)
    with pytest.raises(NotNow, match="Hỏi lại"):
        scanning.begin_scan(dossier=draft, scanner=scanner, wish=LOW, by=clerk_user)
