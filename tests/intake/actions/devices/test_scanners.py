"""Is the list of scanners kept by administrators alone, and is nothing sent anywhere else?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, Office, User
from intake.actions.devices import scanners
from intake.devices import asking_scanners
from intake.models import Scanner
from intake.queries import confirmed_scanners
from intake.scanning.place import Found, Place
from intake.scanning.trouble import SENTENCES, Trouble
from tests.intake.scanners import Plug
from tools.escl_simulator import Simulator

FOUND = [
    Found("HP LaserJet", Place("10.0.0.7", 80, "/eSCL", "10.0.0.7")),
    Found("Canon", Place("10.0.0.8", 80, "/eSCL", "10.0.0.8")),
]
RunJobs = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def office(demo: dict[str, User]) -> Office:
    return Office.objects.get(code="hai-phong")


def test_what_is_found_is_a_proposal_until_it_is_confirmed(demo: dict[str, User], office: Office) -> None:
    admin = demo["quantri-hp"]
    assert (
        scanners.propose_scanners(office=office, found=FOUND),
        scanners.propose_scanners(office=office, found=FOUND),
    ) == (2, 0)
    assert not confirmed_scanners(office.pk)
    first = Scanner.objects.get(address="10.0.0.7")
    with pytest.raises(NotNow, match="xác nhận máy quét trước"):
        scanners.check_scanner(scanner=first, by=admin)
    scanners.confirm_scanner(scanner=first, name="Máy quầy 2", by=admin)
    assert [row.name for row in confirmed_scanners(office.pk)] == ["Máy quầy 2"]
    with pytest.raises(NotNow):
        scanners.confirm_scanner(scanner=first, name="", by=admin)
    told = AdminEvent.objects.order_by("-seq")[0]
    assert (told.verb, told.after["address"], told.after["port"]) == ("confirm_scanner", "10.0.0.7", 80)


def test_a_scanner_that_is_taken_off_may_come_again(demo: dict[str, User], office: Office) -> None:
    admin = demo["quantri-hp"]
    row = scanners.add_scanner(office=office, name="Máy 1", url="10.0.0.9", by=admin)
    with pytest.raises(NotValid, match="đã có trong danh sách"):
        scanners.add_scanner(office=office, name="Máy 1 nữa", url="http://10.0.0.9/eSCL", by=admin)
    scanners.remove_scanner(scanner=row, by=admin)
    with pytest.raises(NotNow, match="đã được bỏ"):
        scanners.check_scanner(scanner=row, by=admin)
    scanners.propose_scanners(office=office, found=[Found("Máy", Place("10.0.0.9", 80, "/eSCL", "10.0.0.9"))])
    again = scanners.add_scanner(office=office, name="Máy 1", url="10.0.0.9", by=admin)
    assert list(Scanner.objects.filter(removed_at=None)) == [again]
    assert [row.verb for row in AdminEvent.objects.order_by("seq")][-3:] == [
        "add_scanner",
        "remove_scanner",
        "add_scanner",
    ]


def test_no_two_scanners_of_an_office_bear_one_name(demo: dict[str, User], office: Office) -> None:
    admin = demo["quantri-hp"]
    row = scanners.add_scanner(office=office, name="Máy quầy 1", url="10.0.0.9", by=admin)
    with pytest.raises(NotValid, match=r"«Máy quầy 1» ở http://10\.0\.0\.9"):
        scanners.add_scanner(office=office, name=" máy Quầy 1", url="10.0.0.10", by=admin)
    scanners.propose_scanners(office=office, found=FOUND)
    with pytest.raises(NotValid, match="đặt tên khác"):
        scanners.confirm_scanner(scanner=Scanner.objects.get(address="10.0.0.7"), name="Máy quầy 1", by=admin)
    other = Office.objects.get(code="nghe-an")
    scanners.add_scanner(office=other, name="Máy quầy 1", url="10.0.0.9", by=demo["quantri"])
    scanners.remove_scanner(scanner=row, by=admin)
    scanners.add_scanner(office=office, name="Máy quầy 1", url="10.0.0.10", by=admin)


@pytest.mark.parametrize("url", ["http://8.8.8.8/eSCL", "http://169.254.169.254/", "https://10.0.0.1/", "máy quét"])
def test_other_addresses_are_refused(demo: dict[str, User], office: Office, url: str) -> None:
    with pytest.raises(NotValid):
        scanners.add_scanner(office=office, name="Máy", url=url, by=demo["quantri-hp"])


def test_each_administrator_keeps_the_own_offices(demo: dict[str, User]) -> None:
    elsewhere = Office.objects.get(code="nghe-an")
    for who in ("quantri-hp", "tiepnhan-hp"):
        with pytest.raises(NotAllowed):
            scanners.add_scanner(office=elsewhere, name="Máy", url="10.0.0.1", by=demo[who])
        with pytest.raises(NotAllowed):
            scanners.look_for_scanners(office=elsewhere, by=demo[who])


def test_a_check_tells_what_a_scanner_lacks_and_keeps_no_page(
    plug_in: Plug, demo: dict[str, User], run_jobs: RunJobs
) -> None:
    scanner, _ = plug_in(has_duplex=False)
    run_jobs(lambda: scanners.check_scanner(scanner=scanner, by=demo["quantri"]))
    scanner.refresh_from_db()
    assert scanner.checkup and scanner.checked_at
    assert scanner.checkup["lacks"] == ["Khay nạp giấy không quét hai mặt: phải lật xấp giấy để quét mặt sau."]
    assert "Đã quét thử từ khay nạp giấy, 200 dpi" in scanner.checkup["page"] and not scanner.checkup["trouble"]


def test_nothing_is_sent_to_what_left_the_list_since(plug_in: Plug, settings: Settings) -> None:
    scanner, machine = plug_in()
    machine.off = True  # whoever asked it would hear that it is gone
    for change, code in (({"confirmed_by": None, "confirmed_at": None}, "not_listed"), ({}, "not_private")):
        Scanner.objects.update(**change)
        with pytest.raises(Trouble, match=code):
            asking_scanners.device_of(scanner)
        asking_scanners.check_up(scanner)
        scanner.refresh_from_db()
        assert scanner.checkup and scanner.checkup["trouble"] == SENTENCES[code]
        Scanner.objects.update(confirmed_by=scanner.office.assignments.first().user, confirmed_at=timezone.now())  # type: ignore[union-attr]
        settings.SCANNERS_ON_THIS_MACHINE = False


def test_a_scanner_that_is_new_is_asked_at_once(demo: dict[str, User], office: Office, run_jobs: RunJobs) -> None:
    with Simulator() as simulator:
        row = run_jobs(lambda: scanners.add_scanner(office=office, name="M", url=simulator.url, by=demo["quantri-hp"]))
        simulator.machine.off = True
        row.refresh_from_db()
        assert (row.condition, row.feeder, row.capabilities["model"]) == ("idle", "loaded", simulator.machine.name)
