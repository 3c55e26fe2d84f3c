"""Are sheets that were creased, skewed, faint or upside down still read, and none of them wrongly?"""

from __future__ import annotations

from random import Random

import pytest
from PIL import Image

from bhxh_archive.documents.barcodes import look_for_codes, read_codes
from bhxh_archive.documents.sheet_codes import parse
from tools.demo_stacks import FAULTS, cover, jpeg, number, separators

pytestmark = pytest.mark.slow


def sheet(serial: int) -> Image.Image:
    return cover(number(serial)) if serial % 2 else separators(number(serial), ["14-HSB"])[0]


def read(serial: int, fault: str) -> set[tuple[str, str]]:
    codes = map(parse, (code.text for code in read_codes(jpeg(FAULTS[fault](sheet(serial), Random(serial))))))
    return {(code.number, code.component) for code in codes if code and code.sound}


def wanted(serial: int) -> set[tuple[str, str]]:
    return {(number(serial), "" if serial % 2 else "14-HSB")}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sheet_is_read_whatever_happened_to_it(fault: str):
    assert [read(serial, fault) for serial in range(4)] == [wanted(serial) for serial in range(4)]


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS)
def test_99_of_100_are_read_and_none_wrongly(fault: str):
    found = [(read(serial, fault), wanted(serial)) for serial in range(100)]
    assert all(right in (set(), due) for right, due in found)
    assert sum(right == due for right, due in found) >= 99


def test_a_code_that_cannot_be_read_is_noticed():
    page = Image.new("L", (1654, 2339), 255)
    page.paste(0, (200, 200, 420, 420))
    assert not look_for_codes(page).unread
    qr = cover(number(4)).convert("L").crop((1301, 150, 1504, 354))
    qr.paste(255, (87, 77, 147, 137))  # the middle is gone; the corners by which it is found are whole
    page.paste(qr, (1301, 150))
    look = look_for_codes(page)
    assert look.unread and not look.codes
