"""Do two drafts change the same decision at once: one adjusts it, the other adjusts, replaces or revokes it, too?

Each rests on the amount that the decision grants today: issued both, the amounts of both would be paid, or one would
change what the other has ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from django.db.models import Q

from benefits.doubts.excluding import GOING_UP
from benefits.earlier.adjusted_lines import line_in
from benefits.earlier.changing import CHOSEN, REVISION, TYPED, adjusted_in, granted_by, numbers_and_days
from benefits.earlier.named import CHOSEN as NAMED
from benefits.earlier.named import DAY, NUMBER, Act, act_of, readable_in
from benefits.models import DocumentChange, Draft
from benefits.models.changes import DECISION
from benefits.persons import same_beneficiary
from benefits.reading import Unreadable, day, text
from bhxh_archive.once import read_once
from bhxh_archive.text import inside, number_fold
from intake.models import Result

_DONE: Final[dict[str, str]] = {
    Act.ADJUSTS: "điều chỉnh",
    Act.REPLACES: "thay thế",
    Act.REVOKES: "thu hồi",
    Act.ANNULS: "hủy bỏ",
}


@dataclass(frozen=True)
class Target:
    """A decision that a draft changes: what is done to it; `result`: its id where it is one of this system."""

    act: str
    number: str
    dated: date
    result: int | None = None
    form: str = DECISION

    @property
    def words(self) -> str:
        return f"{inside(self.form)} số {self.number} ngày {self.dated:%d/%m/%Y}"

    def is_that_of(self, other: Target) -> bool:
        """Whether both change the same decision: by number and day, however these are written."""
        return (number_fold(self.number), self.dated) == (number_fold(other.number), other.dated)


def targets_of(draft: Draft) -> list[Target]:
    """What the draft changes as it is saved, as far as that can be read; a corrected wording changes no amount."""
    named = readable_in(draft)
    ends = named is not None and named.act != Act.CORRECTS
    found = [Target(named.act, named.number, named.dated, named.result, named.form)] if named and ends else []
    return [*found, *_adjusted(draft)] if draft.kind.code == REVISION else found


def _adjusted(draft: Draft) -> Iterator[Target]:
    try:
        words, result = adjusted_in(draft, draft.entries)
    except Unreadable:
        return
    if result:
        yield Target(Act.ADJUSTS, result.number, result.dated, result.pk)
        return
    yield from (Target(Act.ADJUSTS, number, day) for number, day in numbers_and_days(words))


def changed_twice(drafts: Iterable[Draft]) -> list[str]:
    """Decisions that one draft of a dossier adjusts and another changes, too; what two of them would end is told by
    `naming.ended_twice`."""
    told = [(draft, target) for draft in drafts for target in targets_of(draft)]
    pairs = [(target, more) for (one, target), (other, more) in combinations(told, 2) if one != other
             and _collide(one, target, other, more) and Act.ADJUSTS in (target.act, more.act)]  # fmt: skip
    return list(dict.fromkeys(f"Hai dự thảo cùng {_both(*pair)}. Hãy bỏ một dự thảo." for pair in pairs))


def _both(one: Target, other: Target) -> str:
    acts = dict.fromkeys(_DONE[target.act] for target in sorted((one, other), key=lambda target: target.act))
    return f"{', '.join(acts)} {one.words}"


def _collide(draft: Draft, target: Target, other: Draft, more: Target) -> bool:
    twice = target.act == more.act == Act.ADJUSTS
    return target.is_that_of(more) and (not twice or _of_one(draft, other, target))


def _of_one(draft: Draft, other: Draft, target: Target) -> bool:
    """Whether both adjust the same amount: a decision may pay each of several relatives, whoever the drafts are made
    out to."""
    data = _granted(target)
    lines = [line_in(one, one.entries, data) for one in (draft, other)]
    return lines[0] == lines[1] if all(lines) else same_beneficiary(draft, other)


def _granted(target: Target) -> dict[str, Any]:
    result = Result.objects.filter(pk=target.result).first() if target.result else None
    return granted_by(result) if result else {}


@read_once
def colliding(draft: Draft) -> list[str]:
    """What other dossiers of the office do to the decision that the draft changes, a sentence each: what goes up, and
    adjustments that pay already."""
    targets = targets_of(draft)
    others = list(_others(draft, targets)) if targets else []
    found = [(target, other, act) for other in others for target in targets for act in _acts_on(target, other)
             if not target.act == act == Act.ADJUSTS or _of_one(draft, other, target)]  # fmt: skip
    going_up = [f"Hồ sơ {other.dossier} đang trình {_DONE[act]} {target.words}, dự thảo này "
                f"{_DONE[target.act]} cùng văn bản." for target, other, act in found]  # fmt: skip
    replaced = {target.result for target in targets if target.act != Act.ADJUSTS and target.result}
    adjusted = (said for target in targets for said in _adjusted_already(draft, target, replaced))
    return list(dict.fromkeys([*going_up, *adjusted]))


def _acts_on(target: Target, other: Draft) -> Iterator[str]:
    """What another draft does to this decision, by what was chosen or typed there; asks the database nothing."""
    typed, key = other.entries, (number_fold(target.number), target.dated)
    by_number = number_fold(text(typed, NUMBER)) == key[0] and _day_of(typed) == key[1]
    if (act := act_of(other, typed)) != Act.CORRECTS and (_is_chosen(typed, NAMED, target) or by_number):
        yield act
    by_hand = [(number_fold(number), dated) for number, dated in numbers_and_days(text(typed, TYPED))]
    if other.kind.code == REVISION and (_is_chosen(typed, CHOSEN, target) or key in by_hand):
        yield Act.ADJUSTS


def _is_chosen(typed: Mapping[str, Any], field: str, target: Target) -> bool:
    return target.result is not None and text(typed, field) == str(target.result)


def _day_of(typed: Mapping[str, Any]) -> date | None:
    """The day of what is named by hand; what can't be read names nothing."""
    try:
        return day(typed, DAY)
    except Unreadable:
        return None


def _others(draft: Draft, targets: Iterable[Target]) -> Iterable[Draft]:
    """The drafts that go up elsewhere in the office and may name the same, chosen or by hand."""
    named = Q()
    for target in targets:
        first = target.number.split("/")[0]
        named |= Q(**{f"entries__{NUMBER}__icontains": first}) | Q(**{f"entries__{TYPED}__icontains": first})
        if target.result:
            chosen = str(target.result)
            named |= Q(**{f"entries__{NAMED}": chosen}) | Q(**{f"entries__{CHOSEN}": chosen})
    rows = Draft.objects.filter(named, dossier__state__in=GOING_UP, dropped_at=None).exclude(dossier=draft.dossier_id)
    rows = rows.filter(dossier__settling_office=draft.dossier.settling_office_id).order_by("pk")
    related = ("kind", "receiver", "dossier__settling_office", "dossier__procedure")
    return rows.select_related(*related).prefetch_related("dossier__persons")


def _adjusted_already(draft: Draft, target: Target, replaced: Collection[int]) -> Iterator[str]:
    """By decisions that are in force and that the draft does not end itself."""
    if target.act != Act.ADJUSTS or target.result is None:
        return
    ended = DocumentChange.objects.in_force().ending().filter(earlier__isnull=False).values("earlier")
    rows = DocumentChange.objects.in_force().filter(act=Act.ADJUSTS, earlier=target.result).exclude(by__in=ended)
    rows = rows.exclude(by__dossier=draft.dossier_id).exclude(by__in=replaced)
    for row in rows.select_related("by__dossier", "by__receiver").prefetch_related("by__dossier__persons"):
        line, adjusted = line_in(draft, draft.entries, _granted(target)), granted_by(row.by).get("line")
        if line == adjusted if line and adjusted else same_beneficiary(draft, row.by):
            yield (f"{target.words[:1].upper()}{target.words[1:]} đã được điều chỉnh{_from(row)} bởi {row.by_words}: "
                   "điều chỉnh quyết định đó, nếu không cả hai mức mới cùng được chi trả.")  # fmt: skip


def _from(row: DocumentChange) -> str:
    return f" từ ngày {row.since:%d/%m/%Y}" if row.since else ""
