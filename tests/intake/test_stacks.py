"""Is a long stack read whole, and does one unreadable stretch leave the others alone?"""

from __future__ import annotations

from pathlib import Path

import img2pdf
import pytest

from intake import stacks
from intake.pipeline.limits import Limits
from intake.pipeline.sniff import PDF
from intake.rules.stacks import Seen, propose
from tests.room import scan
from tools.demo_stacks import cover, jpeg, number, turned


def marked(image: bytes, serial: int) -> bytes:
    """The same picture under other bytes: a comment behind the start of the JPEG."""
    note = str(serial).encode()
    return image[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + image[2:]


def bound(path: Path, images: list[bytes]) -> Path:
    path.write_bytes(img2pdf.convert(images) or b"")
    return path


@pytest.mark.soak
def test_a_thousand_pages_fall_apart_at_all_their_covers(tmp_path: Path) -> None:
    page = scan()
    images: list[bytes] = []
    for serial in range(100):
        images.append(jpeg(turned(cover(number(serial)), 0.8)))
        images += [marked(page, serial * 9 + index) for index in range(9)]
    path = bound(tmp_path / "chong.pdf", images)
    found = stacks.read_codes(path, PDF, 1000)
    parts = propose([Seen(row.texts, row.unread, row.blank) for row in found])
    assert [(part.first, part.text) for part in parts] == [(serial * 10, number(serial)) for serial in range(100)]


@pytest.mark.slow
def test_a_stretch_that_cannot_be_read_begins_a_part_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bound(tmp_path / "chong.pdf", [jpeg(cover(number(1))), scan()])
    monkeypatch.setattr(stacks, "limits", lambda: Limits(memory_bytes=64 * 1024 * 1024))
    found = stacks.read_codes(path, PDF, 2)
    assert [(row.index, row.unread) for row in found] == [(0, True), (1, True)]
