"""What does an archived record show, to whom, and is every look at it on record?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import AccessLog, Job
from tests.archive.conftest import SignIn
from tests.archive.room import ArchiveRoad, flip_a_byte
from tests.archive.shelf import HUONG, Shelf
from tests.archive.views.conftest import queries_of, shown


def address(road: ArchiveRoad, name: str = "record", *more: object) -> str:
    return reverse(name, args=[road.record.pk, *more])


def test_the_record_shows_what_was_archived(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    answer = sign_in("luutru").get(address(archived_road))

    page, record = shown(answer), archived_road.record
    for fact in (record.title, record.decision_number, "Hưởng lương hưu", record.paper_file_number, "70 năm"):
        assert fact in page, fact
    for document in record.documents.all():
        assert document.subject in page
    assert "Phạm Thị Hường" in page and "031169000123" not in page
    assert f"Đạt: {archived_road.package.file_count} tệp khớp mã băm" in page


@pytest.mark.parametrize(("name", "led"), [("luutru", True), ("tiepnhan-hp", True), ("giamdoc-hp", False)])
def test_the_dossier_leads_to_its_record_only_whom_it_opens_to(
    archived_road: ArchiveRoad, sign_in: SignIn, name: str, led: bool
) -> None:
    page = shown(sign_in(name).get(reverse("package", args=[archived_road.dossier.pk])))

    assert (f'href="{address(archived_road)}"' in page) == led


ADDRESSES = (("record",), ("record_document", 1), ("record_file", 1), ("record_package", "package"),
             ("record_report", "package"), ("record_check_progress", "package"))  # fmt: skip


def addresses(road: ArchiveRoad) -> list[str]:
    page = road.record.documents.get(ordinal=1).page_rows.get(number=1)
    found = [address(road, name, *(road.package.pk if part == "package" else part for part in more))
             for name, *more in ADDRESSES]  # fmt: skip
    return [*found, *(reverse("record_image", args=[page.pk, size]) for size in ("xem", "nho"))]


@pytest.mark.parametrize(
    ("name", "status"),
    [("luutru", 200), ("tiepnhan-hp", 200), ("chuyenvien-hp", 200), ("truongphong-hp", 200), ("tiepnhan-na", 404),
     ("tiepnhan-hb", 404), ("giamdoc-hp", 404), ("vanthu-hp", 404), ("quantri", 404)],
)  # fmt: skip
def test_each_address_opens_for_the_offices_that_took_part(
    archived_road: ArchiveRoad, sign_in: SignIn, name: str, status: int
) -> None:
    client, package = sign_in(name), address(archived_road, "record_package", archived_road.package.pk)
    for found in addresses(archived_road):
        if found != package:
            assert client.get(found).status_code == status, found


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("luutru", 200),
        ("tiepnhan-hp", 200),
        ("chuyenvien-hp", 403),
        ("truongphong-hp", 403),
        ("tiepnhan-na", 404),
        ("tiepnhan-hb", 404),
    ],
)
def test_a_package_is_taken_away_by_who_transfers_and_who_archives(
    archived_road: ArchiveRoad, sign_in: SignIn, name: str, status: int
) -> None:
    client, package = sign_in(name), address(archived_road, "record_package", archived_road.package.pk)
    from_the_dossier = reverse("package_download", args=[archived_road.dossier.pk])

    assert [client.get(found).status_code for found in (package, from_the_dossier)] == [status, status]
    assert (package in client.get(address(archived_road)).content.decode()) == (status == 200)


def test_nobody_looks_without_signing_in(archived_road: ArchiveRoad) -> None:
    for found in addresses(archived_road):
        assert Client().get(found).headers["Location"].startswith("/dang-nhap/"), found


@pytest.mark.parametrize("name", ["record_document", "record_file", "record_package", "record_report"])
def test_what_does_not_belong_to_the_record_is_not_there(
    archived_road: ArchiveRoad, sign_in: SignIn, name: str
) -> None:
    assert sign_in("luutru").get(address(archived_road, name, 99)).status_code == 404


def test_every_look_is_logged_by_its_row(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    client, record, package = sign_in("luutru"), archived_road.record, archived_road.package
    for found in addresses(archived_road):
        client.get(found)

    document = record.documents.get(ordinal=1)
    page = document.page_rows.get(number=1)
    assert list(AccessLog.objects.order_by("seq").values_list("subject", "action")) == [
        (f"record:{record.pk}", "record"), (f"record_document:{document.pk}", "document"),
        (f"record_document:{document.pk}", "download"), (f"package:{package.pk}", "download"),
        (f"package:{package.pk}", "report"), (f"record_page:{page.pk}", "page"), (f"record_page:{page.pk}", "thumb"),
    ]  # fmt: skip
    assert {row.by.username for row in AccessLog.objects.all()} == {"luutru"}


def test_a_record_without_a_dossier_of_this_house_opens_too(shelf: Shelf, sign_in: SignIn) -> None:
    record = shelf.add(HUONG | {"birth_year": None, "personal_id": "", "insurance_number": ""}, pages=["Một"])

    assert "Mở hồ sơ giải quyết" not in shown(sign_in("luutru").get(reverse("record", args=[record.pk])))


def test_who_may_not_open_the_dossier_gets_no_way_to_it(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    assert "Mở hồ sơ giải quyết" in shown(sign_in("tiepnhan-hp").get(address(archived_road)))
    assert "Mở hồ sơ giải quyết" in shown(sign_in("luutru").get(address(archived_road)))


def test_pages_cost_the_same_for_one_row_and_for_thirty(shelf: Shelf, sign_in: SignIn) -> None:
    record, client = shelf.add(pages=["Một"]), sign_in("luutru")
    there = [reverse("record", args=[record.pk]), reverse("record_document", args=[record.pk, 1])]
    few = [queries_of(client, found) for found in there]
    for _ in range(29):
        shelf.file(record, ["Một", "Hai"])

    assert [queries_of(client, found) for found in there] == few
    assert max(few) <= 20


# --- checking again ---


def test_only_the_centre_is_offered_a_check_and_may_ask_for_it(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    for name, offered in (("luutru", True), ("tiepnhan-hp", False)):
        assert ("Kiểm tra lại ngay" in shown(sign_in(name).get(address(archived_road)))) is offered
    assert sign_in("tiepnhan-hp").post(address(archived_road, "record_check")).status_code == 403
    assert sign_in("tiepnhan-na").post(address(archived_road, "record_check")).status_code == 404
    assert sign_in("luutru").get(address(archived_road, "record_check")).status_code == 405


def check(road: ArchiveRoad, client: Client) -> str:
    """Press the button, let the worker work, look at the page."""
    road.road.run_jobs(lambda: client.post(address(road, "record_check")))
    return shown(client.get(address(road)))


def test_a_flipped_byte_is_said_plainly_with_its_file(
    archived_road: ArchiveRoad, sign_in: SignIn, stores: Path
) -> None:
    damaged = flip_a_byte(stores / "permanent", "rep1/data")
    page = check(archived_road, sign_in("luutru"))

    assert "Không đạt: 1 lỗi. Gói trong kho lâu dài đã hư hại" in page
    assert f"{damaged.name}: Nội dung tệp đã thay đổi so với mã băm kê khai." in page
    assert "Không tiếp nhận gói này" not in page
    assert "Không đạt" in shown(sign_in("tiepnhan-hp").get(address(archived_road)))


def test_a_check_that_goes_on_is_shown_and_not_begun_twice(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    client, key = sign_in("luutru"), f"check:{archived_road.package.pk}"
    for _ in range(2):
        client.post(address(archived_road, "record_check"))

    assert Job.objects.filter(key=key).count() == 1
    assert "Đang đọc lại từng tệp trong kho lâu dài" in shown(client.get(address(archived_road)))
    going_on = client.get(address(archived_road, "record_check_progress", archived_road.package.pk))
    assert "HX-Refresh" not in going_on.headers
    Job.objects.filter(key=key).update(state=Job.State.FAILED, note="Kho không trả lời.")
    assert "Kho không trả lời." in shown(client.get(address(archived_road)))


def test_a_sound_package_says_so_again(archived_road: ArchiveRoad, sign_in: SignIn) -> None:
    page = check(archived_road, sign_in("luutru"))

    assert "Đạt: " in page and "Không đạt" not in page
