"""Which scanners are offered, which of them is chosen, and what was asked of it before? For a dossier and the tray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from bhxh_archive.ui.reading import whole_number
from intake import queries
from intake.models import Scanner, ScanRun
from intake.scanning.capabilities import Capabilities
from intake.views.devices.scanner_words import abilities, condition_tag, feeder_words, is_stale

AWAY: Final = Scanner.Condition.AWAY


@dataclass(frozen=True)
class Choice:
    """The scanners, the chosen one if there is any, and the last scan of the same dossier or tray."""

    scanners: list[Scanner]
    chosen: Scanner | None
    last: ScanRun | None

    @property
    def able(self) -> Capabilities | None:
        """What the chosen scanner can; None before it has answered once."""
        known = self.chosen.capabilities if self.chosen else None
        return Capabilities.from_json(known) if known is not None else None

    @property
    def as_before(self) -> dict[str, Any]:
        """What was chosen for the last scan, when it was on this scanner."""
        last = self.last
        if last is None or self.chosen is None or last.scanner_id != self.chosen.pk:
            return {}
        way = "both" if last.both_sides else last.source
        component = str(last.component_id or "")
        return {"way": way, "resolution": last.resolution, "colour": last.colour, "component": component}

    def context(self) -> dict[str, Any]:
        """What `scanners/choose.html` shows of them."""
        runs = queries.open_runs(self.scanners)
        several = len({row.office_id for row in self.scanners}) > 1
        cards = [self._card(row, runs.get(row.pk), row.office.name if several else "") for row in self.scanners]
        return {"scanners": cards, "chosen": self.chosen, "stale": any(is_stale(row) for row in self.scanners)}

    def _card(self, row: Scanner, run: ScanRun | None, office: str) -> dict[str, Any]:
        return {"row": row, "tag": condition_tag(row), "feeder": feeder_words(row), "abilities": abilities(row),
                "busy": run, "office": office, "place": "" if self._is_alone(row) else row.place.url,
                "chosen": self.chosen is not None and self.chosen.pk == row.pk}  # fmt: skip

    def _is_alone(self, scanner: Scanner) -> bool:
        """Whether no other one of its office bears its name: two of an older list are told apart by their addresses."""
        known = [(row.office_id, row.name.casefold()) for row in self.scanners]
        return known.count((scanner.office_id, scanner.name.casefold())) == 1


def choose(request: HttpRequest, scanners: list[Scanner], last: ScanRun | None) -> Choice:
    """The one that was asked for, else the one of the last scan, else the first that answers."""
    wanted = whole_number(request.POST.get("scanner") or request.GET.get("may"))
    for pk in (wanted, last and last.scanner_id):
        if found := next((row for row in scanners if row.pk == pk), None):
            return Choice(scanners, found, last)
    first = min(scanners, key=lambda row: (row.capabilities is None, row.condition == AWAY), default=None)
    return Choice(scanners, first, last)
