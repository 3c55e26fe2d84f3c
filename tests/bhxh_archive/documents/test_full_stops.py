"""Does what a person typed end in one full stop on paper, typed with one or without?"""

from __future__ import annotations

from typing import Any

import pytest

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.render import render
from tests.bhxh_archive.documents.test_render import text_of

TYPED = "nộp ở tỉnh khác"
WHERE: dict[str, Any] = {
    "refusal": lambda text: {"reasons": [{"text": text, "legal_ground": text}], "where_to_go": text},
    "papers_returned": lambda text: {"reason": text},
    "withdrawal": lambda text: {"reason": text},
    "apology": lambda text: {"reason": text},
    "receipt": lambda text: {"return_method": text},
}


@pytest.mark.parametrize("name", WHERE)
def test_one_full_stop_ends_what_was_typed(name: str) -> None:
    example: Any = TEMPLATES[name].example()
    said = [
        " ".join(text_of(render(name, {**example, **WHERE[name](TYPED + stop)})).split()) for stop in ("", ".", "..")
    ]

    assert said[0] == said[1] == said[2]
    assert said[0].count(f"{TYPED}.") == said[0].count(TYPED) >= 1 and ".." not in said[0].replace("...", "")


@pytest.mark.parametrize(
    ("name", "listed"),
    [("withdrawal", "returned_papers"), ("lapse_notice", "missing"), ("lapse_notice", "returned_papers")],
)
def test_a_list_ends_in_a_full_stop(name: str, listed: str) -> None:
    example: Any = TEMPLATES[name].example()
    said = " ".join(text_of(render(name, {**example, listed: ["Đơn đề nghị.", "Sổ"]})).split())

    assert "- Đơn đề nghị; - Sổ. " in said


@pytest.mark.parametrize("name", ["receipt", "return_slip"])
def test_several_notes_have_one_heading(name: str) -> None:
    example: Any = TEMPLATES[name].example()
    said = text_of(render(name, {**example, "notes": ["Nhận thay theo ủy quyền.", "Hẹn lại."]}))

    per_copy = said.count("Nhận thay theo ủy quyền.")
    assert per_copy >= 1 and said.count("Ghi chú:") == per_copy
