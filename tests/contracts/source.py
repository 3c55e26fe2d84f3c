"""Which files of this checkout are hand-written source, and what does each hold?"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
ROOMS: Final = ("bhxh_archive", "intake", "benefits", "archive")
HOUSE: Final = (*ROOMS, "benchmarks", "templates", "static", "tests", "tools")
WRITTEN: Final = {".py", ".html", ".css", ".js", ".typ"}
GENERATED: Final = {"__pycache__", "migrations"}


def files(*suffixes: str, under: tuple[str, ...] = HOUSE) -> list[Path]:
    """The hand-written files with these endings (default: every kind), relative to the checkout, in order."""
    found = (path for folder in under for path in (ROOT / folder).rglob("*") if path.suffix in (suffixes or WRITTEN))
    top = ROOT.glob("*.py") if under == HOUSE and ".py" in (suffixes or WRITTEN) else ()
    return sorted(path.relative_to(ROOT) for path in (*found, *top) if not GENERATED & set(path.parts))


def text(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def lengths(paths: list[Path]) -> dict[Path, int]:
    """Lines of each file that holds anything."""
    counted = {path: len(text(path).splitlines()) for path in paths}
    return {path: lines for path, lines in counted.items() if lines}


def functions(paths: list[Path]) -> Iterator[tuple[str, int]]:
    """(`file:line name`, its lines from `def` to the last one) of every function and method."""
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1
