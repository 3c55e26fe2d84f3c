"""Which filters are chosen, and which address adds or removes one?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.http import QueryDict

# A new choice starts at the first page again.
PAGING_KEYS = ("after", "before", "page")


@dataclass(frozen=True)
class FilterSpec:
    """One filter: its query key, its label, and (value, label) choices. Values hold no personal data: they are
    written into the address."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    counts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class FilterOption:
    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True)
class FilterGroup:
    label: str
    options: Sequence[FilterOption]


@dataclass(frozen=True)
class Chip:
    label: str
    remove_url: str


@dataclass(frozen=True)
class FilterBar:
    template: ClassVar[str] = "ui/filter_bar.html"
    groups: Sequence[FilterGroup]
    chosen: Sequence[Chip] = ()
    clear_url: str = ""


def filter_bar(params: QueryDict, specs: Sequence[FilterSpec]) -> FilterBar:
    """The filters as links and the chosen ones as removable chips, from the query of a GET request."""
    groups = [
        FilterGroup(spec.label, [_option(params, spec, value, label) for value, label in spec.choices])
        for spec in specs
    ]
    chips = [
        Chip(f"{spec.label}: {label}", url_with(params, **{spec.name: None}))
        for spec in specs
        for value, label in spec.choices
        if params.get(spec.name) == value
    ]
    cleared = url_with(params, **dict.fromkeys(spec.name for spec in specs))
    return FilterBar(groups=groups, chosen=chips, clear_url=cleared if chips else "")


def _option(params: QueryDict, spec: FilterSpec, value: str, label: str) -> FilterOption:
    active = params.get(spec.name) == value
    url = url_with(params, **{spec.name: None if active else value})
    return FilterOption(label, url, active, (spec.counts or {}).get(value))


def url_with(params: QueryDict, **changes: object) -> str:
    """The query string of `params` with keys set, or removed where the new value is None or empty."""
    query = params.copy()
    for key in PAGING_KEYS:
        if key not in changes:
            query.pop(key, None)
    for key, value in changes.items():
        query.pop(key, None)
        if value not in (None, ""):
            query[key] = str(value)
    return f"?{query.urlencode()}"
