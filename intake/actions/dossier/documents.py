"""How is the file of a component made ready for the archive?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.errors import Damaged, NotValid
from bhxh_archive.models import StoredFile
from intake.component_files.broken import restore
from intake.component_files.documents import make_pdf
from intake.component_files.recipes import pages_in_order, recipe_of, recipe_of_pages
from intake.models import Component, ComponentDocument, Page
from intake.pages.recognition import recognise

Tell = Callable[[int, int], None]


def make_document(*, component: Component, tell: Tell = lambda done, total: None) -> ComponentDocument | None:
    """The component's two-layer PDF/A for its pages as they are; made once per recipe. None without pages.

    Reading takes minutes, in which pages come and go: the file is kept under the recipe of the pages that lie in it.
    Raises NotValid for what no PDF/A can hold, Damaged for an image that is broken in the store; both name the page or
    its component.
    """
    recipe = recipe_of(component)
    if not recipe:
        return None
    if made := component.documents.filter(recipe=recipe).first():
        return made
    try:
        return _made(component, tell)
    except Damaged:
        restore(component)
        return _made(component, tell)


def _made(component: Component, tell: Tell) -> ComponentDocument | None:
    pages = _recognised(component, tell)
    return _made_of(component, pages) if pages else None


def _made_of(component: Component, pages: Sequence[Page]) -> ComponentDocument:
    try:
        file = make_pdf(component, pages)
    except DocumentError as error:  # trying again would not help: a person has to act on this page
        raise NotValid(f"{component.type.name}: {error}") from error
    return _keep(component, file, pages)


def _recognised(component: Component, tell: Tell) -> list[Page]:
    """The pages in order, each of them read; what was turned or brought back meanwhile is read as well."""
    pages = pages_in_order(component)
    while not all(map(is_read, pages)):
        for done, page in enumerate(pages):
            tell(done, len(pages))
            if not is_read(page):
                recognise(page)
        pages = pages_in_order(component)
    return pages


def is_read(page: Page) -> bool:
    """Whether the words of the page were looked for."""
    return getattr(page, "text", None) is not None


def _keep(component: Component, file: StoredFile, pages: Sequence[Page]) -> ComponentDocument:
    has_text = all(page.text.layer_id for page in pages)
    made, _ = ComponentDocument.objects.get_or_create(
        component=component, recipe=recipe_of_pages(component, pages),
        defaults={"file": file, "pages": len(pages), "has_text": has_text},
    )  # fmt: skip
    return made
