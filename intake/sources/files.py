"""What do files in a folder say? For offices without a service of their own, for demonstrations and for tests.

`<folder>/<source>/<kind>.json` is a list of records {"reference", "title", "personal_id", "insurance_number", "facts":
{label: value}}; `<kind>.csv` has the first four as columns and every further column as a fact. UTF-8.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from intake.sources import Found, SourceDown, Wanted

_NAMED: Final = ("reference", "title", "personal_id", "insurance_number")
_IDENTIFIERS: Final = ("personal_id", "insurance_number")


class FileSource:
    """Reads the files anew at every question: whoever exports them may exchange them at any time."""

    def __init__(self, code: str, folder: Path) -> None:
        self.folder = folder / code

    def look_up(self, wanted: Wanted, *, seconds: float) -> Sequence[Found]:
        """The records of the kind in which every identifier that both sides know is the same, and at least one is."""
        if not self.folder.is_dir():
            raise SourceDown("the folder of this source is not there")
        try:
            return [_found(row) for row in self._records(wanted.kind) if _fits(row, wanted)]
        except (OSError, ValueError, KeyError, AttributeError, TypeError, csv.Error) as error:
            raise SourceDown("a file of this source can't be read") from error

    def _records(self, kind: str) -> Iterable[dict[str, Any]]:
        """`kind` is a code of the catalogue, never a path."""
        name = Path(kind).name
        listed, table = self.folder / f"{name}.json", self.folder / f"{name}.csv"
        if listed.exists():
            yield from json.loads(listed.read_text(encoding="utf-8"))
        if table.exists():
            with table.open(encoding="utf-8-sig", newline="") as lines:
                yield from map(_from_columns, csv.DictReader(lines))


def _from_columns(row: dict[str, str]) -> dict[str, Any]:
    facts = {label: value for label, value in row.items() if label not in _NAMED and value}
    return {name: row[name] for name in _NAMED} | {"facts": facts}


def _fits(row: dict[str, Any], wanted: Wanted) -> bool:
    pairs = [(str(row.get(name) or ""), getattr(wanted, name)) for name in _IDENTIFIERS]
    known = [(theirs, ours) for theirs, ours in pairs if theirs and ours]
    return bool(known) and all(theirs == ours for theirs, ours in known)


def _found(row: dict[str, Any]) -> Found:
    facts = tuple((str(label), str(value)) for label, value in row["facts"].items())
    return Found(str(row["reference"]), str(row["title"]), facts)
