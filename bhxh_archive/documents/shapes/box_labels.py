"""What do the labels of the boxes of a paper store show?"""

from __future__ import annotations

from typing import TypedDict

from . import samples


class BoxLabel(TypedDict):
    """One label: its barcode reads `code`, as the code of every paper file in the box begins."""

    office: str
    code: str
    path: str


class BoxLabels(TypedDict):
    """Sheets of fourteen labels, 99 by 38 mm, in the order of the list."""

    title: str
    labels: list[BoxLabel]


def example() -> BoxLabels:
    """Sixteen boxes: a full sheet and two more."""
    office = samples.slip_head()["parent"]
    paths = [f"K01.D02.G03.N04.H{number:03d}" for number in range(1, 17)]
    labels: list[BoxLabel] = [{"office": office, "code": f"G12.99.31.{path}", "path": path} for path in paths]
    return {"title": "Nhãn hộp K01.D02.G03.N04", "labels": labels}
