"""Which verbs can be pressed for many dossiers at once? Data; rooms register theirs in `desks.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Final

from bhxh_archive.models import User
from bhxh_archive.ui.frame import Action
from intake.models import BulkLine, Dossier

DESPITE: Final = "vẫn làm"
"""What stands as entry of a line that the verb leaves out unless somebody wants it knowingly."""
MOST: Final = 500
"""Dossiers of one run: more are another run."""
Act = Callable[[Dossier, User, str], str]
Sums = Callable[[User, Dossier], dict[str, int]]


@dataclass(frozen=True)
class Foretold:
    """What a dossier will get, what is doubtful about it, and what is `left` to do afterwards ("" for nothing)."""

    gets: str
    doubt: str = ""
    left: str = ""


@dataclass(frozen=True)
class BulkVerb:
    """A verb on the rows of one queue: `act(dossier, user, entry)` does it to one of them and says what became of it
    ("" for nothing to say), or raises an ActionError.

    `asks` is the label of what has to be typed for each dossier ("" for nothing), a code unless it is `in_words`;
    `hint` says how, `for_all` is the label of what is typed once into all of these boxes ("" for no such box); `typed`
    is what is there already, by the id of the dossier. Where there are `options` (value, label), one is chosen for all
    of them instead; `nobody` says why nothing can be done where they are none.
    `foretell` says what each of the lines found possible gets, by its id; `doubts`, in the rehearsal, what must be
    looked at in one of them ("" for nothing).

    The rehearsal does the act and takes it back. An act that reaches outside has a `rehearse` in its place; what that
    does stays where it `prepares` the act. `confirm` asks for the password, in words ("" for no password); `by_server`
    says of whom it asks the second factor too: a key of the server is going to sign. `sums` are
    what the dossiers add up to, by what is counted; `page` is where one of them is looked at, `afterwards` where it is
    looked at once that is done or can't be; `despite` is the label of the box that has a skipped line taken after all,
    `wilful` finds the dossiers (ids) that have it, with DESPITE as their entry;
    `mended` says where what keeps skipped dossiers (ids) back is put right, if elsewhere than on their own page: the
    name of the address and the words of the link to it.
    `then` is what comes next once all is done, `so_far` what is done then with the `{sums}`, where the label would
    promise more than that; `waits` says which of the dossiers done still wait for the person's own hand, and what to do
    ("" for none); `around` is held while all of them are done, for what they share.
    `offered` says whether the queue shows it to this person today.
    """

    slug: str
    queue: str
    label: str
    act: Act
    asks: str = ""
    hint: str = ""
    in_words: bool = False
    for_all: str = ""
    options: Callable[[User], Sequence[tuple[str, str]]] | None = None
    nobody: str = ""
    typed: Callable[[User, Sequence[Dossier]], dict[int, str]] = lambda user, dossiers: {}
    foretell: Callable[[User, Sequence[BulkLine]], dict[int, Foretold]] = lambda user, lines: {}
    doubts: Callable[[Dossier], str] = lambda dossier: ""
    rehearse: Act | None = None
    prepares: bool = False
    confirm: str = ""
    by_server: Callable[[User], bool] = lambda user: False
    sums: Sums = lambda user, dossier: {}
    page: str = "dossier"
    afterwards: str = "dossier"
    despite: str = ""
    wilful: Callable[[Sequence[Dossier]], set[int]] = lambda dossiers: set()
    mended: Callable[[Sequence[Dossier]], dict[int, tuple[str, str]]] = lambda dossiers: {}
    then: Callable[[User], Action | None] = lambda user: None
    so_far: str = ""
    waits: Callable[[User, Sequence[Dossier]], str] = lambda user, dossiers: ""
    around: Callable[[], AbstractContextManager[object]] = nullcontext
    offered: Callable[[User], bool] = lambda user: True


_registry: dict[str, BulkVerb] = {}


def register(verb: BulkVerb) -> BulkVerb:
    """Put a verb above the rows of its queue."""
    _registry[verb.slug] = verb
    return verb


def find(slug: str) -> BulkVerb | None:
    """The verb of that name."""
    return _registry.get(slug)


def verbs_of(queue: str, user: User) -> list[BulkVerb]:
    """What this person can do to many rows of the queue at once."""
    return [verb for verb in _registry.values() if verb.queue == queue and verb.offered(user)]
