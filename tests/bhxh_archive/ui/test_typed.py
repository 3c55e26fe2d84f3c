"""Can what was typed be shown back while the database is away?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from django.forms import BaseForm
from django.test import RequestFactory

from bhxh_archive.ui.typed import typed_of


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
