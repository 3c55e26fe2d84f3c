"""Do the pages of a settled list (C70a-HSB) add up to its total, each under the same head?"""

from __future__ import annotations

import re

import pypdfium2

from bhxh_archive.documents.render import render
from bhxh_archive.documents.shapes import settled_list

FOOT = re.compile(r"Cộng trang này: ([\d.]+) đồng; lũy kế: ([\d.]+) đồng")


def amount(text: str) -> int:
    return int(text.replace(".", ""))


def test_the_sums_of_the_pages_run_up_to_the_total() -> None:
    data = settled_list.long_example(70)
    document = pypdfium2.PdfDocument(render("settled_list", data))
    pages = [page.get_textpage().get_text_range() for page in document]
    feet = [(amount(found[1]), amount(found[2])) for page in pages if (found := FOOT.search(page))]
    assert len(feet) > 2
    assert [running for _, running in feet] == [sum(own for own, _ in feet[: n + 1]) for n in range(len(feet))]
    assert feet[-1][1] == data["total"] == 70 * 1_875_000 + 5_313_000
    assert sum("Mã số BHXH" in page for page in pages) >= len(feet), "the head of the columns stands on every page"
