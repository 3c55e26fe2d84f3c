"""What speaks against what a draft names as replaced, revoked or corrected, and what may it name?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from benefits.earlier.changing import REVISION, paying
from benefits.earlier.named import (
    CORRECTION,
    REISSUE,
    Act,
    Named,
    act_of,
    document_in,
    documents_of,
    named_in,
    readable_in,
)
from benefits.kinds import KINDS
from benefits.models import DocumentChange, Draft, form_of
from benefits.models.changes import DECISION
from benefits.persons import same_beneficiary
from benefits.reading import Unreadable
from benefits.whose import about_the_same, dossiers_about, lists_about, unit_of
from benefits.wording.letters import TEMPLATE
from bhxh_archive.forms_in_force import text_of
from bhxh_archive.once import read_once
from bhxh_archive.text import inside
from intake.models import Result, ResultKind
from intake.rules import was_issued

_PRINTS: Final = re.compile(r"#closing\b|#replacing\b|\breplaces\b")
"""How a form that an administrator uploaded prints what is replaced: by a part of the layout, or its own words."""


_ADJUSTS: Final = (
    "không thay thế được: quyết định điều chỉnh không thay thế và không bị thay thế. Hủy bỏ quyết định điều chỉnh sai "
    "bằng Quyết định thu hồi, hủy bỏ, rồi ra quyết định điều chỉnh mới cho quyết định đang hưởng."
)


def replaceable_by(draft: Draft) -> list[Result]:
    """The documents about whom this draft is about that are in force and that it may name, newest first."""
    lists, act = set(lists_about(draft)), act_of(draft, draft.entries)
    about = frozenset((*lists, *dossiers_about(draft)))
    return [row for row in _in_force(draft, about)
            if (row.dossier_id in lists or same_beneficiary(draft, row))
            and not _of_another_form(draft, row, act) and not _adjusts(draft, row, act)]  # fmt: skip


def adjustable_by(draft: Draft) -> list[Result]:
    """The decisions of other dossiers in force that pay the person of the draft, be it among several relatives, newest
    first."""
    elsewhere = frozenset(dossiers_about(draft)) - {draft.dossier_id}
    return paying(draft, [row for row in _in_force(draft, elsewhere) if form_of(row.doc_type) == DECISION])


@read_once
def _in_force(draft: Draft, about: frozenset[int]) -> list[Result]:
    """Of these dossiers."""
    rows = documents_of(draft).filter(dossier__in=about, void_at=None)
    ended = DocumentChange.objects.live().ending().filter(earlier__isnull=False).values("earlier")
    return [row for row in rows.exclude(pk__in=ended).order_by("-dated", "-pk") if was_issued(row)]


def _of_another_form(draft: Draft, result: Result, act: str) -> bool:
    """Wrong content is replaced by a document of equal form (NĐ 30/2020 art. 18.3); not every letter is an answer."""
    other = {CORRECTION, REISSUE} - {draft.kind.code}
    equal = form_of(draft.kind.doc_type) == form_of(result.doc_type) and result.kind not in other
    return act == Act.REPLACES and not equal


def _adjusts(draft: Draft, result: Result | None, act: str) -> bool:
    """Whether one of both only adjusts a decision: replaced, it would leave open whose amount goes on until when. One
    that replaces anything, be it none of this system, adjusts nothing when it is issued."""
    return act == Act.REPLACES and REVISION in (draft.kind.code, result.kind if result else "")


def problems_of(draft: Draft, entries: Mapping[str, Any] | None = None) -> list[str]:
    """Why the draft may not name what it names, as saved or as typed; empty when nothing speaks against it."""
    try:
        named = named_in(draft, entries)
    except Unreadable as unreadable:
        return list(unreadable.problems)
    return [*_left_out(draft, named), *(against(draft, named) if named else ())]


def _left_out(draft: Draft, named: Named | None) -> Iterator[str]:
    """A list that was received in the place of another would pay the same lines twice, did it not replace that one."""
    unit = unit_of(draft) if draft.kind.role == ResultKind.Role.LIST else None
    if unit is None or unit.replaces is None:
        return
    replaced = documents_of(draft).filter(dossier=unit.replaces.dossier_id)
    if named is None or not replaced.filter(pk=named.result or 0).exists():
        yield (f"Danh sách này được nhận để thay thế danh sách của hồ sơ {unit.replaces.dossier}: hãy chọn văn bản đó "
               "ở «Thay thế danh sách đã ban hành».")  # fmt: skip


def said_naming(drafts: Iterable[Draft]) -> list[str]:
    """What these drafts do to issued documents and why, for who controls and who signs."""
    return [named.said for named in map(readable_in, drafts) if named]


def ended_twice(drafts: Iterable[Draft]) -> list[str]:
    """Documents that two drafts of a dossier would end: only one of them could be signed."""
    named = (readable_in(draft) for draft in drafts)
    times = Counter(one.words for one in named if one and one.act != Act.CORRECTS)
    return [f"Hai dự thảo cùng thay thế, thu hồi {words}. Hãy bỏ một dự thảo." for words, n in times.items() if n > 1]


def against(draft: Draft, named: Named) -> Iterator[str]:
    """What speaks against it today, a sentence each."""
    if named.dated > timezone.localdate():
        yield f"{named.words}: ngày ban hành ở tương lai."
    result = document_in(draft, named.result) if named.result else None
    if wrong := _wrong(draft, result, named.act):
        yield f"{named.words} {wrong}"
    if other := _other_change(draft, named):
        yield f"{named.words} {_ended(draft, other)}"
    text = text_of(_template_of(draft)) if named.act == Act.REPLACES else None
    if text and not _PRINTS.search(text):
        yield "Mẫu đang dùng của văn bản này không in câu thay thế. Báo quản trị hệ thống sửa mẫu."


def _template_of(draft: Draft) -> str:
    return TEMPLATE if draft.kind.role == ResultKind.Role.ANSWER else KINDS[draft.kind.code].template


def _wrong(draft: Draft, result: Result | None, act: str) -> str:
    unfit = _unfit(draft, result, act) if result else ""
    return unfit or (_ADJUSTS if _adjusts(draft, result, act) else "")


def _unfit(draft: Draft, result: Result, act: str) -> str:
    if result.void_at or not was_issued(result):
        return "chưa phát hành: văn bản chưa phát hành thì thu hồi trước phát hành để sửa."
    if not about_the_same(draft, result):
        return "không phải của người hưởng, đơn vị trong dự thảo này."
    if _of_another_form(draft, result, act):
        return f"không thay thế được bằng {inside(form_of(draft.kind.doc_type))}: thay thế phải cùng hình thức văn bản."
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
