"""Which addresses does the product have, and how is one written out for the things of the stage?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def _patterns(resolver: URLResolver) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            assert isinstance(entry, URLPattern)
            yield entry.name or str(entry.pattern), frozenset(entry.pattern.converters)


@cache
def every_address() -> dict[str, frozenset[str]]:
    """URL name -> the names of its changing parts; an address without a name appears as its route."""
    return dict(_patterns(get_resolver()))


def address(name: str, stage: Mapping[str, Any], chosen: Mapping[str, str] | None = None) -> str:
    """The address with the stage's things in it; `chosen` maps a part to the stage's name of the thing."""
    renamed = chosen or {}
    return reverse(name, kwargs={part: stage[renamed.get(part, part)] for part in every_address()[name]})
