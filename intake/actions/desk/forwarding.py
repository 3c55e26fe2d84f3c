"""How does a complete dossier go over to the benefits unit?"""

from __future__ import annotations

from bhxh_archive.lifecycle import move
from bhxh_archive.models import User
from intake.models import Dossier


def forward(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Hand on to the benefits unit (Chuyển). Raises NotValid with every reason why it can't go yet."""

    def drop_holder(locked: Dossier) -> list[str]:
        locked.holder = None
        return ["holder"]

    return move(dossier, "forward", by=by, version=version, touch=drop_holder)
