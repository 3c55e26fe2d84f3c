"""What stands on the written answer when a benefit is not granted?"""

from __future__ import annotations

import re
from typing import Any, Final

from benefits.models import Draft
from benefits.persons import address, addressed, deceased_in, receiver_of
from benefits.wording.letterheads import LETTER, letterhead, open_signature
from bhxh_archive.text import inside
from intake.slips.common import name_of, names_on

TEMPLATE: Final = "answer_letter"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def answer_data(draft: Draft) -> dict[str, Any]:
    """The written answer of non-settlement: every reason with the law it rests on (`lý do | căn cứ`, one a line)."""
    entries, person, dossier = draft.entries, receiver_of(draft), draft.dossier
    to, spoken = _spoken_to(draft)
    reasons = [line.partition("|") for line in _lines(entries.get("reasons", ""))]
    return {
        "letterhead": letterhead(draft, LETTER),
        "about": _about(entries.get("about") or f"trả lời hồ sơ đề nghị {inside(dossier.procedure.name)}"),
        "to": to,
        "to_address": person.address if person else "",
        "dossier_number": dossier.number,
        "request": asked_for(draft),
        "receiver": name_of(dossier.receiving_office).name,
        "received": dossier.received_at,
        "findings": _lines(entries.get("findings", "")),
        "reasons": [{"text": text.strip(), "legal_ground": ground.strip()} for text, _, ground in reasons],
        "guidance": _lines(entries.get("guidance", "")),
        "address": spoken,
        "complaint": f"Nếu không đồng ý với nội dung trả lời, {spoken} có quyền khiếu nại theo quy định của pháp luật.",
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH"],
        "signature": open_signature(),
    }


def _about(typed: str) -> str:
    """The summary under the number of an official letter: `V/v ...` (NĐ 30/2020 App. I), typed with it or without."""
    if re.match(r"v/v\b|về việc\b", typed, re.IGNORECASE):
        return typed
    return f"V/v {inside(typed)}"


def _spoken_to(draft: Draft) -> tuple[str, str]:
    """To whom the letter goes, and how it speaks to them: of an employer's list the employer, whoever brought it."""
    if unit := getattr(draft.dossier, "employer_list", None):
        return unit.unit_name, "quý đơn vị"
    person = receiver_of(draft)
    return addressed(person) if person else "", address(person)


def asked_for(draft: Draft) -> str:
    """What was asked for; after a death also whose, of an employer's list also for whom."""
    if found := getattr(draft.dossier, "employer_list", None):
        return f"{draft.dossier.procedure.name} (danh sách 01B-HSB {found.period_words}, gồm: {names_on(found)})"
    deceased = deceased_in(draft.dossier)
    about = f" (người chết: {deceased.full_name})" if deceased else ""
    return f"{draft.dossier.procedure.name}{about}"
