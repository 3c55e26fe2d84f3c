"""What stands on a decision: the law, the person, the figures with their formulas, who carries it out?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.lump_sum import UNDER_YEAR, LumpSumResult
from benefits.arithmetic.pension import PensionResult
from benefits.arithmetic.steps import figure
from benefits.arithmetic.supplements import GRANT, REGIONAL
from benefits.legal_bases import bases_of
from benefits.letterheads import DECISION, letterhead, open_signature
from benefits.models import Draft
from benefits.persons import address, addressed, insured_of
from bhxh_archive.money import in_words, round_half_up
from intake.models import Person


def beneficiary(draft: Draft) -> dict[str, str]:
    """The person of the decision, as reception registered and the officer completed."""
    person = insured_of(draft) or Person()
    entries = draft.entries
    return {
        "title": address(person).title(), "name": person.full_name, "birth": person.born,
        "sex": person.get_sex_display(),
        "id_number": person.personal_id, "insurance_number": person.insurance_number, "address": person.address,
        "occupation": entries.get("occupation", ""), "employer": entries.get("employer", ""),
    }  # fmt: skip


def _duration(months: int) -> dict[str, int]:
    return {"years": months // 12, "months": months % 12}


def _legal_bases(draft: Draft) -> list[str]:
    """The lines of the rule book, then the dossier itself."""
    lines = [f"Căn cứ {line}" for line in bases_of(draft)]
    return [*lines, f"Căn cứ hồ sơ đề nghị hưởng chế độ của {addressed(insured_of(draft))}"]


def _payment(entries: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(entries.get(f"payment_{key}", "")) for key in ("place", "method", "account")}


def _common(draft: Draft) -> dict[str, Any]:
    head, person = letterhead(draft, DECISION), insured_of(draft)
    return {
        "letterhead": head,
        "form_code": draft.kind.code,
        "issuer": f"Giám đốc {head['agency']}",
        "legal_bases": _legal_bases(draft),
        "person": beneficiary(draft),
        "payment": _payment(draft.entries),
        "executors": _executors(draft, person),
        "recipients": ["Như Điều 2", *_employer(draft), "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }


def _employer(draft: Draft) -> list[str]:
    return [draft.entries["employer"]] if draft.entries.get("employer") else []


def _executors(draft: Draft, person: Person | None) -> str:
    typed = draft.entries.get("executors")
    return typed or f"Trưởng phòng Kế hoạch - Tài chính, Trưởng phòng Chế độ BHXH và {addressed(person)}"


def pension_data(draft: Draft, result: PensionResult) -> dict[str, Any]:
    """The pension decision (07A-HSB) in the shape of `shapes.decision_07a`."""
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
    rows = ((GRANT, result.retirement_grant), (REGIONAL, result.regional_allowance))
    return [{"label": label, "formula": _formula(result, label), "amount": amount} for label, amount in rows if amount]


def _formula(result: PensionResult | LumpSumResult, label: str) -> str:
    """How the working came to that line, "" when it has none."""
    return next((line.formula_vi for line in result.steps if line.label_vi == label), "")


def lump_sum_data(draft: Draft, result: LumpSumResult) -> dict[str, Any]:
    """The decision on the one-time benefit (07B-HSB) in the shape of `shapes.decision_07b`."""
    return _common(draft) | {
        "ground": draft.entries.get("ground_text") or _ground_text(draft.entries.get("ground", "")),
        "total_time": _duration(result.months_total),
        "average": result.average,
        "parts": _parts(result),
        "exact_average": "" if result.average == result.average_exact else figure(result.average_exact),
        "moved": _moved(result),
        "under_year": "" if result.factor else _formula(result, UNDER_YEAR),
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
    weight_before, weight_from = result.weights
    before = round_half_up(result.average_exact * result.years_before_2014 * weight_before)
    rows = (
        ("Trước ngày 01/01/2014", result.months_before_2014, result.years_before_2014, weight_before, before),
        ("Từ ngày 01/01/2014", result.months_from_2014, result.years_from_2014, weight_from, result.gross - before),
    )
    return [
        {"label": label, "months": months, "years": _point(years), "factor": _point(weight), "amount": amount}
        for label, months, years, weight, amount in rows
        if months or years
    ]


def _point(number: Fraction) -> str:
    return figure(number).replace(",", ".")


def _moved(result: LumpSumResult) -> str:
    """Why the parts count other years than their own months make (art. 70.3: odd months before 2014 move on)."""
    odd, after = result.months_before_2014 % 12, result.months_from_2014
    if not (result.factor and odd):
        return ""
    return (f"{odd:02d} tháng lẻ đóng trước ngày 01/01/2014 được chuyển sang thời gian đóng từ ngày 01/01/2014: "
            f"{after} + {odd} = {after + odd} tháng.")  # fmt: skip
