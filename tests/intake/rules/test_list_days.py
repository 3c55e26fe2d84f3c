"""Are days off told that can hardly be meant, and usual ones left alone?"""

from __future__ import annotations

from datetime import date

import pytest

from intake.models import ListLine
from intake.rules.list_days import Around, notes_anew, tell_odd_days
from intake.rules.lists import judge


@pytest.mark.parametrize(
    ("born", "starts", "ends", "part", "told"),
    [
        ("05/10/1988", "01/10/2026", "05/10/2026", "1", []),
        ("1988", "01/10/2026", "31/03/2027", "1", []),
        ("", "01/10/2062", "05/10/2062", "1", ["starts"]),
        ("", "01/10/2006", "05/10/2006", "1", ["starts"]),
        ("", "01/10/2016", "05/10/2026", "1", ["starts", "ends"]),
        ("", "01/11/2025", "05/11/2026", "1", ["starts", "ends"]),
        ("", "01/10/2025", "03/10/2025", "1", ["starts"]),
        ("", "01/10/2027", "03/10/2027", "1", ["starts"]),
        ("", "01/02/2026", "03/02/2026", "1", []),
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
    tell_odd_days(Around(period, date(2026, 11, 28), ""), [(part, found)])
    assert [name for name, _ in found.notes] == told


@pytest.mark.parametrize(
    ("starts", "benefit", "usual", "told"),
    [
        ("28/11/2026", "ốm đau", "", False),
        ("29/11/2026", "ốm đau", "", True),
        ("29/11/2026", "dưỡng sức", "THAISAN", True),
        ("29/11/2026", "", "", True),
        ("29/01/2027", "thai sản", "OMDAU", False),
        ("29/01/2027", "", "THAISAN", False),
        ("30/01/2027", "thai sản", "", True),
    ],
)
def test_a_leave_after_the_day_of_receipt_is_told_but_for_a_birth_ahead(
    starts: str, benefit: str, usual: str, told: bool
) -> None:
    typed = {"full_name": "Nguyễn Thị Lan", "insurance_number": "3105000101", "starts": starts, "ends": "28/02/2027",
             "benefit": benefit}  # fmt: skip
    found = judge(typed, {})
    tell_odd_days(Around("2026-11", date(2026, 11, 28), usual), [("1", found)])
    said = [text for name, text in found.notes if name == "starts"]
    assert said == ["bắt đầu sau ngày nhận danh sách (28/11/2026); hãy xem lại năm"] * told


def test_what_is_said_of_the_first_day_follows_the_benefit_and_keeps_the_other_notes() -> None:
    held = Around("2026-11", date(2026, 11, 28), "")
    line = ListLine(starts_on=date(2026, 12, 20), benefit="OMDAU", notes=[["amount", "hãy xem lại"]])
    line.notes = notes_anew(held, line)
    assert [name for name, _ in line.notes] == ["amount", "starts"] and notes_anew(held, line) == line.notes
    line.benefit = "THAISAN"
    assert notes_anew(held, line) == [["amount", "hãy xem lại"]]
