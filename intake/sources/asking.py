"""How is a source asked so that a request never hangs, whatever the source does?"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from intake.sources import Found, Source, SourceDown, Wanted

logger = logging.getLogger(__name__)


def source_of(code: str) -> Source:
    """The adapter of this installation for the source. Raises SourceDown where none is configured."""
    if not settings.LOOKUP_FOLDER and settings.LOOKUP_ADAPTER.startswith("intake.sources.files."):
        raise SourceDown("no source is configured")
    source: Source = import_string(settings.LOOKUP_ADAPTER)(code, Path(settings.LOOKUP_FOLDER))
    return source


def ask(code: str, wanted: Wanted) -> Sequence[Found]:
    """What the source says within LOOKUP_SECONDS. Raises SourceDown; the log gets the reason and no identifier."""
    answers: queue.SimpleQueue[Sequence[Found] | Exception] = queue.SimpleQueue()
    thread = threading.Thread(target=_ask, args=(code, wanted, answers), daemon=True, name=f"look up {code}")
    thread.start()
    try:
        answer = answers.get(timeout=settings.LOOKUP_SECONDS)
    except queue.Empty:
        answer = SourceDown("no answer in time")
    if isinstance(answer, Exception):
        logger.warning("source %s, query %s: %s", code, wanted.query_id, _reason(answer))
        raise SourceDown from answer
    return answer


def _ask(code: str, wanted: Wanted, answers: queue.SimpleQueue[Sequence[Found] | Exception]) -> None:
    try:
        answers.put(list(source_of(code).look_up(wanted, seconds=settings.LOOKUP_SECONDS)))
    except Exception as error:  # an adapter is foreign code: whatever it raises, the counter goes on
        answers.put(error)


def _reason(error: Exception) -> str:
    """What a foreign error is called, without its text: that may name a person."""
    return str(error) if isinstance(error, SourceDown) else type(error).__name__
