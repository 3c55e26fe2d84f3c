"""Does the photograph of a card fill the row, and does everything else end in a sentence with nothing lost or kept?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageFilter

from bhxh_archive.models import StoredFile
from intake.models import Dossier

NEW = "/ho-so/moi/"
CARD = "031169000123|031234567|PHẠM THỊ HƯỜNG|12061969|Nữ|Số 5 ngõ Mẫu, Hải Phòng|01052021"


def photograph(text: str = CARD, *, kind: str = "JPEG", turn: float = 7, scale: int = 6) -> bytes:
    """A card lying askew on a desk, out of focus a little, as a telephone takes it."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    code = Image.fromarray(zxingcpp.write_barcode_to_image(symbol, scale=scale, add_quiet_zones=True)).convert("RGB")
    desk = Image.new("RGB", (2400, 1800), (140, 120, 100))
    card = Image.new("RGB", (1800, 1100), (214, 226, 220))
    card.paste(code, (1250, 80))
    desk.paste(card, (300, 350))
    content = BytesIO()
    desk.rotate(turn, fillcolor=(140, 120, 100)).filter(ImageFilter.GaussianBlur(1.5)).save(content, kind, quality=85)
    return content.getvalue()


def sent(client: Client, typed: dict[str, Any], content: bytes, name: str = "image.jpg") -> str:
    row = {"nguoi-0-full_name": "", "nguoi-0-personal_id": "", "note": "ghi chú đã gõ", "check": "1"}
    filled = {key: value for key, value in typed.items() if key != "save"} | row
    answer = client.post(NEW, filled | {"nguoi-0-photo": SimpleUploadedFile(name, content, "image/jpeg")})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "ghi chú đã gõ" in page
    return page


@pytest.mark.parametrize(("kind", "turn"), [("JPEG", 7), ("JPEG", 95), ("PNG", 180)])
def test_a_photograph_fills_the_row_and_is_not_kept(
    clerk: Client, typed: dict[str, Any], kind: str, turn: float
) -> None:
    before = set(Path(tempfile.gettempdir()).glob("card-*"))
    page = sent(clerk, typed, photograph(kind=kind, turn=turn))
    for value in ("PHẠM THỊ HƯỜNG", "12/06/1969", "031169000123", "031234567", "Số 5 ngõ Mẫu"):
        assert value in page
    assert not StoredFile.objects.exists() and not Dossier.objects.exists()
    assert set(Path(tempfile.gettempdir()).glob("card-*")) <= before


@pytest.mark.parametrize(
    ("taken", "said"),  # taken when the test runs: every process collects this module
    [
        (lambda: photograph("https://example.vn/"), "không phải của thẻ căn cước"),
        (lambda: photograph(scale=1), "Không thấy mã QR trong ảnh"),
        (lambda: b"%PDF-1.7\n", "Chỉ đọc được ảnh JPEG hoặc PNG"),
        (lambda: b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (lambda: photograph()[:4000], "Không thấy mã QR trong ảnh"),
        (lambda: b"", "Hãy chụp lại"),
    ],
    ids=["another code", "too small", "pdf", "heic", "torn", "empty"],
)
def test_what_can_not_be_read_is_said(
    clerk: Client, typed: dict[str, Any], taken: Callable[[], bytes], said: str
) -> None:
    page = sent(clerk, typed, taken())
    assert said in page
    assert "031169000123" not in page
