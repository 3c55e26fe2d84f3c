"""What does the contribution-history statement show (form 04-HSB)?"""

from __future__ import annotations

from typing import TypedDict

from . import samples
from .common import Beneficiary, Date, Duration, Letterhead, Number, Signature


class ContributionRow(TypedDict):
    """One period; months are MM/YYYY, inclusive.

    `salary` is a coefficient or đồng, `allowances` the coefficient sum of those that count; `adjusted` is đồng: salary
    after the yearly coefficient, times months.
    """

    first: str
    last: str
    work: str
    category: str
    salary: Number
    allowances: Number | None
    rate: Number | None
    months: int
    coefficient: Number | None
    adjusted: int | None
    note: str


class Average(TypedDict):
    """One average (State, employer, voluntary, common): label, months, đồng.

    `window` says over which of the months where it was not all of them, `formula` how the amount came about; "" = none.
    """

    label: str
    months: int | None
    window: str
    formula: str
    amount: int


class TimeLine(TypedDict):
    """One sum of time."""

    label: str
    time: Duration


class Statement04HSB(TypedDict):
    """Bản quá trình đóng BHXH, attached to a decision; three signers, the last one signs digitally."""

    letterhead: Letterhead
    form_code: str
    decision_number: str | None
    decision_date: Date | None
    person: Beneficiary
    benefit: str
    benefit_from: str
    rows: list[ContributionRow]
    total_months: int
    total_adjusted: int | None
    times: list[TimeLine]
    averages: list[Average]
    preparer: str
    head_title: str
    head: str
    signature: Signature


def row(first: str, last: str, salary: int, months: int, coefficient: str, adjusted: int) -> ContributionRow:
    """A plain row of an employer regime."""
    return {
        "first": first,
        "last": last,
        "work": "Công nhân may công nghiệp, bậc 4/6; Công ty Cổ phần May mặc và Xuất nhập khẩu Tổng hợp Đông Bắc; "
        "thành phố Hải Phòng",
        "category": "DN",
        "salary": salary,
        "allowances": None,
        "rate": "25.5",
        "months": months,
        "coefficient": coefficient,
        "adjusted": adjusted,
        "note": "",
    }


# The coefficients of 2026 for the years 2005-2026, in hundredths.
_COEFFICIENTS = (
    327,
    305,
    281,
    229,
    214,
    196,
    165,
    151,
    142,
    136,
    136,
    132,
    128,
    123,
    120,
    116,
    114,
    111,
    107,
    103,
    100,
    100,
)


def _salary(year: int) -> int:
    return 2_000_000 if year < 2010 else 4_000_000 if year < 2020 else 8_000_000


def example() -> Statement04HSB:
    """Example T3 of the arithmetic, year by year: 257 months, adjusted sum 1,676,320,000 đồng."""
    rows = []
    for year, coefficient in zip(range(2005, 2027), _COEFFICIENTS, strict=True):
        months = 5 if year == 2026 else 12
        adjusted = _salary(year) * months * coefficient // 100
        rows.append(
            row(f"01/{year}", f"{months:02}/{year}", _salary(year), months, f"{coefficient / 100:.2f}", adjusted)
        )
    rows[7]["note"] = "Nghỉ thai sản từ 03/2012 đến 08/2012"
    return {
        "letterhead": samples.letterhead("QĐ-BHXH", "05", "2026-06-05"),
        "form_code": "04-HSB",
        "decision_number": "05/QĐ-BHXH",
        "decision_date": "2026-06-05",
        "person": samples.beneficiary(),
        "benefit": "Hưu trí hằng tháng",
        "benefit_from": "06/2026",
        "rows": rows,
        "total_months": 257,
        "total_adjusted": 1676320000,
        "times": [
            {"label": "Tổng thời gian đóng BHXH", "time": {"years": 21, "months": 5}},
            {"label": "Bắt buộc", "time": {"years": 21, "months": 5}},
            {"label": "Trước ngày 01/01/2014", "time": {"years": 9, "months": 0}},
            {"label": "Từ ngày 01/01/2014", "time": {"years": 12, "months": 5}},
        ],
        "averages": [
            {
                "label": "Thời gian đóng theo chế độ tiền lương do NSDLĐ quyết định",
                "months": 257,
                "window": "",
                "formula": "1.676.320.000 : 257",
                "amount": 6522646,
            },
            {
                "label": "Mức bình quân chung làm căn cứ tính hưởng",
                "months": None,
                "window": "",
                "formula": "",
                "amount": 6522646,
            },
        ],
        "preparer": "Đặng Văn Bình",
        "head_title": "Trưởng phòng Chế độ BHXH",
        "head": "Vũ Thị Thanh Huyền",
        "signature": samples.deputy_director(),
    }
