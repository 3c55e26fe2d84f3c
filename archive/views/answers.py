"""How do bytes of the archive leave as an HTTP answer: private, typed, with a name that says nothing of a person?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from archive.models import Package
from archive.views.ranges import wanted
from bhxh_archive import storage
from bhxh_archive.models import StoredFile

NO_STORE = "private, no-store"
A_WHILE = "private, max-age=300"


def stream(chunks: Iterator[bytes], media_type: str, *, cache: str = NO_STORE) -> StreamingHttpResponse:
    """A streaming answer that no shared cache keeps and no browser takes for another type."""
    answer = StreamingHttpResponse(chunks, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = cache
    return answer


def part(
    request: HttpRequest, chunks: Callable[[int, int], Iterator[bytes]], *, size: int, digest: str, media_type: str
) -> HttpResponseBase:
    """The whole, or the one range that was asked for (RFC 9110, section 14); `chunks(start, length)` gives the bytes.

    A browser goes on where a long download broke off. The entity tag is the digest, so never with other bytes.
    """
    etag = f'"{digest}"'
    same = request.headers.get("If-Range", etag) == etag
    asked = wanted(request.headers.get("Range", ""), size) if same else None
    start, length = (asked.start, asked.length) if asked else (0, size)
    answer = stream(chunks(start, length) if length else iter(()), media_type)
    answer["Content-Length"] = str(length)
    answer["Accept-Ranges"], answer["ETag"], answer["Repr-Digest"] = "bytes", etag, _digest_header(digest)
    if asked:
        answer["Content-Range"] = asked.header(size)
        answer.status_code = 206 if length else 416
    return answer


def attachment(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    """Let the browser save the answer under an ASCII name."""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def picture(file: StoredFile) -> HttpResponseBase:
    """The picture of a page; the same viewer asks for it again and again within minutes."""
    answer = stream(storage.stream_whole(file), file.media_type, cache=A_WHILE)
    answer["Content-Length"] = str(file.size)
    return answer


def paper(file: StoredFile, name: str) -> HttpResponseBase:
    """A stored PDF, shown in the browser."""
    answer = stream(storage.stream_whole(file), file.media_type)
    answer["Content-Length"] = str(file.size)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _digest_header(sha256: str) -> str:
    """`Repr-Digest` (RFC 9530) of a SHA-256 in hex."""
    return f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"


def zip_name(package: Package) -> str:
    """The name of a downloaded package: its bag, which is made of codes."""
    return f"{package.bag_name}.zip"
