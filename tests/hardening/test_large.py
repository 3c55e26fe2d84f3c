"""A 600-page file: accepted in the background with its progress in sight, and in nobody's way?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from bhxh_archive import storage
from bhxh_archive.models import Job
from intake.actions.dossier.documents import make_document
from intake.models import Upload
from intake.queries import components_of, pages_out
from tests.hardening import house as at
from tests.hardening.house import House
from tests.intake.pipeline import samples
from tests.room import scan

PAGES = 600
WITHIN_SECONDS = 300


def large_pdf(folder: Path) -> bytes:
    """600 small pages, each another one, so that no two pages are the same bytes."""
    path = folder / "lon.pdf"
    if not path.exists():
        samples.scan_pdf(folder, PAGES, path.name, size=(248, 351), mode="L")
    return path.read_bytes()


def recognitions() -> int:
    """How many pages still wait for their words in the slow lane."""
    return Job.objects.filter(name="intake.tasks.recognise", finished_at=None).count()


@pytest.fixture(scope="module")
def large(house: House) -> Iterator[Upload]:
    """The large file, on its way: some of its pages are there. Nobody reads them yet, so that they pile up."""
    house.start_worker("quick")
    upload = house.send(house.draft(), "lon.pdf", large_pdf(house.folder))
    at.until(lambda: upload.pages.count() >= 20, "the first pages")
    yield upload


@pytest.mark.slow
def test_a_small_file_overtakes_it(home: House, large: Upload) -> None:
    """Its pages are there while the large one is still being split and hundreds of pages wait to be read."""
    dossier = home.draft()
    begun = time.monotonic()
    small = home.send(dossier, "nho.jpg", scan("Tệp nhỏ"))
    at.until(lambda: small.pages.exists(), "the small file's page", pause=0.01)
    print(f"\nvisible after {time.monotonic() - begun:.2f} s, {recognitions()} pages waiting to be read")
    at.wait_for(small)
    large.refresh_from_db()
    assert small.state == Upload.State.ACCEPTED
    assert large.state == Upload.State.SPLITTING
    assert recognitions() > 0


@pytest.mark.slow
def test_its_progress_rises_until_it_is_whole(home: House, large: Upload) -> None:
    seen = [pages_out(large.folder.dossier).get(large.pk, 0)]

    def whole() -> bool:
        now = pages_out(large.folder.dossier).get(large.pk, 0)
        if now != seen[-1]:
            seen.append(now)
        return bool(at.settled(large))

    at.until(whole, "the large file is whole", WITHIN_SECONDS, pause=0.2)
    assert large.page_count == PAGES
    assert len(seen) > 20
    assert seen == sorted(seen)
    indexes = large.pages.order_by("ordinal").values_list("upload_index", flat=True)
    assert list(indexes) == list(range(PAGES))


@pytest.mark.slow
def test_with_all_its_recognitions_queued_a_new_file_is_seen_at_once(home: House, large: Upload) -> None:
    at.wait_for(large, seconds=WITHIN_SECONDS)
    with home.worker("slow"), home.worker("slow"):
        at.until(lambda: recognitions() < PAGES, "the recognition is going on", pause=0.01)
        begun = time.monotonic()
        small = home.send(home.draft(), "nua.jpg", scan("Thêm một tệp nhỏ"))
        at.until(lambda: small.pages.exists(), "the small file's page", pause=0.01)
        waiting = recognitions()
    print(f"\nvisible after {time.monotonic() - begun:.2f} s, {waiting} pages waiting to be read")
    assert waiting > PAGES // 2


@pytest.mark.soak
def test_its_document_has_every_page_with_its_words(home: House) -> None:
    dossier = home.draft()
    component = components_of(dossier).get(type__code="12-HSB")
    upload = at.run_here(lambda: home.send(dossier, "lon.pdf", large_pdf(home.folder), component))
    at.wait_for(upload)
    made = make_document(component=component)
    assert made and made.pages == PAGES
    with storage.local_copy(made.file) as path, pikepdf.open(path) as document:
        assert len(document.pages) == PAGES
    assert upload.pages.filter(text__isnull=False).count() == PAGES
