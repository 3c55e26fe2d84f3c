"""How is the wording of an issued document corrected by letter (CV_DINHCHINH): where, what stood, and what is right?

NĐ 30/2020 art. 18.3: only form, technique and procedure; wrong content is replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benefits import reading
from benefits.arithmetic.rules import Rules
from benefits.earlier.named import CORRECTION, Named, readable_in
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed
from benefits.models import Draft
from benefits.persons import address, addressed, beneficiary_of
from benefits.reading import Unreadable
from benefits.wording.letterheads import LETTER, letterhead, open_signature

Place = tuple[str, str, str]
"""Where, what stood there, and what it has to be."""


@dataclass(frozen=True)
class Correction(Stated):
    """What is corrected; nothing is computed."""

    named: Named
    places: tuple[Place, ...]


def _case(typed: Typed) -> Correction:
    """Raises Unreadable where nothing is corrected, for a line that is not whole, or one that changes nothing."""
    rows = [line for line in reading.text(typed.entries, "corrections").splitlines() if line.strip()]
    if not rows:
        raise Unreadable("Chưa ghi nội dung đính chính.")
    places = tuple(map(_place, rows))
    named = readable_in(typed.draft, typed.entries)
    if named is None:
        raise Unreadable  # `naming.problems_of` says why, as for every decision
    return Correction(named, places)


def _place(line: str) -> Place:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 3 or not all(parts):
        raise Unreadable(f"Dòng «{line.strip()}» chưa đúng dạng: chỗ sai | đã viết | viết đúng là.")
    where, wrong, right = parts
    if wrong == right:
        raise Unreadable(f"Dòng «{line.strip()}»: phần viết đúng giống phần đã viết.")
    return where, wrong, right


def _compute(case: Correction, _: Rules) -> Correction:
    return case


def _data(draft: Draft, result: Correction) -> Data:
    person, named = beneficiary_of(draft), result.named
    return {
        "letterhead": letterhead(draft, LETTER),
        "about": f"V/v đính chính {named.called}",
        "to": addressed(person),
        "to_address": person.address if person else "",
        "corrected": named.words, "corrected_form": named.form,
        "places": [{"where": where, "wrong": wrong, "right": right} for where, wrong, right in result.places],
        "address": address(person),
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }  # fmt: skip


def _payees(_: Data) -> list[Payee]:
    return []


CORRECTED: Final = Kind(
    CORRECTION, "benefits.forms.correction.CorrectionEntries", _case, _compute, lambda result: Money(),
    lambda result: None, "correction_letter", _data, _payees,
    periods=False, accounts=lambda draft, entries: (),
)  # fmt: skip
