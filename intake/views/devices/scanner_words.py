"""How are a scanner and a scan shown: words, tone, shape?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.timezone import localtime

from bhxh_archive.models import Job
from bhxh_archive.ui.states import StateTag
from intake.models import Scanner, ScanRun
from intake.scanning.capabilities import Capabilities
from intake.scanning.checkup import FEEDER_WORDS, described
from intake.scanning.status import FEEDER_TROUBLE

_LOOKS: Final = {
    "idle": ("good", "check"), "busy": ("active", "hourglass"), "stopped": ("bad", "cross"), "away": ("bad", "cross"),
}  # fmt: skip
FRESH_FOR: Final = timedelta(minutes=1)
TOLD_FOR: Final = timedelta(minutes=5)
"""How long a scan that went well is still told of."""
FAILURE_TOLD_FOR: Final = timedelta(hours=12)
"""And one that did not, where no other followed: who comes tomorrow has the pages before them."""


def condition_tag(scanner: Scanner) -> StateTag:
    """What a scanner said when it was last asked; of one whose bridge is silent nothing is known.

    Many call themselves idle with paper stuck in the feeder: whoever sees «Sẵn sàng» walks there in vain.
    """
    if scanner.bridge and scanner.bridge.away:
        return StateTag("Cầu nối không gọi về", "bad", "cross")
    if scanner.condition == Scanner.Condition.IDLE and scanner.feeder in FEEDER_TROUBLE:
        return StateTag("Cần xem khay nạp", "warn", "alert")  # the glass would still do
    tone, shape = _LOOKS.get(scanner.condition, ("quiet", "draft"))
    return StateTag(scanner.get_condition_display(), tone, shape)


def is_stale(scanner: Scanner) -> bool:
    """Whether what is known of a scanner's state is too old to be shown as it is: with scripts it is asked at once.

    A bridge tells by itself.
    """
    if scanner.bridge_id:
        return False
    return scanner.seen_at is None or timezone.now() - scanner.seen_at > FRESH_FOR


def feeder_words(scanner: Scanner) -> str:
    return f"Khay nạp: {FEEDER_WORDS[scanner.feeder]}" if scanner.feeder in FEEDER_WORDS else ""


def abilities(scanner: Scanner) -> list[str]:
    """Model and sources, one line each; nothing of a scanner that has not answered yet."""
    return described(Capabilities.from_json(scanner.capabilities)) if scanner.capabilities else []


def worth_telling(runs: Sequence[ScanRun]) -> list[ScanRun]:
    """Of the newest scans of a dossier those that are of interest: what goes on or asks something, and how the last
    one ended."""
    return [run for place, run in enumerate(runs) if _asks(run) or (not place and not _is_over(run))]


def _asks(run: ScanRun) -> bool:
    return run.open or run.may_be_cut or run.to_bind


def _is_over(run: ScanRun) -> bool:
    kept = FAILURE_TOLD_FOR if run.state == ScanRun.State.FAILED else TOLD_FOR
    return run.ended_at is not None and timezone.now() - run.ended_at > kept


def looked_through(run: ScanRun) -> bool:
    """Whether a scan into a dossier that ended is still looked through for sheets, or becoming a stack. Not for ever:
    nobody may be there to do it."""
    if run.open or run.ended_at is None:
        return False
    waits = run.sheets is None and run.files > 0 and timezone.now() - run.ended_at < FRESH_FOR
    return waits or run.to_bind


@dataclass(frozen=True)
class ScanWords:
    """How a scan is told: how much came, tone and shape."""

    came: str
    tone: str
    shape: str


_RUN_LOOKS: Final[dict[str, tuple[str, str]]] = {
    ScanRun.State.FAILED: ("bad", "cross"), ScanRun.State.DONE: ("good", "check"),
    ScanRun.State.STOPPED: ("warn", "stop"),
}  # fmt: skip


def scan_words(run: ScanRun, pages: int = 0) -> ScanWords:
    """How much came, in pages where all files are taken apart (`pages`: those that are out of them). What was the same
    bytes as a file that is there already is said too: no page vanishes silently."""
    said = f"đã nhận {_much(run.files, pages)}" if run.files else "chưa nhận trang nào"
    if run.doubled:
        said += f", trong đó {run.doubled} tệp giống hệt từng byte một tệp đã có nên không nhận thêm lần nữa"
    return ScanWords(said, *_RUN_LOOKS.get(run.state, ("active", "hourglass")))


def _much(files: int, pages: int) -> str:
    if pages == files:
        return f"{pages} trang"
    return f"{files} tệp, {pages} trang" if pages > files else f"{files} tệp"


def search_words(search: Job) -> str:
    """What came of listening to the network, and what to do where nothing did."""
    at = f"Lần tìm lúc {localtime(search.finished_at):%H:%M}"
    if search.state == Job.State.FAILED:
        return f"{at} không thành công. {search.note}"
    if not search.total:
        return (f"{at}: không máy quét nào tự báo tên trong mạng của máy chủ. Bật máy quét rồi tìm lại, "
                "hoặc thêm bằng địa chỉ ở dưới.")  # fmt: skip
    new = f"{search.done} máy mới, đã đề xuất ở trên" if search.done else "không có máy nào mới"
    return f"{at}: thấy {search.total} máy, {new}."
