"""How do the rule books of `fixtures/catalogue` become rows? Loading twice changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from bhxh_archive.models import Holiday
from intake.models import ComponentType, Procedure, ResultKind, RuleBook


@transaction.atomic
def load_catalogue(folder: Path) -> int:
    """Load holidays and every `qd*.json`; returns the number of procedures. Rows an administrator added stay."""
    for row in _read(folder / "holidays.json"):
        Holiday.objects.get_or_create(day=row["day"], defaults=row)
    return sum(_load_book(_read(path)) for path in sorted(folder.glob("qd*.json")))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _load_book(content: dict[str, Any]) -> int:
    head = content["rule_book"]
    book, _ = RuleBook.objects.update_or_create(code=head["code"], defaults=head)
    for row in content["procedures"]:
        _load_procedure(book, row)
    return len(content["procedures"])


def _load_procedure(book: RuleBook, row: dict[str, Any]) -> None:
    plain = {key: value for key, value in row.items() if key not in ("code", "components", "result_kinds")}
    procedure, _ = Procedure.objects.update_or_create(rule_book=book, code=row["code"], defaults=plain)
    for part in row["result_kinds"]:
        ResultKind.objects.update_or_create(procedure=procedure, code=part["code"], defaults=part)
    for part in row["components"]:
        ComponentType.objects.update_or_create(procedure=procedure, code=part["code"], defaults=part)
