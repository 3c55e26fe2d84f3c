"""Who stands before each address: at which office, with which functions?

Functions only ever add rights. So whoever must be refused is tried at full strength (every function of that office
that does *not* open the address, in one person), and whoever must be let in is tried with one function alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.test import Client

from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role

RECEPTION: Final = frozenset({Role.RECEPTION, Role.RECEPTION_HEAD})
BENEFITS: Final = frozenset({Role.OFFICER, Role.HEAD, Role.LEADER, Role.CLERK})
DESKS: Final = RECEPTION | BENEFITS
"""Every function that works with dossiers in a province."""
RECIPIENTS: Final = frozenset({Role.FINANCE, Role.COLLECTION, Role.LOCAL_OFFICE})
"""Whoever in the house is sent the results, and sees nothing else of a dossier."""
SEATS: Final = {"receiving": "hong-bang", "settling": "hai-phong", "elsewhere": "nghe-an", "centre": "ttlt"}
"""The dossier's offices in their roles, an office that takes no part, and the Archive Center."""


@dataclass(frozen=True)
class Person:
    """Functions held in one office; none at all for who was only given an account."""

    seat: str = ""
    roles: frozenset[Role] = frozenset()

    def __str__(self) -> str:
        return f"{'+'.join(sorted(self.roles))}@{self.seat}" if self.roles else "no function"

    @property
    def username(self) -> str:
        return str(self).replace(" ", "-")


NOBODY: Final = Person()
ADMINISTRATOR: Final = Person("settling", frozenset({Role.ADMIN}))
ARCHIVIST: Final = Person("centre", frozenset({Role.CENTRE}))
STRANGER: Final = Person("elsewhere", DESKS)
RECEIVER: Final = Person("settling", RECIPIENTS)


def alone(seat: str, roles: Iterable[Role]) -> list[Person]:
    """One person for each function."""
    return [Person(seat, frozenset({role})) for role in sorted(roles)]


class Cast:
    """Everybody who will be asked for, signed in before the play begins: what a test does is undone, sessions too."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._clients = {person: Client() for person in people}
        for person, client in self._clients.items():
            client.force_login(self.user(person))

    def client(self, person: Person) -> Client:
        return self._clients[person]

    def user(self, person: Person) -> User:
        user, created = User.objects.get_or_create(username=person.username, defaults={"full_name": str(person)})
        if created and person.roles:
            office = Office.objects.get(code=SEATS[person.seat])
            rows = [Assignment(user=user, office=office, role=role, valid_from=date(2026, 1, 1))
                    for role in person.roles]  # fmt: skip
            Assignment.objects.bulk_create(rows)
        return user
