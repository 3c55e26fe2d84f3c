"""What is a scanner doing now, and is there paper in its feeder?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from intake.scanning.xml import read_xml, text

_FEEDER: Final = {
    "ScannerAdfLoaded": "loaded", "ScannerAdfProcessing": "loaded", "ScannerAdfEmpty": "empty",
    "ScannerAdfJam": "jam", "ScannerAdfMispick": "jam", "ScannerAdfMultipickDetected": "multipick",
    "ScannerAdfHatchOpen": "open", "ScannerAdfInputTrayFailed": "jam", "ScannerAdfInputTrayOverloaded": "jam",
}  # fmt: skip
FEEDER_TROUBLE: Final = ("jam", "multipick", "open")
_ENDS: Final = {"Canceled": "cancelled_there", "Aborted": "broken"}


@dataclass(frozen=True, slots=True)
class Status:
    """`state` is idle, busy or stopped; `feeder` loaded, empty, jam, multipick, open, or "" when nothing is said.

    `jobs` maps the path of a job to how it ended, as a code of Trouble; only for what did not end well.
    """

    state: str
    feeder: str
    jobs: dict[str, str]

    @property
    def trouble(self) -> str:
        """The code of what a person must mend at the feeder, or ""."""
        return self.feeder if self.feeder in FEEDER_TROUBLE else ""


def read_status(content: bytes) -> Status:
    """Read `ScannerStatus`. Raises Trouble `nonsense`."""
    root = read_xml(content, "ScannerStatus")
    said = text(root, "{*}State")
    state = {"Idle": "idle", "Processing": "busy", "Testing": "busy"}.get(said, "stopped")
    ended = dict(_end(found) for found in root.iterfind("{*}Jobs/{*}JobInfo"))
    return Status(
        state, _FEEDER.get(text(root, "{*}AdfState"), ""), {path: code for path, code in ended.items() if code}
    )


def _end(job: etree._Element) -> tuple[str, str]:
    return text(job, "{*}JobUri", most=500), _ENDS.get(text(job, "{*}JobState"), "")
