"""Of which pages is the file of a component made, and is that file up to date?"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from bhxh_archive.models import Job
from bhxh_archive.once import read_once
from intake.models import Component, ComponentDocument, Dossier, ListLine, Page

Shape = dict[str, Any]
"""What `Page.shape` holds."""
Entry = tuple[str, int, Shape, str]
"""Digest of the image, turn, shape, and by whom and when it was compared with its original ("" where it was not)."""


def pages_in_order(component: Component) -> list[Page]:
    """The living pages of a component that belong into its file: separators don't."""
    pages = component.pages.filter(deleted_at=None).exclude(kind=Page.Kind.SEPARATOR)
    return list(pages.select_related("image", "shown", "text__layer", "upload").order_by("ordinal", "id"))


def recipe_of(component: Component) -> str:
    """SHA-256 over what the file is made from (images, turns, shapes, comparisons, order), or "" when there is nothing
    to make."""
    if component.original_id:
        return ""
    return recipe_of_pages(component, pages_in_order(component))


def recipe_of_pages(component: Component, pages: Iterable[Page]) -> str:
    """The recipe of a file made from exactly these pages, in this order."""
    at, by = component.compared_at, component.compared_by_id
    return _recipe((page.image.digest, page.rotation, page.shape, _compared(page.upload.at, at, by)) for page in pages)


def was_compared(came: datetime, compared_at: datetime | None) -> bool:
    """Whether a page of a file that `came` then was there when the paper was compared."""
    return compared_at is not None and came <= compared_at


def _compared(came: datetime, at: datetime | None, by: int | None) -> str:
    return f":{by}@{at.isoformat()}" if at and was_compared(came, at) else ""


def _recipe(pages: Iterable[Entry]) -> str:
    parts = [f"{digest}:{rotation}{_said(shape)}{compared}" for digest, rotation, shape, compared in pages]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if parts else ""


def _said(shape: Shape) -> str:
    return f":{json.dumps(shape, sort_keys=True)}" if shape else ""


@read_once
def recipes_of(dossier: Dossier, line: ListLine | None = None) -> dict[int, str]:
    """Component id -> recipe, for every component (of this `line`) that has a file to make; one query."""
    pages = Page.objects.filter(component__dossier=dossier, component__original=None, deleted_at=None)
    pages = pages.filter(component__line=line) if line else pages
    rows = pages.exclude(kind=Page.Kind.SEPARATOR).order_by("ordinal", "id")
    by_component: dict[int, list[Entry]] = defaultdict(list)
    for component, digest, rotation, shape, *compared in rows.values_list("component_id", *_MADE_OF):
        by_component[component].append((digest, rotation, shape, _compared(*compared)))
    return {component: _recipe(found) for component, found in by_component.items()}


_MADE_OF: Final = (
    "image__digest", "rotation", "shape", "upload__at", "component__compared_at", "component__compared_by",
)  # fmt: skip


def made_of(dossier: Dossier, wanted: Mapping[int, str]) -> dict[int, str]:
    """Component id -> SHA-256 of its file, where that is made for the pages as they are now."""
    return {component: digest for component, recipe, digest in _made(dossier) if wanted.get(component) == recipe}


@read_once
def _made(dossier: Dossier) -> list[tuple[int, str, str]]:
    rows = ComponentDocument.objects.filter(component__dossier=dossier)
    return list(rows.values_list("component_id", "recipe", "file__digest"))


@read_once
def jobs_making(dossier: Dossier) -> list[Job]:
    """The newest job for each file that is not made for the pages as they are now."""
    wanted = recipes_of(dossier)
    keys = [document_key(pk, wanted[pk]) for pk in wanted.keys() - made_of(dossier, wanted)]
    return list({row.key: row for row in Job.objects.filter(key__in=keys).order_by("pk")}.values())


def failures_of(dossier: Dossier) -> dict[int, str]:
    """Component id -> why its file could not be made for the pages as they are now."""
    failed = [row for row in jobs_making(dossier) if row.state == Job.State.FAILED and row.note]
    return {int(row.arguments["component_id"]): row.note for row in failed}


def document_key(component_id: int, recipe: str) -> str:
    """Under which key the making of a component's file is queued: other pages are other work."""
    return f"document:{component_id}:{recipe[:16]}"
