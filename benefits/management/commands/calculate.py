"""What do these cases come to? One JSON line a case in, one with the result and its working out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, FileType
from collections.abc import Iterator
from decimal import Decimal
from io import TextIOWrapper
from typing import Any

from django.core.management.base import BaseCommand

from benefits.arithmetic.kinds import computed
from benefits.law import in_force
from benefits.law import shipped as by_the_program

DONE, NOT_COMPUTED = 0, 1


class Command(BaseCommand):
    help = (
        "Compute cases, one JSON object a line (see fixtures/cases/README.md), with the code of the drafting page. "
        "By the numbers of the law that hold in this installation. Exit code: 0 all computed, 1 one was not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=FileType("r", encoding="utf-8", errors="replace"), metavar="FILE", help="- for standard input"
        )
        parser.add_argument(
            "--shipped", action="store_true", help="by the numbers that come with the program; no database is needed"
        )

    def handle(self, *, file: TextIOWrapper, shipped: bool, **options: Any) -> None:
        rules, failed = by_the_program() if shipped else in_force(), False
        for number, line in _lines(file):
            answer = _answer(number, line, rules)
            failed = failed or "problems" in answer
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        sys.exit(NOT_COMPUTED if failed else DONE)


def _lines(file: TextIOWrapper) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    return ((number, line) for number, line in enumerate(file, start=1) if line.strip())


def _answer(number: int, line: str, law: Any) -> dict[str, Any]:
    try:
        data = json.loads(line, parse_float=Decimal)
    except ValueError:
        return {"line": number, "problems": ["Dòng này không phải JSON."]}
    if not isinstance(data, dict):
        return {"line": number, "problems": ["Mỗi dòng phải là một đối tượng JSON."]}
    name = {"id": data["id"]} if "id" in data else {}
    return {"line": number, **name, **computed(str(data.get("kind", "")), data.get("case"), law)}
