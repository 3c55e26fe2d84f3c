"""How is a search kept, so that its words stand in no address, and for how long?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from archive.models import Search
from bhxh_archive.models import User

KEPT = ("procedure_code", "birth_year", "decided_from", "decided_to", "purpose")


def keep_search(*, by: User, text: str, **facts: Any) -> Search:
    """Keep what was typed and chosen under an opaque id that only its owner can open; `facts`: see KEPT."""
    chosen = {name: facts[name] for name in KEPT if facts.get(name)}
    return Search.objects.create(by=by, text=text, **chosen)


def forget_searches() -> int:
    """Delete what was typed longer ago than SEARCH_DAYS; returns how many searches.

    Who searched when and for which purpose stays in the access log, which knows a search by its opaque id alone.
    """
    old = Search.objects.filter(at__lt=timezone.now() - timedelta(days=settings.SEARCH_DAYS))
    return old.delete()[0]
