"""How do the rule books of `fixtures/catalogue` become rows? Loading twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from bhxh_archive.models import Holiday
from bhxh_archive.upserting import upsert
from intake.models import ComponentType, Procedure, ResultKind, RuleBook

_PARTS: Final = {"result_kinds": ResultKind, "components": ComponentType}


@transaction.atomic
def load_catalogue(folder: Path) -> int:
    """Load holidays and every `qd*.json`; returns the number of procedures. Rows an administrator added stay."""
    Holiday.objects.bulk_create((Holiday(**row) for row in _read(folder / "holidays.json")), ignore_conflicts=True)
    return sum(_load_book(_read(path)) for path in sorted(folder.glob("qd*.json")))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _load_book(content: dict[str, Any]) -> int:
    [book] = upsert(RuleBook, [content["rule_book"]], "code")
    rows = content["procedures"]
    procedures = upsert(Procedure, [_alone(row) | {"rule_book": book} for row in rows], "rule_book", "code")
    for name, model in _PARTS.items():
        upsert(model, list(_parts(procedures, rows, name)), "procedure", "code")
    return len(procedures)


def _alone(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in _PARTS}


def _parts(procedures: Sequence[Procedure], rows: Sequence[dict[str, Any]], name: str) -> Iterator[dict[str, Any]]:
    for procedure, row in zip(procedures, rows, strict=True):
        yield from (part | {"procedure": procedure} for part in row[name])
