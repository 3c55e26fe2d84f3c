"""Does every page come that was scanned, and is what went wrong told, whatever the device does?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import count
from typing import Any

import pytest
from PIL import Image

from intake.scanning.delivered import Delivered
from intake.scanning.device import Device
from intake.scanning.scan import Bounds, scan
from intake.scanning.trouble import SENTENCES, Trouble
from intake.scanning.wish import Wish
from tests.intake.scanning.conftest import Switch

pytestmark = pytest.mark.slow

LOW = Wish(resolution=75)
SHORT = Bounds(busy=1.2, page=1, look=0.05)


def taken(file: Delivered) -> bytes:
    with file.content:
        return file.content.read()


def run(device: Device, wish: Wish = LOW, *, bounds: Bounds = SHORT, **more: Any) -> tuple[list[bytes], str]:
    """The files that came, and the code of what ended it ("" when it went well)."""
    files: list[bytes] = []
    try:
        for file in scan(device, device.capabilities(), wish, bounds=bounds, **more):
            files.append(taken(file))
    except Trouble as error:
        return files, error.code
    return files, ""


@pytest.mark.parametrize(
    ("wish", "files"),
    [(Wish("platen", 75), 1), (Wish("feeder", 75), 3), (Wish("feeder", 75, "gray", both_sides=True), 6)],
    ids=["glass", "feeder", "both sides"],
)
def test_a_page_a_file_in_what_was_asked_for(switch_on: Switch, wish: Wish, files: int) -> None:
    device, _ = switch_on()
    came, end = run(device, wish)
    pictures = [Image.open(BytesIO(content)) for content in came]
    assert (len(set(came)), end) == (files, "")
    assert {picture.mode for picture in pictures} == {"L" if wish.colour == "gray" else "RGB"}
    assert {picture.info["dpi"] for picture in pictures} == {(75, 75)}
    assert {picture.size for picture in pictures} == {(620, 877)}


def test_who_sends_pdf_sends_all_at_once(switch_on: Switch) -> None:
    device, _ = switch_on(pdf_only=True, sheets=2)
    came, end = run(device)
    assert (len(came), came[0][:5], end) == (1, b"%PDF-", "")


@pytest.mark.parametrize(
    ("fault", "received", "code"),
    [({"sheets": 0}, 0, "empty"), ({"jam": 1}, 0, "jam"), ({"jam": 3}, 2, "jam"), ({"multipick": 2}, 1, "multipick"),
     ({"busy": 9}, 0, "busy"), ({"slow": 9}, 0, "silent"), ({"silent": 5}, 0, "silent"), ({"gone": 2}, 1, "gone"),
     ({"truncated": 2}, 1, "truncated"), ({"foreign": 2}, 1, "foreign"), ({"stopped": 3}, 2, "cancelled_there"),
     ({"broken": 2}, 1, "broken"), ({"locked": 1}, 0, "refused"), ({"redirect": 1}, 0, "redirected"),
     ({"hostile": 1}, 0, "nonsense"), ({"wordy": 1}, 0, "nonsense")],
    ids=str,
)  # fmt: skip
def test_what_came_is_kept_and_what_went_wrong_is_told(
    switch_on: Switch, fault: dict[str, int], received: int, code: str
) -> None:
    device, _ = switch_on(**fault)
    came, end = run(device)
    assert (len(came), end) == (received, code)
    assert SENTENCES[code].endswith((".", ")."))


@pytest.mark.parametrize("fault", [{"busy": 1}, {"slow": 1, "sheets": 1}, {"alias": 1}], ids=str)
def test_what_passes_is_waited_for(switch_on: Switch, fault: dict[str, int]) -> None:
    device, machine = switch_on(**fault)
    came, end = run(device, bounds=Bounds(look=0.05))
    assert (len(came), end) == (machine.sheets, "")


def not_wanted_after(looks: int) -> Callable[[], bool]:
    asked = count(1)
    return lambda: next(asked) <= looks


def test_a_scan_that_is_not_wanted_any_more_stops_the_device(switch_on: Switch) -> None:
    device, machine = switch_on(silent=2)
    came, end = run(device, wanted=not_wanted_after(2))
    assert (came, end) == ([], "cancelled")
    assert [job.phase for job in machine.jobs.values()] == ["Canceled"]


def test_who_takes_only_one_page_stops_the_device_too(switch_on: Switch) -> None:
    device, machine = switch_on()
    pages = scan(device, device.capabilities(), LOW)
    assert next(pages).number == 1
    pages.close()  # type: ignore[attr-defined]
    assert [job.phase for job in machine.jobs.values()] == ["Canceled"]


def test_a_page_over_the_limit_is_not_taken(switch_on: Switch) -> None:
    device, _ = switch_on()
    assert run(device, bounds=Bounds(bytes=10_000)) == ([], "large")


def test_a_scanner_that_is_switched_off(switch_on: Switch) -> None:
    device, machine = switch_on()
    able, machine.off = device.capabilities(), True
    with pytest.raises(Trouble) as told:
        next(scan(device, able, LOW))
    assert told.value.code == "gone"
