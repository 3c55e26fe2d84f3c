"""Under which headings do the columns of a contribution history stand in a spreadsheet?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bhxh_archive.text import fold

COLUMNS: Final = {
    "start": "Từ tháng",
    "end": "Đến tháng",
    "regime": "Đối tượng",
    "salary": "Tiền lương",
    "coefficient": "Hệ số",
    "allowances": "Phụ cấp (hệ số)",
    "rate": "Tỷ lệ đóng (%)",
    "job": "Chức danh, công việc",
    "employer": "Đơn vị",
    "exclusion": "Được tính",
    "note": "Ghi chú",
}
"""Field -> our own heading, which always names it."""
HEADINGS: Final = {
    "start": "Từ tháng; Từ tháng, năm; Từ; Start; From",
    "end": "Đến tháng; Đến tháng, năm; Đến; End; To",
    "regime": "Đối tượng; Chế độ tiền lương; Khu vực; Regime",
    "salary": "Tiền lương; Mức lương; Mức đóng; Lương; Thu nhập; Tiền lương đóng; Salary",
    "coefficient": "Hệ số; Hệ số lương; Coefficient",
    "allowances": "Phụ cấp (hệ số); Phụ cấp; Hệ số phụ cấp; Allowances",
    "rate": "Tỷ lệ đóng (%); Tỷ lệ đóng BHXH; Tỷ lệ; Rate",
    "job": "Chức danh, công việc; Chức danh; Công việc; Chức vụ; Cấp bậc, chức vụ, chức danh nghề, công việc; Job",
    "employer": "Đơn vị; Nơi làm việc; Employer",
    "exclusion": "Được tính; Tính hưởng; Counted",
    "note": "Ghi chú; Note",
}
"""Field -> the headings by which a column is known until an administrator sets others, with semicolons between them."""


def folded(headings: str) -> set[str]:
    """Each of the headings without marks, capitals and signs: in a file they are compared so."""
    return {fold(one) for one in headings.split(";")}


def fields_by_heading(headings: Mapping[str, str]) -> dict[str, str]:
    """Folded heading -> field."""
    named = {one: field for field, text in headings.items() for one in folded(text)}
    return named | {fold(label): field for field, label in COLUMNS.items()}
