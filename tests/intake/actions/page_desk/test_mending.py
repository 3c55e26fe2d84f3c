"""Do broken pictures of a page come back from its image, and is it said where that is broken too?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive import storage
from bhxh_archive.models import Job, StoredFile, User
from bhxh_archive.stores.content import content_key
from intake.actions.page_desk import pages, uploads
from intake.models import Dossier, Page
from intake.pages.mending import mend_pictures
from intake.queries import pages_of
from tests.intake.rows import lies_in_store
from tests.room import scan

RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def page(accepted: Dossier, clerk_user: User, run_jobs: RunJobs) -> Page:
    """A page that was turned, as it was drawn."""
    run_jobs(lambda: uploads.receive_upload(dossier=accepted, name="quet.jpg", by=clerk_user, chunks=[scan()]))
    ids = [pages_of(accepted).get().pk]
    run_jobs(lambda: pages.rotate_pages(dossier=accepted, page_ids=ids, degrees=90, by=clerk_user))
    return pages_of(accepted).get()


@pytest.fixture
def clerk(clerk_user: User) -> Client:
    client = Client()
    client.force_login(clerk_user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(page: Page, size: str) -> str:
    return reverse("page_image", args=[page.pk, size])


def broken(file: StoredFile, whole: bytes) -> None:
    lies_in_store(file, whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])


def test_a_broken_picture_is_drawn_anew_once_and_comes_back(page: Page, clerk: Client, run_jobs: RunJobs) -> None:
    view, thumb = storage.read_file(page.view), storage.read_file(page.thumb)
    broken(page.view, view)
    storage.working().delete(content_key(page.thumb.digest))

    def look() -> None:
        for size in ("view", "thumb"):
            said = clerk.get(at(page, size))
            assert said.status_code == 503 and "đang được vẽ lại" in said.json()["message"]
        assert StoredFile.objects.get(pk=page.view_id).broken_at
        shown = clerk.get(reverse("page", args=[page.folder.dossier.pk, page.pk])).content.decode()
        assert "Đang vẽ lại hình trang" in shown

    run_jobs(look)
    assert [job.state for job in Job.objects.filter(name="intake.tasks.mend_pictures")] == [Job.State.DONE]
    mend_pictures(Page.objects.get(pk=page.pk))

    assert clerk.get(at(page, "view")).getvalue() == view and clerk.get(at(page, "thumb")).getvalue() == thumb
    row = StoredFile.objects.get(pk=page.view_id)
    assert row.broken_at is None and row.repaired_at


def test_where_the_image_is_broken_too_the_page_says_so(page: Page, clerk: Client) -> None:
    for file in (page.view, page.image):
        broken(file, storage.read_file(file))

    for size in ("view", "image"):
        said = clerk.get(at(page, size), headers={"accept": "application/json"})
        assert said.status_code == 409 and page.image.digest in said.json()["message"]
    assert not Job.objects.filter(name="intake.tasks.mend_pictures").exists()
    shown = clerk.get(reverse("page", args=[page.folder.dossier.pk, page.pk])).content.decode()
    assert "khôi phục tệp từ bản sao lưu" in shown and page.image.digest in shown
