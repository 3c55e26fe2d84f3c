"""Which issued decisions on the same person stand against a draft: a benefit that excludes it, or months used already?

Pension, one-time benefit and monthly allowance rest on the same contributions (Law 41/2024 arts 23, 64, 70): nobody
gets two of them without a reason. Months that a one-time benefit paid out give the relatives of the dead nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from benefits.arithmetic.months import Month, each_month
from benefits.calculation import periods_of
from benefits.earlier.named import Named, readable_in
from benefits.kinds import LUMP_SUM, kind_of
from benefits.models import DocumentChange, Draft
from bhxh_archive.lifecycle import State
from bhxh_archive.once import read_once
from bhxh_archive.text import number_fold
from intake.models import Person, Result, ResultVersion
from intake.rules.long_term import LONG_TERM, SENT_OUT

GOING_UP: Final = (State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED)
"""Where a dossier is whose draft was proposed and is not issued yet."""


@dataclass(frozen=True)
class Earlier:
    """An issued decision in force, and the months of contribution that the draft counts once more, in order of time."""

    result: Result
    months: tuple[Month, ...]

    def said_in(self, draft: Draft) -> str:
        """Of another office's decision nobody is told more than that there is one."""
        dossier = self.result.dossier
        if dossier.settling_office_id != draft.dossier.settling_office_id:
            return "Cùng người này đã có quyết định của đơn vị khác."
        which = f"«{self.result.title}» số {self.result.number} ngày {self.result.dated:%d/%m/%Y}"
        return f"Cùng người này đã có {which} (hồ sơ {dossier}){self._twice()}."

    def _twice(self) -> str:
        if not self.months:
            return ""
        return f", trùng {len(self.months)} tháng đóng trong khoảng {self.months[0]} - {self.months[-1]}"


@read_once
def excluding(draft: Draft) -> list[Earlier]:
    """What stands against the draft, oldest first; what it replaces does not."""
    person = _whose(draft)
    found = _in_force(draft, person) if person else []
    named = readable_in(draft) if found else None
    others = [result for result in found if not (named and _is(named, result))]
    used = _months_of(others) if others else {}
    wanted = _counted(draft) if others else set()
    both = (Earlier(row, tuple(sorted(wanted & used.get((row.dossier_id, row.kind), set())))) for row in others)
    return [earlier for earlier in both if _collides(draft, earlier)]


def under_way(draft: Draft) -> list[str]:
    """What goes up for the same person in other dossiers at the same time, a sentence each: whichever is issued first
    stands against the other."""
    person = _whose(draft) if draft.kind.code in LONG_TERM else None
    same = _same_numbers(person) if person else None
    if not same:
        return []
    rows = Draft.objects.filter(dossier__in=_about(draft, same), dossier__state__in=GOING_UP, dropped_at=None)
    found = rows.filter(kind__code__in=LONG_TERM).select_related("dossier", "kind").order_by("pk")
    return list(dict.fromkeys(_going_up(draft, other) for other in found))


def _going_up(draft: Draft, other: Draft) -> str:
    if other.dossier.settling_office_id != draft.dossier.settling_office_id:
        return "Cùng người này đang có hồ sơ của đơn vị khác chờ quyết định."
    return f"Cùng người này đang có hồ sơ {other.dossier} chờ «{other.kind.name}»."


def _whose(draft: Draft) -> Person | None:
    """On whose contributions the draft rests; None where those of another decision leave it as it is."""
    kind = kind_of(draft.kind.code)
    person = kind.of(draft) if kind else None
    after_death = person and person.role == Person.Role.DECEASED
    return person if after_death or draft.kind.code in LONG_TERM else None


def _in_force(draft: Draft, person: Person) -> list[Result]:
    same = _same_numbers(person)
    if not same:
        return []
    issued = ResultVersion.objects.filter(stage__in=SENT_OUT).values("result")
    ended = DocumentChange.objects.in_force().ending().filter(earlier__isnull=False).values("earlier")
    rows = Result.objects.filter(dossier__in=_about(draft, same), main=True, kind__in=LONG_TERM, void_at=None)
    rows = rows.filter(pk__in=issued)
    return list(rows.exclude(pk__in=ended).select_related("dossier").order_by("pk"))


def _about(draft: Draft, same: Q) -> QuerySet[Person, Any]:
    """The other dossiers about the person with these numbers."""
    return Person.objects.filter(same, role=Person.Role.INSURED).exclude(dossier=draft.dossier).values("dossier")


def _same_numbers(person: Person) -> Q:
    """By the number of today's card, of the older one, or of insurance."""
    ids = {person.personal_id, person.old_id} - {""}
    same = Q(personal_id__in=ids) | Q(old_id__in=ids) if ids else Q()
    return same | Q(insurance_number=person.insurance_number) if person.insurance_number else same


def _is(named: Named, result: Result) -> bool:
    """What another office decided is named by hand."""
    same = (number_fold(named.number), named.dated) == (result.number_folded, result.dated)
    return named.result == result.pk or (named.result is None and same)


def _months_of(results: list[Result]) -> dict[tuple[int, str], set[Month]]:
    """Dossier and kind of decision -> the months that its draft counted."""
    rows = Draft.objects.filter(dossier__in=[row.dossier_id for row in results], dropped_at=None)
    drafts = rows.filter(kind__code__in=LONG_TERM).select_related("kind").prefetch_related("periods")
    return {(draft.dossier_id, draft.kind.code): _counted(draft) for draft in drafts}


def _counted(draft: Draft) -> set[Month]:
    rows = (row for row in periods_of(draft) if row.counted)
    return {month for row in rows for month in each_month(row.start, row.end)}


def _collides(draft: Draft, earlier: Earlier) -> bool:
    """After a death only months that were paid out count: a pension ends with who drew it."""
    return draft.kind.code in LONG_TERM or (earlier.result.kind == LUMP_SUM.code and bool(earlier.months))
