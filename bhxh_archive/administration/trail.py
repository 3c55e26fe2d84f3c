"""How is an administrator's change written down: who, which row, old and new values?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from bhxh_archive.models import AdminEvent, User


def snapshot(row: Model, fields: Sequence[str]) -> dict[str, Any]:
    """The values of these fields as JSON can hold them."""
    return {name: _plain(getattr(row, name)) for name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.pk if isinstance(value, Model) else value


def write_down(
    *, by: User, verb: str, row: Model, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> AdminEvent:
    """Append the change. Only values that differ are kept; secrets never come here."""
    old, new = before or {}, after or {}
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    return AdminEvent.objects.create(
        by=by, verb=verb, subject=f"{row._meta.model_name}:{row.pk}",
        before={name: value for name, value in old.items() if name in changed},
        after={name: value for name, value in new.items() if name in changed},
    )  # fmt: skip
