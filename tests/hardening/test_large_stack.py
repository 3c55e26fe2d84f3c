"""A stack of 1,000 pages behind a hundred cover sheets: shown soon, filed whole, with bounded memory?"""

from __future__ import annotations

import os
import time
from pathlib import Path

import img2pdf
import pytest
from pytest_django import Settings

from benchmarks.stage.memory import peaks
from bhxh_archive.models import Job
from intake.actions.counter import registration
from intake.actions.stacks import batches, filing_parts
from intake.models import Batch, BatchPart, Dossier, Page, Upload
from intake.queries import pages_of
from tests.hardening import house as at
from tests.hardening.house import House
from tests.intake.conftest import draft_of
from tests.intake.test_stacks import marked
from tests.room import scan
from tools.demo_stacks import cover, jpeg, turned

pytestmark = pytest.mark.soak
DOSSIERS, EACH = 100, 9
MOST_MIB = 600
"""What the quick worker and the children that decode for it may hold at their peak."""


def accepted(home: House) -> Dossier:
    clerk = home.user("tiepnhan-hp")
    return registration.accept(dossier=draft_of(clerk, "BHXH1L"), by=clerk)


def stack_of(dossiers: list[Dossier], path: Path) -> list[bytes]:
    """The pages of the stack, written as one PDF: each dossier behind its cover sheet."""
    images: list[bytes] = []
    for dossier in dossiers:
        images.append(jpeg(turned(cover(str(dossier.number)), 0.8)))
        images += [marked(scan(f"Tờ {index}"), dossier.pk * EACH + index) for index in range(EACH)]
    with path.open("wb") as file:
        img2pdf.convert(images, outputstream=file)
    return images


def test_a_thousand_pages_reach_their_hundred_dossiers(home: House, settings: Settings, tmp_path: Path) -> None:
    settings.MAX_UPLOAD_BYTES = 500 << 20
    clerk, dossiers = home.user("tiepnhan-hp"), [accepted(home) for _ in range(DOSSIERS)]
    assert clerk.office
    images = stack_of(dossiers, tmp_path / "chong.pdf")
    with peaks(os.getpid()) as held, home.worker(MAX_UPLOAD_MB="500"):
        begun = time.monotonic()
        with (tmp_path / "chong.pdf").open("rb") as file:
            parts = iter(lambda: file.read(1 << 20), b"")
            batch = batches.receive_stack(office=clerk.office, name="chong.pdf", chunks=parts, by=clerk).batch
        at.until(batch.parts.exists, "the preview", seconds=300, pause=0.2)
        shown = time.monotonic() - begun
        found = list(batch.parts.order_by("first").values_list("first", "dossier_id", "trouble"))
        assert found == [(10 * place, dossier.pk, "") for place, dossier in enumerate(dossiers)]
        ids = list(batch.parts.values_list("pk", flat=True))
        assert filing_parts.ask_to_file(batch=batch, part_ids=ids, by=clerk) == DOSSIERS
        at.until(lambda: batch.parts.filter(state=BatchPart.State.FILED).exists(), "the first part", seconds=300)
        early = Upload.objects.get(folder=batch.folder_id).state == Upload.State.SPLITTING
        at.until(lambda: Batch.objects.get(pk=batch.pk).closed_at, "all filed", seconds=1200, pause=1)
        whole = time.monotonic() - begun
    print(f"\npreview {shown:.1f} s, all filed {whole:.0f} s, quick lane {held['quick lane']:.0f} MiB")
    assert early, "the first dossiers have their pages while the last ones are still split"
    assert held["quick lane"] < MOST_MIB
    for place, dossier in enumerate(dossiers):
        rows = pages_of(dossier).select_related("image")
        sent = images[10 * place + 1 : 10 * place + 10]
        assert [row.image.size for row in rows] == list(map(len, sent))
    assert Page.objects.filter(folder=batch.folder_id).count() == DOSSIERS  # the sheets stay with the stack
    assert not Job.objects.exclude(state=Job.State.DONE).exclude(lane=Job.Lane.SLOW).exists()
    assert at.rows_without_bytes() == []
    assert home.scratch == []
