"""What is a source of official data asked, and what does it answer? (Resolution 66.7/2025/NQ-CP: data replace paper.)

An adapter is a class that is made with the code of a source (`INSURANCE`, `CIVIL_STATUS`, `POPULATION`) and the folder
of LOOKUP_FOLDER, and has `look_up`. `docs/lookups.md` says how one is written for a national service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Wanted:
    """Which document is looked for, and of whom. `query_id` goes along so that the source can log the same id."""

    kind: str
    personal_id: str
    insurance_number: str
    query_id: str
    dossier_number: str


@dataclass(frozen=True)
class Found:
    """One record: its reference at the source, what it is called, and what it says as (label, value), in order."""

    reference: str
    title: str
    facts: tuple[tuple[str, str], ...]


class SourceDown(Exception):
    """The source did not answer, or not in a way that can be read. The text names no person."""


class Source(Protocol):
    """One source of official data."""

    def look_up(self, wanted: Wanted, *, seconds: float) -> Sequence[Found]:
        """Every record that fits the identifiers; none is an answer too.

        Gives up after `seconds`. Raises SourceDown and nothing else; changes nothing at the source.
        """
