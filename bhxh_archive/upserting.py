"""How do rows of a file become rows of a table in one statement, again and again without doubling?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def upsert(model: type[Row], rows: Sequence[dict[str, Any]], *key: str) -> list[Row]:
    """Write the rows by their natural key; those that exist keep their id and the fields that no row names.

    A field that only some rows name gets its default in the others. `key` are the fields of a unique constraint of the
    model. Returns the rows with their ids, in the order given.
    """
    named = dict.fromkeys(name for row in rows for name in row if name not in key)
    return model._default_manager.bulk_create(
        [model(**row) for row in rows], update_conflicts=True, unique_fields=key, update_fields=list(named)
    )
