"""Does turning a page settle the warning that it lies on its side, and turning it back raise it again?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bhxh_archive.models import User
from intake.actions.page_desk import pages, uploads
from intake.models import Dossier, Page
from intake.pages import drawing
from tests.room import scan


def sideways() -> bytes:
    """A page as a camera held upright takes a paper that lies across."""
    content = BytesIO()
    with Image.open(BytesIO(scan())) as image:
        image.rotate(90, expand=True).save(content, "JPEG", quality=80, dpi=(200, 200))
    return content.getvalue()


@pytest.fixture
def page(accepted: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]) -> Page:
    run_jobs(lambda: uploads.receive_upload(dossier=accepted, name="ngang.jpg", by=clerk_user, chunks=[sideways()]))
    return Page.objects.get(folder=accepted.folder)


def test_the_warning_goes_with_its_cause(page: Page, accepted: Dossier, clerk_user: User) -> None:
    assert codes(page) == ["sideways"]

    turn(page, accepted, clerk_user, 90)
    assert codes(page) == []

    turn(page, accepted, clerk_user, 270)
    assert codes(page) == ["sideways"]


def test_an_accepted_warning_is_new_when_the_page_is_turned_back(
    page: Page, accepted: Dossier, clerk_user: User
) -> None:
    pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Bảng khổ ngang", by=clerk_user)
    for degrees in (90, 270):
        turn(page, accepted, clerk_user, degrees)

    assert page.findings.get().overridden_at is None


def turn(page: Page, dossier: Dossier, by: User, degrees: int) -> None:
    """Turn it, and draw it twice, as a worker and the successor of one taken for dead would."""
    pages.rotate_pages(dossier=dossier, page_ids=[page.pk], degrees=degrees, by=by)
    for _ in range(2):
        drawing.redraw(Page.objects.get(pk=page.pk))


def codes(page: Page) -> list[str]:
    return [found.code for found in page.findings.all()]
