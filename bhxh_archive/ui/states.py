"""How is a state shown: with which word, tone and shape?"""

from dataclasses import dataclass
from typing import ClassVar

# state -> (tone, shape); the words come from the map of the dossier's life, never from here.
LOOKS: dict[str, tuple[str, str]] = {
    "draft": ("quiet", "draft"),
    "received": ("active", "inbox"),
    "refused": ("bad", "cross"),
    "awaiting_supplement": ("warn", "pause"),
    "awaiting_verification": ("warn", "pause"),
    "withdrawn": ("quiet", "stop"),
    "lapsed": ("quiet", "stop"),
    "cancelled": ("quiet", "stop"),
    "in_review": ("active", "half"),
    "awaiting_control": ("active", "hourglass"),
    "awaiting_signature": ("active", "pen"),
    "signed": ("active", "pen"),
    "issued": ("active", "send"),
    "returned": ("good", "check"),
    "ready_to_archive": ("active", "box"),
    "transferred": ("active", "hourglass"),
    "archived": ("good", "box"),
    "archive_rejected": ("bad", "back"),
}


@dataclass(frozen=True)
class StateTag:
    """A word with a shape and a tone (quiet, active, warn, good, bad): never colour alone. `mark` is a word more."""

    template: ClassVar[str] = "ui/state_tag.html"
    label: str
    tone: str = "quiet"
    shape: str = "draft"
    mark: str = ""


def state_tag(state: str, label: str, mark: str = "") -> StateTag:
    """The tag of a dossier state; an unknown state is shown quietly with its word."""
    tone, shape = LOOKS.get(str(state), ("quiet", "draft"))
    return StateTag(label=label, tone=tone, shape=shape, mark=mark)
