"""How many of our sheets are still read after a day at the counter, by what happened to them?"""

import io
import time
from random import Random

from PIL import Image

from benchmarks.report import Row
from bhxh_archive.documents.barcodes import read_codes
from bhxh_archive.documents.sheet_codes import parse
from tools.demo_stacks import FAULTS, cover, jpeg, number, separators

SHEETS = 100
CODE = "14-HSB"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return sheets read rightly of 100 at 200 dpi by fault, how many wrongly, and what one page costs."""
    sheets = 2 if tiny else SHEETS
    rows: list[Row] = []
    for fault in FAULTS:
        right, wrong, seconds = _read(fault, sheets)
        note = f"{wrong} read wrongly, {seconds / sheets * 1000:.0f} ms a page"
        rows.append({"case": fault, "value": right, "unit": f"of {sheets}", "note": note})
    return rows


def _read(fault: str, sheets: int) -> tuple[int, int, float]:
    right = wrong = 0
    seconds = 0.0
    for serial in range(sheets):
        content, due = _sheet(serial, fault)
        started = time.process_time()
        texts = {code.text for code in read_codes(Image.open(io.BytesIO(content)))}
        seconds += time.process_time() - started
        found = {(code.number, code.component) for code in map(parse, texts) if code and code.sound}
        right += found == {due}
        wrong += bool(found - {due})
    return right, wrong, seconds


def _sheet(serial: int, fault: str) -> tuple[bytes, tuple[str, str]]:
    """Cover sheets and separators by turns, as JPEG, and what is to be read on them."""
    name = number(serial)
    page = cover(name) if serial % 2 else separators(name, [CODE])[0]
    return jpeg(FAULTS[fault](page, Random(serial))), (name, "" if serial % 2 else CODE)
