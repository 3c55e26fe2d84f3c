"""What stands on the settled list (C70a-HSB): the employer, each line with its figures, the sums, what is refused?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from django.utils.timezone import localdate

from benefits.arithmetic.steps import figure
from benefits.lists.settled import SettledLine, SettledList
from benefits.models import Draft
from benefits.wording.letterheads import SETTLED_LIST, letterhead, open_signature
from bhxh_archive.money import in_words
from intake.models import ListLine
from intake.queries import list_of
from intake.rules.list_benefits import BENEFIT_WORDS

LETTERS: Final = "ABCD"


def list_data(draft: Draft, result: SettledList) -> dict[str, Any]:
    """The list in the shape of `shapes.settled_list`; its sums are those of the lines printed on it."""
    found = list_of(draft.dossier)
    assert found, "a result was computed, so there is a list"
    groups = groups_of(result)
    total = sum(group["amount"] for group in groups)
    return {
        "letterhead": letterhead(draft, SETTLED_LIST),
        "form_code": "C70a-HSB",
        "unit_name": found.unit_name, "unit_code": found.unit_code, "period": found.period_words,
        "dossier_number": draft.dossier.number, "received": localdate(draft.dossier.received_at),
        "groups": groups, "refused": [_refused(line, place) for place, line in enumerate(result.refused, start=1)],
        "people": len(result.settled), "total": total, "total_in_words": in_words(total).lower(),
        "preparer": draft.drafted_by.full_name, "head_title": "Trưởng phòng Chế độ BHXH", "head": "",
        "recipients": [found.unit_name, "Phòng Kế hoạch - Tài chính", "Lưu: VT, CĐBHXH, hồ sơ (02)"],
        "signature": open_signature(),
    }  # fmt: skip


def groups_of(result: SettledList) -> list[dict[str, Any]]:
    """The lines of each benefit with their sum, as they are printed."""
    return [_group(place, name, rows) for place, (name, rows) in enumerate(result.groups)]


def _group(place: int, name: str, rows: Sequence[SettledLine]) -> dict[str, Any]:
    lines = [_line(row, number) for number, row in enumerate(rows, start=1)]
    words = dict(BENEFIT_WORDS).get(name, "khác")
    return {"letter": LETTERS[place], "title": f"Chế độ {words}", "lines": lines,
            "amount": sum(line["amount"] for line in lines)}  # fmt: skip


def _person(line: ListLine, number: int) -> dict[str, Any]:
    return {"ordinal": number, "name": line.full_name, "insurance_number": line.insurance_number,
            "id_number": line.personal_id, "starts": line.starts_on, "ends": line.ends_on}  # fmt: skip


def _line(row: SettledLine, number: int) -> dict[str, Any]:
    line, case, computed = row.line, row.computed.read.case, row.computed
    return _person(line, number) | {
        "basis": _whole(case.get("salary") or case.get("average")), "months_paid": case.get("months_paid"),
        "days": _days(case.get("days")), "days_to_date": _to_date(case), "amount": computed.amount,
        "account": line.cells.get("account", ""), "bank": line.cells.get("bank", ""), "note": _note(line, case),
    }  # fmt: skip


def _whole(amount: str | None) -> int | None:
    return int(amount) if amount else None


def _days(days: Any) -> str:
    return "" if days is None else figure(Fraction(str(days)))


def _to_date(case: dict[str, Any]) -> str:
    """Days since the start of the year, these included."""
    if "days_before" not in case:
        return ""
    return figure(Fraction(str(case["days_before"])) + Fraction(str(case["days"])))


def _note(line: ListLine, case: dict[str, Any]) -> str:
    ground = case.get("ground", "")
    adjusted = "Phần 2" if line.part == ListLine.Part.ADJUSTED else ""
    return "; ".join(text for text in (adjusted, ground) if text)


def _refused(line: ListLine, number: int) -> dict[str, Any]:
    asked = line.cells.get("benefit", "") or dict(BENEFIT_WORDS).get(line.benefit, "")
    return _person(line, number) | {"benefit": asked, "reason": line.settlement.reason}
