"""What does the decision on the monthly allowances of relatives show (form 08A-HSB)?"""

from __future__ import annotations

from . import after_death
from .common import Date


class Allowance(after_death.Survivor):
    """What one relative draws: đồng a month with its formula, first and last month MM/YYYY ("" = while entitled)."""

    formula: str
    amount: int
    start: str
    end: str


class Decision08A(after_death.WithRelatives):
    """Quyết định hưởng trợ cấp tuất hằng tháng (Law 41/2024 arts 85-88); drawn from `start`."""

    start: Date
    relatives: list[Allowance]


def _row(name: str, birth: str, relation: str, amount: int, end: str, receiver: str = "") -> Allowance:
    percent = 70 if amount > 1265000 else 50
    return {
        **after_death.survivor(name, birth, relation, receiver),
        "formula": f"{percent}% × 2.530.000", "amount": amount, "start": "09/2026", "end": end,
    }  # fmt: skip


def example() -> Decision08A:
    """Example T12 of the arithmetic: two children, and a mother whom nobody looks after."""
    return {
        **after_death.example("118", "08A-HSB"),
        "total_time": {"years": 18, "months": 4},
        "start": "2026-09-01",
        "relatives": [
            _row("Bùi Minh Khôi", "01/03/2015", "con", 1265000, "03/2033", "bà Trần Thị Gấm"),
            _row("Bùi Ngọc Diệp", "20/11/2018", "con", 1265000, "11/2036", "bà Trần Thị Gấm"),
            _row("Trần Thị Gấm", "1952", "mẹ", 1771000, ""),
        ],
        "total": 4301000,
        "total_in_words": "bốn triệu ba trăm linh một nghìn đồng",
    }
