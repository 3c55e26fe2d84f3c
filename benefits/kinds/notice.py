"""How is a request granted by a notice (thông báo) whose words the officer writes: nothing is computed or paid by it?

No official forms of these results are known: the words and the layout are to be confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benefits import reading
from benefits.arithmetic.rules import Rules
from benefits.kinds.by_hand import in_line
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed
from benefits.models import Draft
from benefits.persons import address, addressed, receiver_of
from benefits.reading import Unreadable
from benefits.wording.letterheads import NOTICE, letterhead, open_signature
from benefits.wording.letters import asked_for
from bhxh_archive.text import inside
from intake.slips.common import name_of

SUBJECTS: Final = {
    "VB_XACNHAN_TG": "xác nhận thời gian đóng bảo hiểm xã hội",
    "VB_PRE95": "thời gian làm việc theo hợp tác lao động nước ngoài được tính hưởng bảo hiểm xã hội",
    "TB_DIEUCHINH": "điều chỉnh thông tin người tham gia, người hưởng bảo hiểm xã hội",
    "TB_CHUYEN": "chuyển nơi hưởng chế độ bảo hiểm xã hội hằng tháng",
    "XN_UYQUYEN": "đăng ký ủy quyền lĩnh thay chế độ bảo hiểm xã hội",
}
"""Code of the result -> what the notice is about, where the officer writes no other summary."""


@dataclass(frozen=True)
class Notice(Stated):
    """What is told; nothing is computed."""

    about: str
    contents: tuple[str, ...]
    guidance: tuple[str, ...]
    others: tuple[str, ...]


def _case(typed: Typed) -> Notice:
    """Raises Unreadable where nothing is told."""
    contents = _lines(typed, "contents")
    if not contents:
        raise Unreadable("Chưa ghi nội dung thông báo.")
    about = in_line(typed.entries, "about") or SUBJECTS[typed.draft.kind.code]
    return Notice(about, contents, _lines(typed, "guidance"), _lines(typed, "others"))


def _lines(typed: Typed, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in reading.text(typed.entries, name).splitlines() if line.strip())


def _compute(case: Notice, _: Rules) -> Notice:
    return case


def _data(draft: Draft, result: Notice) -> Data:
    person = receiver_of(draft)
    return {
        "letterhead": letterhead(draft, NOTICE),
        "about": _summary(result.about),
        "to": addressed(person) if person else "",
        "to_address": person.address if person else "",
        "dossier_number": draft.dossier.number,
        "request": asked_for(draft),
        "receiver": name_of(draft.dossier.receiving_office).name,
        "received": draft.dossier.received_at,
        "contents": list(result.contents),
        "guidance": list(result.guidance),
        "address": address(person),
        "recipients": ["Như trên", *result.others, "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }


def _summary(typed: str) -> str:
    """The summary below the title (NĐ 30/2020 App. I): `Về việc …`, typed with it or without."""
    words = typed.removeprefix("V/v").strip()
    return words if words.casefold().startswith("về việc") else f"Về việc {inside(words)}"


def _payees(_: Data) -> list[Payee]:
    return []


def _notice(code: str) -> Kind:
    return Kind(
        code, "benefits.forms.notice.NoticeEntries", _case, _compute, lambda result: Money(), lambda result: None,
        "settlement_notice", _data, _payees, periods=False, accounts=lambda draft, entries: (),
    )  # fmt: skip


NOTICES: Final = tuple(map(_notice, SUBJECTS))
