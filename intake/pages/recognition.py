"""How do the words on a page become findable, and how does its invisible layer come to be?"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import transaction
from django.db.models import Value

from bhxh_archive import storage
from bhxh_archive.documents.text_layer import Recognised, Word
from bhxh_archive.documents.text_layer import recognise as read_words
from bhxh_archive.text import fold
from intake.models import Page, PageText
from intake.pages.drawing import as_it_is, redraw
from intake.pages.judging import UPSIDE_DOWN, note_anew
from intake.pages.sheet_words import note_words_of_a_sheet
from intake.pipeline.checks import SIDEWAYS
from intake.pipeline.verdict import Finding

# Demo pages are read with a confidence of 88 to 95 when they stand upright, of 34 to 40 when they stand on their head.
_DOUBTFUL, _MUCH_SURER = 60, 25
_ENOUGH_WORDS = 10


def recognise(page: Page) -> PageText | None:
    """Read the page as it is turned now, once; the words, their folded vector and the layer for the PDF are kept.

    None when the page was turned, shaped or taken away meanwhile: what was read is of no use then.
    """
    if page.shape and not page.shown:
        redraw(page)
        page.refresh_from_db(fields=["shown"])
    image = storage.read_file(page.picture)
    found = read_words(image, page.dpi, rotation=page.rotation)
    upside_down = _upside_down(page, image, found)
    layer = storage.keep_bytes(found.text_pdf, "application/pdf") if found.text_pdf else None
    with transaction.atomic():
        current = as_it_is(page).select_for_update(of=("self",))
        if not (read := current.select_related("upload").first()):
            return None
        text, _ = PageText.objects.update_or_create(page=page, defaults={"words": found.text, "layer": layer})
        PageText.objects.filter(pk=text.pk).update(vector=vector_of(found))
        note_anew(read, upside_down, (UPSIDE_DOWN,))
        note_words_of_a_sheet(read, found.text)
    return text


def _upside_down(page: Page, image: bytes, found: Recognised) -> list[Finding]:
    """The finding on a page that is read much better on its head; only what is hardly legible is read a second time."""
    sure = _confidence(found.words)
    if len(found.words) < _ENOUGH_WORDS or sure >= _DOUBTFUL or page.findings.filter(code=SIDEWAYS).exists():
        return []
    turned = read_words(image, page.dpi, rotation=(page.rotation + 180) % 360, pdf=False)
    if _confidence(turned.words) < sure + _MUCH_SURER:
        return []
    return [Finding(UPSIDE_DOWN, "warning", "trang bị ngược đầu; hãy xoay trang 180 độ.", page.upload_index)]


def _confidence(words: Sequence[Word]) -> float:
    """How sure the engine is of the words with letters in them, 0 to 100."""
    read = [word.confidence for word in words if len(word.text) > 2]
    return sum(read) / max(1, len(read))


def vector_of(found: Recognised | str) -> SearchVector:
    """The search vector of folded words; folding in Python spares the database every extension."""
    words = found if isinstance(found, str) else found.text
    return SearchVector(Value(fold(words)), config="simple")


def phrase_of(text: str) -> SearchQuery:
    """The question whether these words, typed with or without diacritics, stand together in such a vector."""
    return SearchQuery(fold(text), config="simple", search_type="phrase")
