"""How is a search kept, so that its words stand in no address?"""

from __future__ import annotations

from typing import Any

from archive.models import Search
from bhxh_archive.models import User

KEPT = ("procedure_code", "birth_year", "decided_from", "decided_to", "purpose")


def keep_search(*, by: User, text: str, **facts: Any) -> Search:
    """Keep what was typed and chosen under an opaque id that only its owner can open; `facts`: see KEPT."""
    chosen = {name: facts[name] for name in KEPT if facts.get(name)}
    return Search.objects.create(by=by, text=text, **chosen)
