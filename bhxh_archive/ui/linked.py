"""Which other dossiers belong to the same event, how far are they, and when are they due?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bhxh_archive.ui.due import DueWords
from bhxh_archive.ui.states import StateTag


@dataclass(frozen=True)
class LinkedDossier:
    """One of them: the way there, its procedure, and what it is to the dossier that is open."""

    number: str
    url: str
    procedure: str
    relation: str
    state: StateTag
    due: DueWords | None = None


@dataclass(frozen=True)
class LinkedDossiers:
    """All that the person may see; an empty one shows nothing."""

    template: ClassVar[str] = "ui/linked.html"
    rows: Sequence[LinkedDossier] = ()
