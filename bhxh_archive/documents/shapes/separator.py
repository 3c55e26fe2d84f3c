"""What do the separator sheets between the components of a dossier show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples


class SeparatorSheet(TypedDict):
    """One sheet: its codes read "<number>/<component code>/<check character>". `title` stands large on it."""

    code: str
    title: str
    name: str


class Separators(TypedDict):
    """One page a component, in the order of the list."""

    agency: str
    number: str
    procedure: str
    sheets: list[SeparatorSheet]


def example() -> Separators:
    """Two separators of a pension dossier."""
    return {
        "agency": samples.slip_head()["parent"],
        "number": samples.NUMBER,
        "procedure": "Giải quyết hưởng lương hưu đối với người tham gia bảo hiểm xã hội bắt buộc",
        "sheets": [
            {"code": "12-HSB", "title": "12-HSB", "name": "Quyết định nghỉ việc hưởng chế độ hưu trí"},
            {
                "code": "BBGD",
                "title": "BBGD",
                "name": "Biên bản giám định mức suy giảm khả năng lao động của Hội đồng Giám định y khoa",
            },
        ],
    }
