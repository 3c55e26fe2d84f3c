"""What had the user typed when a page had to say no?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

# Neither of use to the person nor to be shown again.
_NOT_SHOWN = ("csrfmiddlewaretoken", "password", "pin", "old_password", "new_password1", "new_password2", "otp")


@dataclass(frozen=True)
class TypedValue:
    label: str
    value: str


def typed_values(data: QueryDict, labels: dict[str, str] | None = None, hide: Iterable[str] = ()) -> list[TypedValue]:
    """What a refused POST held, for the page that refuses it; secrets and empty values are left out."""
    hidden = {*_NOT_SHOWN, *hide}
    return [
        TypedValue((labels or {}).get(name, name), value)
        for name, values in data.lists()
        if name not in hidden
        for value in values
        if str(value).strip()
    ]
