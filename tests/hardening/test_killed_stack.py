"""A worker killed while it reads a stack, and while it files a part: is every page in its dossier, and once?"""

from __future__ import annotations

from functools import partial

import img2pdf
import pytest

from intake.actions.counter import registration
from intake.actions.stacks import batches, filing_parts
from intake.models import Batch, BatchPart, Dossier
from intake.queries import pages_of
from tests.hardening import house as at
from tests.hardening.house import House
from tests.hardening.test_killed_worker import killed_in
from tests.intake.actions.stacks.test_batches import paper, sheet
from tests.intake.conftest import draft_of

pytestmark = pytest.mark.slow


def in_hand(home: House, purpose: str) -> bool:
    return any(left.name.startswith(purpose) for left in home.scratch)


def test_nothing_of_a_stack_is_lost_or_doubled(home: House) -> None:
    clerk = home.user("tiepnhan-hp")
    dossiers = [registration.accept(dossier=draft_of(clerk, "BHXH1L"), by=clerk) for _ in range(2)]
    pages = [page for place, row in enumerate(dossiers) for page in _papers(row, 200 + 2 * place)]
    content, office = img2pdf.convert(pages), clerk.office
    assert content and office
    send = partial(batches.receive_stack, office=office, name="c.pdf", chunks=[content], by=clerk)
    killed_in(home, "intake.tasks.read_stack", send, when=lambda: in_hand(home, "codes-"))
    batch = Batch.objects.get()
    found = batch.parts.order_by("first").values_list("first", "stop", "dossier")
    assert list(found) == [(0, 3, dossiers[0].pk), (3, 6, dossiers[1].pk)]

    ids = [part.pk for part in batch.parts.all()]
    file = partial(filing_parts.ask_to_file, batch=batch, part_ids=ids, by=clerk)
    killed_in(home, "intake.tasks.file_part", file, when=lambda: in_hand(home, "part-"))
    assert set(batch.parts.values_list("state", flat=True)) == {BatchPart.State.FILED}
    for place, row in enumerate(dossiers):
        filed = [page.image.size for page in pages_of(row).select_related("image").order_by("upload_index")]
        assert filed == [len(page) for page in pages[3 * place + 1 : 3 * place + 3]]
        assert row.events.filter(verb="file_stack").count() == 1
    assert at.rows_without_bytes() == []


def _papers(dossier: Dossier, shade: int) -> list[bytes]:
    return [sheet(str(dossier.number)), paper(shade), paper(shade + 1)]
