"""Does a scan into the tray become one stack with every page that came, however it ended?"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pytest_django import Settings

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.models import Job, StoredFile, User
from intake.actions.devices import scanning
from intake.actions.page_desk.uploads import MIB
from intake.actions.stacks import scan_files
from intake.device_tasks import bind_scan, draw_scan_file
from intake.devices import binding, carrying_out
from intake.models import Batch, ScanFile, Scanner, ScanRun, Upload
from intake.scanning.wish import Wish
from tests.intake.actions.stacks.test_batches import paper
from tests.intake.scanners import Plug

LOW = Wish("feeder", 75)


def scanned(scanner: Scanner, by: User) -> ScanRun:
    """Carried out, and what came bound; the stack itself is not examined."""
    run = scanning.begin_stack_scan(scanner=scanner, wish=LOW, by=by)
    carrying_out.carry_out(run, lambda done: None)
    return bound(run)


def bound(run: ScanRun) -> ScanRun:
    binding.bind_scan(ScanRun.objects.get(pk=run.pk))
    return ScanRun.objects.get(pk=run.pk)


def images(batch: Batch | None) -> list[bytes]:
    """The JPEG streams of the stack's file, page by page."""
    file = Upload.objects.get(folder__batch=batch).file
    assert file
    with pikepdf.open(BytesIO(storage.read_file(file))) as pdf:
        return [next(iter(page.get_images().values())).read_raw_bytes() for page in pdf.pages]


def test_what_the_feeder_gave_is_one_stack_byte_for_byte(plug_in: Plug, clerk_user: User) -> None:
    scanner, _ = plug_in(sheets=2)
    run = scanned(scanner, clerk_user)
    for row in run.came.all():
        draw_scan_file(Job(), file_id=row.pk)
    assert (run.state, run.files, run.to_bind, run.message) == (ScanRun.State.DONE, 2, False, "")
    came = list(run.came.select_related("file", "thumb"))
    assert [(row.number, row.media_type, bool(row.thumb)) for row in came] == [(1, "image/jpeg", True),
                                                                               (2, "image/jpeg", True)]  # fmt: skip
    batch = run.batch
    assert batch and (batch.office, batch.by) == (clerk_user.office, clerk_user)
    assert images(batch) == [storage.read_file(row.file) for row in came if row.file]
    assert scan_files.let_go() == 0, "the stack is not split yet"
    Upload.objects.update(state=Upload.State.ACCEPTED)
    assert (scan_files.let_go(), scan_files.let_go()) == (2, 0)
    draw_scan_file(Job(), file_id=came[0].pk)
    assert not ScanFile.objects.exclude(file=None, thumb=None).exists()
    assert not StoredFile.objects.filter(digest__in=[row.digest for row in came]).exists()


@pytest.mark.parametrize(
    ("fault", "files", "words"),
    [({"gone": 2}, 1, "mất kết nối"), ({"jam": 3}, 2, "kẹt giấy"), ({"locked": 1}, 0, "không nhận yêu cầu")],
    ids=str,
)
def test_what_came_before_the_trouble_is_a_stack_too(
    plug_in: Plug, clerk_user: User, fault: dict[str, int], files: int, words: str
) -> None:
    scanner, _ = plug_in(**fault)
    run = scanned(scanner, clerk_user)
    assert (run.state, run.files, run.to_bind) == (ScanRun.State.FAILED, files, False)
    assert words in run.message and bool(run.batch) == bool(files)
    assert not files or len(images(run.batch)) == files


def test_a_scanner_that_sends_one_pdf_has_it_kept_as_it_came(plug_in: Plug, clerk_user: User) -> None:
    scanner, _ = plug_in(pdf_only=True, sheets=2)
    run = scanned(scanner, clerk_user)
    assert Upload.objects.get().digest == run.came.get().digest
    assert len(images(run.batch)) == 2


@pytest.fixture
def waiting(plug_in: Plug, clerk_user: User) -> ScanRun:
    """A scan into the tray that has not begun."""
    scanner, _ = plug_in()
    return scanning.begin_stack_scan(scanner=scanner, wish=LOW, by=clerk_user)


def sent(run: ScanRun, number: int, content: bytes) -> bool:
    kind = "application/pdf" if content.startswith(b"%PDF") else "image/jpeg"
    new = scan_files.keep_scan_file(run=run, number=number, media_type=kind, chunks=[content])
    ScanRun.objects.filter(pk=run.pk).update(files=run.came.count())
    return new


def test_what_nobody_can_read_stops_no_other_page(waiting: ScanRun) -> None:
    run, good = waiting, paper(200)
    document = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(document)
    for number, content in enumerate((good, good[:300] + good[-2:], document.getvalue()), start=1):
        assert sent(run, number, content)
    assert not sent(run, 1, paper(201)), "a number that has come is not taken twice"
    carrying_out.end(run, ScanRun.State.DONE)
    run = bound(run)
    assert "Không đọc được tệp 2" in run.message and run.batch
    assert list(run.came.filter(left_out=True).values_list("number", flat=True)) == [2]
    file = Upload.objects.get().file
    assert file
    with pikepdf.open(BytesIO(storage.read_file(file))) as pdf:
        assert len(pdf.pages) == 2


def test_nothing_readable_is_told_and_kept(waiting: ScanRun) -> None:
    sent(waiting, 1, b"\xff\xd8\xff khong phai anh \xff\xd9")
    carrying_out.end(waiting, ScanRun.State.DONE)
    run = bound(waiting)
    assert (run.batch, run.to_bind) == (None, False) and "Không đọc được tệp nào" in run.message
    assert run.came.exclude(file=None).count() == 1


def test_a_killed_worker_leaves_a_stack_of_what_had_come(waiting: ScanRun) -> None:
    sent(waiting, 1, paper(200))
    ScanRun.objects.update(state=ScanRun.State.SCANNING, files=0)
    carrying_out.break_off(ScanRun.objects.get())
    run = bound(waiting)
    assert (run.files, run.message) == (1, carrying_out.BROKEN_OFF)
    ScanRun.objects.update(to_bind=True, batch=None)  # bound, and killed before that was written down
    assert bound(run).batch == run.batch, "the same files give the same stack"


def test_what_can_not_be_bound_again_and_again_is_told(waiting: ScanRun) -> None:
    sent(waiting, 1, paper(200))
    carrying_out.end(waiting, ScanRun.State.DONE)

    class Given:
        note = "Hết chỗ."

    bind_scan.failed(Given, run_id=waiting.pk)  # type: ignore[attr-defined]
    waiting.refresh_from_db()
    assert (waiting.to_bind, waiting.message) == (False, "Hết chỗ.")


def test_a_stack_is_never_larger_than_a_file_may_be(waiting: ScanRun, settings: Settings) -> None:
    content = paper(200)
    settings.MAX_UPLOAD_BYTES = MIB + len(content) + 10
    assert sent(waiting, 1, content)
    with pytest.raises(NotValid, match="quét phần giấy còn lại thành chồng nữa"):
        sent(waiting, 2, content)


def test_only_who_scans_there_and_only_the_offices_own(plug_in: Plug, demo: dict[str, User], clerk_user: User) -> None:
    scanner, _ = plug_in()
    for name in ("tiepnhan-na", "chuyenvien-hp"):
        with pytest.raises(NotAllowed):
            scanning.begin_stack_scan(scanner=scanner, wish=LOW, by=demo[name])
    run = scanning.begin_stack_scan(scanner=scanner, wish=LOW, by=clerk_user)
    with pytest.raises(NotAllowed):
        scanning.stop_scan(run=run, by=demo["tiepnhan-na"])
    assert scanning.stop_scan(run=run, by=clerk_user).stop_asked_at
    Scanner.objects.update(confirmed_at=None, confirmed_by=None)
    with pytest.raises(NotValid, match="không thuộc đơn vị"):
        scanning.begin_stack_scan(scanner=scanner, wish=LOW, by=clerk_user)
