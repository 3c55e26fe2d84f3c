"""Are the pages of an archived document read one by one, beside what is known of it?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import RecordDocument
from bhxh_archive import storage
from bhxh_archive.stores.content import content_key
from tests.archive.conftest import SignIn
from tests.archive.room import ArchiveRoad
from tests.archive.views.conftest import shown


@pytest.fixture
def client(archived_road: ArchiveRoad, sign_in: SignIn) -> Client:
    return sign_in("luutru")


@pytest.fixture
def scan(archived_road: ArchiveRoad) -> RecordDocument:
    """The two pages of the decision to leave work."""
    return archived_road.record.documents.get(signed=False)


def at(document: RecordDocument, query: str = "") -> str:
    return reverse("record_document", args=[document.record_id, document.ordinal]) + query


def image(document: RecordDocument, number: int, size: str) -> str:
    return reverse("record_image", args=[document.page_rows.get(number=number).pk, size])


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("?trang=2", 2), ("?trang=99", 1), ("?trang=x", 1), ("?trang=-1", 1), ("?trang=²", 1)],
)  # fmt: skip
def test_the_wanted_page_is_open(client: Client, scan: RecordDocument, query: str, number: int) -> None:
    answer = client.get(at(scan, query))

    viewer = answer.context["viewer"]
    assert [page.number for page in viewer.pages] == [1, 2]
    assert viewer.page.number == number
    assert image(scan, number, "xem") in answer.content.decode()


def test_what_is_known_of_it_stands_beside(client: Client, archived_road: ArchiveRoad, scan: RecordDocument) -> None:
    page = shown(client.get(at(scan)))
    for fact in (scan.subject, scan.issuer, scan.code, scan.digest, "Số hóa từ giấy"):
        assert fact in page, fact
    for other in archived_road.record.documents.exclude(pk=scan.pk):
        assert at(other) in page
        assert "Gốc điện tử, có chữ ký số" in shown(client.get(at(other)))


@pytest.mark.parametrize("size", ["xem", "nho"])
def test_pictures_are_private_and_small_ones_smaller(client: Client, scan: RecordDocument, size: str) -> None:
    answer = client.get(image(scan, 1, size))

    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content.startswith(b"\xff\xd8") and int(answer["Content-Length"]) == len(content)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, max-age=300"
    assert (len(content) < 40_000) is (size == "nho")


def test_no_other_size_and_no_other_page(client: Client, scan: RecordDocument) -> None:
    assert client.get(image(scan, 1, "goc")).status_code == 404
    assert client.get(reverse("record_image", args=[0, "xem"])).status_code == 404


def test_a_broken_picture_is_drawn_anew_from_the_kept_file(client: Client, scan: RecordDocument) -> None:
    page = scan.page_rows.select_related("view").get(number=1)
    picture = client.get(image(scan, 1, "xem")).getvalue()
    assert page.view
    for digest in (page.view.digest, scan.digest):  # and the master of the working area is gone
        storage.working().delete(content_key(digest))

    assert client.get(image(scan, 1, "xem")).getvalue() == picture
    assert storage.working().head(content_key(scan.digest))
