"""What may a bridge do with its key, and is everything that it brings taken in once?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, Asked, Job, User
from intake.actions.devices import bridges, scanners, scanning
from intake.devices import asking_scanners, calling_home
from intake.models import Batch, Bridge, Dossier, Scanner, ScanRun, Upload, WatchedFile, WatchedFolder
from intake.models.bridges import TWICE
from intake.scanning.capabilities import Capabilities, Source
from intake.scanning.place import Place
from intake.scanning.report import Reported
from intake.scanning.trouble import Trouble
from intake.scanning.wish import Wish
from tests.intake.actions.stacks.test_batches import paper

A4 = Source((75, 200), ("colour",), ("image/jpeg",), 2480, 3508)
TOLD = Reported(
    "HP", Place("10.1.1.7", 80, "/eSCL", "10.1.1.7"), "idle", "loaded", Capabilities("HP", "1", "2.0", A4, A4)
)
WORD = "a" * 32


@pytest.fixture
def keyed(demo: dict[str, User], clerk_user: User) -> tuple[Bridge, str]:
    """A bridge of Hải Phòng and its key."""
    assert clerk_user.office
    return bridges.add_bridge(office=clerk_user.office, name="Máy quầy", keeper=clerk_user, by=demo["quantri-hp"])


Call = Callable[..., Any]


@pytest.fixture
def call(keyed: tuple[Bridge, str]) -> Call:
    """`call("bridge_work", {...})`, or a file with `content=`: the answer to that bridge."""

    def send(
        name: str, data: Any = None, *where: object, key: str = keyed[1], content: bytes = b"", **head: str
    ) -> Any:
        kind = "application/octet-stream" if content else "application/json"
        headers = {
            "Authorization": f"Bearer {key}",
            "X-Claim": WORD,
            **{n.replace("_", "-"): v for n, v in head.items()},
        }
        if content:
            headers.setdefault("X-Digest", hashlib.sha256(content).hexdigest())
        body = content or data or {}
        return Client().post(reverse(name, args=where), body, content_type=kind, headers=headers)

    return send


@pytest.fixture
def scanner(call: Call, demo: dict[str, User]) -> Scanner:
    """Its scanner, told of and confirmed."""
    call("bridge_work", {"scanners": [TOLD.as_json()]})
    return scanners.confirm_scanner(scanner=Scanner.objects.get(), name="", by=demo["quantri-hp"])


@pytest.fixture
def run(scanner: Scanner, clerk_user: User) -> ScanRun:
    return scanning.begin_stack_scan(scanner=scanner, wish=Wish(resolution=75), by=clerk_user)


def state(run: ScanRun) -> tuple[str, int, str]:
    run.refresh_from_db()
    return run.state, run.files, run.message


def test_what_a_bridge_sees_is_a_proposal_and_the_server_never_goes_there(call: Call, demo: dict[str, User]) -> None:
    assert call("bridge_work", {"scanners": [TOLD.as_json()]}).json() == {"run": None, "ask": False, "again": 10}
    row = Scanner.objects.get()
    assert (row.proposed, row.confirmed_at, row.office.code, row.feeder) == (True, None, "hai-phong", "loaded")
    scanners.confirm_scanner(scanner=row, name="Máy 1", by=demo["quantri-hp"])
    with pytest.raises(Trouble, match="not_listed"):
        asking_scanners.device_of(row)
    with pytest.raises(NotNow, match="sau cầu nối"):
        scanners.check_scanner(scanner=row, by=demo["quantri-hp"])
    scanners.ask_scanners_of(office_id=row.office_id, by=demo["tiepnhan-hp"])
    assert call("bridge_work").json()["ask"]
    call("bridge_work", {"scanners": [replace(TOLD, condition="busy", able=None).as_json()]})
    row = Scanner.objects.get()
    assert (row.condition, row.name, bool(row.capabilities)) == ("busy", "Máy 1", True)


def test_a_stack_is_brought_page_by_page_and_once(call: Call, run: ScanRun) -> None:
    assert not Job.objects.filter(name="intake.tasks.scan").exists(), "no worker of the server is sent there"
    told = call("bridge_work").json()["run"]
    assert (told["id"], told["place"]["address"], told["wish"]["source"]) == (run.pk, "10.1.1.7", "feeder")
    assert [call("bridge_claim", None, run.pk).status_code for _ in range(2)] == [200, 200]
    assert call("bridge_claim", None, run.pk, X_Claim="b" * 32).status_code == 409
    assert call("bridge_wanted", None, run.pk).json() == {"wanted": True}
    sent = [call("bridge_page", None, run.pk, 1, content=paper(200)).json() for _ in range(2)]
    assert sent == [{"new": True}, {"new": False}]
    assert call("bridge_page", None, run.pk, 1, content=paper(201)).status_code == 409
    assert call("bridge_page", None, run.pk, 2, content=paper(201), X_Digest="0" * 64).status_code == 409
    assert "cắt cụt" in call("bridge_page", None, run.pk, 2, content=paper(201)[:-9]).json()["message"]
    assert call("bridge_finish", {"trouble": "jam"}, run.pk).status_code == 200
    assert state(run) == (
        "failed",
        1,
        "Máy quét bị kẹt giấy. Hãy lấy giấy kẹt ra, xếp lại từ trang chưa nhận rồi quét tiếp.",
    )
    assert run.to_bind and Job.objects.get(name="intake.device_tasks.bind_scan")
    assert call("bridge_page", None, run.pk, 2, content=paper(201)).status_code == 409


def test_a_dossiers_pages_come_once_too(call: Call, scanner: Scanner, draft: Dossier, clerk_user: User) -> None:
    run = scanning.begin_scan(dossier=draft, scanner=scanner, wish=Wish(resolution=75), by=clerk_user)
    call("bridge_claim", None, run.pk)
    for number in (1, 1, 2):
        call("bridge_page", None, run.pk, number, content=paper(200))
    call("bridge_finish", {}, run.pk)
    assert state(run) == ("done", 2, "") and run.doubled == 1
    upload = Upload.objects.get()
    assert (upload.folder, upload.name, upload.by) == (draft.folder, f"{run.file_prefix}0001.jpg", clerk_user)


def test_a_clerk_stops_it_and_a_bridge_that_started_anew_begins_nothing_again(call: Call, run: ScanRun) -> None:
    call("bridge_claim", None, run.pk)
    scanning.stop_scan(run=run, by=run.by)
    assert call("bridge_wanted", None, run.pk).json() == {"wanted": False}
    call("bridge_finish", {"trouble": "cancelled"}, run.pk)
    assert state(run)[::2] == ("stopped", "Đã dừng theo yêu cầu.")
    again = scanning.begin_stack_scan(scanner=run.scanner, wish=Wish(resolution=75), by=run.by)
    call("bridge_claim", None, again.pk)
    assert call("bridge_work").json()["run"] is None
    assert state(again)[::2] == ("failed", calling_home.BROKEN_OFF)


def test_two_programs_with_one_key_are_told_from_one_that_started_anew(
    call: Call, run: ScanRun, demo: dict[str, User], caplog: pytest.LogCaptureFixture
) -> None:
    call("bridge_claim", None, run.pk)
    call("bridge_work")  # the other program
    assert state(run)[2] == calling_home.BROKEN_OFF

    still_there = call("bridge_wanted", None, run.pk)

    assert still_there.status_code == 409 and still_there.json()["message"] == TWICE == state(run)[2]
    assert "two programs run with one key" in caplog.text
    admin = Client()
    admin.force_login(demo["quantri-hp"], backend="django.contrib.auth.backends.ModelBackend")
    assert "hai chương trình chạy cùng khóa này" in admin.get(reverse("bridges")).content.decode()


def test_a_silent_bridge_keeps_nobody_waiting(call: Call, run: ScanRun) -> None:
    assert calling_home.give_up_silent() == 0
    long_ago = timezone.now() - timedelta(minutes=3)
    ScanRun.objects.update(at=long_ago)
    Bridge.objects.update(seen_at=long_ago)
    assert calling_home.give_up_silent() == 1 and state(run)[2] == calling_home.NOT_THERE
    run = scanning.begin_stack_scan(scanner=run.scanner, wish=Wish(resolution=75), by=run.by)
    call("bridge_claim", None, run.pk)
    call("bridge_page", None, run.pk, 1, content=paper(200))
    ScanRun.objects.filter(pk=run.pk).update(heard_at=long_ago)
    calling_home.give_up_silent()
    assert state(run) == ("failed", 1, calling_home.CUT_OFF)
    run = scanning.begin_stack_scan(scanner=run.scanner, wish=Wish(resolution=75), by=run.by)
    scanning.stop_scan(run=run, by=run.by)
    calling_home.give_up_silent()
    assert state(run)[0] == "stopped"


def test_a_forwarded_file_is_a_stack_of_the_office_once(call: Call, settings: Settings, clerk_user: User) -> None:
    content = b"%PDF-1.4 trang"
    answers = [call("bridge_file", content=content, X_Name="Ch%E1%BB%93ng.pdf").json() for _ in range(2)]
    assert answers == [{"state": "done", "note": ""}] * 2
    batch = Batch.objects.get()
    assert (batch.office.code, batch.by, batch.upload.name) == ("hai-phong", clerk_user, "Chồng.pdf")
    same = call("bridge_file", content=content, X_Name="khac.pdf").json()
    assert "Giống từng byte" in same["note"] and Batch.objects.count() == 1
    assert call("bridge_file", content=b"x", X_Name="a.pdf", X_Digest="0" * 64).status_code == 409
    settings.MAX_UPLOAD_BYTES = 5
    assert call("bridge_file", content=content + b"!", X_Name="to.pdf").status_code == 422
    assert WatchedFile.objects.get(name="to.pdf").state == "refused"
    clerk_user.assignments.all().delete()
    assert call("bridge_file", content=b"%PDF", X_Name="sau.pdf").status_code == 409
    assert WatchedFolder.objects.get().trouble == "keeper"


def test_only_the_key_opens_and_only_what_is_its_own(call: Call, run: ScanRun, demo: dict[str, User]) -> None:
    assert call("bridge_work", key="sai").status_code == 401 and Client().get(reverse("bridge_work")).status_code == 405
    clerk = demo["tiepnhan-na"]
    assert clerk.office
    other, key = bridges.add_bridge(office=clerk.office, name="Nghệ An", keeper=clerk, by=demo["quantri"])
    assert call("bridge_work", key=key).json()["run"] is None
    for name in ("bridge_claim", "bridge_wanted", "bridge_finish"):
        assert call(name, {}, run.pk, key=key).status_code == 404
    assert call("bridge_page", None, run.pk, 1, key=key, content=paper(200)).status_code == 404
    bridges.revoke_bridge(bridge=other, by=demo["quantri"])
    assert call("bridge_work", key=key).status_code == 401
    assert key not in str(list(Bridge.objects.values())) and key not in str(list(AdminEvent.objects.values()))


NO_PLACE = {"host": "h", "port": 0, "base": "/e", "address": "10.1.1.7"}
NO_HOST = {"host": "h@8.8.8.8", "port": 80, "base": "/e", "address": "10.1.1.7"}


@pytest.mark.parametrize(
    "strange",
    [7, [7], [{}], [{"name": "x"}], *([TOLD.as_json() | wrong] for wrong in (
        {"condition": "on fire"}, {"place": NO_PLACE}, {"place": NO_HOST},
        {"able": {"platen": {"resolutions": ["9"]}}}))],
)  # fmt: skip
def test_a_strange_report_is_refused(call: Call, strange: Any) -> None:
    assert call("bridge_work", {"scanners": strange}).status_code == 422
    assert not Scanner.objects.exists()


@pytest.mark.parametrize("address", ["8.8.8.8", "169.254.169.254", "127.0.0.1", "fe80::1%eth0"])
def test_a_scanner_is_told_of_at_such_addresses_only_as_could_be_registered(
    call: Call, settings: Settings, address: str
) -> None:
    settings.SCANNERS_ON_THIS_MACHINE = False
    told = call("bridge_work", {"scanners": [replace(TOLD, place=Place(address, 80, "/eSCL", address)).as_json()]})
    assert told.status_code == 422 and not Scanner.objects.exists()


def test_a_bridge_and_the_server_may_know_the_same_address_in_two_networks(call: Call, demo: dict[str, User]) -> None:
    call("bridge_work", {"scanners": [TOLD.as_json()]})
    told = Scanner.objects.get()
    scanners.add_scanner(office=told.office, name="Máy tại chỗ", url="10.1.1.7", by=demo["quantri-hp"])
    assert Scanner.objects.filter(pk=told.pk, proposed=True, removed_at=None).exists()


def test_plain_http_and_too_many_keys_are_refused(call: Call, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    assert call("bridge_work", X_Forwarded_For="203.0.113.9").status_code == 403
    assert call("bridge_work", X_Forwarded_For="127.0.0.1").status_code == 200
    Asked.objects.update(times=5000)
    assert call("bridge_work", X_Forwarded_For="127.0.0.1").headers["Retry-After"]
    call("bridge_work", key="sai", X_Forwarded_For="127.0.0.1")
    Asked.objects.update(times=5000)
    assert call("bridge_work", key="sai", X_Forwarded_For="127.0.0.1").status_code == 429


def test_who_may_keep_bridges(
    keyed: tuple[Bridge, str], call: Call, run: ScanRun, demo: dict[str, User], clerk_user: User
) -> None:
    call("bridge_claim", None, run.pk)
    bridge, _ = keyed
    admin = demo["quantri-hp"]
    with pytest.raises(NotValid, match="mang tên này"):
        bridges.add_bridge(office=bridge.office, name=bridge.name, keeper=clerk_user, by=admin)
    with pytest.raises(NotAllowed):
        bridges.revoke_bridge(bridge=bridge, by=clerk_user)
    bridges.revoke_bridge(bridge=bridge, by=admin)
    with pytest.raises(NotNow):
        bridges.revoke_bridge(bridge=bridge, by=admin)
    assert not Scanner.objects.filter(removed_at=None).exists() and WatchedFolder.objects.get().removed_at
    assert calling_home.give_up_silent() == 1 and state(run)[0] == "stopped"
    assert ScanRun.objects.get().message == calling_home.SHUT_OUT, "the clerk did not ask for it"
    verbs = list(AdminEvent.objects.order_by("-seq").values_list("verb", flat=True)[:2])
    assert verbs == ["revoke_bridge", "confirm_scanner"]
