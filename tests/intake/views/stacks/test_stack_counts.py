"""Is a clerk told when a stack holds another number of pages than was counted, and only then?"""

import pytest

from intake.models import BatchPage, BatchPart, Dossier
from intake.views.stacks.counts import counts_of
from intake.views.stacks.part_cards import Drawn, Known


def said(counted: int | None, blank: str, there: int = 0) -> str:
    """Of a part whose pages are blank where there is a `1`."""
    dossier = Dossier(pk=1, counted_pages=counted)
    part = BatchPart(pk=1, dossier=dossier, first=0, stop=len(blank), state=BatchPart.State.OPEN)
    pages = [BatchPage(index=index, blank=mark == "1") for index, mark in enumerate(blank)]
    known = Known(pages, Drawn({}, set()), {}, {}, {1: list(range(len(blank)))}, None)
    return counts_of(part, None, [part], known, {1: there})


@pytest.mark.parametrize(("counted", "blank", "there"), [(2, "00", 0), (2, "0101", 0), (4, "0101", 0), (3, "00", 1)])
def test_what_agrees_is_not_told(counted: int, blank: str, there: int) -> None:
    assert said(counted, blank, there) == ""


def test_nobody_counted() -> None:
    assert said(None, "00") == ""


def test_what_differs_is_told_with_the_blank_pages_apart() -> None:
    assert said(3, "0101").startswith(
        "Đã đếm 3 trang giấy, trong chồng này hồ sơ có 2 trang (không kể 2 trang trắng). Xem"
    )
    assert "có 1 trang, đã xếp trước 4 trang." in said(3, "0", 4)
