"""Does a later check of the permanent store see what happened there, and say so?"""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.actions.checking import check_package, request_check
from archive.contents import headline
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import Job
from tests.archive.room import ArchiveRoad, flip_a_byte


def test_check_of_a_sound_package_renews_the_report(archived_road: ArchiveRoad) -> None:
    record = archived_road.record
    before = archived_road.package.verified_at
    archivist = archived_road.road.user("luutru")
    archived_road.road.run_jobs(lambda: request_check(record=record, by=archivist))

    package = archived_road.package
    job = Job.objects.get(key=f"check:{package.pk}")
    assert (job.state, job.done, job.total) == (Job.State.DONE, package.file_count, package.file_count)
    assert package.verified is True
    assert before and package.verified_at and package.verified_at > before
    event = archived_road.dossier.events.order_by("-seq").first()
    assert event and event.verb == "check_package" and event.detail["valid"] is True


@pytest.mark.parametrize("part", ["rep1/data", "bag-info.txt"])
def test_check_finds_a_flipped_byte(archived_road: ArchiveRoad, stores: Path, part: str) -> None:
    flip_a_byte(stores / "permanent", part)
    package = check_package(package=archived_road.package, by=archived_road.road.user("luutru"))

    assert package.verified is False
    assert headline(package)[0].startswith("Không đạt")


def test_check_finds_a_lost_file(archived_road: ArchiveRoad, stores: Path) -> None:
    next(path for path in (stores / "permanent").rglob("*.pdf") if "rep1" in str(path)).unlink()
    package = check_package(package=archived_road.package, by=archived_road.road.user("luutru"))
    assert "payload-missing" in {found["code"] for found in package.report["findings"]}


def test_only_the_centre_checks(archived_road: ArchiveRoad) -> None:
    record = archived_road.record
    with pytest.raises(NotAllowed):
        request_check(record=record, by=archived_road.road.user("tiepnhan"))
