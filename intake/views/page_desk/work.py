"""What goes on in the background for the pages of a dossier: files on their way, scans, pictures drawn anew?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from intake import queries, rules
from intake.actions.stacks.diverting_files import IN_TRAY
from intake.arrival.diverting import TO_TRAY
from intake.models import Dossier, Page, ScanRun, Upload
from intake.pages.judging import TOLD_AS_SHEET
from intake.pipeline.verdict import Finding, summary
from intake.views.devices.scanner_words import ScanWords, looked_through, scan_words, worth_telling

TOLD_ONE_BY_ONE: Final = 3
"""Of how many pages of a file it is said in its line what is wrong."""


@dataclass(frozen=True)
class UploadLine:
    """One file of the list: its state in words, how many of its pages are out already, and those of them on which
    something is still open."""

    upload: Upload
    pages: int
    doubtful: Sequence[Page] = ()

    @property
    def diverted(self) -> bool:
        """Whether it goes on in the tray: not taken here, but not refused either."""
        return self.upload.message in (TO_TRAY, IN_TRAY)

    @property
    def may_be_cut(self) -> bool:
        """Whether sheets of ours, legible or not, are told among its pages, so that it can go on in the tray."""
        found = {row.code for page in self.doubtful for row in rules.open_findings(page)}
        return not found.isdisjoint(TOLD_AS_SHEET) and self.upload.page_count > 1

    @property
    def may_go(self) -> bool:
        """Whether a clerk who has read why it was not taken may put it away."""
        return self.upload.state == Upload.State.REFUSED and self.upload.dropped_at is None

    @property
    def tone(self) -> str:
        if self.upload.state == Upload.State.REFUSED:
            return "warn" if self.diverted else "bad"
        if not self.upload.settled:
            return "active"
        return "warn" if self._to_look_at else "good"

    @property
    def _to_look_at(self) -> bool:
        return self.upload.warned or bool(self.doubtful)

    @property
    def hard(self) -> int:
        """How many of its pages have to be scanned again."""
        return sum(map(rules.must_be_scanned_again, self.doubtful))

    @property
    def warned(self) -> int:
        """How many of its other pages carry a warning."""
        return len(self.doubtful) - self.hard

    @property
    def said(self) -> str:
        """What is said of the file, and of its pages what is still open; where that is much they are counted beside."""
        few = [page for page in self.doubtful if len(self.doubtful) <= TOLD_ONE_BY_ONE]
        found = (Finding(row.code, "warning", row.message, page.upload_index)
                 for page in few for row in rules.open_findings(page))  # fmt: skip
        return " ".join(filter(None, [self.upload.message, summary(found)]))

    @property
    def word(self) -> str:
        if self.upload.state == Upload.State.ACCEPTED and self._to_look_at:
            return "Đã nhận, cần xem lại"
        if self.diverted:
            return "Chuyển vào khay"
        return self.upload.get_state_display()

    @property
    def shape(self) -> str:
        return {"bad": "cross", "active": "hourglass", "warn": "alert", "good": "check"}[self.tone]


@dataclass(frozen=True)
class Work:
    """The files of a dossier, newest first, those that were put away apart, and whether something still goes on in the
    background."""

    lines: list[UploadLine]
    redrawing: int
    scans: list[ScanRun] = field(default_factory=list)
    put_away: list[UploadLine] = field(default_factory=list)

    @property
    def scanning(self) -> bool:
        return any(scan.open for scan in self.scans)

    @property
    def told_scans(self) -> list[tuple[ScanRun, ScanWords]]:
        return [(scan, scan_words(scan, self._pages_of(scan))) for scan in self.scans]

    def _pages_of(self, scan: ScanRun) -> int:
        return sum(line.pages for line in self.lines if line.upload.sending == scan.sending)

    @property
    def running(self) -> bool:
        busy = self.scanning or any(map(looked_through, self.scans)) or bool(self.redrawing)
        return busy or any(not line.upload.settled for line in self.lines)

    @property
    def current(self) -> list[UploadLine]:
        """What has to be seen: files on their way, those that were not taken here, and those to be cut."""
        return [line for line in self.lines if line.tone in ("active", "bad") or line.diverted or line.may_be_cut]

    @property
    def finished(self) -> list[UploadLine]:
        """What can be folded away: files whose pages are there."""
        current = {line.upload.pk for line in self.current}
        return [line for line in self.lines if line.upload.pk not in current]

    @property
    def refused(self) -> int:
        return sum(1 for line in self.lines if line.upload.state == Upload.State.REFUSED and not line.diverted)

    @property
    def pages(self) -> int:
        return sum(line.pages for line in self.lines if not line.diverted)

    @property
    def doubtful(self) -> int:
        return sum(len(line.doubtful) for line in self.lines)


@dataclass(frozen=True)
class GoingOn:
    """The files of a dossier with their pages that are out, what is drawn anew, and the scans."""

    files: list[Upload]
    pages: dict[int, int]
    redrawing: int
    scans: list[ScanRun]


def going_on(dossier: Dossier) -> GoingOn:
    """Read this before the pages: those of every file that is called done are there then, and a page that shows them
    may stop asking."""
    files = list(queries.uploads_of(dossier).select_related("dropped_by").order_by("-id"))
    scans = worth_telling(list(queries.newest_runs(dossier)))
    return GoingOn(files, queries.pages_out(dossier), queries.being_drawn(dossier), scans)


def work_of(seen: GoingOn, pages: Iterable[Page]) -> Work:
    """What goes on in the background for the pages of a dossier, which were read after it."""
    doubtful = defaultdict(list)
    for page in pages:
        if rules.open_findings(page):
            doubtful[page.upload_id].append(page)
    lines = [UploadLine(row, seen.pages.get(row.pk, 0), doubtful[row.pk]) for row in seen.files]
    away = [line for line in lines if line.upload.dropped_at]
    return Work([line for line in lines if not line.upload.dropped_at], seen.redrawing, seen.scans, away)
