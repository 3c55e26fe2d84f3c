"""Which role does the form propose for each person, once the procedure is known?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.forms.earlier import OF_THE_ROW, TOLD, Row
from intake.models import Person
from intake.needs.roles import roles_left

Groups = Sequence[Sequence[str]]
FIRST_ROW: Row = {"role": Person.Role.INSURED}


def seated(rows: Sequence[Row], wanted: Groups) -> list[Row]:
    """The rows for this procedure: who is written in keeps the role, empty rows take those that are still wanted.

    While nobody is written in there is one row for every person the procedure wants.
    """
    if not any(map(_filled, rows)):
        return [{"role": group[0]} for group in wanted] or [FIRST_ROW]
    left = roles_left(wanted, [row["role"] for row in rows if _filled(row)])
    empty = [index for index, row in enumerate(rows) if not _filled(row)]
    roles = {index: group[0] for index, group in zip(empty, left, strict=False)}
    return [row | {"role": roles[index]} if index in roles else row for index, row in enumerate(rows)]


def one_more(rows: Sequence[Row], wanted: Groups) -> list[Row]:
    """The rows and one for the next person: who is still wanted, else a relative of the dead, else who hands in."""
    left = roles_left(wanted, [row.get("role", "") for row in rows])
    of_the_dead = any(Person.Role.DECEASED in group for group in wanted)
    usual = Person.Role.RELATIVE if of_the_dead else Person.Role.SUBMITTER
    return [*rows, {"role": left[0][0] if left else usual}]


def _filled(row: Mapping[str, str]) -> bool:
    return any(value for name, value in row.items() if name not in (*OF_THE_ROW, *TOLD, "sex"))
