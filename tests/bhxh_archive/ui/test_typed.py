"""Can what was typed be shown back while the database is away?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django.forms import BaseForm
from django.test import RequestFactory

from bhxh_archive.ui.middleware import HIDDEN, LABELS
from bhxh_archive.ui.typed import typed_of

NOT_TYPED = r'(?![^>]*type="(?:hidden|checkbox|radio|file|password|search)")'
BOX = re.compile(rf'<(?:input{NOT_TYPED}|textarea)\b[^>]*?\bname="([a-z_]+(?:"|-))')
OPEN_TO_ALL = {"q", "ma", "so", "thang", "fact", "username", "line"}
"""What is asked in an address or looked for, by who has no account, or filled in for the keeper of passwords."""


def every_form(kind: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for child in kind.__subclasses__():
        yield child
        yield from every_form(child)


def test_no_form_of_the_house_asks_the_database_what_its_fields_are_called() -> None:
    """No database is open to this test: whatever asks it fails."""
    import_module("bhxh_archive.urls")
    names = {name for form in every_form() for name in getattr(form, "base_fields", {})}
    assert "mandate_kinds" in names and len(names) > 100
    request = RequestFactory().post("/", dict.fromkeys(names, "đã gõ"))
    assert any(shown.value == "đã gõ" for shown in typed_of(request, {}, ask=False))


def test_every_box_that_no_form_of_the_house_has_says_what_it_is_called() -> None:
    import_module("bhxh_archive.urls")
    texts = [path.read_text() for path in Path("templates").rglob("*.html")]
    names = {name.strip('"') for text in texts for name in BOX.findall(text)} - {*OPEN_TO_ALL, *HIDDEN}
    request = RequestFactory().post("/", {f"{name}7" if name.endswith("-") else name: f"ô {name}" for name in names})
    told = {shown.value for shown in typed_of(request, LABELS, HIDDEN, ask=False)}
    assert "spoiled-" in names and sorted(names - {value.removeprefix("ô ") for value in told}) == []


def test_machinery_is_not_shown_as_if_somebody_had_typed_it() -> None:
    import_module("bhxh_archive.urls")
    turned = {"from_page": "5", "next_page": "7", "turn": "270", "kind": "normal", "version": "3"}
    assert typed_of(RequestFactory().post("/", turned), LABELS, HIDDEN, ask=False) == []
    spoiled = typed_of(RequestFactory().post("/", {"spoiled-10": "2", "besides-10": "on"}), LABELS, HIDDEN, ask=False)
    assert [(shown.label, shown.value) for shown in spoiled] == [("Số bản hỏng", "2")]
