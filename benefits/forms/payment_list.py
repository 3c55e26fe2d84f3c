"""What is asked for the list by which an allowance is paid that the employment service centre decided?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django import forms

from benefits import reading
from benefits.forms.entries import Groups, Receipt
from benefits.forms.fields import DayField, MonthField, ReadField, account, short
from benefits.kinds.payment_rows import Cell, paid_in, spoken
from benefits.models import Draft
from bhxh_archive.ui.fields import MoneyField
from intake.models import Person

_RECEIPT: Final = ("payment_method", "payment_place")


class PaymentListEntries(Receipt):
    """Danh sách chi trả: what the centre's decision says of each person, and how the money is received."""

    executors = None  # type: ignore[assignment]  # a list has no article that binds anybody

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.people = paid_in(draft)
        for person in self.people:
            self.fields.update((cell.of(person), field) for cell, field in _fields(self.people, person))

    def headed(self) -> Groups:
        people = [(_heading(self.people, person), tuple(cell.of(person) for cell in Cell)) for person in self.people]
        return (*people, ("Nơi nhận", _RECEIPT))


def _heading(people: list[Person], person: Person) -> str:
    known = f"{person} (sinh {person.born})" if person.born else str(person)
    return f"Người hưởng: {known}" if len(people) > 1 else "Quyết định của trung tâm dịch vụ việc làm"


def _fields(people: list[Person], person: Person) -> Iterator[tuple[Cell, forms.Field]]:
    """Of several people the name stands in every label: the same fields of each must be told apart by ear."""

    def label(words: str) -> str:
        return spoken(people, person, words)

    yield Cell.NUMBER, short(label("Số quyết định hưởng"), 60)
    yield Cell.DAY, DayField(label=label("Ngày quyết định"))
    yield Cell.AGENCY, short(label("Nơi ban hành quyết định"))
    yield Cell.MONTHLY, MoneyField(label=label("Mức hưởng hằng tháng"), required=False)
    yield Cell.FIRST, MonthField(label=label("Hưởng từ tháng"))
    yield Cell.LAST, MonthField(label=label("Đến hết tháng"), help_text="Bỏ trống: tính từ số tháng.")
    yield Cell.MONTHS, ReadField(reading.whole, label=label("Số tháng hưởng"), help_text="Bỏ trống: đến tháng cuối.")
    yield (
        Cell.TOTAL,
        MoneyField(label=label("Tổng số tiền"), required=False, help_text="Để đối chiếu: mức × số tháng."),
    )
    yield Cell.ACCOUNT, account(label("Số tài khoản"))
