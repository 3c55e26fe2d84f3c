"""How does the photograph of a card become the text in its box? Read in the confined child; the picture is not kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from bhxh_archive.identifiers import parse_card_qr
from intake.forms.persons import PREFIX
from intake.pipeline.limits import MIB, Limits
from intake.pipeline.sandbox import codes_of_file
from intake.pipeline.sniff import JPEG, PNG, media_type
from intake.pipeline.verdict import Refused

LIMITS: Final = Limits(max_bytes=25 * MIB, max_pixels=60_000_000, memory_bytes=1024 * MIB, seconds=10)
AT_ONCE: Final = 3
"""So many photographs are read with one press; a clerk sends one."""
_NO_CODE: Final = "Không thấy mã QR trong ảnh. Chụp gần hơn, đủ sáng, rõ nét và lấy trọn mã ở mặt trước thẻ."
_NO_CARD: Final = "Mã QR trong ảnh không phải của thẻ căn cước. Hãy chụp mặt trước của thẻ."
_EMPTY: Final = "Ảnh rỗng, không đọc được. Hãy chụp lại."
_NO_PICTURE: Final = "Chỉ đọc được ảnh JPEG hoặc PNG. Hãy chụp lại bằng máy ảnh hoặc chọn ảnh khác."
_TOO_LARGE: Final = "Ảnh lớn hơn 25 MB. Hãy chụp lại ở độ phân giải thấp hơn."


def with_photographs(request: HttpRequest, rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The rows with the card's text in the QR box of each row that came with a photograph; what went wrong is said."""
    filled = list(rows)
    names = [(index, f"{PREFIX}-{index}-photo") for index in range(len(rows))]
    sent = [(index, request.FILES.get(name)) for index, name in names]
    for index, photograph in [(index, one) for index, one in sent if isinstance(one, UploadedFile)][:AT_ONCE]:
        try:
            filled[index] = filled[index] | {"qr": _card_on(photograph)}
        except Refused as refusal:
            messages.warning(request, refusal.verdict.message)
    return filled


def _card_on(photograph: UploadedFile) -> str:
    """The text of the one card on the photograph; raises `Refused`."""
    if not photograph.size or photograph.size > LIMITS.max_bytes:
        raise Refused("too_large", _TOO_LARGE) if photograph.size else Refused("empty", _EMPTY)
    with tempfile.NamedTemporaryFile(prefix="card-") as copy:
        for chunk in photograph.chunks():
            copy.write(chunk)
        copy.flush()
        return _card_in(Path(copy.name))


def _card_in(path: Path) -> str:
    kind = media_type(path, "")
    if kind not in (JPEG, PNG):
        raise Refused("unsupported_type", _NO_PICTURE)
    texts = [text for page in codes_of_file(path, kind, LIMITS) for text in page.texts]
    cards = [text for text in texts if _is_card(text)]
    if not cards:
        raise Refused("no_card", _NO_CARD if texts else _NO_CODE)
    return cards[0]


def _is_card(text: str) -> bool:
    try:
        parse_card_qr(text)
    except ValueError:
        return False
    return True
