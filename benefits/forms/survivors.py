"""What is asked after a death: of the dead, of every relative, of the funeral?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django import forms

from benefits import reading
from benefits.forms.entries import Groups, Receipt
from benefits.forms.fields import DayField, MonthField, ReadField, account
from benefits.kinds.after_death.deceased import CATEGORY_WORDS, Category
from benefits.kinds.after_death.relatives import KIN_WORDS, Cell, payees_in, relatives_in, spoken_kin
from benefits.models import Draft
from bhxh_archive.ui.fields import MoneyField
from intake.models import Person
from intake.queries import answers_by_code

CATEGORIES: Final = tuple((category.value, words[0].upper() + words[1:]) for category, words in CATEGORY_WORDS.items())


class Dead(Receipt):
    """Who died, and how the money is received."""

    died_on = DayField(label="Ngày chết")
    dead: tuple[str, ...] = ("died_on",)
    receipt: tuple[str, ...] = ("payment_method", "payment_place", "executors")

    def headed(self) -> Groups:
        return (("Người chết", self.dead), ("Nơi nhận", self.receipt))


class DeathEntries(Dead):
    """What the dead was; what reception was told already stands there to begin with."""

    category = forms.ChoiceField(
        label="Người chết khi còn sống", choices=CATEGORIES, required=False, initial=Category.PAYING.value
    )
    by_accident = forms.BooleanField(label="Chết do tai nạn lao động, bệnh nghề nghiệp", required=False)
    compulsory_months = ReadField(
        reading.whole, label="Số tháng đóng bắt buộc", help_text="Theo quyết định đang hưởng; bỏ trống: cộng các dòng."
    )
    dead: tuple[str, ...] = ("died_on", "category", "by_accident", "compulsory_months")

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        told = answers_by_code(draft.dossier)
        drew = told.get("NGUOI_CHET") == "HUONG"
        self.fields["category"].initial = (Category.PENSIONER if drew else Category.PAYING).value
        self.fields["by_accident"].initial = told.get("CHET_DO_TNLD") == "YES"


class Buried(Dead):
    """Who receives the funeral allowance."""

    funeral_payee = forms.ChoiceField(label="Người nhận trợ cấp mai táng", required=False)
    funeral_account = account("Số tài khoản nhận trợ cấp mai táng")

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        _choices(self.fields["funeral_payee"], draft, f"{draft.receiver} (người nhận kết quả)")


class FuneralEntries(Buried, DeathEntries):
    """Quyết định hưởng trợ cấp mai táng."""

    def headed(self) -> Groups:
        return (("Người chết", self.dead), ("Người nhận", ("funeral_payee", "funeral_account", *self.receipt)))


class WithRelatives(Buried):
    """Every relative whom reception registered, one group of fields each."""

    funeral = forms.BooleanField(label="Giải quyết trợ cấp mai táng trong quyết định này", required=False, initial=True)
    cells: tuple[Cell, ...] = ()
    burial: tuple[str, ...] = ("funeral", "funeral_payee", "funeral_account")

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.people = relatives_in(draft)
        for person in self.people:
            self.fields.update(_asked_of(person, draft, self.cells))

    def headed(self) -> Groups:
        people = [(_heading(person), tuple(cell.of(person) for cell in self.cells)) for person in self.people]
        burial = ("Trợ cấp mai táng", self.burial)
        return (("Người chết", self.dead), *people, burial, ("Nơi nhận", self.receipt))


class MonthlyEntries(WithRelatives, DeathEntries):
    """Quyết định hưởng trợ cấp tuất hằng tháng (08A-HSB)."""

    loss_percent = ReadField(
        reading.percent, label="Mức suy giảm của người chết (%)", help_text="Khi đang hưởng trợ cấp TNLĐ, BNN."
    )
    dead = (*DeathEntries.dead, "loss_percent")
    cells = (Cell.TAKES, Cell.KIN, Cell.ALONE, Cell.LOSS, Cell.INCOME, Cell.DEATHS, Cell.PAYEE, Cell.ACCOUNT)


class OneSumEntries(WithRelatives, DeathEntries):
    """Quyết định hưởng trợ cấp tuất một lần (08B-HSB)."""

    received = MoneyField(label="Lương hưu, trợ cấp hằng tháng khi chết", required=False)
    received_months = ReadField(reading.whole, label="Số tháng đã hưởng lương hưu")
    joined_state = MonthField(label="Tham gia khu vực Nhà nước từ", help_text="Bỏ trống: lấy tháng đầu các dòng NN.")
    stated_average = MoneyField(label="Mức bình quân ấn định", required=False)
    dead = (*DeathEntries.dead, "received", "received_months", "joined_state", "stated_average")
    cells = (Cell.TAKES, Cell.KIN, Cell.SHARES, Cell.PAYEE, Cell.ACCOUNT)


def _heading(person: Person) -> str:
    known = ", ".join(filter(None, [person.relation, f"sinh {person.born}" if person.born else ""]))
    return f"Thân nhân: {person}{f' ({known})' if known else ''}"


def _asked_of(person: Person, draft: Draft, cells: tuple[Cell, ...]) -> dict[str, forms.Field]:
    return {cell.of(person): field for cell, field in _fields(person, draft) if cell in cells}


def _fields(person: Person, draft: Draft) -> Iterator[tuple[Cell, forms.Field]]:
    """The person's name stands in every label: nine fields of each relative must be told apart by ear."""
    kin = spoken_kin(person)
    kins = [("", "Chọn quan hệ"), *((one.value, words) for one, words in KIN_WORDS.items())]
    yield Cell.TAKES, forms.BooleanField(label=f"{person} hưởng theo quyết định này", required=False, initial=True)
    yield (
        Cell.KIN,
        forms.ChoiceField(label=f"{person} là", choices=kins, required=False, initial=kin.value if kin else ""),
    )
    yield Cell.ALONE, forms.BooleanField(label=f"{person} không có người trực tiếp nuôi dưỡng", required=False)
    yield Cell.LOSS, ReadField(reading.percent, label=f"{person}: mức suy giảm (%)", help_text="Từ 81% theo biên bản.")
    yield Cell.INCOME, MoneyField(label=f"{person}: thu nhập hằng tháng", required=False)
    yield (
        Cell.DEATHS,
        ReadField(
            reading.whole,
            label=f"{person}: số người chết được hưởng",
            help_text="Từ 2 người: hai lần mức.",
            initial="1",
        ),
    )
    yield (
        Cell.SHARES,
        ReadField(reading.whole, label=f"{person}: số phần", help_text="Chia đều: mỗi người 1.", initial="1"),
    )
    payee = forms.ChoiceField(label=f"{person}: người nhận tiền", required=False)
    _choices(payee, draft, f"Tự nhận; trẻ em do {draft.receiver} nhận")
    yield Cell.PAYEE, payee
    yield Cell.ACCOUNT, account(f"{person}: số tài khoản")


def _choices(field: Any, draft: Draft, usual: str) -> None:
    """Everybody alive in the dossier; `usual` says what holds where nobody is chosen."""
    field.choices = [("", usual), *((str(person.pk), str(person)) for person in payees_in(draft))]
