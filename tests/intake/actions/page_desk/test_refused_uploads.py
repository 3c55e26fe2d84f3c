"""Does a refused upload leave nothing behind, neither row nor bytes?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import StoredFile, User
from intake.actions.counter import registration
from intake.actions.page_desk import uploads
from intake.models import Component, Dossier
from tests.intake.conftest import component, draft_of

PAPER = b"mot tep bat ky"


def kept(stores: Path) -> int:
    """Everything that lies in the stores, spooled parts included; the lock of a store is no content."""
    return sum(1 for path in stores.rglob("*") if path.is_file() and path.name != "lock")


def send(dossier: Dossier, by: User, chunks: Iterable[bytes], to: Component | None = None) -> None:
    uploads.receive_upload(dossier=dossier, name="giay.pdf", chunks=chunks, by=by, component=to)


def unread() -> Iterator[bytes]:
    pytest.fail("received although it can not be filed")
    yield PAPER


def test_what_can_not_be_filed_is_not_even_received(accepted: Dossier, clerk_user: User, stores: Path) -> None:
    foreign = component(draft_of(clerk_user), "12-HSB")
    before = StoredFile.objects.count()

    for wrong in (component(accepted, "SO_BHXH"), foreign):
        with pytest.raises(NotValid):
            send(accepted, clerk_user, unread(), wrong)

    assert (StoredFile.objects.count(), kept(stores)) == (before, 0)


@pytest.mark.django_db(transaction=True)
def test_what_comes_too_late_leaves_no_bytes(accepted: Dossier, clerk_user: User, stores: Path) -> None:
    def closing() -> Iterator[bytes]:
        yield PAPER
        registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)

    with pytest.raises(NotNow):
        send(accepted, clerk_user, closing())

    assert not StoredFile.objects.exists()
    assert kept(stores) == 0


def test_bytes_that_another_dossier_uses_stay(accepted: Dossier, clerk_user: User) -> None:
    other = draft_of(clerk_user)
    send(other, clerk_user, [PAPER])

    def closing() -> Iterator[bytes]:
        yield PAPER
        registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)

    with pytest.raises(NotNow):
        send(accepted, clerk_user, closing())

    assert storage.read_file(StoredFile.objects.get(uploads__folder=other.folder)) == PAPER
