"""Of which pages is the file of a component made, and is that file up to date?"""

from __future__ import annotations

import hashlib

from intake.models import Component, Page


def pages_in_order(component: Component) -> list[Page]:
    """The living pages of a component that belong into its file: separators don't."""
    pages = component.pages.filter(deleted_at=None).exclude(kind=Page.Kind.SEPARATOR)
    return list(pages.select_related("image", "text__layer").order_by("ordinal", "id"))


def recipe_of(component: Component) -> str:
    """SHA-256 over what the file is made from (images, turns, order), or "" when there is nothing to make."""
    pages = pages_in_order(component)
    if not pages or component.original_id:
        return ""
    parts = [f"{page.image.digest}:{page.rotation}" for page in pages]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
