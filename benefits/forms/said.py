"""What does each field of a draft say, in the words in which its form asks for it?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from benefits.forms.entries import Entries
from bhxh_archive.money import dong
from bhxh_archive.ui.fields import MoneyField


def said_by(form: Entries) -> list[tuple[str, str]]:
    """Label and value of every field, in the order of the form: a choice by its words, a box as yes or no, an amount
    with its dots; "" where nothing was chosen or typed, and as typed what can't be read."""
    kept = form.as_entries()
    return [(str(field.label), _said(field, kept[name])) for name, field in form.fields.items()]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return "Có" if value else "Không"
    if isinstance(field, forms.ChoiceField):
        words = {str(code): str(text) for code, text in field.widget.choices}
        return words.get(value, value) if value else ""
    return _amount(field, value) if isinstance(field, MoneyField) else value


def _amount(field: MoneyField, typed: str) -> str:
    try:
        read = field.clean(typed)
    except ValidationError:
        return typed
    return "" if read is None else dong(read)
