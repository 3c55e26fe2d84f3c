"""What stands on every decision: the law, the person, where the money goes, who carries it out?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from benefits.arithmetic.steps import Step, figure
from benefits.models import Draft
from benefits.persons import address, addressed, insured_of
from benefits.wording.legal_bases import bases_of
from benefits.wording.letterheads import DECISION, letterhead, open_signature
from intake.models import Person

FORM: Final = re.compile(r"\d{2}[A-Z]?-HSB")
"""Codes of printed forms; where none is known our own code is not printed."""


def beneficiary(draft: Draft) -> dict[str, str]:
    """The person of the decision, as reception registered and the officer completed."""
    return described(insured_of(draft) or Person(), draft.entries)


def described(person: Person, entries: Mapping[str, Any]) -> dict[str, str]:
    """One person in the shape of `Beneficiary`."""
    return {
        "title": address(person).title(), "name": person.full_name, "birth": person.born,
        "sex": person.get_sex_display(),
        "id_number": person.personal_id, "insurance_number": person.insurance_number, "address": person.address,
        "occupation": entries.get("occupation", ""), "employer": entries.get("employer", ""),
    }  # fmt: skip


def duration(months: int) -> dict[str, int]:
    """Whole years and the months beyond them."""
    return {"years": months // 12, "months": months % 12}


def payment_of(entries: Mapping[str, Any]) -> dict[str, str]:
    """Where and how the money is received."""
    return {key: str(entries.get(f"payment_{key}", "")) for key in ("place", "method", "account")}


def framed(draft: Draft, *, claim: str, bound: Person | None) -> dict[str, Any]:
    """Head and foot of every decision. `claim`: whose dossier it rests on; `bound`: who carries it out with us."""
    head = letterhead(draft, DECISION)
    return {
        "letterhead": head,
        "form_code": draft.kind.code if FORM.fullmatch(draft.kind.code) else "",
        "issuer": f"Giám đốc {head['agency']}",
        "legal_bases": [*(f"Căn cứ {line}" for line in bases_of(draft)), f"Căn cứ hồ sơ đề nghị hưởng {claim}"],
        "executors": executors(draft, addressed(bound)),
        "recipients": ["Như Điều 2", *_employer(draft), "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }


def common(draft: Draft) -> dict[str, Any]:
    """What the decisions print alike that are made out to one person."""
    person = insured_of(draft)
    return framed(draft, claim=f"chế độ của {addressed(person)}", bound=person) | {
        "person": beneficiary(draft), "payment": payment_of(draft.entries),
    }  # fmt: skip


def _employer(draft: Draft) -> list[str]:
    return [draft.entries["employer"]] if draft.entries.get("employer") else []


def executors(draft: Draft, bound: str) -> str:
    """Who carries the decision out as it was typed, else the heads of two units and who is `bound` with them."""
    typed: str = draft.entries.get("executors") or ""
    return typed or f"Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ BHXH và {bound}"


def formula_of(steps: Iterable[Step], label: str) -> str:
    """How the working came to that line, "" when it has none."""
    return next((line.formula_vi for line in steps if line.label_vi == label), "")


def point(number: Fraction) -> str:
    """A number with a decimal point, as the templates take it."""
    return figure(number).replace(",", ".")


def unrounded(average: Fraction) -> str:
    """An average as amounts are computed from it, "" where it is whole đồng and the printed one serves."""
    return "" if average.denominator == 1 else figure(average)
