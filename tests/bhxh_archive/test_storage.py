"""Are bytes kept once, found again, and let go only when nobody needs them?"""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.stores.content import content_key

pytestmark = pytest.mark.django_db


def test_the_same_content_is_one_row_and_one_object() -> None:
    first = storage.keep(BytesIO(b"trang"), "text/plain")
    second = storage.keep_bytes(b"trang", "text/plain")
    assert first.pk == second.pk
    assert storage.read_file(first) == b"trang"


def test_a_range_is_streamed() -> None:
    row = storage.keep_bytes(b"0123456789", "text/plain")
    assert b"".join(storage.stream_range(row, 3, 4)) == b"3456"
    assert b"".join(storage.stream_range(row, 8)) == b"89"


def test_content_is_forgotten_only_when_nothing_refers_to_it(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    used, loose = storage.keep_bytes(b"used", "text/plain"), storage.keep_bytes(b"loose", "text/plain")
    owner = storage.keep_bytes(b"owner", "application/pdf")
    Preview.objects.create(file=owner, number=1, view=used, thumb=used)
    with django_capture_on_commit_callbacks(execute=True):
        storage.forget(used)
        storage.forget(loose)
    assert StoredFile.objects.filter(digest=used.digest).exists()
    assert storage.working().head(content_key(used.digest))
    assert storage.working().head(content_key(loose.digest)) is None


def test_a_local_copy_is_gone_afterwards() -> None:
    row = storage.keep_bytes(b"copy", "text/plain")
    with storage.local_copy(row) as path:
        assert path.read_bytes() == b"copy"
    assert not path.exists()


def test_broken_bytes_are_repaired_when_the_same_come_again() -> None:
    row = storage.keep_bytes(b"trang", "text/plain")
    storage.working().delete(content_key(row.digest))
    storage.working().put_once(content_key(row.digest), BytesIO(b"trank"))
    assert not storage.is_whole(row) and StoredFile.objects.get(pk=row.pk).broken_at
    assert storage.keep_bytes(b"trang", "text/plain") == row and storage.read_file(row) == b"trang"
    row.refresh_from_db()
    assert row.broken_at is None and row.repaired_at


@pytest.mark.parametrize("broken", [b"", b"tran", b"trang+", b"trank"])
def test_bytes_that_are_not_those_of_the_digest_go_nowhere(
    broken: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = storage.keep_bytes(b"trang", "text/plain")
    assert storage.is_whole(row) and b"".join(storage.stream_whole(row)) == b"trang"
    storage.working().delete(content_key(row.digest))
    storage.working().put_once(content_key(row.digest), BytesIO(broken))
    for at_once in (storage.AT_ONCE, 0):  # a small file, a large one
        monkeypatch.setattr(storage, "AT_ONCE", at_once)
        with pytest.raises(Damaged):
            storage.stream_whole(row)
    with pytest.raises(Damaged):
        storage.write_to(row, tmp_path / "copy")
    assert storage.read_as_is(row) == broken
