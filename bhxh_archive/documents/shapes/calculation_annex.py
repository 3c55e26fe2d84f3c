"""What does the annex show by which a decision explains its figures?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Date, Letterhead


class WorkingLine(TypedDict):
    """One step: what is worked out, how, what it comes to with its unit, by which article, from which source ("")."""

    label: str
    formula: str
    value: str
    article: str
    source: str


class PartWorking(TypedDict):
    """One line of a list: its place there, its figures, its steps in a sentence each, and the amount in đồng."""

    place: str
    name: str
    inputs: str
    steps: list[str]
    amount: int


class CalculationAnnex(TypedDict):
    """Phụ lục cách tính of one decision; without number and date it is a draft's. `parts`: of a list alone."""

    letterhead: Letterhead
    decision: str
    decision_number: str | None
    decision_date: Date | None
    person: str
    dossier: str
    lines: list[WorkingLine]
    parts: list[PartWorking]
    warnings: list[str]


def part(number: int) -> PartWorking:
    """A synthetic line of a list."""
    return {
        "place": f"A{number}", "name": "Nguyễn Thị Lan", "amount": 1875000,
        "inputs": "nghỉ 01/10/2026 - 05/10/2026; số tháng đã đóng BHXH: 24; số ngày đã hưởng từ đầu năm: 3",
        "steps": ["Trợ cấp ốm đau: 12.000.000 × 75% / 24 × 5 ngày = 1.875.000 đồng (Điều 45 Luật 41/2024/QH15)"],
    }  # fmt: skip


def example() -> CalculationAnnex:
    """Two steps of a pension."""
    average: WorkingLine = {
        "label": "Mức bình quân tiền lương", "formula": "1.676.320.000 : 257 tháng", "value": "6.522.646 đồng",
        "article": "Luật 41/2024 Điều 72", "source": "",
    }  # fmt: skip
    pension: WorkingLine = {
        "label": "Lương hưu hằng tháng", "formula": "6.522.646 × 58%", "value": "3.783.135 đồng",
        "article": "Luật 41/2024 Điều 66", "source": "",
    }  # fmt: skip
    return {
        "letterhead": samples.letterhead(), "decision": "Quyết định về việc hưởng chế độ hưu trí hằng tháng",
        "decision_number": "42/QĐ-BHXH", "decision_date": "2026-11-23", "person": "Phạm Thị Hường",
        "dossier": samples.NUMBER, "lines": [average, pension], "parts": [part(1)],
        "warnings": ["Cần xác nhận: hệ số năm 2026."],
    }  # fmt: skip
