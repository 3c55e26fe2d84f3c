"""Which long-term benefit was decided already for a person who asks for one?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bhxh_archive.models import User
from bhxh_archive.scoping import dossiers_of
from intake.models import Dossier, Person, Result, ResultKind
from intake.queries.people import found_by, ways_to
from intake.rules.likeness import traits_of
from intake.rules.long_term import LONG_TERM, SENT_OUT


def asks_for_long_term(procedure: str) -> bool:
    """Whether the procedure of that code may end with a pension, a one-time benefit or a monthly allowance."""
    return ResultKind.objects.filter(procedure__code=procedure, code__in=LONG_TERM).exists()


def decided_for(people: Iterable[Person]) -> dict[int, Result]:
    """Dossier id -> the issued decision on a long-term benefit of the insured among these people."""
    ids = [person.dossier_id for person in people if person.role == Person.Role.INSURED]
    rows = Result.objects.filter(dossier__in=ids, kind__in=LONG_TERM, void_at=None, versions__stage__in=SENT_OUT)
    return {row.dossier_id: row for row in rows.select_related("dossier")} if ids else {}


def decided_before(dossier: Dossier, user: User) -> list[Result]:
    """What was decided of that kind for the insured of a dossier that asks for it, by number of identity or insurance,
    as far as this person may see."""
    seen = Person.objects.filter(dossiers_of(user, "dossier__"), role=Person.Role.INSURED).exclude(dossier=dossier)
    insured = [person for person in dossier.persons.all() if person.role == Person.Role.INSURED]
    by_numbers = ways_to([replace(traits_of(person), name="") for person in insured])
    found = list(decided_for(found_by(seen, by_numbers)).values())
    return found if found and asks_for_long_term(dossier.procedure.code) else []
