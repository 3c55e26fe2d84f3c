"""What is each table of the law called, and what do the keys of its numbers mean?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bhxh_archive.text import fold

NEXT_YEARS: Final = 1
"""A table by years takes the year that begins next too."""


@dataclass(frozen=True)
class Table:
    """One file of numbers: `dates` says which day their validity is asked for, `keys` what each number is, `choices`
    what its values mean where they are no amounts."""

    name: str
    title: str
    dates: str
    keys: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    first_year: int | None = None

    def labels(self, year: int) -> Mapping[str, str]:
        """Each key with its words; those of a table by years up to `year` and the next."""
        if self.first_year is None:
            return self.keys
        return {str(paid): f"Năm {paid}" for paid in range(self.first_year, year + 1 + NEXT_YEARS)}

    def label(self, key: str) -> str:
        """The words of one key."""
        return self.keys.get(key) or f"Năm {key}"


def load_tables(folder: Path) -> dict[str, Table]:
    """The tables of a folder by name, in the order of their titles (see fixtures/rules/README.md)."""
    found = [_table(file) for file in folder.glob("*.json")]
    return {table.name: table for table in sorted(found, key=lambda table: fold(table.title))}


def _table(file: Path) -> Table:
    told = json.loads(file.read_text(encoding="utf-8"))
    years = [int(row["key"]) for row in told["rows"] if row["key"].isdigit()]
    return Table(told["table"], told["title"], told["dates"], told.get("keys", {}), told.get("choices", {}),
                 min(years, default=None))  # fmt: skip
