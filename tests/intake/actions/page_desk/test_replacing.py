"""Does a newer scan take exactly the place of a page, the old version kept and brought back?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions.page_desk import pages, replacing, uploads
from intake.models import Dossier, Page
from intake.rules.sending import as_sent
from tests.intake.conftest import component
from tests.intake.rows import add_pages
from tests.room import scan


@pytest.fixture
def filed(accepted: Dossier) -> list[Page]:
    """Three pages of one component."""
    return add_pages(accepted, 3, component=component(accepted, "12-HSB"))


def order(dossier: Dossier) -> list[int]:
    return [page.pk for page in queries.pages_of(dossier)]


def test_the_new_scan_stands_where_the_old_one_stood_and_both_are_kept(
    accepted: Dossier, filed: list[Page], clerk_user: User
) -> None:
    first, old, last = filed
    (new,) = add_pages(accepted, name="lai.jpg")

    replacing.replace_page(dossier=accepted, page_id=old.pk, new_id=new.pk, by=clerk_user)

    assert order(accepted) == [first.pk, new.pk, last.pk]
    assert queries.former_of(new) == [old]
    assert not queries.deleted_pages(accepted)
    event = accepted.events.get(verb="replace_page")
    assert event.detail["digests"] == [old.image.digest, new.image.digest]


def test_in_the_unsorted_tray_too_the_new_scan_lies_where_the_old_one_lay(accepted: Dossier, clerk_user: User) -> None:
    first, old, last = add_pages(accepted, 3)
    (newer,), (newest,) = add_pages(accepted, name="lai.jpg"), add_pages(accepted, name="a-lai-nua.jpg")
    replacing.replace_page(dossier=accepted, page_id=old.pk, new_id=newer.pk, by=clerk_user)
    replacing.replace_page(dossier=accepted, page_id=newer.pk, new_id=newest.pk, by=clerk_user)

    def tray() -> list[int]:
        return [page.pk for page in as_sent(queries.pages_of(accepted))]

    assert tray() == [first.pk, newest.pk, last.pk]
    replacing.undo_replacement(dossier=accepted, page_id=newest.pk, by=clerk_user)
    assert tray() == [first.pk, newer.pk, last.pk, newest.pk]


def test_the_old_version_comes_back_and_the_new_scan_goes_to_the_tray(
    accepted: Dossier, filed: list[Page], clerk_user: User
) -> None:
    before = order(accepted)
    (new,) = add_pages(accepted, name="lai.jpg")
    replacing.replace_page(dossier=accepted, page_id=filed[1].pk, new_id=new.pk, by=clerk_user)

    replacing.undo_replacement(dossier=accepted, page_id=new.pk, by=clerk_user)

    new.refresh_from_db()
    assert new.component is None
    assert [pk for pk in order(accepted) if pk != new.pk] == before
    with pytest.raises(NotNow):
        replacing.undo_replacement(dossier=accepted, page_id=new.pk, by=clerk_user)


def test_a_replaced_page_is_not_restored_like_a_deleted_one(
    accepted: Dossier, filed: list[Page], clerk_user: User
) -> None:
    (new,) = add_pages(accepted, name="lai.jpg")
    replacing.replace_page(dossier=accepted, page_id=filed[0].pk, new_id=new.pk, by=clerk_user)

    with pytest.raises(NotValid):
        pages.restore_pages(dossier=accepted, page_ids=[filed[0].pk], by=clerk_user)


def test_a_file_sent_for_a_page_replaces_it_as_soon_as_it_is_split(
    accepted: Dossier, filed: list[Page], clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    sent: dict[str, Any] = {"name": "lai.jpg", "chunks": [scan("Quét lại")], "replaces": filed[2]}
    run_jobs(lambda: uploads.receive_upload(dossier=accepted, by=clerk_user, **sent))

    *others, new = queries.pages_of(accepted)
    assert [page.pk for page in others] == [page.pk for page in filed[:2]]
    assert (new.component, queries.former_of(new)) == (filed[2].component, [filed[2]])


def test_nothing_is_replaced_by_itself_or_by_a_signed_file(
    accepted: Dossier, filed: list[Page], clerk_user: User
) -> None:
    (signed,) = add_pages(accepted, signed=True, name="ky.pdf")
    for other in (filed[0].pk, signed.pk):
        with pytest.raises(NotValid):
            replacing.replace_page(dossier=accepted, page_id=filed[0].pk, new_id=other, by=clerk_user)


def test_what_was_replaced_after_a_moment_is_told(accepted: Dossier, filed: list[Page], clerk_user: User) -> None:
    (new,) = add_pages(accepted, name="lai.jpg")
    replacing.replace_page(dossier=accepted, page_id=filed[0].pk, new_id=new.pk, by=clerk_user)

    changes = queries.changed_since(accepted, timezone.now() - timedelta(minutes=1))

    assert [(row.page, row.verb) for row in changes] == [(new.pk, queries.REPLACED)]
    assert not queries.changed_since(accepted, timezone.now())
