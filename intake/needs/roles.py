"""Whom does a procedure want registered, and who of these is missing? Predicates; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, Q

from bhxh_archive.money import dong
from intake.models import Dossier, ListLine, Person, ResultKind
from intake.queries import takes_list
from intake.rules.problems import Problem


def roles_left(wanted: Iterable[Sequence[str]], there: Collection[str]) -> list[Sequence[str]]:
    """The groups of roles, as the catalogue has them in `required_roles`, of which nobody is registered."""
    return [group for group in wanted if not set(group) & set(there)]


def missing_persons(dossier: Dossier) -> list[str]:
    """One sentence per person whom the procedure can't be settled without."""
    there = {person.role for person in dossier.persons.all()}
    if _listed(dossier):
        there.add(Person.Role.LIST_MEMBER)
    left = roles_left(dossier.procedure.wanted_roles, there)
    return [_missing(dossier, group) for group in left]


def _missing(dossier: Dossier, group: Sequence[str]) -> Problem:
    """An employer's people come with the list; everybody else is registered one by one."""
    nobody = f"Chưa ghi {_one_of(group)}."
    if Person.Role.LIST_MEMBER in group and takes_list(dossier.procedure):
        return Problem(_untaken(dossier) or nobody, "employer_list")
    return Problem(nobody, "edit_registration")


def _untaken(dossier: Dossier) -> str:
    """What is to be done with a list that came and of which no line was taken yet; "" where none came."""
    standings = list(ListLine.objects.filter(list__dossier=dossier).values_list("standing", flat=True))
    if good := standings.count(ListLine.Standing.GOOD):
        return f"Danh sách của đơn vị đã nhập, chưa nhận dòng nào: nhận {dong(good)} dòng hợp lệ."
    return "Danh sách của đơn vị chưa có dòng nào hợp lệ: sửa các dòng rồi nhận." if standings else ""


def _listed(dossier: Dossier) -> bool:
    """Whether an employer's list names somebody: a taken line, or any that was split off another dossier."""
    lines = ListLine.objects.filter(list__dossier=dossier)
    return lines.filter(Q(standing=ListLine.Standing.TAKEN) | ~Q(origin=F("list"))).exists()


def missing_facts(dossier: Dossier) -> list[str]:
    """What a decision can't be computed without: year of birth and sex of whom it is about (Law 41/2024 arts 64-66)."""
    if not dossier.procedure.result_kinds.filter(role=ResultKind.Role.DECISION).exists():
        return []
    about = [person for person in dossier.persons.all() if person.role == Person.Role.INSURED]
    return [
        Problem(f"Chưa ghi {', '.join(lacking)} của {person.full_name}.", "edit_registration")
        for person in about
        if (lacking := _lacking(person))
    ]


def _lacking(person: Person) -> list[str]:
    wanted = (("năm sinh", person.birth_year), ("giới tính", person.sex))
    return [name for name, value in wanted if not value]


def _one_of(group: Sequence[str]) -> str:
    return " hoặc ".join(Person.Role(role).label.lower() for role in group)
