"""Which verbs can be pressed for many dossiers at once? Data; rooms register theirs in `desks.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bhxh_archive.models import User
from intake.models import Dossier

Act = Callable[[Dossier, User, str], Any]


@dataclass(frozen=True)
class BulkVerb:
    """A verb on the rows of one queue: `act(dossier, user, entry)` does it to one of them, or raises an ActionError.

    `asks` is the label of what has to be typed for each dossier ("" for nothing), `typed` what is there already.
    """

    slug: str
    queue: str
    label: str
    act: Act
    asks: str = ""
    typed: Callable[[Dossier], str] = lambda dossier: ""


_registry: dict[str, BulkVerb] = {}


def register(verb: BulkVerb) -> BulkVerb:
    """Put a verb above the rows of its queue."""
    _registry[verb.slug] = verb
    return verb


def find(slug: str) -> BulkVerb | None:
    """The verb of that name."""
    return _registry.get(slug)


def verbs_of(queue: str) -> list[BulkVerb]:
    """What can be done to many rows of this queue at once."""
    return [verb for verb in _registry.values() if verb.queue == queue]
