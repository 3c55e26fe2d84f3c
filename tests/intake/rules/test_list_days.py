"""Are days off told that can hardly be meant, and usual ones left alone?"""

from __future__ import annotations

import pytest

from intake.rules.list_days import tell_odd_days
from intake.rules.lists import judge


@pytest.mark.parametrize(
    ("born", "starts", "ends", "part", "told"),
    [
        ("05/10/1988", "01/10/2026", "05/10/2026", "1", []),
        ("1988", "01/10/2026", "31/03/2027", "1", []),
        ("", "01/10/2062", "05/10/2062", "1", ["starts"]),
        ("", "01/10/2006", "05/10/2006", "1", ["starts"]),
        ("", "01/10/2016", "05/10/2026", "1", ["starts", "ends"]),
        ("", "01/11/2025", "05/11/2026", "1", ["ends"]),
        ("", "01/10/2024", "05/10/2024", "2", []),
        ("", "01/10/2062", "05/10/2062", "2", ["starts"]),
        ("01/11/2026", "01/10/2026", "05/10/2026", "1", ["born"]),
        ("2020", "01/10/2026", "05/10/2026", "1", ["born"]),
        ("02/10/2013", "01/10/2026", "05/10/2026", "1", ["born"]),
        ("01/10/2013", "01/10/2026", "05/10/2026", "1", []),
    ],
)
@pytest.mark.parametrize("period", ["2026-10", "2026-Q4"])
def test_days_that_can_hardly_be_meant_are_told(
    period: str, born: str, starts: str, ends: str, part: str, told: list[str]
) -> None:
    typed = {"full_name": "Nguyễn Thị Lan", "insurance_number": "3105000101", "born": born, "starts": starts,
             "ends": ends}  # fmt: skip
    found = judge(typed, {})
    tell_odd_days(period, [(part, found)])
    assert [name for name, _ in found.notes] == told
