"""Is a part of a stack filed as soon as its own pages are out, whatever becomes of the pages behind it?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import img2pdf
import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from bhxh_archive.errors import NotValid
from bhxh_archive.models import Job, User
from intake import stacks
from intake.actions.stacks import batches, cuts, filing_parts
from intake.arrival import examination, taking_out
from intake.models import Batch, Dossier, Upload
from intake.pipeline.limits import Limits
from intake.queries import pages_of
from tests.intake.actions.stacks.test_batches import Part, outline, paper, second, sheet
from tests.intake.pipeline.samples import tear

pytestmark = pytest.mark.slow

__all__ = ["second"]  # a fixture


def small(shade: int) -> bytes:
    content = BytesIO()
    Image.new("RGB", (200, 280), (shade, shade, 250)).save(content, "JPEG", dpi=(100, 100))
    return content.getvalue()


def received(clerk: User, *pages: bytes) -> Batch:
    """The pages as one PDF in the tray, examined and read, none of them out."""
    assert clerk.office
    content = img2pdf.convert(list(pages)) or b""
    batch = batches.receive_stack(office=clerk.office, name="c.pdf", chunks=[content], by=clerk).batch
    examination.examine(batch.folder.uploads.get())
    stacks.read_stack(batch.folder.uploads.get())
    return batch


def take_out(batch: Batch, *firsts: int) -> Upload:
    for first in firsts:
        taking_out.split(batch.folder.uploads.get(), first)
    return batch.folder.uploads.get()


def confirm(batch: Batch, clerk: User) -> None:
    filing_parts.ask_to_file(batch=batch, part_ids=[part.pk for part in batch.parts.all()], by=clerk)


def file_queued(batch: Batch, clerk: User) -> list[int]:
    """File what is queued to be filed now, as a worker would; the first pages of these parts."""
    jobs = Job.objects.filter(name="intake.tasks.file_part", state=Job.State.QUEUED)
    parts = batch.parts.filter(pk__in=[job.arguments["part_id"] for job in jobs])
    found = [part.first for part in parts]
    for part in parts:
        filing_parts.file_part(part=part, by=clerk)
    jobs.delete()
    return found


@pytest.fixture
def half_out(accepted: Dossier, second: Dossier, clerk_user: User) -> Batch:
    """A stack of two dossiers whose first eight of twelve pages are out."""
    pages = [sheet(str(accepted.number)), paper(200), paper(201), sheet(str(second.number)), *map(paper, range(50, 58))]
    batch = received(clerk_user, *pages)
    take_out(batch, 0)
    return batch


def test_a_part_does_not_wait_for_the_pages_of_others(
    half_out: Batch, accepted: Dossier, second: Dossier, clerk_user: User
) -> None:
    confirm(half_out, clerk_user)
    assert file_queued(half_out, clerk_user) == [0]
    assert (pages_of(accepted).count(), pages_of(second).count()) == (2, 0)
    upload = take_out(half_out, 0)  # again: a worker died before it could say that it was done
    assert upload.state == Upload.State.SPLITTING
    assert sorted(half_out.folder.pages.values_list("upload_index", flat=True)) == [0, 3, 4, 5, 6, 7]
    take_out(half_out, 8)
    assert Job.objects.filter(key=f"file-waiting:{upload.pk}:12").exists()
    filing_parts.queue_filing(half_out)
    assert file_queued(half_out, clerk_user) == [3]
    assert pages_of(second).count() == 8
    assert Batch.objects.get(pk=half_out.pk).closed_at


def test_splitting_that_is_given_up_keeps_the_pages_that_are_out(half_out: Batch, clerk_user: User) -> None:
    taking_out.give_up_splitting(half_out.folder.uploads.get())
    upload = half_out.folder.uploads.get()
    assert (upload.state, upload.warned) == (Upload.State.ACCEPTED, True)
    assert "trang 9-12 của chồng" in upload.message
    confirm(half_out, clerk_user)
    assert file_queued(half_out, clerk_user) == [0]
    assert outline(half_out) == [(0, 3, Part.FILED, ""), (3, 12, Part.OPEN, "")]


def test_a_page_that_cannot_be_read_holds_up_its_own_part_only(
    accepted: Dossier, clerk_user: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_out, "limits", lambda: Limits(max_pixels=50_000))  # the larger page is too much
    batch = received(clerk_user, small(20), paper(200), small(160))
    take_out(batch, 0)
    part = batch.parts.get()
    number = str(accepted.number)
    cuts.choose_target(batch=batch, part_id=part.pk, number=number, component_id=None, by=clerk_user)
    with pytest.raises(NotValid):
        confirm(batch, clerk_user)
    client.force_login(clerk_user)
    shown = client.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "Không đọc được trang 2 của chồng" in shown
    cuts.leave_out(batch=batch, index=1, out=True, by=clerk_user)
    confirm(batch, clerk_user)
    file_queued(batch, clerk_user)
    assert pages_of(accepted).count() == 2


def test_a_torn_page_of_a_tiff_is_asked_about_and_fails_nothing_else(
    accepted: Dossier, clerk_user: User, tmp_path: Path
) -> None:
    frames = [Image.open(BytesIO(raw)) for raw in (sheet(str(accepted.number)), paper(180), paper(200), paper(220))]
    frames[0].save(path := tmp_path / "c.tif", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    assert clerk_user.office
    content = tear(path, 2).read_bytes()
    batch = batches.receive_stack(office=clerk_user.office, name="c.tif", chunks=[content], by=clerk_user).batch
    examination.examine(batch.folder.uploads.get())
    stacks.read_stack(batch.folder.uploads.get())
    take_out(batch, 0)

    assert list(batch.parts.order_by("first").values_list("first", "stop", "trouble")) == [(0, 2, ""), (2, 4, "unread")]
    damaged = batch.folder.pages.get(upload_index=2).findings.get(code="page_damaged")
    assert damaged.level == "hard"


def test_a_page_that_can_not_be_read_fails_its_own_part_alone(
    accepted: Dossier, second: Dossier, clerk_user: User
) -> None:
    """The picture of the second dossier's page is cut off in the middle; the first one's is whole."""
    whole, torn = paper(180), paper(200)
    content = img2pdf.convert([sheet(str(accepted.number)), whole, sheet(str(second.number)), torn]) or b""
    start = content.index(torn)
    content = content[: start + len(torn) // 2] + bytes(len(torn) - len(torn) // 2) + content[start + len(torn) :]
    assert clerk_user.office
    batch = batches.receive_stack(office=clerk_user.office, name="c.pdf", chunks=[content], by=clerk_user).batch
    examination.examine(batch.folder.uploads.get())
    stacks.read_stack(batch.folder.uploads.get())
    take_out(batch, 0)

    upload = batch.folder.uploads.get()
    assert upload.state == Upload.State.ACCEPTED
    confirm_first = [batch.parts.order_by("first")[0].pk]
    filing_parts.ask_to_file(batch=batch, part_ids=confirm_first, by=clerk_user)
    file_queued(batch, clerk_user)
    assert pages_of(accepted).count() == 1
