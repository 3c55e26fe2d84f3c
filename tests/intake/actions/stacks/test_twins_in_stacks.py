"""Is a page filed from a stack compared with the pages of its dossier, and with no other's?"""

from __future__ import annotations

import pytest

from bhxh_archive.models import User
from intake.actions.page_desk import uploads
from intake.actions.stacks import unfiling
from intake.arrival import examination, taking_out
from intake.models import Dossier, Page, PageFinding, Upload
from intake.pages.judging import DUPLICATE
from intake.queries import pages_of
from tests.intake.actions.stacks.test_batches import second, sheet
from tests.intake.actions.stacks.test_filing_early import confirm, file_queued, received, take_out
from tests.intake.test_stacks import marked
from tests.room import scan

pytestmark = pytest.mark.slow

__all__ = ["second"]  # a fixture


def told(dossier: Dossier) -> dict[int, int | None]:
    """Page -> the page that it looks like, of those that are said to look like one."""
    rows = PageFinding.objects.filter(code=DUPLICATE, page__folder=dossier.folder_id)
    return dict(rows.values_list("page", "other"))


def scanned_into(dossier: Dossier, clerk: User, content: bytes) -> Page:
    row = uploads.receive_upload(dossier=dossier, name="mot.jpg", chunks=[content], by=clerk).upload
    examination.examine(row)
    taking_out.split(Upload.objects.get(pk=row.pk), 0)
    return row.pages.get()


def test_a_twin_is_seen_where_the_page_is_filed_and_forgotten_where_it_is_taken_back(
    accepted: Dossier, second: Dossier, clerk_user: User
) -> None:
    same, other = scan("Đơn đề nghị"), scan("Quyết định khác")
    covers = sheet(str(accepted.number)), sheet(str(second.number))
    batch = received(clerk_user, covers[0], marked(same, 1), other, covers[1], marked(same, 2), marked(same, 3))
    take_out(batch, 0)
    assert not PageFinding.objects.filter(code=DUPLICATE).exists()  # beside each other lie two persons' papers
    there = scanned_into(accepted, clerk_user, same)

    confirm(batch, clerk_user)
    file_queued(batch, clerk_user)
    twin, _ = pages_of(accepted).exclude(pk=there.pk).order_by("upload_index")
    assert told(accepted) == {twin.pk: there.pk}
    first, again = pages_of(second).order_by("upload_index")
    assert told(second) == {again.pk: first.pk}
    assert not twin.upload.warned, "it is said of the page, as long as it holds"

    unfiling.take_out(batch=batch, part_id=batch.parts.get(first=0).pk, by=clerk_user)
    assert told(accepted) == {} and not PageFinding.objects.filter(page=twin, code=DUPLICATE).exists()
