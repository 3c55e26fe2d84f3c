"""Whom is a result about, who may receive it, and how is that person spoken to?"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from benefits.models import Draft
from bhxh_archive.text import fold
from intake.models import Dossier, Person, Result

NUMBERS: Final = ("personal_id", "insurance_number")
"""By which a person is known again in another dossier."""


def insured_in(dossier: Dossier) -> Person | None:
    """The living insured person of the dossier; survivors' dossiers have none."""
    return _first(dossier, Person.Role.INSURED)


def deceased_in(dossier: Dossier) -> Person | None:
    """The person whose death the dossier is about."""
    return _first(dossier, Person.Role.DECEASED)


def _first(dossier: Dossier, role: Person.Role) -> Person | None:
    return next((person for person in dossier.persons.all() if person.role == role), None)


def insured_of(draft: Draft) -> Person | None:
    """The person a decision is computed for: the insured, in a list the member it is made out to."""
    return insured_in(draft.dossier) or draft.receiver


def receiver_of(draft: Draft) -> Person | None:
    """The person a result is written to: who was chosen for it, else the insured."""
    return draft.receiver or insured_in(draft.dossier)


def may_receive(person: Person, dossier: Dossier) -> bool:
    """A result goes to a living person of the same dossier."""
    return person.dossier_id == dossier.pk and person.role != Person.Role.DECEASED


def beneficiary_of(one: Draft | Result) -> Person | None:
    """Whose benefit a draft or a signed decision is about."""
    return insured_in(one.dossier) or one.receiver


def same_beneficiary(draft: Draft, result: Draft | Result) -> bool:
    """Whether a decision is about the person of the draft; where that is about a death, also about the same dead."""
    dead = deceased_in(draft.dossier)
    same = dead is None or _same(dead, deceased_in(result.dossier))
    return same and _same(beneficiary_of(draft), beneficiary_of(result))


def _same(one: Person | None, other: Person | None) -> bool:
    """By a number that both have; by name and birth where they have none in common."""
    if one is None or other is None:
        return False
    pairs = [(getattr(one, name), getattr(other, name)) for name in NUMBERS]
    if known := [pair for pair in pairs if all(pair)]:
        return any(mine == yours for mine, yours in known)
    return (fold(one.full_name), one.born) == (fold(other.full_name), other.born)


def same_numbers(*people: Person | None) -> Q:
    """The results of dossiers about anybody who has a number in common with one of these people."""
    values = [(name, getattr(person, name)) for person in people if person for name in NUMBERS]
    return reduce(or_, (Q(**{f"dossier__persons__{name}": value}) for name, value in values if value), Q())


def receivers_in(dossier: Dossier) -> list[Person]:
    """Who may be chosen beside the insured, to whom a result goes by itself."""
    return [person for person in dossier.persons.all()
            if may_receive(person, dossier) and person.role != Person.Role.INSURED]  # fmt: skip


def address(person: Person | None) -> str:
    """`ông`, `bà`, or `ông/bà` where the sex is not known."""
    return person.salutation if person else "ông/bà"


def addressed(person: Person | None) -> str:
    """`bà Phạm Thị Hường`; `người hưởng` where nobody is known."""
    return f"{address(person)} {person.full_name}" if person else "người hưởng"
