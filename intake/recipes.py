"""Of which pages is the file of a component made, and is that file up to date?"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from intake.models import Component, ComponentDocument, Dossier, Page


def pages_in_order(component: Component) -> list[Page]:
    """The living pages of a component that belong into its file: separators don't."""
    pages = component.pages.filter(deleted_at=None).exclude(kind=Page.Kind.SEPARATOR)
    return list(pages.select_related("image", "text__layer").order_by("ordinal", "id"))


def recipe_of(component: Component) -> str:
    """SHA-256 over what the file is made from (images, turns, order), or "" when there is nothing to make."""
    if component.original_id:
        return ""
    return recipe_of_pages(pages_in_order(component))


def recipe_of_pages(pages: Iterable[Page]) -> str:
    """The recipe of a file made from exactly these pages, in this order."""
    return _recipe((page.image.digest, page.rotation) for page in pages)


def _recipe(pages: Iterable[tuple[str, int]]) -> str:
    parts = [f"{digest}:{rotation}" for digest, rotation in pages]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def recipes_of(dossier: Dossier) -> dict[int, str]:
    """Component id -> recipe, for every component that has a file to make; one query."""
    pages = Page.objects.filter(component__dossier=dossier, component__original=None, deleted_at=None)
    rows = pages.exclude(kind=Page.Kind.SEPARATOR).order_by("ordinal", "id")
    by_component: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for component, digest, rotation in rows.values_list("component_id", "image__digest", "rotation"):
        by_component[component].append((digest, rotation))
    return {component: _recipe(found) for component, found in by_component.items()}


def made_of(dossier: Dossier, wanted: Mapping[int, str]) -> set[int]:
    """The components whose file is made for the pages as they are now."""
    rows = ComponentDocument.objects.filter(component__dossier=dossier).values_list("component_id", "recipe")
    return {component for component, recipe in rows if wanted.get(component) == recipe}


def document_key(component_id: int, recipe: str) -> str:
    """Under which key the making of a component's file is queued: other pages are other work."""
    return f"document:{component_id}:{recipe[:16]}"
