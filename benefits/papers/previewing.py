"""How does a draft look as the document it will become? Drawn from its data, never stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from benefits.models import Draft
from benefits.papers import Paper, papers_of
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.documents.render import render_pages_png
from bhxh_archive.documents.typesetting import as_json
from bhxh_archive.errors import NotNow
from bhxh_archive.forms_in_force import render, text_of

PPI: Final = {"view": 130, "thumb": 24}


def papers_to_show(draft: Draft) -> list[Paper]:
    """The documents of a draft: the frozen data once it is endorsed, else what it comes to now."""
    if draft.frozen:
        return [Paper(**paper) for paper in draft.frozen["papers"]]
    return papers_of(draft)


def page_pictures(paper: Paper, size: str) -> Sequence[bytes]:
    """One PNG per page, with the watermark of a draft. Raises NotNow when the text can't be set."""
    return _pictures(paper.template, as_json(paper.data), PPI[size], text_of(paper.template))


def pdf_of(paper: Paper) -> bytes:
    """The draft as PDF, with its watermark. Raises NotNow when the text can't be set."""
    try:
        return render(paper.template, paper.data)
    except DocumentError as error:
        raise NotNow(f"Chưa tạo được bản xem trước: {error}") from error


# The pages of one document are asked for one after the other.
@lru_cache(maxsize=12)
def _pictures(template: str, data: str, ppi: int, text: str | None) -> tuple[bytes, ...]:
    try:
        return tuple(render_pages_png(template, json.loads(data), ppi, text=text))
    except DocumentError as error:
        raise NotNow(f"Chưa tạo được bản xem trước: {error}") from error
