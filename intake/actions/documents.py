"""How is the file of a component made ready for the archive?"""

from __future__ import annotations

from collections.abc import Callable

from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.errors import NotValid
from bhxh_archive.models import StoredFile
from intake.documents import make_pdf
from intake.models import Component, ComponentDocument
from intake.recipes import pages_in_order, recipe_of
from intake.recognition import recognise

Tell = Callable[[int, int], None]


def make_document(*, component: Component, tell: Tell = lambda done, total: None) -> ComponentDocument | None:
    """The component's two-layer PDF/A for its pages as they are; made once per recipe. None without pages."""
    recipe = recipe_of(component)
    if not recipe:
        return None
    if made := component.documents.filter(recipe=recipe).first():
        return made
    _recognise_missing(component, tell)
    pages = pages_in_order(component)
    try:
        file = make_pdf(component, pages)
    except DocumentError as error:  # trying again would not help: a person has to act on this page
        raise NotValid(f"{component.type.name}: {error}") from error
    return _keep(component, file, len(pages), recipe)


def _recognise_missing(component: Component, tell: Tell) -> None:
    pages = pages_in_order(component)
    for done, page in enumerate(pages):
        tell(done, len(pages))
        if getattr(page, "text", None) is None:
            recognise(page)


def _keep(component: Component, file: StoredFile, pages: int, recipe: str) -> ComponentDocument:
    made, _ = ComponentDocument.objects.get_or_create(
        component=component, recipe=recipe, defaults={"file": file, "pages": pages, "has_text": True}
    )
    return made
