"""The same bytes are sent again: is nothing taken twice, and does what was deleted of them come back?"""

from __future__ import annotations

import pytest

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake.actions.page_desk import pages
from intake.actions.page_desk.uploads import Received, receive_upload
from intake.models import Component, Dossier, Page, Upload
from intake.queries import pages_of
from tests.intake.conftest import component
from tests.intake.rows import add_pages


@pytest.fixture
def there(accepted: Dossier) -> list[Page]:
    """Three pages of one file, filed as the decision."""
    rows = add_pages(accepted, 3, component=component(accepted, "12-HSB"))
    Upload.objects.update(digest=rows[0].image.digest)
    return rows


def send_again(page: Page, dossier: Dossier, by: User, into: Component | None = None) -> Received:
    content = storage.read_file(page.image)
    return receive_upload(dossier=dossier, name="lan-hai.jpg", chunks=[content], by=by, component=into)


def places(dossier: Dossier) -> list[tuple[int, str]]:
    return [(page.pk, page.component.type.code if page.component else "") for page in pages_of(dossier)]


def test_deleted_pages_come_back_to_where_they_were(accepted: Dossier, there: list[Page], clerk_user: User) -> None:
    pages.check_pages(dossier=accepted, page_ids=[row.pk for row in there], by=clerk_user)
    pages.delete_pages(dossier=accepted, page_ids=[row.pk for row in there], by=clerk_user)

    received = send_again(there[0], accepted, clerk_user)

    assert received == Received(there[0].upload, known=True, restored=3)
    assert places(accepted) == [(row.pk, "12-HSB") for row in there]
    assert not accepted.folder.pages.exclude(checked_at=None).exists(), "they are looked at again"
    assert accepted.events.get(verb="restore_pages").by == clerk_user


def test_they_go_where_they_are_sent_now(accepted: Dossier, there: list[Page], clerk_user: User) -> None:
    target = accepted.components.exclude(type__code="12-HSB").filter(type__never_scan=False).earliest("pk")
    other = add_pages(accepted, component=target, name="khac.jpg")
    pages.delete_pages(dossier=accepted, page_ids=[row.pk for row in there], by=clerk_user)

    send_again(there[0], accepted, clerk_user, into=target)

    assert [page.pk for page in target.pages.filter(deleted_at=None)] == [row.pk for row in [*other, *there]]


def test_only_what_was_deleted_moves(accepted: Dossier, there: list[Page], clerk_user: User) -> None:
    pages.delete_pages(dossier=accepted, page_ids=[there[1].pk], by=clerk_user)
    pages.order_pages(dossier=accepted, page_ids=[there[2].pk, there[0].pk], by=clerk_user)

    assert send_again(there[0], accepted, clerk_user).restored == 1
    assert sorted(places(accepted)) == [(row.pk, "12-HSB") for row in there]


def test_what_is_there_is_left_alone(accepted: Dossier, there: list[Page], clerk_user: User) -> None:
    before = accepted.events.count()
    assert send_again(there[0], accepted, clerk_user) == Received(there[0].upload, known=True)
    assert accepted.events.count() == before


def test_what_can_not_lie_there_is_refused_and_stays_deleted(
    accepted: Dossier, there: list[Page], clerk_user: User
) -> None:
    Upload.objects.update(signed=True)
    target = accepted.components.exclude(type__code="12-HSB").filter(type__never_scan=False).earliest("pk")
    add_pages(accepted, component=target, name="khac.jpg")
    pages.delete_pages(dossier=accepted, page_ids=[row.pk for row in there], by=clerk_user)

    with pytest.raises(NotValid, match="đứng riêng"):
        send_again(there[0], accepted, clerk_user, into=target)
    assert not there[0].upload.pages.filter(deleted_at=None).exists()
