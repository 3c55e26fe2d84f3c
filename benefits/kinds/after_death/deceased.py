"""Who died, when and as what: the facts of a death that every decision after it rests on?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.survivors.cases import DeathCase, Standing
from benefits.kinds.insured import unread_rows
from benefits.kinds.kind import Data, Typed
from benefits.models import Draft
from benefits.persons import address, deceased_in
from benefits.reading import Unreadable
from benefits.wording.decisions import described, framed
from intake.models import Person


class Category(StrEnum):
    """What the dead person was, as a decision words it."""

    PAYING = "PAYING"
    KEPT = "KEPT"
    PENSIONER = "PENSIONER"
    ACCIDENT_RECEIVER = "ACCIDENT_RECEIVER"


CATEGORY_WORDS: Final = {
    Category.PAYING: "đang tham gia BHXH bắt buộc",
    Category.KEPT: "đang bảo lưu thời gian đóng BHXH",
    Category.PENSIONER: "đang hưởng lương hưu",
    Category.ACCIDENT_RECEIVER: "đang hưởng trợ cấp TNLĐ, BNN hằng tháng",
}
_STANDINGS: Final = {
    Category.PENSIONER: Standing.PENSIONER, Category.ACCIDENT_RECEIVER: Standing.ACCIDENT_RECEIVER,
}  # fmt: skip


@dataclass(frozen=True)
class Death:
    """The facts that were typed of it."""

    day: date
    category: Category

    @property
    def standing(self) -> Standing:
        return _STANDINGS.get(self.category, Standing.INSURED)


def death_of(entries: Mapping[str, Any]) -> Death:
    """Raises Unreadable."""
    day = reading.day(entries, "died_on")
    if day is None:
        raise Unreadable("Chưa ghi ngày chết (DD/MM/YYYY).")
    if day > timezone.localdate():
        raise Unreadable(f"Ngày chết {day:%d/%m/%Y} sau hôm nay: hãy xem lại giấy chứng tử.")
    return Death(day, reading.choice(Category, entries, "category", Category.PAYING))


def death_case(typed: Typed) -> DeathCase:
    """The case without anybody who is left. Raises Unreadable with all that is missing of the dead."""
    entries, death = typed.entries, death_of(typed.entries)
    if missing := unread_rows(entries):
        raise Unreadable(*missing)
    return DeathCase(
        death=Month.of(death.day), standing=death.standing, periods=typed.periods,
        by_accident=entries.get("by_accident") is True, loss_percent=reading.percent(entries, "loss_percent") or 0,
        compulsory_months=reading.whole(entries, "compulsory_months"),
    )  # fmt: skip


def no_time(case: DeathCase) -> list[str]:
    """What is missing where it matters for how long the dead had paid."""
    if case.by_accident or case.periods or case.compulsory_months is not None:
        return []
    if case.standing is Standing.INSURED:
        return ["Chưa nhập quá trình đóng BHXH của người chết."]
    if case.standing is Standing.ACCIDENT_RECEIVER and case.loss_percent:
        return []
    return ["Chưa ghi số tháng đóng BHXH bắt buộc của người chết (theo quyết định đang hưởng)."]


def after_death(draft: Draft, category: str = "") -> Data:
    """Head, foot and the dead of a decision after a death; `category`: what the dead was, where it isn't asked."""
    person = deceased_in(draft.dossier) or Person()
    claim = f"chế độ của thân nhân {address(person)} {person.full_name}"
    death = death_of(draft.entries)
    return framed(draft, claim=claim, bound=draft.receiver) | {
        "deceased": described(person, draft.entries),
        "died_on": death.day,
        "category": category or CATEGORY_WORDS[death.category],
        "by_accident": draft.entries.get("by_accident") is True,
    }


def deceased_of(draft: Draft) -> Person | None:
    """Whose contributions the decision rests on."""
    return deceased_in(draft.dossier)
