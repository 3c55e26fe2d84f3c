"""Do documents and packages leave the archive byte for byte, under names that name nobody, and never damaged?"""

from __future__ import annotations

import base64
import re
import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.test import Client
from django.urls import reverse

from archive.models import RecordDocument
from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from tests.archive.conftest import SignIn
from tests.archive.room import ArchiveRoad, flip_a_byte


@pytest.fixture
def client(archived_road: ArchiveRoad, sign_in: SignIn) -> Client:
    return sign_in("luutru")


@pytest.fixture
def document(archived_road: ArchiveRoad) -> RecordDocument:
    return archived_road.record.documents.get(ordinal=1)


def download(client: Client, document: RecordDocument, **headers: str) -> Any:
    address = reverse("record_file", args=[document.record_id, document.ordinal])
    return client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def kept(road: ArchiveRoad, path: str) -> bytes:
    with storage.permanent().open(f"{road.package.prefix}/{path}") as stream:
        return stream.read()


# --- a document ---


def test_every_document_is_the_file_that_was_kept(archived_road: ArchiveRoad, client: Client) -> None:
    for row in archived_road.record.documents.all():
        answer = download(client, row)
        content = body(answer)
        assert content == kept(archived_road, row.path)
        assert sha256(content).hexdigest() == row.digest
        assert answer["Repr-Digest"] == f"sha-256=:{base64.b64encode(bytes.fromhex(row.digest)).decode()}:"
        assert int(answer["Content-Length"]) == len(content)


def test_the_signed_decision_leaves_as_it_was_signed(archived_road: ArchiveRoad, client: Client) -> None:
    result = archived_road.dossier.results.get(main=True).latest
    assert result
    row = archived_road.record.documents.get(digest=result.file.digest)

    assert body(download(client, row)) == storage.read_file(result.file)


def test_names_of_downloads_are_codes(archived_road: ArchiveRoad, client: Client, document: RecordDocument) -> None:
    package = reverse("record_package", args=[document.record_id, archived_road.package.pk])
    report = reverse("record_report", args=[document.record_id, archived_road.package.pk])
    for answer in (download(client, document), client.get(package), client.get(report)):
        name = re.search(r'filename="([^"]+)"', answer["Content-Disposition"])
        assert name and re.fullmatch(r"[A-Za-z0-9._-]+\.(pdf|zip)", name[1])
        assert not re.search(r"(?i)huong|031169000123|3105000123", name[1])
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("asked", ["bytes=0-99", "bytes=100-", "bytes=-50", "bytes=0-0"])
def test_a_range_is_that_part_of_the_file(
    archived_road: ArchiveRoad, client: Client, document: RecordDocument, asked: str
) -> None:
    whole = kept(archived_road, document.path)
    first, last = asked.removeprefix("bytes=").split("-")
    wanted = whole[int(first) : int(last) + 1 if last else None] if first else whole[-int(last) :]

    answer = download(client, document, range=asked)
    assert (answer.status_code, body(answer)) == (206, wanted)
    assert int(answer["Content-Length"]) == len(wanted)
    assert answer["Content-Range"].endswith(f"/{len(whole)}")


def test_a_download_goes_on_only_with_the_same_bytes(client: Client, document: RecordDocument) -> None:
    etag = download(client, document)["ETag"]

    assert download(client, document, range="bytes=5-9", if_range=etag).status_code == 206
    other = download(client, document, range="bytes=5-9", if_range='"other"')
    assert (other.status_code, int(other["Content-Length"])) == (200, document.size)


def test_a_range_behind_the_end_is_416(client: Client, document: RecordDocument) -> None:
    answer = download(client, document, range=f"bytes={document.size}-")

    assert (answer.status_code, body(answer)) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{document.size}"


def longer(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize("damage", [lambda path: flip_a_byte(path.parent, path.name), longer, Path.unlink])
def test_a_damaged_document_does_not_leave_nor_a_part_of_it(
    archived_road: ArchiveRoad, client: Client, document: RecordDocument, stores: Path, damage: Any
) -> None:
    damage(stores / "permanent" / "data" / archived_road.package.prefix / document.path)

    for headers in ({}, {"range": "bytes=0-0"}):
        answer = download(client, document, **headers)
        assert answer.status_code == 409
        assert "không còn khớp mã băm" in answer.content.decode()


# --- a package ---


def package_of(road: ArchiveRoad, client: Client) -> Any:
    return client.get(reverse("record_package", args=[road.record.pk, road.package.pk]))


def test_the_package_opens_and_verifies_with_a_judge_from_outside(
    archived_road: ArchiveRoad, client: Client, tmp_path: Path
) -> None:
    with zipfile.ZipFile(BytesIO(body(package_of(archived_road, client)))) as opened:
        assert opened.testzip() is None
        opened.extractall(tmp_path)
    folder = tmp_path / archived_road.package.bag_name

    bagit.Bag(str(folder)).validate()
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {row.path for row in archived_road.package.files.all()}
    assert not re.search(r"(?i)huong|h%C6%B0|031169000123|3105000123", " ".join(found))


def test_a_package_with_a_lost_or_foreign_file_does_not_leave(
    archived_road: ArchiveRoad, client: Client, stores: Path
) -> None:
    bag = stores / "permanent" / "data" / archived_road.package.prefix
    (bag / "la.txt").write_text("lạ")
    assert package_of(archived_road, client).status_code == 409
    (bag / "la.txt").unlink()
    assert package_of(archived_road, client).status_code == 200
    next(bag.rglob("*.pdf")).unlink()
    answer = package_of(archived_road, client)
    assert answer.status_code == 409
    assert "Gói không còn nguyên vẹn" in answer.content.decode()


def test_a_changed_file_breaks_the_download_off(archived_road: ArchiveRoad, client: Client, stores: Path) -> None:
    flip_a_byte(stores / "permanent", "rep1/data")
    answer = package_of(archived_road, client)

    with pytest.raises(NotNow, match="không còn nguyên vẹn"):
        body(answer)


def test_the_acceptance_report_is_a_pdf_in_the_browser(archived_road: ArchiveRoad, client: Client) -> None:
    answer = client.get(reverse("record_report", args=[archived_road.record.pk, archived_road.package.pk]))

    assert answer["Content-Disposition"].startswith("inline")
    assert body(answer).startswith(b"%PDF")
