"""What stands on the documents of a draft, before number, date and signer are known?

The data follow the shapes of `bhxh_archive.documents.shapes`; what is frozen at the endorsement is exactly this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from benefits import reading, statement
from benefits.arithmetic.lump_sum import LumpSumResult
from benefits.arithmetic.pension import PensionResult
from benefits.arithmetic.steps import figure
from benefits.calculation import LUMP_SUM, PENSION, Computed, compute
from benefits.models import Draft
from benefits.persons import address, addressed, deceased_in, insured_of, receiver_of
from bhxh_archive.models import Office, User
from bhxh_archive.money import dong, in_words
from bhxh_archive.parameters import parameter
from intake.models import Person, ResultKind

DECISION_TEMPLATES: Final = {PENSION: "decision_07a", LUMP_SUM: "decision_07b"}
DECISION, LETTER = "decision_notation", "letter_notation"
"""The parameters that hold what stands behind the number of a document."""
_OPEN_SIGNATURE: Final = {"authority": "", "on_behalf_of": "", "title": "GIÁM ĐỐC", "name": ""}


@dataclass(frozen=True)
class Paper:
    """One document of a draft: which form, under which title, with which data."""

    kind: str
    template: str
    title: str
    doc_type: str
    main: bool
    data: dict[str, Any]


def papers_of(draft: Draft, *, computed: Computed | None = None, controller: User | None = None) -> list[Paper]:
    """The documents that the draft leads to; empty while there is nothing to print (see `Computed.problems`)."""
    if draft.kind.role == ResultKind.Role.ANSWER:
        return [_paper(draft.kind, "answer_letter", _answer(draft), main=True)]
    computed = computed or compute(draft)
    if computed.result is None or draft.kind.code not in DECISION_TEMPLATES:
        return []
    data = _pension(draft, computed.result) if isinstance(computed.result, PensionResult) else _lump_sum(
        draft, computed.result)  # fmt: skip
    decision = _paper(draft.kind, DECISION_TEMPLATES[draft.kind.code], data, main=True)
    attached = draft.dossier.procedure.result_kinds.filter(role=ResultKind.Role.STATEMENT).first()
    if attached is None:
        return [decision]
    filled = statement.data(draft, computed.result, person=beneficiary(draft), head=letterhead(draft, DECISION),
                            controller=controller, signature=dict(_OPEN_SIGNATURE))  # fmt: skip
    return [decision, _paper(attached, "statement_04hsb", filled, main=False)]


def _paper(kind: ResultKind, template: str, data: dict[str, Any], *, main: bool) -> Paper:
    return Paper(kind.code, template, kind.name, kind.doc_type, main, data)


def letterhead(draft: Draft, notation: str) -> dict[str, Any]:
    """Head of the document, number and date still open; `notation` names the parameter that holds it (Ký hiệu)."""
    office = draft.dossier.settling_office
    name = office.name_on(timezone.localdate())
    return {
        "parent": name.parent_name, "agency": name.name, "number": None,
        "notation": parameter(notation, office=office), "place": name.place, "date": None,
    }  # fmt: skip


def beneficiary(draft: Draft) -> dict[str, str]:
    """The person of the decision, as reception registered and the officer completed."""
    person = insured_of(draft) or Person()
    entries = draft.entries
    return {
        "name": person.full_name, "birth": person.born, "sex": person.get_sex_display(),
        "id_number": person.personal_id, "insurance_number": person.insurance_number, "address": person.address,
        "occupation": entries.get("occupation", ""), "employer": entries.get("employer", ""),
    }  # fmt: skip


def _duration(months: int) -> dict[str, int]:
    return {"years": months // 12, "months": months % 12}


def _legal_bases(draft: Draft) -> list[str]:
    """The lines of the rule book, then the dossier itself."""
    lines = [f"Căn cứ {line}" for line in draft.dossier.procedure.rule_book.legal_bases]
    return [*lines, f"Căn cứ hồ sơ đề nghị hưởng chế độ của {addressed(insured_of(draft))}"]


def _payment(entries: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(entries.get(f"payment_{key}", "")) for key in ("place", "method", "account")}


def _common(draft: Draft) -> dict[str, Any]:
    office: Office = draft.dossier.settling_office
    person = insured_of(draft)
    return {
        "letterhead": letterhead(draft, DECISION),
        "form_code": draft.kind.code,
        "issuer": f"Giám đốc {office.name}",
        "legal_bases": _legal_bases(draft),
        "person": beneficiary(draft),
        "payment": _payment(draft.entries),
        "executors": _executors(draft, person),
        "recipients": ["Như Điều 2", *_employer(draft), "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": dict(_OPEN_SIGNATURE),
    }


def _employer(draft: Draft) -> list[str]:
    return [draft.entries["employer"]] if draft.entries.get("employer") else []


def _executors(draft: Draft, person: Person | None) -> str:
    typed = draft.entries.get("executors")
    return typed or f"Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ BHXH và {addressed(person)}"


def _pension(draft: Draft, result: PensionResult) -> dict[str, Any]:
    entries = draft.entries
    grants = _grants(result)
    once = sum(grant["amount"] for grant in grants)
    voluntary = _duration(result.months_voluntary) if result.months_voluntary else None
    return _common(draft) | {
        "category": entries.get("category", ""),
        "total_time": _duration(result.months_total),
        "compulsory_time": _duration(result.months_compulsory),
        "voluntary_time": voluntary,
        "special_times": _special_times(entries),
        "start": _first_day(entries),
        "average": result.average,
        "rate": figure(result.final_rate).replace(",", "."),
        "rate_reduction": figure(result.reduction).replace(",", ".") if result.reduction else None,
        "pension": result.pension - result.floor_supplement,
        "top_up": result.floor_supplement or None,
        "adjustments": [],
        "total": result.pension,
        "total_in_words": in_words(result.pension).lower(),
        "lump_sums": grants,
        "lump_sum_total": once or None,
        "lump_sum_in_words": in_words(once).lower() if once else "",
        "clinic": entries.get("clinic", ""),
        "health_card_from": entries.get("health_card_from", "") or entries["benefit_month"],
    }


def _first_day(entries: Mapping[str, Any]) -> str:
    month = reading.month(entries, "benefit_month")
    assert month is not None, "a result was computed, so its month was read"
    return month.first_day.isoformat()


def _special_times(entries: Mapping[str, Any]) -> list[dict[str, Any]]:
    months = reading.whole(entries, "hard_work_months") or 0
    label = "Làm nghề, công việc nặng nhọc, độc hại, nguy hiểm"
    return [{"label": label, **_duration(months)}] if months else []


def _grants(result: PensionResult) -> list[dict[str, Any]]:
    rows = (
        ("Trợ cấp một lần khi nghỉ hưu", "Điều 68 Luật BHXH", result.retirement_grant),
        ("Trợ cấp khu vực một lần", "Điều 32 NĐ 158/2025/NĐ-CP", result.regional_allowance),
    )
    return [{"label": label, "formula": formula, "amount": amount} for label, formula, amount in rows if amount]


def _lump_sum(draft: Draft, result: LumpSumResult) -> dict[str, Any]:
    return _common(draft) | {
        "ground": draft.entries.get("ground_text") or _ground_text(draft.entries.get("ground", "")),
        "total_time": _duration(result.months_total),
        "average": result.average,
        "parts": _parts(result),
        "state_support": result.state_support or None,
        "regional_allowance": None,
        "total": result.amount,
        "total_in_words": in_words(result.amount).lower(),
    }


GROUNDS: Final = {
    "TWELVE_MONTHS_OUT": "Sau 12 tháng không thuộc đối tượng tham gia BHXH bắt buộc, không tham gia BHXH tự nguyện, "
    "có thời gian đóng trước ngày 01 tháng 7 năm 2025 và chưa đủ 20 năm đóng",
    "SETTLE_ABROAD": "Ra nước ngoài để định cư",
    "SERIOUS_DISEASE": "Mắc bệnh hiểm nghèo theo quy định",
    "DISABILITY_81": "Suy giảm khả năng lao động từ 81% trở lên hoặc khuyết tật đặc biệt nặng",
    "AGE_WITHOUT_YEARS": "Đủ tuổi nghỉ hưu mà chưa đủ 15 năm đóng BHXH",
}
"""Grounds of the one-time benefit (Law 41/2024 art. 70.1) as the decision words them."""


def _ground_text(ground: str) -> str:
    return GROUNDS.get(ground, GROUNDS["TWELVE_MONTHS_OUT"])


def _parts(result: LumpSumResult) -> list[dict[str, Any]]:
    """Time before and from 2014 (art. 70.3); the second part takes the rounding, so that the parts add up."""
    if not result.factor:
        return []
    before = round(result.average_exact * result.years_before_2014 * 3 / 2)
    rows = (
        ("Trước ngày 01/01/2014", result.months_before_2014, result.years_before_2014, "1.5", before),
        ("Từ ngày 01/01/2014", result.months_from_2014, result.years_from_2014, "2", result.gross - before),
    )
    return [
        {"label": label, "months": months, "years": figure(years).replace(",", "."), "factor": factor, "amount": amount}
        for label, months, years, factor, amount in rows
        if months
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _answer(draft: Draft) -> dict[str, Any]:
    """The written answer of non-settlement: every reason with the law it rests on (`lý do | căn cứ`, one a line)."""
    entries, person, dossier = draft.entries, receiver_of(draft), draft.dossier
    reasons = [line.partition("|") for line in _lines(entries.get("reasons", ""))]
    return {
        "letterhead": letterhead(draft, LETTER),
        "about": entries.get("about") or f"V/v trả lời hồ sơ đề nghị {dossier.procedure.name.lower()}",
        "to": addressed(person) if person else "",
        "to_address": person.address if person else "",
        "dossier_number": dossier.number,
        "request": _request(draft),
        "received": dossier.received_at,
        "findings": _lines(entries.get("findings", "")),
        "reasons": [{"text": text.strip(), "legal_ground": ground.strip()} for text, _, ground in reasons],
        "guidance": _lines(entries.get("guidance", "")),
        "address": address(person),
        "complaint": f"Nếu không đồng ý với nội dung trả lời, {address(person)} có quyền khiếu nại theo quy định của "
        "pháp luật.",
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH"],
        "signature": dict(_OPEN_SIGNATURE),
    }


def _request(draft: Draft) -> str:
    """What was asked for; after a death also whose."""
    deceased = deceased_in(draft.dossier)
    about = f" (người chết: {deceased.full_name})" if deceased else ""
    return f"{draft.dossier.procedure.name}{about}"


def summary(paper: Paper) -> str:
    """The figure that a controller looks for first."""
    total = paper.data.get("total")
    return f"{dong(total)} đồng" if isinstance(total, int) else ""
