"""How do the rule books of `fixtures/catalogue` become rows? Loading twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from bhxh_archive.models import Holiday
from bhxh_archive.upserting import upsert
from intake.models import Carrier, ComponentType, Procedure, Question, ResultKind, RuleBook, Term

_PARTS: Final = ("questions", "result_kinds", "components", "terms")


@transaction.atomic
def load_catalogue(folder: Path) -> int:
    """Load holidays, carriers, every `qd*.json`; returns the number of procedures. Rows an administrator added stay."""
    Holiday.objects.bulk_create((Holiday(**row) for row in _read(folder / "holidays.json")), ignore_conflicts=True)
    # what an administrator wrote about a carrier stays
    Carrier.objects.bulk_create((Carrier(**row) for row in _read(folder / "carriers.json")), ignore_conflicts=True)
    return sum(_load_book(_read(path)) for path in sorted(folder.glob("qd*.json")))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _load_book(content: dict[str, Any]) -> int:
    """The version of every procedure that begins with its rule book; those an administrator opened later stay, and so
    does the last day of a rule book that another one has followed."""
    row = content["rule_book"]
    if RuleBook.objects.filter(code=row["code"]).exists():
        row = {name: value for name, value in row.items() if name != "valid_to"}
    [book] = upsert(RuleBook, [row], "code")
    rows = content["procedures"]
    first = {"rule_book": book, "valid_from": date.fromisoformat(content["rule_book"]["valid_from"])}
    procedures = upsert(Procedure, [_alone(row) | first for row in rows], "rule_book", "code", "valid_from")
    upsert(Question, list(_parts(procedures, rows, "questions")), "procedure", "code")
    upsert(ResultKind, list(_parts(procedures, rows, "result_kinds")), "procedure", "code")
    upsert(ComponentType, _hung(procedures, list(_parts(procedures, rows, "components"))), "procedure", "code")
    upsert(Term, _hung(procedures, list(_parts(procedures, rows, "terms"))), "procedure", "code")
    return len(procedures)


def _alone(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _PARTS}


def _parts(procedures: Sequence[Procedure], rows: Sequence[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    for procedure, row in zip(procedures, rows, strict=True):
        yield from (part | {"procedure": procedure} for part in row[name])


def _hung(procedures: Sequence[Procedure], parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts with the row of the question they hang on in place of its code."""
    rows = {(row.procedure_id, row.code): row for row in Question.objects.filter(procedure__in=procedures)}
    return [part | {"question": rows.get((part["procedure"].pk, part["question"]))} for part in parts]
