"""Is the map the only place where a dossier changes its state?"""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
from django.apps import apps
from django.forms import BaseForm, Form

from bhxh_archive.lifecycle import MOVES, Lifecycle
from tests.contracts import source
from tests.contracts.writes import FIELDS, writes

pytestmark = pytest.mark.slow

MAP: Final = Path("bhxh_archive/lifecycle.py")
PRODUCT: Final = source.files(".py", under=(*source.ROOMS, "tools", "benchmarks"))
LIVING: Final = [model for model in apps.get_models() if issubclass(model, Lifecycle)]
OWN_STATE: Final = {
    ("archive/actions/accepting.py", "_decide"): "the verdict on a package: its callers say Package.State.…",
    ("intake/devices/carrying_out.py", "end"): "the end of a scan: its callers say ScanRun.State.…",
    ("intake/devices/watching.py", "_end"): "the end of a watched file: its callers say WatchedFile.State.…",
    ("intake/devices/calling_home.py", "_note"): "a file that a bridge forwards: its callers say WatchedFile.State.…",
    ("intake/actions/administration/document_forms.py", "_tried"): "a form tried: callers say FormVersion.State.…",
    ("intake/actions/returning/print_runs.py", "_ended"): "the end of a print run: its callers say PrintRun.State.…",
    ("bhxh_archive/jobs/__init__.py", "_finish"): "the end of an errand: its callers say Job.State.…",
}
"""Where the state of another table is passed on in a variable, so that reading the line does not tell."""


def of_another_table(value: str) -> bool:
    """Whether the value is spelled as the state of a table that does not live by the map: `Package.State.BUILT`."""
    model, _, rest = value.partition(".")
    return rest.startswith("State.") and model not in {living.__name__ for living in LIVING}


def strange_writes(tree: ast.Module, path: str) -> list[str]:
    return [
        f"{path}:{write.line} writes {write.value}"
        for write in writes(tree)
        if not of_another_table(write.value) and (path, write.function) not in OWN_STATE
    ]


def test_the_dossier_lives_by_the_map() -> None:
    assert [model.__name__ for model in LIVING] == ["Dossier"], "writes.py names the living classes: add the new one"


def test_no_code_but_the_map_writes_a_state() -> None:
    found = [line for path in PRODUCT if path != MAP for line in strange_writes(source.tree(path), str(path))]
    assert found == []


def test_every_exception_is_still_needed() -> None:
    kept = {(str(path), write.function) for path in PRODUCT for write in writes(source.tree(path))}
    assert set(OWN_STATE) <= kept


@pytest.mark.parametrize(
    "line",
    [
        "dossier.state = State.ARCHIVED",
        "dossier.state: str = 'archived'",
        "a, dossier.state = 1, S.SIGNED",
        "dossier.number = dossier.state = 'signed'",
        "setattr(dossier, 'state', State.SIGNED)",
        "object.__setattr__(dossier, 'state', 'signed')",
        "dossier.__dict__['state'] = 'signed'",
        "Dossier.objects.filter(pk=1).update(state=State.SIGNED)",
        "Dossier.objects.update(**{'state': 'signed'})",
        "Dossier.objects.bulk_update(rows, ['number', 'state'])",
        "Dossier.objects.bulk_update(rows, fields=['state'])",
        "Dossier.objects.create(state=State.RECEIVED)",
        "Dossier.objects.update_or_create(pk=1, defaults={'state': 'signed'})",
        "Dossier(state='signed')",
        "dossier.came_from = State.RECEIVED",
        "dossier.state = Dossier.State.SIGNED",
    ],
)
def test_every_road_around_the_map_would_be_seen(line: str) -> None:
    assert strange_writes(ast.parse(line), "somewhere.py")


@pytest.mark.parametrize(
    "line", ["package.state = Package.State.BUILT", "Job.objects.filter(state=1).update(note='')", "x = dossier.state"]
)
def test_other_tables_and_reading_are_left_alone(line: str) -> None:
    assert not strange_writes(ast.parse(line), "somewhere.py")


def test_only_the_map_knows_the_library() -> None:
    knowing = [path for path in PRODUCT if re.search(r"^\s*(from|import) django_fsm", source.text(path), re.MULTILINE)]
    assert knowing == [MAP]


def test_nobody_presses_a_transition_of_the_library_directly() -> None:
    transitions = {f"_{verb}" for verb in MOVES}
    near_dossiers = [
        path for path in PRODUCT if path.parts[:2] != ("bhxh_archive", "signing")
    ]  # it has a _sign of its own
    pressed = [
        f"{path}:{node.lineno}"
        for path in near_dossiers
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in transitions
    ]
    assert pressed == []


def test_no_sql_of_ours_writes_to_a_living_table() -> None:
    tables = "|".join(model._meta.db_table for model in LIVING)
    statement = re.compile(rf'\b(update|insert\s+into|delete\s+from|merge\s+into)\s+"?({tables})\b', re.IGNORECASE)
    assert statement.search('UPDATE "intake_dossier" SET state = 1')
    assert [path for path in PRODUCT if statement.search(source.text(path))] == []


def every_form() -> Iterator[type[BaseForm]]:
    """Every form class of the product, found by loading all its modules."""
    for room in source.ROOMS:
        for module in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if ".migrations" not in module.name and ".settings" not in module.name:
                import_module(module.name)
    waiting: list[type[BaseForm]] = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.partition(".")[0] in source.ROOMS:
            yield form


def test_no_form_asks_for_a_state() -> None:
    forms = list(every_form())
    assert len(forms) > 20 and any(issubclass(form, Form) for form in forms)
    assert [form for form in forms if FIELDS & set(getattr(form, "base_fields", {}))] == []
