"""How does a page that only shows, or a judgement, ask the database once for what its parts read of the same row?

Only a row that was opened to be shown keeps what was read of it, and one that is judged for as long as that takes;
one that is worked on is read afresh each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)
More = ParamSpec("More")
Found = TypeVar("Found")
_KEPT: Final = "_kept_reads"


def keep_reads(row: Model) -> None:
    """From now on every `read_once` of this very object is made one time: nothing is written while it is at hand."""
    row.__dict__.setdefault(_KEPT, {})


def keeps_reads(row: Model) -> bool:
    """Whether it was opened to be shown."""
    return _KEPT in row.__dict__


@contextmanager
def keeping_reads(row: Model) -> Iterator[None]:
    """As `keep_reads`, while the block runs, which writes nothing."""
    if keeps_reads(row):
        yield
        return
    keep_reads(row)
    try:
        yield
    finally:
        del row.__dict__[_KEPT]


def read_once(read: Callable[Concatenate[Row, More], Found]) -> Callable[Concatenate[Row, More], Found]:
    """The read, made once for a row that keeps its reads; what else it is told must be hashable.

    What it found is shared by all who ask: nobody changes it in place.
    """

    @wraps(read)
    def found(row: Row, *args: More.args, **more: More.kwargs) -> Found:
        if not keeps_reads(row):
            return read(row, *args, **more)
        kept = row.__dict__[_KEPT]
        key = (read, args, tuple(sorted(more.items())))
        if key not in kept:
            kept[key] = read(row, *args, **more)
        return kept[key]  # type: ignore[no-any-return]

    return found
