"""What does an officer type of one person whom another body granted an allowance, and how is it read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.kinds.by_hand import amount, in_line, product
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.reading.limits import after_today
from intake.models import Person

_ROLES: Final = (Person.Role.INSURED, Person.Role.LIST_MEMBER)


class Cell(StrEnum):
    """What is typed of one person; a field is named `cell_id`."""

    NUMBER = "decision_number"
    DAY = "decided_on"
    AGENCY = "agency"
    MONTHLY = "monthly"
    FIRST = "first_month"
    LAST = "last_month"
    MONTHS = "months"
    TOTAL = "total"
    ACCOUNT = "account"

    def of(self, person: Person) -> str:
        """The name of the field."""
        return f"{self}_{person.pk}"


_ASKED: Final = {
    Cell.NUMBER: "Chưa ghi số quyết định hưởng trợ cấp thất nghiệp.",
    Cell.DAY: "Chưa ghi ngày của quyết định hưởng trợ cấp thất nghiệp.",
    Cell.AGENCY: "Chưa ghi nơi ban hành quyết định hưởng trợ cấp thất nghiệp.",
    Cell.MONTHLY: "Chưa ghi mức hưởng hằng tháng.",
    Cell.FIRST: "Chưa ghi tháng bắt đầu hưởng (MM/YYYY).",
}


@dataclass(frozen=True)
class Row:
    """One person with what the centre decided: `monthly` đồng from `first` on for `months` months."""

    person: Person
    number: str
    decided: date
    agency: str
    monthly: int
    first: Month
    months: int
    account: str

    @property
    def last(self) -> Month:
        return self.first + (self.months - 1)

    @property
    def total(self) -> int:
        """All that is paid to this person, in đồng."""
        return self.monthly * self.months


def paid_in(draft: Draft) -> list[Person]:
    """Whom the list pays: everybody whose right it is, in the order in which reception registered them."""
    return [person for person in draft.dossier.persons.all() if person.role in _ROLES]


def spoken(people: Sequence[Person], person: Person, words: str) -> str:
    """`words` with the name before them where the list has several people."""
    return f"{person}: {words[:1].lower()}{words[1:]}" if len(people) > 1 else words


def row_of(entries: Mapping[str, Any], person: Person) -> Row:
    """What the decision on this person grants. Raises Unreadable with all that is missing, or odd."""
    missing = [said for cell, said in _ASKED.items() if not reading.text(entries, cell.of(person))]
    decided, first = reading.day(entries, Cell.DAY.of(person)), reading.month(entries, Cell.FIRST.of(person))
    months, said = _months(entries, person, first)
    if missing or decided is None or first is None or said:
        raise Unreadable(*missing, *said)
    number, agency, account = (in_line(entries, cell.of(person)) for cell in (Cell.NUMBER, Cell.AGENCY, Cell.ACCOUNT))
    monthly = amount(entries, Cell.MONTHLY.of(person))
    row = Row(person, number, decided, agency, int(monthly), first, months, account)
    if odd := list(_odd(row, reading.money(entries, Cell.TOTAL.of(person)))):
        raise Unreadable(*odd)
    return row


def _months(entries: Mapping[str, Any], person: Person, first: Month | None) -> tuple[int, list[str]]:
    """How many months by the last one or by their number, of which one is enough; what is missing or odd of them."""
    last, months = reading.month(entries, Cell.LAST.of(person)), reading.whole(entries, Cell.MONTHS.of(person))
    if last is None and months is None:
        return 0, ["Chưa ghi tháng cuối hoặc số tháng hưởng."]
    if months == 0:
        return 0, ["Số tháng hưởng phải từ 1 trở lên."]
    if first is None or last is None:
        return months or 0, []
    if last < first:
        return 0, [f"Hưởng đến tháng {last} trước tháng bắt đầu {first}: hãy xem lại."]
    counted = last - first + 1
    wrong = f"Từ {first} đến {last} là {counted} tháng, không phải {months}: hãy xem lại."
    return counted, [wrong] * (months not in (None, counted))


def _odd(row: Row, total: Decimal | None) -> Iterator[str]:
    if not row.monthly:
        yield "Mức hưởng hằng tháng phải lớn hơn 0."
    yield from after_today("Ngày của quyết định hưởng trợ cấp thất nghiệp", row.decided)
    yield from product("Tổng số tiền", total, Decimal(row.monthly), row.months)
