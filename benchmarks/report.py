"""How are figures shown and kept, with the machine they come from?"""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NotRequired, TypedDict

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "bench"


class Row(TypedDict):
    """One figure; ``ratio`` is to the row named in ``against``, measured in the same run."""

    case: str
    value: float
    unit: str
    against: NotRequired[str]
    ratio: NotRequired[float]
    note: NotRequired[str]
    p95: NotRequired[float]
    queries: NotRequired[int]


def machine() -> dict[str, Any]:
    """Return the facts without which a figure means nothing."""
    return {
        "cpu": _first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
        "commit": _commit(),
    }


def table(rows: Sequence[Row]) -> str:
    """Return the figures as lines of aligned columns."""
    lines = [("", "figure", "unit", "ratio", "against", "note")]
    lines += [
        (
            row["case"],
            f"{row['value']:,.3g}" if row["value"] < 1000 else f"{row['value']:,.0f}",
            row["unit"],
            f"{row['ratio']:.2f}" if "ratio" in row else "",
            row.get("against", ""),
            row.get("note", ""),
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(line, widths) for line in lines)


def keep(benchmark: str, rows: Iterable[Row], folder: Path = KEPT) -> Path:
    """Append the figures, a JSON line each, to ``<folder>/<benchmark>.jsonl`` and return that file."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"benchmark": benchmark, "at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine()}
    file = folder / f"{benchmark}.jsonl"
    with file.open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(facts | row, ensure_ascii=False) + "\n" for row in rows)
    return file


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    numbers = {1, 3}
    cells = (
        cell.rjust(w) if n in numbers else cell.ljust(w) for n, (cell, w) in enumerate(zip(line, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _first(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:  # not Linux
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):  # a release without its history
        return ""
