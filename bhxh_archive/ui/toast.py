"""How does a message carry its own undo?"""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_MARK = "undo:"


def undoable(request: HttpRequest, text: str, *, undo_url: str) -> None:
    """Say what was done and offer to undo it by a POST to `undo_url`."""
    messages.success(request, text, extra_tags=_MARK + undo_url)


def undo_url(message: Message) -> str:
    """The address that undoes what a message tells, or ''."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_MARK) if tags.startswith(_MARK) else ""


def tone(message: Message) -> str:
    """good, warn, bad or active, from the level of a message."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(message.level_tag, "active")
