"""What does a document to be signed cost, over Typst alone? Each is about another person, as in a batch."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import typst

from benchmarks.report import Row
from bhxh_archive.documents.catalogue import TEMPLATES as CATALOGUE
from bhxh_archive.documents.paths import FONTS, TEMPLATES
from bhxh_archive.documents.render import render_signed
from bhxh_archive.documents.typesetting import as_json, inputs

DOCUMENTS, ROUND = 100, 10
FORMS = {
    "07A-HSB": "decision_07a",
    "07B-HSB": "decision_07b",
    "04-HSB": "statement_04hsb",
    "C70a-HSB": "settled_list",
}
Way = Callable[[str, dict[str, Any]], object]


def measure(*, tiny: bool = False) -> list[Row]:
    """Return milliseconds of processor time a document of each form, ours and Typst's.

    The two take turns, ten documents each, and no two documents are alike: what Typst remembers of one text would cost
    the next way nothing.
    """
    number = 1 if tiny else DOCUMENTS
    alone = typst_alone()
    return [row for title, template in FORMS.items() for row in _rows(title, template, alone, number)]


def typst_alone() -> Way:
    """Typst with one compiler kept and our fonts: data in, the same kind of PDF out, nothing checked or placed."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts)

    def work(template: str, data: dict[str, Any]) -> object:
        chosen = CATALOGUE[template]
        given = inputs(as_json(chosen.prepare(data)))
        return compiler.compile(
            input=str(TEMPLATES / chosen.source), sys_inputs=given, format="pdf", pdf_standards=["a-2a"]
        )

    return work


def _rows(title: str, template: str, alone: Way, number: int) -> list[Row]:
    serial = people(template)
    ours, theirs = render_signed, alone
    spent = {ours: 0.0, theirs: 0.0}
    for way in spent:
        way(template, next(serial))  # fonts and the form itself are loaded once
    for begun in range(0, number, ROUND):
        for way in spent:
            spent[way] += _timed(way, template, [next(serial) for _ in range(min(ROUND, number - begun))])
    mine, bare = (value / number * 1000 for value in spent.values())
    against = f"{title}, Typst alone"
    note = f"{number} documents"
    return [
        {"case": title, "value": mine, "unit": "ms/doc", "against": against, "ratio": mine / bare, "note": note},
        {"case": against, "value": bare, "unit": "ms/doc", "note": note},
    ]


def _timed(way: Way, template: str, batch: list[dict[str, Any]]) -> float:
    begun = time.process_time()
    for data in batch:
        way(template, data)
    return time.process_time() - begun


def people(template: str) -> Iterator[dict[str, Any]]:
    """The example of the form again and again, no name or unit twice."""
    serial = 0
    while True:
        serial += 1
        data = dict(CATALOGUE[template].example())
        if "person" in data:
            data["person"] = {**data["person"], "name": f"Phạm Thị Hường {serial:04}"}
        else:
            data["unit_name"] = f"Công ty Cổ phần May mặc số {serial:04}"
        yield data
