"""Is a scanner fit for the counter? What it can, what it lacks, and one page to prove it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from intake.scanning.capabilities import Capabilities, Source
from intake.scanning.device import Device
from intake.scanning.scan import Bounds, scan
from intake.scanning.status import Status
from intake.scanning.trouble import Trouble
from intake.scanning.wish import A4, COLOUR_NAMES, DEFAULT_DPI, SOURCE_NAMES, Wish

FEEDER_WORDS: Final = {
    "loaded": "có giấy", "empty": "trống", "jam": "kẹt giấy", "multipick": "kéo hai tờ", "open": "nắp đang mở",
}  # fmt: skip
STATE_WORDS: Final = {"idle": "sẵn sàng", "busy": "đang bận", "stopped": "đang dừng vì lỗi"}


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found: `can` describes, `lacks` is one sentence each, `trouble` why no page came ("" when one did)."""

    can: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    page: str = ""
    trouble: str = ""
    capabilities: Capabilities | None = field(default=None, compare=False)

    @property
    def fit(self) -> bool:
        return bool(self.page) and not self.trouble

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        del told["capabilities"]
        return told


def check(
    device: Device, *, keep: Path | None = None, judge: Callable[[Path], str] = lambda path: "",
    wanted: Callable[[], bool] = lambda: True, bounds: Bounds | None = None,
) -> Checkup:  # fmt: skip
    """Ask, and scan one page: from the feeder when paper lies in it, else from the glass.

    The page is written to `keep` (without suffix) and `judge` says what it is; without `keep` nothing is scanned.
    """
    try:
        able, status = device.capabilities(), device.status()
    except Trouble as error:
        return Checkup(trouble=error.message)
    found = Checkup((*described(able), state_line(status)), tuple(_lacks(able)), capabilities=able)
    if keep is None:
        return found
    try:
        return replace(found, page=_one_page(device, able, status, keep, judge, wanted, bounds))
    except Trouble as error:
        return replace(found, trouble=error.message)


def _one_page(
    device: Device, able: Capabilities, status: Status, keep: Path, judge: Callable[[Path], str],
    wanted: Callable[[], bool], bounds: Bounds | None,
) -> str:  # fmt: skip
    wish, begun = _wish(able, status), time.monotonic()
    pages = scan(device, able, wish, wanted=wanted, bounds=bounds)
    try:
        file = next(pages)
        seconds = time.monotonic() - begun
    finally:
        pages.close()  # type: ignore[attr-defined]  # one page is enough: the device is told to stop
    path = keep.with_suffix(file.suffix)
    with file.content, path.open("wb") as out:
        shutil.copyfileobj(file.content, out)
    source = SOURCE_NAMES[wish.source].lower()
    said = f"Đã quét thử từ {source}, {wish.resolution} dpi: {file.size // 1024} KB sau {_seconds(seconds)} giây."
    return f"{said} {judge(path)}".strip()


def _wish(able: Capabilities, status: Status) -> Wish:
    from_feeder = able.feeder is not None and (status.feeder == "loaded" or able.platen is None)
    source = able.feeder if from_feeder else able.platen
    assert source
    dpi = min(source.resolutions, key=lambda known: (abs(known - DEFAULT_DPI), -known))
    return Wish("feeder" if from_feeder else "platen", dpi, source.colours[0])


def described(able: Capabilities) -> list[str]:
    """One line for the device and one for each of its sources."""
    named = ((SOURCE_NAMES["platen"], able.platen), (SOURCE_NAMES["feeder"], able.feeder),
             (f"{SOURCE_NAMES['feeder']}, hai mặt", able.duplex))  # fmt: skip
    return [f"{able.model or 'Máy quét không tên'} (eSCL {able.version or '?'})",
            *(f"{name}: {_in_words(source)}" for name, source in named if source)]  # fmt: skip


def _in_words(source: Source) -> str:
    colours = ", ".join(COLOUR_NAMES[name].lower() for name in source.colours)
    formats = ", ".join(name.partition("/")[2].upper() for name in source.formats)
    dpi = ", ".join(map(str, source.resolutions))
    return f"{dpi} dpi; {colours}; {formats or 'không nói rõ định dạng'}"


def state_line(status: Status) -> str:
    feeder = f", khay nạp: {FEEDER_WORDS[status.feeder]}" if status.feeder else ""
    return f"Trạng thái: {STATE_WORDS[status.state]}{feeder}"


def _lacks(able: Capabilities) -> Iterator[str]:
    sources = [source for source in (able.platen, able.feeder, able.duplex) if source]
    if not able.feeder:
        yield "Không có khay nạp giấy: mỗi lần chỉ quét được một trang trên mặt kính."
    elif not able.duplex:
        yield "Khay nạp giấy không quét hai mặt: phải lật xấp giấy để quét mặt sau."
    if not able.platen:
        yield "Không có mặt kính: sổ và giấy tờ rách, dày không quét được trên máy này."
    if not any(dpi >= DEFAULT_DPI for source in sources for dpi in source.resolutions):
        yield f"Không đạt {DEFAULT_DPI} dpi, mức tối thiểu để số hóa hồ sơ."
    if not any("colour" in source.colours for source in sources):
        yield "Không quét màu: dấu đỏ và chữ ký không phân biệt được với chữ in."
    if not any("image/jpeg" in source.formats for source in sources):
        yield "Không gửi JPEG: các trang chỉ hiện khi cả lượt quét xong."
    if any(0 < source.width < A4[0] - 30 or 0 < source.height < A4[1] - 30 for source in sources):
        yield "Không đủ khổ A4: mép giấy sẽ bị cắt."


def _seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
