"""What had the user typed when a page had to say no?"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.forms import BaseForm, BooleanField, ChoiceField, Field, ModelChoiceField
from django.http import HttpRequest, QueryDict

SECRETS = ("csrfmiddlewaretoken", "password", "pin", "old_password", "new_password1", "new_password2", "otp")
"""Neither of use to the person nor to be shown or carried again."""
_MACHINERY = re.compile(r"-(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|id|DELETE)$")

_TICKED = (("on", "Có"), ("1", "Có"))
"""What a browser sends of a box that is ticked."""
_NAMED: dict[str, str] = {}
"""Field name -> label, of those that rooms read without a form."""
_PREFIX = re.compile(r"^[a-z_]+-?\d+-")
"""Of a row in a set of forms: `nguoi-0-full_name`, or of one of several things on a page: `i12-sheets`."""


@dataclass(frozen=True)
class TypedValue:
    label: str
    value: str


@dataclass(frozen=True)
class FieldName:
    """What a field is called on the page, and what its coded values are called: by a list, or by whom to ask."""

    label: str
    choices: Mapping[str, str] = field(default_factory=dict)
    say: Callable[[str], str] | None = None


def name_cells(labels: Mapping[str, str]) -> None:
    """Say what cells are called that no form has: a table typed row by row. One that ends in a dash is followed by
    which row it is: `spoiled-` of `spoiled-12`. Called once, by the room that reads it."""
    _NAMED.update(labels)


def name_fields(request: HttpRequest, *forms: BaseForm) -> None:
    """Remember what the fields of this request are called, for the page that may refuse it; hidden ones stay hidden."""
    names = getattr(request, "field_names", {})
    for form in forms:
        for bound in form:
            choices = _TICKED if isinstance(bound.field, BooleanField) else getattr(bound.field, "choices", ())
            said = _flat(choices)
            names[bound.html_name] = None if bound.is_hidden else FieldName(str(bound.label), said)
    request.field_names = names  # type: ignore[attr-defined]


def _flat(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """Value -> words of what can be chosen, also where it stands in groups."""
    found: dict[str, str] = {}
    for value, text in choices:
        found |= _flat(text) if isinstance(text, (list, tuple)) else {str(value): str(text)}
    return found


def hide_fields(request: HttpRequest, *names: str) -> None:
    """Remember that these fields of this request are hidden ones, whatever other forms call theirs."""
    known = getattr(request, "field_names", {})
    request.field_names = known | dict.fromkeys(names)  # type: ignore[attr-defined]


def typed_of(
    request: HttpRequest, labels: Mapping[str, str], hide: Iterable[str] = (), *, ask: bool = True
) -> list[TypedValue]:
    """What a person typed into a refused POST, in the words of the page where they are known, else in those of the
    house's forms; what has no words there is machinery. Nothing for another method. `ask` False looks no name up: while
    the database is away its codes are shown."""
    if request.method != "POST":
        return []
    known: dict[str, FieldName | None] = getattr(request, "field_names", {})
    hidden = {name for name, shown in known.items() if shown is None}
    names = _words_for(request.POST, labels) | {name: shown for name, shown in known.items() if shown}
    if not ask:
        names = {name: replace(shown, say=None) for name, shown in names.items()}
    return _values(request.POST, names, {*hide, *hidden})


def typed_values(
    data: QueryDict, labels: Mapping[str, str] | None = None, hide: Iterable[str] = ()
) -> list[TypedValue]:
    """The same where only the data is at hand; what has no label is shown under its own name."""
    return _values(data, {name: FieldName((labels or {}).get(name, name)) for name in data}, set(hide))


def said_values(data: QueryDict, labels: Mapping[str, str], hide: Iterable[str] = ()) -> list[TypedValue]:
    """The same where no page has seen the data: in the words of the house's forms, without what none of them shows."""
    names = _words_for(data, labels)
    return _values(data, names, {*hide, *(name for name in data if name not in names)})


def _words_for(data: QueryDict, labels: Mapping[str, str]) -> dict[str, FieldName]:
    """Name of what was sent -> its words, for those that some form of the house has, or that have a label."""
    plain = {name: _plain(name) for name in data}
    known = _of_forms_with(set(plain.values()))
    named = {**_NAMED, **labels}
    names = {name: FieldName(label) for name, label in named.items()} | {k: v for k, v in known.items() if v}
    return {name: names[plain[name]] for name in plain if plain[name] in names}


def _plain(name: str) -> str:
    """What a field is called whatever the row it stands in."""
    row = name.partition("-")[0] + "-"
    return row if row in _NAMED and row in name else _PREFIX.sub("", name)


def _of_forms_with(names: set[str]) -> dict[str, FieldName | None]:
    """Field name -> its words, in those of the form that has most of these names where several have it; None for what
    is hidden, or chosen from a list that only a request knows."""
    fields = [getattr(form, "base_fields", {}) for form in _below(BaseForm)]
    found: dict[str, FieldName | None] = {}
    for one in sorted(fields, key=lambda one: len(names & one.keys())):
        found |= {name: _words_of(field_) for name, field_ in one.items()}
    return found


def _below(kind: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _words_of(field_: Field) -> FieldName | None:
    say = getattr(field_, "say", None)
    if isinstance(field_, ModelChoiceField) and say is None:
        return None  # its list is a question to the database
    chosen = isinstance(field_, ChoiceField) and say is None
    listed = field_.widget.choices if chosen else _TICKED if isinstance(field_, BooleanField) else ()  # type: ignore[attr-defined]
    choices = _flat(listed)
    if field_.widget.is_hidden or not field_.label or (chosen and not any(choices)):
        return None
    return FieldName(str(field_.label), choices, say)


def _values(data: QueryDict, names: Mapping[str, FieldName], hide: set[str]) -> list[TypedValue]:
    """Secrets, machinery, empty values and what has no known name are left out."""
    hidden = {*SECRETS, *hide}
    return [
        TypedValue(names[name].label, said)
        for name, values in data.lists()
        if name in names and name not in hidden and not _MACHINERY.search(name)
        for value in values
        if str(value).strip() and (said := _said(names[name], value))
    ]


def _said(name: FieldName, value: str) -> str:
    """The words of what was chosen, "" for what the field does not offer: that is another field of the same name; else
    the value as it was typed."""
    if name.choices and not name.say:
        return name.choices.get(value, "")
    return (name.say(value) if name.say else "") or value
