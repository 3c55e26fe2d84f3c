"""How much memory does each part of the running product hold at its peak?"""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SAMPLE_SECONDS: Final = 0.25
MIB: Final = 1024
PARTS: Final = {"gunicorn": "web", "quick": "quick lane", "slow": "slow lane", "sweep": "sweeper",
                "tools.trust": "trust service"}  # fmt: skip
"""What stands in the command of a part -> its name; a lane may be several processes."""


@contextmanager
def peaks(pid: int) -> Iterator[dict[str, float]]:
    """Part -> the most MiB (proportional set size, helpers it starts included) of the children of process `pid`,
    sampled four times a second while the block runs. Empty where there is no /proc."""
    found: dict[str, float] = defaultdict(float)
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(pid, found, ended), daemon=True)
    watch.start()
    try:
        yield found
    finally:
        ended.set()
        watch.join()


def _watch(pid: int, found: dict[str, float], ended: threading.Event) -> None:
    while not ended.wait(SAMPLE_SECONDS):
        for part, held in now(pid).items():
            found[part] = max(found[part], held)


def now(pid: int) -> dict[str, float]:
    """Part -> the MiB that it holds in this moment; see `peaks`."""
    children = _children()
    held: dict[str, float] = defaultdict(float)
    for child in children[pid]:
        held[_part(child)] += sum(_held(member) for member in _family(child, children))
    return held


def _children() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        if stat := _read(folder / "stat"):
            found[int(stat.rpartition(")")[2].split()[1])].append(int(folder.name))
    return found


def _family(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield pid
    for child in children[pid]:
        yield from _family(child, children)


def _part(pid: int) -> str:
    command = _read(Path(f"/proc/{pid}/cmdline"))
    return next((name for sign, name in PARTS.items() if sign in command), "other")


def _held(pid: int) -> float:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / MIB


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
