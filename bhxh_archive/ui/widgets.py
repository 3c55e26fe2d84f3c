"""Which inputs do forms use beyond Django's own?"""

from typing import Any

from django import forms

from bhxh_archive.money import dong


class VnDateInput(forms.DateInput):
    """A date typed as dd/mm/yyyy in a text box: a browser's own date box follows the browser's language, not ours."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        typed = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "pattern": r"\d{1,2}/\d{1,2}/\d{4}", "size": 12}
        super().__init__(attrs=typed | {"autocomplete": "off", "data-date": ""} | (attrs or {}), format="%d/%m/%Y")


class MoneyInput(forms.TextInput):
    """An amount in đồng with dots between thousands, kept so while typing."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-money": "", "size": 16} | (attrs or {})
        )

    def format_value(self, value: Any) -> str | None:
        return dong(value) if isinstance(value, int) else super().format_value(value)


class ChoiceChips(forms.RadioSelect):
    """A short choice shown whole, one press each. With `autofocus` the cursor goes to the first of them."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's own; no two elements of a page ask for the cursor."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if option["index"] != "0":
            option["attrs"].pop("autofocus", None)
        return option


class MultiChips(forms.CheckboxSelectMultiple):
    """A short choice of several, one press each."""


class ManyFilesInput(forms.ClearableFileInput):
    """A box into which several files are dropped."""

    allow_multiple_selected = True
