"""Which people on record may be the one who stands at the counter, or who is in another dossier?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from bhxh_archive.models import User
from bhxh_archive.scoping import dossiers_of
from intake.models import Person
from intake.rules.likeness import Traits, traits_of, why_same

EACH: Final = 40
"""So many rows are looked at by each way; a common name on a common birthday is rarer."""
_LETTERS: Final = 6
"""From so many letters on the beginning of a name is looked for while it is typed."""
_DIGITS: Final = 9
AT_ONCE: Final = 20
ABOUT: Final = (Person.Role.INSURED, Person.Role.DECEASED, Person.Role.RELATIVE, Person.Role.LIST_MEMBER)


def people_like(user: User, traits: Traits, *, besides: int = 0) -> list[tuple[Person, str]]:
    """Persons of dossiers that `user` may see who may be the one described, with the words why; newest first.

    `besides` is a dossier to leave out. Two queries, whatever is known.
    """
    begun = [Q(name_folded__startswith=traits.name)] if _long_enough(traits.name) else []
    seen = Person.objects.filter(dossiers_of(user, "dossier__")).exclude(dossier=besides)
    people = found_by(seen, [*ways_to([traits]), *begun])
    judged = [(person, why_same(traits, traits_of(person)) or _begun(traits, person)) for person in people]
    return [(person, why) for person, why in judged if why]


def _begun(traits: Traits, person: Person) -> str:
    """While the name is still being typed its beginning is enough, unless the births differ."""
    year = traits.born[0]
    fits = person.name_folded.startswith(traits.name) and _long_enough(traits.name)
    return "họ tên bắt đầu giống" if fits and year in (None, person.birth_year) else ""


def _long_enough(name: str) -> bool:
    return " " in name and len(name) >= _LETTERS


def found_by(rows: QuerySet[Person], ways: Sequence[Q]) -> list[Person]:
    """Every way asks an index of its own; together, with OR, they would read every person."""
    if not ways:
        return []
    first, *others = (rows.filter(way).order_by("-pk").values_list("pk", flat=True)[:EACH] for way in ways)
    keys = list(first.union(*others) if others else first)
    return list(Person.objects.filter(pk__in=keys).select_related("dossier__procedure").order_by("-pk"))


def ways_to(people: Sequence[Traits]) -> list[Q]:
    """By identity number, insurance number, whole name, day of birth."""
    ids = {number for traits in people for number in traits.ids if len(number) >= _DIGITS}
    insured = {traits.insurance for traits in people if len(traits.insurance) >= _DIGITS}
    names = {traits.name for traits in people} - {""}
    days = [Q(**_on_day(traits)) for traits in people if traits.name and None not in traits.born]
    ways = [Q(personal_id__in=ids), Q(old_id__in=ids)] if ids else []
    ways += [Q(insurance_number__in=insured)] if insured else []
    ways += [Q(name_folded__in=names)] if names else []
    return [*ways, reduce(or_, days)] if days else ways


def _on_day(traits: Traits) -> dict[str, Any]:
    return dict(zip(("birth_year", "birth_month", "birth_day"), traits.born, strict=True))
