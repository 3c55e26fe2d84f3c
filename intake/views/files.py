"""How do the bytes of pages, originals and results reach a browser? Each look is logged."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from bhxh_archive import storage
from bhxh_archive.access import log_view
from bhxh_archive.errors import Damaged
from bhxh_archive.models import StoredFile
from bhxh_archive.scoping import dossiers_of
from intake.models import Page
from intake.pages.mending import queue_mending, require_image
from intake.queries import components_of, dossier_for, uploads_of
from intake.views.frame import current_user
from intake.views.slips import file_stem

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}

DRAWN_ANEW: Final = "Ảnh xem của trang này bị hỏng trong kho, đang được vẽ lại từ tệp gốc. Chờ vài giây."


def stream(file: StoredFile, name: str = "", *, keep_seconds: int = 0) -> HttpResponseBase:
    """Stored bytes in chunks: shown in place, or as a download under an ASCII name."""
    answer = StreamingHttpResponse(storage.stream_whole(file), content_type=file.media_type)
    answer.headers["Content-Length"] = str(file.size)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = f"private, max-age={keep_seconds}" if keep_seconds else "private, no-store"
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def page_image(request: HttpRequest, page_pk: int, size: str) -> HttpResponseBase:
    """The picture of a page, `view` or `thumb`, whose address carries the drawn picture, so that it may be kept; or
    `image`, as it came."""
    if size not in ("view", "thumb", "image"):
        raise Http404
    user = current_user(request)
    scope = dossiers_of(user, "folder__dossier__") | dossiers_of(user, "folder__hand_over__dossier__")
    stacks = Q(folder__batch__office__in=current_user(request).offices_with("intake.scan"))
    page = Page.objects.filter(scope | stacks).select_related(size).get(pk=page_pk)
    log_view(request, f"page:{page.pk}", action=size)
    try:
        return stream(getattr(page, size), keep_seconds=300)
    except Damaged:
        return _mended(page, size)


def _mended(page: Page, size: str) -> HttpResponseBase:
    """What was drawn is drawn anew, and the viewer asks again; raises Damaged where the image as it came is broken."""
    if size == "image":
        require_image(page)
    queue_mending(page)
    said = {"verdict": "drawing", "message": DRAWN_ANEW}
    return JsonResponse(said, status=503, headers={"Retry-After": "2", "Cache-Control": "no-store"})


@require_GET
def upload_file(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponseBase:
    """A file as it came."""
    dossier = dossier_for(current_user(request), pk)
    row = uploads_of(dossier).get(pk=upload_pk)
    if row.file is None:
        raise Http404
    log_view(request, f"upload:{row.pk}", action="download")
    return stream(row.file, f"{file_stem(dossier)}-tep-{row.pk}.{ending(row.file)}")


@require_GET
def component_original(request: HttpRequest, pk: int, component_pk: int) -> HttpResponseBase:
    """The electronic original of a component, byte for byte."""
    dossier = dossier_for(current_user(request), pk)
    component = components_of(dossier).get(pk=component_pk)
    if component.original is None:
        raise Http404
    log_view(request, f"component:{component.pk}", action="original")
    return stream(component.original, f"{file_stem(dossier)}-{component.type.code}.{ending(component.original)}")


def ending(file: StoredFile) -> str:
    """The ending of a download's name, from what the file is."""
    return _ENDINGS.get(file.media_type, "bin")
