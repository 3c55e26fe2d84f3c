"""Are pages straightened and cut by recorded numbers, the image kept as it came, and every step taken back?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import StoredFile, User
from intake.actions.page_desk import editing, pages, uploads
from intake.component_files import documents, recipes
from intake.models import Dossier, Page, PageDerivation
from intake.pipeline.shape import WHOLE
from intake.queries import newest_edits
from tests.intake.conftest import component
from tests.intake.rows import add_pages
from tools import demo_scans

SCAN = next(demo_scans.FOLDER.rglob("quyet-dinh-nghi-viec-1.jpg"))
Run = Callable[[Callable[[], Any]], Any]


def leaning() -> bytes:
    content = BytesIO()
    with Image.open(SCAN) as image:
        image.rotate(-3, Image.Resampling.BICUBIC, fillcolor=(246, 244, 238)).save(content, "JPEG", dpi=(200, 200))
    return content.getvalue()


@pytest.fixture
def page(accepted: Dossier, clerk_user: User, run_jobs: Run) -> Page:
    """A page that leans by three degrees, filed."""
    sent: dict[str, Any] = {"name": "nghieng.jpg", "chunks": [leaning()], "component": component(accepted, "12-HSB")}
    run_jobs(lambda: uploads.receive_upload(dossier=accepted, by=clerk_user, **sent))
    return Page.objects.get(folder=accepted.folder)


def size_of(file: StoredFile | None) -> tuple[int, int]:
    assert file
    with Image.open(BytesIO(storage.read_file(file))) as image:
        return image.size


def test_a_leaning_page_is_straightened_kept_as_it_came_and_brought_back(
    page: Page, accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    assert [found.code for found in page.findings.all()] == ["skewed"]
    came, view = page.image, page.view

    run_jobs(lambda: editing.straighten_pages(dossier=accepted, page_ids=[page.pk], by=clerk_user))

    page.refresh_from_db()
    assert page.shape["angle"] == pytest.approx(3.2, abs=0.5)
    assert not page.findings.exists()
    assert (page.image, size_of(page.shown)) == (came, size_of(came))
    assert page.view != view and "QUYẾT ĐỊNH" in page.text.words
    [made] = PageDerivation.objects.filter(page=page)
    assert (made.source_digest, made.file) == (came.digest, page.shown)

    run_jobs(lambda: editing.undo_edits(dossier=accepted, edit_ids=newest_edits(accepted, [page.pk]), by=clerk_user))
    page.refresh_from_db()
    assert (page.shape, page.shown) == ({}, None)
    assert [found.code for found in page.findings.all()] == ["skewed"]


def test_the_cut_page_lies_in_the_file_of_the_component(
    page: Page, accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    home = page.component
    assert home
    before = recipes.recipe_of(home)
    run_jobs(lambda: editing.crop_page(dossier=accepted, page_id=page.pk, box=(1000, 0, 9000, 5000), by=clerk_user))

    rows = recipes.pages_in_order(home)
    uncut = Page(image=page.image, rotation=0, upload=page.upload)
    assert recipes.recipe_of(home) != before == recipes.recipe_of_pages(home, [uncut])
    with pikepdf.open(BytesIO(storage.read_file(documents.make_pdf(home, rows)))) as pdf:
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (round(width * 200 / 72), round(height * 200 / 72)) == size_of(rows[0].shown) == (1324, 1170)


def test_a_page_is_cut_as_it_is_seen(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted, rotation=90)
    for _ in range(2):
        editing.crop_page(dossier=accepted, page_id=page.pk, box=(0, 0, 5000, 10_000), by=clerk_user)

    page.refresh_from_db()
    assert page.shape == {"box": [0, 7500, 10_000, 10_000]}  # its lower quarter lies on the left once it is upright


@pytest.mark.parametrize("box", [(0, 0, 100, 10_000), (6000, 0, 5000, 10_000), (-5, 0, 5000, 10_000), WHOLE])
def test_next_to_nothing_is_not_kept_and_everything_is_no_crop(
    accepted: Dossier, clerk_user: User, box: tuple[int, int, int, int]
) -> None:
    (page,) = add_pages(accepted)
    with pytest.raises(NotValid):
        editing.crop_page(dossier=accepted, page_id=page.pk, box=box, by=clerk_user)


def test_a_page_is_turned_by_hand_within_reason(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    turn: dict[str, Any] = {"dossier": accepted, "page_ids": [page.pk], "by": clerk_user}
    for _ in range(2):
        editing.straighten_pages(degrees=1.5, key="mot-lan-bam", **turn)

    page.refresh_from_db()
    assert page.shape == {"angle": 1.5}
    with pytest.raises(NotValid, match="15 độ"):
        editing.straighten_pages(degrees=14, **turn)


def test_what_does_not_lean_is_not_straightened(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="không nghiêng"):
        editing.straighten_pages(dossier=accepted, page_ids=[add_pages(accepted)[0].pk], by=clerk_user)


def test_edits_are_taken_back_newest_first(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    pages.rotate_pages(dossier=accepted, page_ids=[page.pk], degrees=90, by=clerk_user)
    [older] = newest_edits(accepted, [page.pk])
    editing.crop_page(dossier=accepted, page_id=page.pk, box=(0, 0, 9000, 9000), by=clerk_user)

    with pytest.raises(NotNow, match="mới nhất"):
        editing.undo_edits(dossier=accepted, edit_ids=[older], by=clerk_user)
    for _ in range(2):
        editing.undo_edits(dossier=accepted, edit_ids=newest_edits(accepted, [page.pk]), by=clerk_user)

    page.refresh_from_db()
    assert (page.rotation, page.shape) == (0, {})


def test_the_original_is_shown_again(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted, shape={"angle": 2.0})

    editing.show_original(dossier=accepted, page_id=page.pk, by=clerk_user)

    page.refresh_from_db()
    assert page.shape == {}
    assert page.edits.get().before["shape"] == {"angle": 2.0}


def test_a_signed_file_keeps_its_look(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted, signed=True)
    with pytest.raises(NotValid, match="từng byte"):
        editing.straighten_pages(dossier=accepted, page_ids=[page.pk], degrees=1, by=clerk_user)
