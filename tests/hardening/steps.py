"""How does a database take the steps of its schema one by one, as all did before a new one was given them at once?"""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Step = tuple[str, str]
"""A room, and the name of one of its migrations."""


def one_by_one() -> MigrationExecutor:
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    return executor


def walk() -> list[Step]:
    """The steps that are put into one by now, and those that they need, in the order in which they were taken."""
    executor = one_by_one()
    last = sorted(migration.replaces[-1] for migration in MigrationLoader(connection).replacements.values())
    return [(step.app_label, step.name) for step, _ in executor.migration_plan(last)]


def left() -> list[list[Step]]:
    """What `migrate` would do now; steps that are done at once stand together. Like it, notes which rooms are whole."""
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    executor.check_replacements()
    return [list(step.replaces) or [(step.app_label, step.name)] for step, _ in plan]


def needs(loader: MigrationLoader, step: Step) -> set[Step]:
    """The steps that this one builds on; `__first__`, the first of a room, is among those of other needs."""
    found = loader.disk_migrations[step].dependencies
    named = {(room, name) for room, name in found if name != "__first__"}
    return {one for need in named for one in loader.disk_migrations[need].replaces or [need]}
