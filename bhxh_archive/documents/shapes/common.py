"""Which parts do several documents share: letterhead, signatory, persons, periods?"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal, NotRequired, TypedDict

Date = dt.date | str
Moment = dt.datetime | str
Number = Decimal | str | int

Authority = Literal["", "TM.", "Q.", "KT.", "TL.", "TUQ."]


class Letterhead(TypedDict):
    """Head of a numbered document (NĐ 30/2020 App. I); number or date None = draft, printed with a watermark.

    `replaces` names the document that this one stands for (art. 18.3): "số 05/TB-BHXH ngày 26/11/2026", and
    `replaced_because` says why.
    """

    parent: str
    agency: str
    number: str | None
    notation: str
    place: str
    date: Date | None
    replaces: NotRequired[str]
    replaced_because: NotRequired[str]


class SlipHead(TypedDict):
    """Head of a one-stop slip; dossier_number is None before the dossier is accepted.

    `number` with its notation stands on what is issued and kept; a working paper has none. `replaces` as above.
    """

    parent: str
    agency: str
    number: NotRequired[str]
    dossier_number: str | None
    place: str
    date: Date | None
    replaces: NotRequired[str]


class Signature(TypedDict):
    """Who signs: "KT." + on_behalf_of GIÁM ĐỐC + title PHÓ GIÁM ĐỐC; authority "" prints the title alone."""

    authority: Authority
    on_behalf_of: str
    title: str
    name: str


class Applicant(TypedDict):
    """The person or employer who handed the dossier in."""

    name: str
    id_number: str
    address: str
    phone: str
    email: str


class Beneficiary(TypedDict):
    """The insured person of a decision; birth is printed as given (day unknown: MM/YYYY or YYYY).

    `title` stands before the name: Ông, Bà, or Ông/Bà where the sex is not known. What is "" is not printed.
    """

    title: str
    name: str
    birth: str
    sex: str
    id_number: str
    insurance_number: str
    address: str
    occupation: str
    employer: str


class Duration(TypedDict):
    """A contribution time in whole years and months (0-11)."""

    years: int
    months: int


class LabelledDuration(Duration):
    """A part of the contribution time with its name, such as heavy or hazardous work."""

    label: str


class Payment(TypedDict):
    """Where and how the money is received."""

    place: str
    method: str
    account: str
