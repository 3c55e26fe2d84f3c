"""Is a page that was kept in an earlier form known again once a worker has looked at it?"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.models import Dossier, Page, PageFinding
from intake.pages.judging import note_duplicate
from intake.pages.strokes import AT_ONCE, NOTHING, TASK, lacking, queue_strokes
from intake.pipeline.checks import BLANK
from intake.pipeline.likeness import SKETCH_BYTES
from tests.intake.pipeline import samples
from tests.intake.rows import add_pages, put_in_state

RunJobs = Callable[[Callable[[], Any]], Any]
PACKED = zlib.compress(bytes(105 * 149))


@pytest.fixture
def kept(accepted: Dossier) -> list[Page]:
    """One page in each earlier form, then one of which nothing was kept, and a blank one."""
    content = BytesIO()
    samples.page().convert("RGB").save(content, "JPEG")
    view = storage.keep_bytes(content.getvalue(), "image/jpeg")
    forms = (b"\x05" * 368, PACKED, b"", b"")
    rows = [add_pages(accepted, likeness=form, name=f"{at}.jpg")[0] for at, form in enumerate(forms)]
    PageFinding.objects.create(page=rows[3], code=BLANK, level="warning", message="trang trắng")
    Page.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(view=view)
    return rows


def test_a_worker_gives_each_its_strokes_once(kept: list[Page], accepted: Dossier, run_jobs: RunJobs) -> None:
    assert list(lacking()) == kept[:3]
    more = len(add_pages(accepted, AT_ONCE, likeness=PACKED, name="chong.pdf"))
    assert run_jobs(lambda: (queue_strokes(), queue_strokes())) == (1, 0), "who has begun goes on"

    first, second, third, blank = Page.objects.order_by("pk")[:4]
    assert bytes(first.likeness) == bytes(second.likeness) and len(first.likeness) > SKETCH_BYTES and first.dhash
    assert (bytes(third.likeness), bytes(blank.likeness)) == (NOTHING, b"")
    assert Page.objects.filter(likeness=NOTHING).count() == 1 + more
    assert not lacking().exists() and queue_strokes() == 0
    assert Job.objects.filter(name=TASK, state=Job.State.DONE).count() == 2
    note_duplicate(second)
    assert second.findings.get(code="duplicate").other == first


def test_nobody_looks_at_what_is_archived(kept: list[Page], accepted: Dossier) -> None:
    put_in_state(accepted, State.ARCHIVED)
    assert not lacking().exists()
