"""What does the text of a citizen card write into the row of a person, and what of another person may stay there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bhxh_archive.identifiers import CitizenCard, parse_card_qr
from bhxh_archive.text import fold, number_fold
from intake.forms.earlier import Row, vacated


@dataclass(frozen=True)
class CardRead:
    """The row after the card; `doubted` is the name and address that an input method may have damaged, as they came,
    None where they are in the row; `emptied` names the boxes of another person that this card leaves empty, None where
    it is the same person; `misdated` is a day of birth that no calendar has, as it came."""

    row: Row
    doubted: str | None = None
    emptied: list[str] | None = None
    misdated: str = ""


def with_card_read(row: Mapping[str, str]) -> CardRead:
    """The row with what its card says; of another person than the card's nothing stays in it but the role.

    A text that is no card stays in its box and is warned about.
    """
    try:
        card = parse_card_qr(row.get("qr", ""))
    except ValueError:
        return CardRead(dict(row))
    taken = _is_of_another(row, card)
    filled = (vacated(row) if taken else dict(row)) | _said_by(card) | {"qr": ""}
    emptied = [name for name, value in row.items() if value and not filled[name] and name not in ("id", "qr")]
    doubted = None if card.name_is_sound else card.doubted
    return CardRead(filled, doubted, emptied if taken else None, card.misdated)


def _said_by(card: CitizenCard) -> Row:
    said = {
        "personal_id": card.personal_id, "full_name": card.full_name, "sex": card.sex or "", "address": card.address,
        "old_id": card.old_id, "born": f"{card.birth_date:%d/%m/%Y}" if card.birth_date else "",
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _is_of_another(row: Mapping[str, str], card: CitizenCard) -> bool:
    """Whether the number in the row is not the card's; where it has none, whether both name and birth differ."""
    number, insured = (number_fold(row.get(name, "")) for name in ("personal_id", "insurance_number"))
    if number or len(insured) == 12:  # the personal id is the insurance number of today
        return (number or insured) != card.personal_id
    said = _said_by(card)
    pairs = [(fold(row.get(name, "")), fold(said.get(name, ""))) for name in ("full_name", "born")]
    return all(typed and read and typed != read for typed, read in pairs)
