"""Whom is a result about, who may receive it, and how is that person spoken to?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q

from benefits.models import Draft
from bhxh_archive.once import read_once
from bhxh_archive.text import fold
from intake.models import Dossier, Person, Result

NUMBERS: Final = ("personal_id", "insurance_number")
"""By which a person is known again in another dossier."""


class Identity(NamedTuple):
    """By what a person is known again: the name, the birth as it is printed, the numbers of identity and insurance."""

    name: str
    born: str
    id_number: str = ""
    insurance_number: str = ""

    def shares_a_number(self, other: Identity) -> bool | None:
        """Whether a number is the same; None where there is none that both have."""
        pairs = ((self.id_number, other.id_number), (self.insurance_number, other.insurance_number))
        known = [pair for pair in pairs if all(pair)]
        return any(mine == yours for mine, yours in known) if known else None

    def is_that_of(self, other: Identity) -> bool:
        """By a number that both have; by name and birth where they have none in common."""
        shared = self.shares_a_number(other)
        return (fold(self.name), self.born) == (fold(other.name), other.born) if shared is None else shared

    def may_be_that_of(self, other: Identity) -> bool:
        """The same where less of the birth may be known of one than of the other."""
        shared = self.shares_a_number(other)
        fits = self.born.endswith(other.born) or other.born.endswith(self.born)
        return fits and fold(self.name) == fold(other.name) if shared is None else shared


def insured_in(dossier: Dossier) -> Person | None:
    """The living insured person of the dossier; survivors' dossiers have none."""
    return _first(dossier, Person.Role.INSURED)


def deceased_in(dossier: Dossier) -> Person | None:
    """The person whose death the dossier is about."""
    return _first(dossier, Person.Role.DECEASED)


def _first(dossier: Dossier, role: Person.Role) -> Person | None:
    return next((person for person in _people(dossier) if person.role == role), None)


@read_once
def _people(dossier: Dossier) -> Sequence[Person]:
    return list(dossier.persons.all())


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
    return same_death(draft, result) and _same(beneficiary_of(draft), beneficiary_of(result))


def same_death(draft: Draft, result: Draft | Result) -> bool:
    """Whether a decision is about the same dead where the draft is about a death at all."""
    dead = deceased_in(draft.dossier)
    return dead is None or _same(dead, deceased_in(result.dossier))


def identity_of(person: Person) -> Identity:
    """As reception registered this person."""
    return Identity(person.full_name, person.born, person.personal_id, person.insurance_number)


def _same(one: Person | None, other: Person | None) -> bool:
    return one is not None and other is not None and identity_of(one).is_that_of(identity_of(other))


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
