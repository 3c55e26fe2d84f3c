"""Does a large file stay on this machine between the jobs, and go when it is let go or crowded out?"""

import pytest

from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from bhxh_archive.jobs import at_hand as module
from bhxh_archive.jobs.at_hand import at_hand, let_go
from bhxh_archive.models import StoredFile
from bhxh_archive.stores.content import content_key

pytestmark = pytest.mark.django_db


def used(row: StoredFile) -> bytes:
    with at_hand(row) as path:
        return path.read_bytes()


def test_the_next_job_finds_it_without_the_store_until_it_is_let_go() -> None:
    row = storage.keep_bytes("một chồng dày".encode(), "application/pdf")
    first = used(row)
    storage.working().delete(content_key(row.digest))
    assert used(row) == first
    let_go(row.digest)
    with pytest.raises(Damaged):
        used(row)
    assert list(storage.scratch_root().iterdir()) == []


def test_what_was_not_used_for_longest_is_crowded_out_but_not_taken_from_who_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    old, new = storage.keep_bytes(b"old-one", "text/plain"), storage.keep_bytes(b"new-one", "text/plain")
    with at_hand(old) as path:
        used(new)
        assert path.read_bytes() == b"old-one"
    left = [kept.name for kept in storage.scratch_root().iterdir()]
    assert left == [f"kept-{new.digest}"]
    let_go(new.digest)
