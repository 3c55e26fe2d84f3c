"""How does a new database get all the tables of a room in one step?

After each `CreateModel` Django renders every model anew that has to do with the new one: seconds for a room of sixty
tables. Here the models of the room are all told first, and rendered once.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """The migration step that makes the tables of these models, in any order: keys to others are added at its end."""

    category = OperationCategory.ADDITION

    def __init__(self, models: Iterable[CreateModel]) -> None:
        self.models = list(models)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        with suppress(AttributeError):  # nothing rendered yet
            del state.apps
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create the tables of {len(self.models)} models"
