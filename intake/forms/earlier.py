"""Who stood in a row of the registration before the card of another person took it? Kept in the form, to come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

Row = dict[str, str]
OF_THE_ROW: Final = ("role", "before")
"""What belongs to the place in the form, whoever is written in."""
TOLD: Final = ("changed", "doubted", "filled")
"""What is told of the row where it stands: of another person in it, of a card that may be damaged, of a filling in."""
_NOT_KEPT: Final = (*OF_THE_ROW, *TOLD, "qr")


def earlier(row: Mapping[str, str]) -> list[Row]:
    """Who stood in this row, the last one last; nothing where the hidden box holds anything but what was put there."""
    try:
        kept = json.loads(row.get("before") or "[]")
    except ValueError:
        return []
    return [_plain(one) for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []


def vacated(row: Mapping[str, str]) -> Row:
    """The row with nobody in it but its role; who stood in it is kept."""
    return _emptied(row) | {"before": _written([*earlier(row), _content(row)])}


def taken_back(row: Mapping[str, str]) -> Row:
    """The row as it was before the last card; who stands in it now comes back when everyone kept has come round."""
    *rest, last = earlier(row) or [_content(row)]
    return _emptied(row) | last | {"before": _written([_content(row), *rest])}


def _plain(kept: Mapping[str, Any]) -> Row:
    return {name: value for name, value in kept.items() if isinstance(value, str) and name not in (*OF_THE_ROW, *TOLD)}


def _content(row: Mapping[str, str]) -> Row:
    return {name: value for name, value in row.items() if value and name not in _NOT_KEPT}


def _emptied(row: Mapping[str, str]) -> Row:
    return {name: row.get(name, "") if name in OF_THE_ROW else "" for name in row}


def _written(rows: list[Row]) -> str:
    return json.dumps(rows, ensure_ascii=False)
