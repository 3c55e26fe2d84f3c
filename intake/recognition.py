"""How do the words on a page become findable, and how does its invisible layer come to be?"""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import transaction
from django.db.models import Value

from bhxh_archive import storage
from bhxh_archive.documents.text_layer import Recognised
from bhxh_archive.documents.text_layer import recognise as read_words
from bhxh_archive.text import fold
from intake.models import Page, PageText


def recognise(page: Page) -> PageText | None:
    """Read the page as it is turned now, once; the words, their folded vector and the layer for the PDF are kept.

    None when the page was turned or taken away meanwhile: what was read is of no use then.
    """
    found = read_words(storage.read_file(page.image), page.dpi, rotation=page.rotation)
    layer = storage.keep_bytes(found.text_pdf, "application/pdf") if found.text_pdf else None
    with transaction.atomic():
        if not Page.objects.select_for_update().filter(pk=page.pk, rotation=page.rotation).exists():
            return None
        text, _ = PageText.objects.update_or_create(page=page, defaults={"words": found.text, "layer": layer})
        PageText.objects.filter(pk=text.pk).update(vector=vector_of(found))
    return text


def vector_of(found: Recognised | str) -> SearchVector:
    """The search vector of folded words; folding in Python spares the database every extension."""
    words = found if isinstance(found, str) else found.text
    return SearchVector(Value(fold(words)), config="simple")


def phrase_of(text: str) -> SearchQuery:
    """The question whether these words, typed with or without diacritics, stand together in such a vector."""
    return SearchQuery(fold(text), config="simple", search_type="phrase")
