"""How do page pictures and PDF files leave the house: logged, private, under names without personal data?"""

from __future__ import annotations

import re
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse

from bhxh_archive import storage
from bhxh_archive.access import log_view
from bhxh_archive.models import Preview, StoredFile
from bhxh_archive.previews import previews_of, shown_sound
from bhxh_archive.text import fold

Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)


def picture(request: HttpRequest, file: StoredFile, subject: str) -> StreamingHttpResponse:
    """The picture of one page; kept by this browser for five minutes."""
    return _streamed(request, file, subject, cache="private, max-age=300")


def page_picture(request: HttpRequest, file: StoredFile, number: int, size: str, subject: str) -> StreamingHttpResponse:
    """The picture of that page of a PDF, counted from 1. Raises Preview.DoesNotExist, a 404, where there is none."""
    pages = previews_of(file)
    if not 1 <= number <= len(pages):
        raise Preview.DoesNotExist
    return shown_sound(
        pages[number - 1], lambda page: picture(request, page.view if size == "view" else page.thumb, subject)
    )


def pdf_file(request: HttpRequest, file: StoredFile, subject: str, *names: str, inline: bool) -> StreamingHttpResponse:
    """A stored PDF, to read or to keep."""
    answer = _streamed(request, file, subject, cache="private, no-store")
    return _named(answer, inline, *names)


def pdf_bytes(content: bytes, *names: str) -> HttpResponse:
    """A PDF made just now, to be read in the browser."""
    answer = HttpResponse(content, content_type="application/pdf")
    return _guarded(_named(answer, True, *names), "private, no-store")


def json_bytes(content: dict[str, Any], *names: str) -> HttpResponse:
    """Facts for other programs, to keep."""
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _guarded(_named(answer, False, *names, kind="json"), "private, no-store")


def made_picture(content: bytes) -> HttpResponse:
    """A picture made just now of a draft, which the next key press may change."""
    return _guarded(HttpResponse(content, content_type="image/png"), "private, no-store")


def _streamed(request: HttpRequest, file: StoredFile, subject: str, *, cache: str) -> StreamingHttpResponse:
    log_view(request, subject, action="read")
    answer = StreamingHttpResponse(storage.stream_whole(file), content_type=file.media_type)
    answer["Content-Length"] = str(file.size)
    return _guarded(answer, cache)


def _guarded(answer: Answer, cache: str) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = cache
    return answer


def _named(answer: Answer, inline: bool, *names: str, kind: str = "pdf") -> Answer:
    name = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", fold(part)).strip("-") for part in names if part)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}.{kind}"'
    return answer
