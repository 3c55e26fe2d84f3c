"""How are issued documents given out a second time (BAN_SAO), when theirs was lost?

NĐ 30/2020: the signed electronic document is itself an original (art. 5) and goes along with the letter; of paper a
certified copy is made (art. 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benefits import reading
from benefits.arithmetic.rules import Rules
from benefits.earlier.named import REISSUE
from benefits.earlier.reissuing import CHOSEN, chosen_in, told
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed
from benefits.models import Draft
from benefits.persons import address, addressed, receiver_of
from benefits.reading import Unreadable
from benefits.wording.letterheads import LETTER, letterhead, open_signature
from benefits.wording.letters import asked_for
from intake.models import Result
from intake.slips.common import name_of

GONE: Final = "Văn bản được cấp lại không có trong danh sách của người này: hãy chọn lại."


@dataclass(frozen=True)
class Reissue(Stated):
    """What is given out again; nothing is computed."""

    originals: tuple[Result, ...]
    copies: tuple[str, ...]
    guidance: tuple[str, ...]


def _case(typed: Typed) -> Reissue:
    """Raises Unreadable where nothing is given out, or what was chosen can't be."""
    originals, copies = tuple(chosen_in(typed.draft, typed.entries)), _lines(typed, "others")
    if reading.text(typed.entries, CHOSEN) and not originals:
        raise Unreadable(GONE)
    if not (originals or copies):
        raise Unreadable("Chưa chọn văn bản được cấp lại, cũng chưa ghi bản sao, bản cấp lại nào.")
    return Reissue(originals, copies, _lines(typed, "guidance"))


def _lines(typed: Typed, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in reading.text(typed.entries, name).splitlines() if line.strip())


def _compute(case: Reissue, _: Rules) -> Reissue:
    return case


def _data(draft: Draft, result: Reissue) -> Data:
    person = receiver_of(draft)
    return {
        "letterhead": letterhead(draft, LETTER),
        "about": "V/v cấp lại, cấp bản sao văn bản đã ban hành",
        "to": addressed(person),
        "to_address": person.address if person else "",
        "dossier_number": draft.dossier.number,
        "request": asked_for(draft),
        "receiver": name_of(draft.dossier.receiving_office).name,
        "received": draft.dossier.received_at,
        "originals": told(list(result.originals)),
        "copies": list(result.copies),
        "guidance": list(result.guidance),
        "address": address(person),
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }


def _payees(_: Data) -> list[Payee]:
    return []


REISSUED: Final = Kind(
    REISSUE, "benefits.forms.reissue.ReissueEntries", _case, _compute, lambda result: Money(),
    lambda result: None, "reissue_letter", _data, _payees,
    periods=False, accounts=lambda draft, entries: (),
)  # fmt: skip
