"""Do the pages of a contribution statement (04-HSB) add up to its total, which the last one bears?"""

from __future__ import annotations

import re
from typing import Final

import pypdfium2
import pytest

from bhxh_archive.documents.pdfa import lint
from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes.statement_04hsb import Statement04HSB, example, row

FOOT: Final = re.compile(r"Cộng trang này: ([\d.]+) tháng, ([\d.]+) đồng; cộng dồn: ([\d.]+) tháng, ([\d.]+) đồng")
ROWS: Final = 72


def long() -> Statement04HSB:
    """A row a year, with amounts that tell the rows apart."""
    rows = [row(f"01/{1954 + n}", f"12/{1954 + n}", 2_000_000, 12, "3.27", 78_480_000 + n) for n in range(ROWS)]
    return {
        **example(),
        "rows": rows,
        "total_months": 12 * ROWS,
        "total_adjusted": sum(r["adjusted"] or 0 for r in rows),
    }


def test_every_page_of_the_table_sums_up_its_rows_the_last_one_too() -> None:
    data, content = long(), render("statement_04hsb", long())
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]
    [last] = [place for place, text in enumerate(pages) if f"Cộng {12 * ROWS}" in text]
    feet = [
        [int(figure.replace(".", "")) for figure in found.groups()] for text in pages if (found := FOOT.search(text))
    ]

    assert len(feet) == last + 1 > 3
    assert feet[-1][2:] == [12 * ROWS, data["total_adjusted"]]
    amounts = [found["adjusted"] or 0 for found in data["rows"]]
    for place, (months, amount, months_so_far, so_far) in enumerate(feet):
        before = sum(own for own, *_ in feet[:place])
        assert months_so_far == before + months
        assert amount == sum(amounts[before // 12 : months_so_far // 12])
        assert so_far == sum(amounts[: months_so_far // 12])
    assert lint(content) == []
    short = render("statement_04hsb", {**data, "rows": data["rows"][:2]})
    first = pypdfium2.PdfDocument(short)[0].get_textpage().get_text_range()
    assert "Cộng trang này" not in first, "a table on one page, whose total says it all"


@pytest.mark.parametrize("number", [2, 4, 11, 18, 32])
def test_two_rows_at_least_stand_on_the_page_of_the_signatures(number: int) -> None:
    data = long()
    pages = pypdfium2.PdfDocument(render("statement_04hsb", {**data, "rows": data["rows"][:number]}))
    *before, last = (page.get_textpage().get_text_range() for page in pages)
    assert last.count("78.480.0") >= 2 and last.count("Từ tháng/") == 1
    assert "Người lập".upper() in last and all("I. Thời gian đóng" not in text for text in before)
