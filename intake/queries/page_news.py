"""Did pages come into a dossier, or become others, since its page desk was shown? One query, however many pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.postgres.aggregates import BitXor
from django.db.models import BigIntegerField, Count, Func, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from intake.models import Dossier, Page

_LOOKS: Final = ("pk", "image", "rotation", "shape", "kind", "component")
"""By what a page is another one: as when every page is confirmed at once."""


@dataclass(frozen=True)
class News:
    """How many pages `came` since, and whether one of those that were there looks another way, or is gone."""

    came: int
    changed: bool

    def __bool__(self) -> bool:
        return bool(self.came or self.changed)

    @property
    def key(self) -> str:
        """Another one when something else is to be told."""
        return f"{self.came}{'+' if self.changed else ''}" if self else ""

    @property
    def words(self) -> str:
        came = f"có {self.came} trang mới" if self.came else ""
        changed = "có trang đã đổi" if self.changed else ""
        return ", ".join(filter(None, [came, changed]))


def standing(dossier: Dossier) -> str:
    """`812.8f3a`: the newest living page by its id, and a mark of how all of them look."""
    found = _pages(dossier).aggregate(top=Max("pk"), mark=_marked(Q()))
    return _written(found["top"] or 0, found["mark"])


def news_since(dossier: Dossier, seen: str) -> News:
    """What is another now than such a text says; nothing where it is none."""
    known = seen.partition(".")[0]
    if not (known.isascii() and known.isdecimal() and len(known) < 19):
        return News(0, False)
    top = int(known)
    found = _pages(dossier).aggregate(came=Count("pk", filter=Q(pk__gt=top)), mark=_marked(Q(pk__lte=top)))
    return News(found["came"], _written(top, found["mark"]) != seen)


def _pages(dossier: Dossier) -> QuerySet[Page]:
    return Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None).order_by()


def _written(top: int, mark: int | None) -> str:
    return f"{top}.{(mark or 0) % (1 << 64):x}"


def _marked(which: Q) -> BitXor:
    words = [Coalesce(Cast(name, TextField()), Value(""), output_field=TextField()) for name in _LOOKS]
    parted = [part for word in words for part in (word, Value("/", TextField()))]
    hashed = Func(Concat(*parted), Value(0), function="hashtextextended", output_field=BigIntegerField())
    return BitXor(hashed, filter=which) if which else BitXor(hashed)
