"""Which dossier is this, whose, in what state, due when, and who holds it?"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from bhxh_archive.ui.due import DueLines, DueWords
from bhxh_archive.ui.linked import LinkedDossiers
from bhxh_archive.ui.states import StateTag


@dataclass(frozen=True)
class GivenBack:
    """What came back with the dossier: by which move, from whom, when, and the reason word for word."""

    template: ClassVar[str] = "ui/given_back.html"
    label: str
    who: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class IdentityBar:
    """The same block on every dossier page and printout; empty fields are not shown."""

    template: ClassVar[str] = "ui/identity_bar.html"
    number: str
    person: str
    procedure: str
    state: StateTag
    due: DueWords | DueLines | None = None
    holder: str = ""
    office: str = ""
    identifier: str = ""
    notice: str = ""
    linked: LinkedDossiers = field(default_factory=LinkedDossiers)
    given_back: GivenBack | None = None
