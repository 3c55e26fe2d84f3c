"""Wherever a process dies between store and database: is there ever a row whose bytes are missing?"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, transaction

from archive.actions import accepting, packing
from archive.models import ArchiveRecord, Package
from bhxh_archive import storage
from bhxh_archive.jobs import drain, stranded
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, StoredFile
from bhxh_archive.stores.content import content_key
from bhxh_archive.stores.errors import StoreFull
from intake.arrival import refusing, taking_out
from intake.models import Page, Upload
from tests.hardening import house as at
from tests.hardening.house import House, run_here
from tests.intake.pipeline import hostile, samples
from tests.room import Road, scan

CHUNKS = 2 * taking_out.CHUNK + 2


@contextmanager
def full_disk(limit: int, pid: int = 0) -> Iterator[None]:
    """A process that can write no file beyond `limit` bytes: what the system answers when the disk is full."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def no_new_files() -> Iterator[None]:
    """Rows of stored files can be read but not written: a process stops exactly between its bytes and its row."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE bhxh_archive_storedfile IN SHARE MODE")
        yield


@contextmanager
def somebody_storing(digest: str) -> Iterator[None]:
    """As if the same content were just being stored: whoever wants to remove its bytes waits."""
    with transaction.atomic():
        storage._lock(digest, shared=True)
        yield


def test_a_full_disk_refuses_the_upload_and_keeps_nothing(home: House) -> None:
    dossier = home.draft()
    with full_disk(1 << 20), pytest.raises(StoreFull):
        home.send(dossier, "to.pdf", bytes(3 << 20))
    assert not Upload.objects.filter(folder_id=dossier.folder_id).exists()
    assert at.orphan_objects() == set()
    assert home.scratch == []


def test_a_worker_on_a_full_disk_tries_again_when_there_is_room(home: House) -> None:
    content = samples.scan_pdf(home.folder, 3, size=samples.A4).read_bytes()
    with home.worker() as worker:
        with full_disk(10_000, worker.pid):
            upload = home.send(home.draft(), "day.pdf", content)
            job = Job.objects.get(key=f"examine:{upload.pk}")
            at.until(lambda: Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, attempts=1).exists(), "put off")
        at.wait_for(upload)
        at.until(lambda: home.scratch == [], "its copy is let go")
        assert worker.poll() is None
    assert (upload.state, upload.pages.count()) == (Upload.State.ACCEPTED, 3)


def test_killed_between_bytes_and_row_leaves_bytes_only(home: House) -> None:
    upload = home.send(home.draft(), "giua.pdf", samples.scan_pdf(home.folder, CHUNKS, mode="L").read_bytes())
    with home.worker() as victim:
        at.until(lambda: Page.objects.filter(upload=upload).count() == taking_out.CHUNK, "the first pages", pause=0.002)
        with no_new_files():
            at.until(at.orphan_objects, "bytes without a row")
            home.end(victim)
    assert at.orphan_objects()
    assert at.rows_without_bytes() == []
    at.until(stranded.sweep, "the server lets go of what the dead one held", seconds=5)
    with home.worker():
        at.wait_for(upload)
    assert list(upload.pages.order_by("upload_index").values_list("upload_index", flat=True)) == list(range(CHUNKS))
    assert at.orphan_objects() == set()


def test_killed_while_forgetting_leaves_bytes_only(home: House) -> None:
    content = hostile.javascript_pdf(home.folder).read_bytes()
    upload = home.send(home.draft(), "script.pdf", content)
    with somebody_storing(upload.digest), home.worker() as victim:
        at.until(lambda: not StoredFile.objects.filter(digest=upload.digest).exists(), "the row is gone")
        home.end(victim)
    assert storage.working().head(content_key(upload.digest))
    assert at.rows_without_bytes() == []
    storage.working().delete(content_key(upload.digest))


def test_content_stored_again_while_it_is_forgotten_is_there(home: House) -> None:
    """One person's refused file is another's: whoever stores it keeps it, whenever the first lets go."""
    kept = []
    for number in range(8):
        content = f"cùng một nội dung {number}".encode()
        row = storage.keep_bytes(content, "text/plain")
        kept += at.at_once([partial(storage.forget, row), partial(storage.keep_bytes, content, "text/plain")])
    assert at.failures(kept) == []
    assert at.rows_without_bytes() == []
    assert at.orphan_objects() == set()


@pytest.fixture(scope="module")
def packed(house: House) -> Road:
    road = house.road()
    road.to("consolidate")
    return road


def test_a_package_that_finds_no_room_is_built_whole_later(home: House, packed: Road) -> None:
    clerk = packed.user("tiepnhan")
    package = packing.request_package(dossier=packed.fresh(), by=clerk)
    with full_disk(30_000), pytest.raises(StoreFull):
        packing.build_package(package=package)
    package.refresh_from_db()
    assert (package.state, package.files.count()) == (Package.State.BUILDING, 0)
    drain()
    package.refresh_from_db()
    assert package.state == Package.State.BUILT
    there = {entry.key.removeprefix(f"{package.prefix}/") for entry in storage.working().list("packages/")}
    assert there == set(package.files.values_list("path", flat=True))


def test_an_acceptance_that_finds_no_room_leaves_the_dossier_transferred(home: House, packed: Road) -> None:
    package = run_here(lambda: packing.transfer(dossier=packed.fresh(), by=packed.user("tiepnhan")))
    package.refresh_from_db()
    with full_disk(30_000), pytest.raises(StoreFull):
        accepting.accept_transfer(package=package, by=packed.user("luutru"))
    assert packed.fresh().state == State.TRANSFERRED
    assert not ArchiveRecord.objects.exists()
    run_here(lambda: accepting.request_acceptance(dossier=packed.dossier, by=packed.user("luutru")))
    assert packed.fresh().state == State.ARCHIVED


@pytest.mark.slow
def test_a_file_whose_bytes_were_lost_is_said_to_be_unreadable(home: House) -> None:
    """Nothing can bring them back; the clerk is told to scan again, and the worker goes on."""
    lost = home.send(home.draft(), "mat.jpg", scan("Tệp bị mất", size=(827, 1170)))
    (home.folder / "store" / "working" / "data" / content_key(lost.digest)).unlink()
    other = home.send(home.draft(), "con.jpg", scan("Tệp còn", size=(827, 1170)))
    with home.worker() as worker:
        at.wait_for(other, lost)
        assert worker.poll() is None
    assert (other.state, lost.state, lost.message) == (Upload.State.ACCEPTED, Upload.State.REFUSED, refusing.BROKEN)
    again = home.send(lost.folder.dossier, "mat.jpg", scan("Tệp bị mất", size=(827, 1170)))
    assert again.pk != lost.pk
    assert at.rows_without_bytes() == []
