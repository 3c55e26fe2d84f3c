"""Which relatives take something by a decision after a death, and who receives it for them?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.survivors.cases import Kin, Relative
from benefits.kinds.insured import ADULT, born, sex_of
from benefits.models import Draft
from benefits.persons import may_receive
from benefits.reading import Unreadable
from bhxh_archive.text import fold
from intake.models import Person

KIN_WORDS: Final = {
    Kin.CHILD: "Con", Kin.SPOUSE: "Vợ, chồng", Kin.PARENT: "Cha, mẹ (kể cả của vợ, chồng)",
    Kin.DEPENDANT: "Người phải nuôi dưỡng",
}  # fmt: skip
_SPOKEN: Final = {"con": Kin.CHILD, "vo": Kin.SPOUSE, "chong": Kin.SPOUSE, "cha": Kin.PARENT, "bo": Kin.PARENT,
                  "me": Kin.PARENT, "ba": Kin.PARENT, "ma": Kin.PARENT}  # fmt: skip


class Cell(StrEnum):
    """What is typed of one relative; a field is named `cell_id`."""

    TAKES = "takes"
    KIN = "kin"
    ALONE = "alone"
    LOSS = "loss"
    INCOME = "income"
    DEATHS = "deaths"
    SHARES = "shares"
    PAYEE = "payee"
    ACCOUNT = "account"

    def of(self, person: Person) -> str:
        """The name of the field."""
        return f"{self}_{person.pk}"


@dataclass(frozen=True)
class Taker:
    """A relative with a right, who receives the money, on which account, and how many shares of one sum."""

    person: Person
    relative: Relative
    payee: Person
    account: str
    shares: int


def relatives_in(draft: Draft) -> list[Person]:
    """As reception registered them, in that order."""
    return [person for person in draft.dossier.persons.all() if person.role == Person.Role.RELATIVE]


def payees_in(draft: Draft) -> list[Person]:
    """Everybody alive in the dossier."""
    return [person for person in draft.dossier.persons.all() if may_receive(person, draft.dossier)]


def spoken_kin(person: Person) -> Kin | None:
    """What «con đẻ», «vợ» says; None where the word leaves it open."""
    return _SPOKEN.get(fold(person.relation).partition(" ")[0])


def takers(draft: Draft, entries: Mapping[str, Any], death: Month) -> list[Taker]:
    """Everybody who was ticked. Raises Unreadable with what is missing of each."""
    chosen = chosen_of(draft, entries)
    if not chosen:
        raise Unreadable("Chưa chọn thân nhân nào được hưởng.")
    missing = [problem for person in chosen for problem in _missing(person, entries)]
    if missing:
        raise Unreadable(*missing)
    return [_taker(draft, person, entries, death) for person in chosen]


def chosen_of(draft: Draft, entries: Mapping[str, Any]) -> list[Person]:
    """The relatives who were not unticked."""
    return [person for person in relatives_in(draft) if entries.get(Cell.TAKES.of(person), True) is not False]


def share_of(person: Person) -> str:
    """What a relative is granted, for saying that it is granted twice."""
    return f"chế độ tuất của {person}"


def _missing(person: Person, entries: Mapping[str, Any]) -> list[str]:
    problems = [] if person.birth_year else [f"Chưa có năm sinh của {person} ở phần tiếp nhận."]
    if _kin(person, entries) is None:
        problems.append(f"Chưa chọn quan hệ của {person} với người chết.")
    return problems


def _kin(person: Person, entries: Mapping[str, Any]) -> Kin | None:
    typed = reading.text(entries, Cell.KIN.of(person))
    return Kin(typed) if typed in set(Kin) else spoken_kin(person)


def _taker(draft: Draft, person: Person, entries: Mapping[str, Any], death: Month) -> Taker:
    kin, birth = _kin(person, entries), born(person)
    assert kin is not None, "what is missing was said before"
    relative = Relative(
        kin, birth, sex_of(person) if person.sex else None, reading.percent(entries, Cell.LOSS.of(person)) or 0,
        reading.money(entries, Cell.INCOME.of(person)) or Decimal(0), entries.get(Cell.ALONE.of(person)) is True,
        _number(entries, Cell.DEATHS.of(person)), person.full_name,
    )  # fmt: skip
    minor = Month.of(birth) + ADULT * 12 > death
    usual = draft.receiver if minor and draft.receiver else person
    payee = payee_of(draft, entries, Cell.PAYEE.of(person)) or usual
    account = reading.text(entries, Cell.ACCOUNT.of(person)) or account_of(payee, entries)
    return Taker(person, relative, payee, account, _number(entries, Cell.SHARES.of(person)))


def account_of(payee: Person, entries: Mapping[str, Any]) -> str:
    """Who receives for others needs the own number typed once only; "" of who is no relative."""
    return reading.text(entries, Cell.ACCOUNT.of(payee))


def _number(entries: Mapping[str, Any], key: str) -> int:
    number = reading.whole(entries, key)
    return 1 if number is None else number


def payee_of(draft: Draft, entries: Mapping[str, Any], key: str) -> Person | None:
    """Who was chosen to receive; None where nobody was, or the person stands in the dossier no more."""
    typed = reading.text(entries, key)
    return next((person for person in payees_in(draft) if str(person.pk) == typed), None)
