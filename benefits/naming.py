"""What speaks against what a draft names as replaced, revoked or corrected, and what may it name?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from benefits.kinds import KINDS
from benefits.models import DocumentChange, Draft
from benefits.named import Act, Named, decisions_of, named_in, readable_in
from benefits.persons import beneficiary_of, deceased_in, same_beneficiary, same_numbers
from benefits.reading import Unreadable
from bhxh_archive.forms_in_force import text_of
from intake.models import Result
from intake.rules import was_issued

_PRINTS: Final = re.compile(r"#closing\b|\breplaces\b")
"""How a form that an administrator uploaded prints what is replaced: by our closing article, or by its own words."""


def replaceable_by(draft: Draft) -> list[Result]:
    """The decisions on the person of this draft that are in force and that it may replace, newest first."""
    same = same_numbers(beneficiary_of(draft), deceased_in(draft.dossier))
    if not same:
        return []
    rows = decisions_of(draft).filter(same, void_at=None).distinct()
    ended = DocumentChange.objects.live().ending().filter(earlier__isnull=False).values("earlier")
    return [row for row in rows.exclude(pk__in=ended).order_by("-dated", "-pk") if not _wrong(draft, row)]


def problems_of(draft: Draft, entries: Mapping[str, Any] | None = None) -> list[str]:
    """Why the draft may not name what it names, as saved or as typed; empty when nothing speaks against it."""
    try:
        named = named_in(draft, entries)
    except Unreadable as unreadable:
        return list(unreadable.problems)
    return list(against(draft, named)) if named else []


def said_naming(drafts: Iterable[Draft]) -> list[str]:
    """What these drafts do to issued documents and why, for who controls and who signs."""
    return [named.said for named in map(readable_in, drafts) if named]


def ended_twice(drafts: Iterable[Draft]) -> list[str]:
    """Decisions that two drafts of a dossier would end: only one of them could be signed."""
    named = (readable_in(draft) for draft in drafts)
    times = Counter(one.words for one in named if one and one.act != Act.CORRECTS)
    return [f"Hai dự thảo cùng thay thế, thu hồi {words}. Hãy bỏ một dự thảo." for words, n in times.items() if n > 1]


def against(draft: Draft, named: Named) -> Iterator[str]:
    """What speaks against it today, a sentence each."""
    if named.dated > timezone.localdate():
        yield f"{named.words}: ngày ban hành ở tương lai."
    result = decisions_of(draft).filter(pk=named.result).first() if named.result else None
    if result and (wrong := _wrong(draft, result)):
        yield f"{named.words} {wrong}"
    if other := _other_change(draft, named):
        yield f"{named.words} {_ended(draft, other)}"
    text = text_of(KINDS[draft.kind.code].template) if named.act == Act.REPLACES else None
    if text and not _PRINTS.search(text):
        yield "Mẫu đang dùng của quyết định này không in câu thay thế. Báo quản trị hệ thống sửa mẫu."


def _wrong(draft: Draft, result: Result) -> str:
    if result.void_at or not was_issued(result):
        return "chưa phát hành: văn bản chưa phát hành thì thu hồi trước phát hành để sửa."
    if not same_beneficiary(draft, result):
        return "không phải của người hưởng trong dự thảo này."
    return ""


def _other_change(draft: Draft, named: Named) -> DocumentChange | None:
    same = Q(earlier=named.result) if named.result else Q(earlier=None, named=named.key)
    rows = DocumentChange.objects.live().ending().filter(same).exclude(by__dossier=draft.dossier)
    return rows.select_related("by__dossier").first()


def _ended(draft: Draft, change: DocumentChange) -> str:
    """By what it was ended; of another office nobody is told more than that."""
    if change.by.dossier.settling_office_id != draft.dossier.settling_office_id:
        return f"đã {change.passive} bởi văn bản của đơn vị khác."
    done, waits = ("đã", "") if change.in_force_at else ("đang", ", chờ phát hành")
    return f"{done} {change.passive} bởi {change.by_words}{waits}."
