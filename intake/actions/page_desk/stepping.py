"""How is a press of the page desk noted, so that it can be taken back? By how the pages stood before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, TypeVar, cast

from bhxh_archive.models import User
from intake.actions.dossier.locking import lock_for_pages
from intake.models import Dossier, PageStep
from intake.queries.steps import ACCEPTED, PLACE, State, findings_standing, pages_standing

Action = TypeVar("Action", bound=Callable[..., Any])
GUARDS: Final = {"ordinal": "component_id"}
"""A place is one of a component: a field on the left says nothing without the one on the right."""
_noting: ContextVar[bool] = ContextVar("noting", default=False)


def one_step(verb: str, watch: Sequence[str] = PLACE) -> Callable[[Action], Action]:
    """Note what the action changes as one step; an action called by another one belongs to the step of that one.

    Inside the transaction of the action, whose `dossier` is locked first. Raises as `lock_for_pages`.
    """

    def wrap(action: Action) -> Action:
        @wraps(action)
        def run(*, dossier: Dossier, by: User, **arguments: Any) -> Any:
            if _noting.get():
                return action(dossier=dossier, by=by, **arguments)
            with _noted(lock_for_pages(dossier, by), verb, watch, by):
                return action(dossier=dossier, by=by, **arguments)

        return cast("Action", run)

    return wrap


@contextmanager
def _noted(dossier: Dossier, verb: str, watch: Sequence[str], by: User) -> Iterator[None]:
    before = _standing(dossier, watch)
    token = _noting.set(True)
    try:
        yield
    finally:
        _noting.reset(token)
    after = _standing(dossier, watch)
    if changed := _changed(before, after):
        kind = "findings" if watch is ACCEPTED else "pages"
        PageStep.objects.create(folder_id=dossier.folder_id, verb=verb, changes={kind: changed}, by=by)


def _standing(dossier: Dossier, watch: Sequence[str]) -> State:
    if watch is ACCEPTED:
        return findings_standing(dossier.folder_id)
    return pages_standing(dossier.folder_id, watch)


def _changed(before: State, after: State) -> dict[str, dict[str, list[Any]]]:
    """What is another now; pages that a worker put in meanwhile are nobody's step."""
    there = ((pk, before[pk], after[pk]) for pk in before if pk in after)
    return {pk: _pairs(was, now) for pk, was, now in there if was != now}


def _pairs(was: dict[str, Any], now: dict[str, Any]) -> dict[str, list[Any]]:
    """Every field that changed, and those that give it its meaning."""
    fields = [field for field in was if was[field] != now[field]]
    guards = [guard for field, guard in GUARDS.items() if field in fields]
    alive = ["out"] if "out" in was else []
    return {field: [was[field], now[field]] for field in dict.fromkeys([*fields, *guards, *alive])}
