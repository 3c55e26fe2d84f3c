"""What is a document called in few words, and what it grants?"""

from __future__ import annotations

from typing import Final


def called(code: str, title: str) -> str:
    """By its form where it has one (`07A-HSB`), else by its title up to the first comma; our codes are not shown."""
    return code if "-" in code else title.partition(",")[0]


ALLOWANCES: Final = {
    "07A-HSB": "lương hưu hằng tháng", "08A-HSB": "trợ cấp tuất hằng tháng",
    "03A-HSB": "trợ cấp tai nạn lao động, bệnh nghề nghiệp hằng tháng", "QD_TCHT": "trợ cấp hằng tháng",
}  # fmt: skip
"""What each kind of decision grants each month, as it is said in a sentence."""
