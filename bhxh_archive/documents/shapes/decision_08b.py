"""What does the decision on the one sum of relatives show (form 08B-HSB)?"""

from __future__ import annotations

from typing import TypedDict

from . import after_death


class Factor(TypedDict):
    """One line that leads to the sum, its value with its unit."""

    label: str
    formula: str
    value: str


class Share(after_death.Survivor):
    """What one relative receives of it, in đồng."""

    amount: int


class Decision08B(after_death.WithRelatives):
    """Quyết định hưởng trợ cấp tuất một lần (Law 41/2024 art 89); the rows add up to `total`."""

    basis: list[Factor]
    formula: str
    relatives: list[Share]


def example() -> Decision08B:
    """Example T13 of the arithmetic: a pensioner who dies after 26 months, 36 pensions of 6,000,000 đồng."""
    return {
        **after_death.example("119", "08B-HSB"),
        "category": "đang hưởng lương hưu",
        "total_time": None,
        "basis": [
            {"label": "Mức đang hưởng hằng tháng", "formula": "", "value": "6.000.000 đồng"},
            {"label": "Số tháng lương hưu được hưởng",
             "formula": "48 - 0,5 × 24 tháng hưởng sau 2 tháng đầu; ít nhất 3", "value": "36 tháng"},
        ],
        "formula": "6.000.000 × 36",
        "relatives": [
            {**after_death.survivor("Trần Thị Gấm", "1952", "vợ"), "amount": 108000000},
            {**after_death.survivor("Bùi Minh Khôi", "01/03/2005", "con"), "amount": 108000000},
        ],
        "total": 216000000,
        "total_in_words": "hai trăm mười sáu triệu đồng",
    }  # fmt: skip
