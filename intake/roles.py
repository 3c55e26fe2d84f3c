"""Whom does a procedure want registered, and who of these is missing? Predicates; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from intake.models import Dossier, Person
from intake.problems import Problem


def roles_left(wanted: Iterable[Sequence[str]], there: Collection[str]) -> list[Sequence[str]]:
    """The groups of roles, as the catalogue has them in `required_roles`, of which nobody is registered."""
    return [group for group in wanted if not set(group) & set(there)]


def missing_persons(dossier: Dossier) -> list[str]:
    """One sentence per person whom the procedure can't be settled without."""
    there = {person.role for person in dossier.persons.all()}
    left = roles_left(dossier.procedure.wanted_roles, there)
    return [Problem(f"Chưa ghi {_one_of(group)}.", "edit_registration") for group in left]


def _one_of(group: Sequence[str]) -> str:
    return " hoặc ".join(Person.Role(role).label.lower() for role in group)
