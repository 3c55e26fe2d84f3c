"""A worker killed in the middle of each kind of work: does the next one finish it, with nothing lost or doubled?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from archive.actions import accepting, packing
from archive.models import ArchiveRecord, Package
from archive.verification import verify_package
from benefits.actions import signing
from bhxh_archive import storage
from bhxh_archive.jobs import stranded
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.page_desk import pages
from intake.actions.returning import returning
from intake.arrival import taking_out
from intake.models import Component, PageText, Upload
from intake.queries import components_of, pages_of
from tests.hardening import house as at
from tests.hardening.house import House
from tests.intake.pipeline import samples
from tests.room import Road

pytestmark = pytest.mark.slow
NOW = timedelta(0)
PAGES = taking_out.WHOLE + 1


def killed_in(home: House, task: str, begin: Callable[[], Any], *, when: Callable[[], Any] = lambda: True) -> Job:
    """Let a worker begin this work, kill it with SIGKILL in the middle, and let the next one find it.

    It stands still while it is looked whether the middle is there, so that it can't be over before the kill.
    """
    known = list(Job.objects.filter(name=task).exclude(state=Job.State.QUEUED).values_list("pk", flat=True))
    lane = "slow" if task in SLOW else "quick"
    begin()
    with home.worker(lane) as victim:
        job = at.until(lambda: _running(task, known), f"{task} is running", pause=0.002)
        at.halted_when(victim, when, f"{task} came to the middle")
        home.end(victim)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING, f"{task} was over before the kill"
    at.until(stranded.sweep, "the server lets go of what the dead one held", seconds=5)
    with home.worker(lane):
        at.until(lambda: _swept_empty(lane), f"the {lane} lane is empty")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2), (job.note, home.log())
    return job


def _swept_empty(lane: str) -> bool:
    """Also what was queued by the dead one in its last moment, and reached no worker."""
    stranded.sweep()
    return not Job.objects.filter(lane=lane, finished_at=None).exists()


SLOW = ("intake.tasks.recognise", "intake.tasks.make_document")


def _running(task: str, known: list[int]) -> Job | None:
    return Job.objects.filter(name=task, state=Job.State.RUNNING).exclude(pk__in=known).first()


@pytest.fixture(scope="module")
def road(house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    """A dossier on whose whole way each worker that touched it was killed once."""
    road = house.road()
    road.register()
    road.accept()
    for step in (examine, split, recognise, extend, make_document, build_package, verify, accept):
        step(house, road)
    road.fresh()
    yield road


def _content(house: House, name: str, mode: str = "RGB") -> bytes:
    return samples.scan_pdf(house.folder, PAGES, f"{name}.pdf", size=(827, 1170), mode=mode).read_bytes()


def _component(road: Road) -> Component:
    return components_of(road.dossier).get(type__code="12-HSB")


def examine(house: House, road: Road) -> None:
    """Killed when the file lies on this machine's disk to be judged."""
    killed_in(house, "intake.tasks.examine",
              lambda: house.send(road.dossier, "mot.pdf", _content(house, "mot"), _component(road)),
              when=lambda: any(left.name.startswith("copy-") for left in house.scratch))  # fmt: skip


def split(house: House, road: Road) -> None:
    """Killed when the first pages are there and the next are being taken out."""
    other = _content(house, "hai", "L")
    before = pages_of(road.dossier).count()
    killed_in(house, "intake.tasks.split", lambda: house.send(road.dossier, "hai.pdf", other, _component(road)),
              when=lambda: pages_of(road.dossier).count() > before)  # fmt: skip


def recognise(house: House, road: Road) -> None:
    killed_in(house, "intake.tasks.recognise", lambda: None)


def extend(house: House, road: Road) -> None:
    clerk = road.user("tiepnhan")
    ids = [page.pk for page in pages_of(road.dossier)]
    registration.set_counts(dossier=road.dossier, sheets=2 * PAGES, pages=2 * PAGES, by=clerk)
    pages.override_findings(dossier=road.dossier, page_ids=ids, reason="Ảnh thử", by=clerk)
    pages.check_pages(dossier=road.dossier, page_ids=ids, by=clerk)
    for step in ("forward", "draft", "propose", "endorse", "sign"):
        getattr(road, step)()
    killed_in(house, "benefits.tasks.extend_result",
              lambda: signing.issue(dossier=road.fresh(), by=road.user("vanthu")))  # fmt: skip


def make_document(house: House, road: Road) -> None:
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    killed_in(house, "intake.tasks.make_document",
              lambda: returning.hand_over(dossier=road.fresh(), by=road.user("tiepnhan"), **facts))  # fmt: skip


def build_package(house: House, road: Road) -> None:
    clerk = road.user("tiepnhan")
    consolidation.consolidate(dossier=road.fresh(), paper_file_number="K01.G02.H003", by=clerk)
    killed_in(house, "archive.tasks.build_package",
              lambda: packing.request_package(dossier=road.fresh(), by=clerk),
              when=lambda: any(storage.working().list("packages/")))  # fmt: skip


def verify(house: House, road: Road) -> None:
    killed_in(house, "archive.tasks.verify_transfer",
              lambda: packing.transfer(dossier=road.fresh(), by=road.user("tiepnhan")))  # fmt: skip


def accept(house: House, road: Road) -> None:
    """Killed when some files are in the permanent area already."""
    killed_in(house, "archive.tasks.accept_transfer",
              lambda: accepting.request_acceptance(dossier=road.fresh(), by=road.user("luutru")),
              when=lambda: len(list(storage.permanent().list())) > 3)  # fmt: skip


def test_every_page_is_there_once(home: House, road: Road) -> None:
    for upload in Upload.objects.filter(folder_id=road.dossier.folder_id):
        assert upload.state == Upload.State.ACCEPTED
        assert list(upload.pages.order_by("upload_index").values_list("upload_index", flat=True)) == list(range(PAGES))
    assert sorted(page.ordinal for page in pages_of(road.dossier)) == list(range(1, 2 * PAGES + 1))


def test_every_page_has_its_words_once(home: House, road: Road) -> None:
    assert PageText.objects.filter(page__folder_id=road.dossier.folder_id).count() == 2 * PAGES


def test_every_result_has_one_version_of_each_stage(home: House, road: Road) -> None:
    for result in road.dossier.results.all():
        assert [row.stage for row in result.versions.all()] == ["leader_signed", "issued", "long_term"]
        assert result.latest and result.latest.valid


def test_one_document_was_made(home: House, road: Road) -> None:
    made = _component(road).documents.get()
    assert made.pages == 2 * PAGES


def test_the_package_is_whole_and_alone(home: House, road: Road) -> None:
    package = Package.objects.get()
    assert package.state == Package.State.ACCEPTED
    there = {entry.key.removeprefix(f"{package.prefix}/") for entry in storage.permanent().list()}
    assert there == set(package.files.values_list("path", flat=True))
    assert verify_package(storage.permanent(), package.prefix, manifest=package.manifest_digest).valid


def test_the_record_has_every_document_and_page_once(home: House, road: Road) -> None:
    assert road.dossier.state == State.ARCHIVED
    record = ArchiveRecord.objects.get()
    assert [(row.ordinal, row.page_rows.count()) for row in record.documents.all()] == [
        (row.ordinal, row.pages) for row in record.documents.all()
    ]
    assert record.documents.count() == 3


def test_no_move_happened_twice(home: House, road: Road) -> None:
    moves = list(road.dossier.events.exclude(from_state="").values_list("verb", flat=True))
    for verb in ("accept", "forward", "issue", "hand_over", "build_package", "transfer", "accept_transfer"):
        assert moves.count(verb) == 1, verb


def test_no_bytes_are_missing(home: House, road: Road) -> None:
    assert at.rows_without_bytes() == []


def test_what_the_killed_left_on_disk_is_swept(home: House, road: Road) -> None:
    assert home.scratch, "a killed worker leaves its scratch folder"
    storage.sweep(NOW)
    assert [left for left in home.scratch if left.parent.name != "tmp" or left.parent.parent.name == "var"] == []


def test_no_errand_of_the_dead_is_left_running(home: House, road: Road) -> None:
    stranded.sweep()
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()
    assert not Job.objects.exclude(state=Job.State.DONE).exists()
