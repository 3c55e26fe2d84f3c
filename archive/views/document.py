"""How are the pages of an archived document read, and how does the document leave as the file that was kept?"""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from archive import queries
from archive.downloads import kept_file
from archive.indexing import shown_now
from archive.models import RecordDocument, RecordPage
from archive.redrawing import redrawn
from archive.views import answers
from archive.views.record import crumbs
from bhxh_archive.access import log_view
from bhxh_archive.errors import Damaged
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.viewer import Viewer, ViewerPage
from intake.views.frame import current_user

SIZES = ("xem", "nho")


@require_GET
def record_document(request: HttpRequest, pk: int, ordinal: int) -> HttpResponse:
    """The pages of one document beside what is known of it."""
    row = queries.record_for(current_user(request), pk)
    document = queries.document_of(row, ordinal)
    log_view(request, f"record_document:{document.pk}", action="document")
    context = {
        "record": row, "document": document, "crumbs": crumbs(row, f"Tài liệu {ordinal}"),
        "viewer": _viewer(document, request.GET.get("trang", "")), "facts": Facts(_facts(document)),
        "documents": queries.documents_of(row),
    }  # fmt: skip
    return render(request, "archive/document.html", context)


def _viewer(document: RecordDocument, wanted: str) -> Viewer:
    pages = [
        ViewerPage(page.number, _image(page.pk, "xem"), _image(page.pk, "nho"), f"?trang={page.number}")
        for page in document.page_rows.all()
    ]
    master = reverse("record_file", args=[document.record_id, document.ordinal])
    current = whole_number(wanted) or 1
    return Viewer(pages, key=f"record-document-{document.pk}", current=current, master_url=master)


def _image(page_id: int, size: str) -> str:
    return reverse("record_image", args=[page_id, size])


def _facts(document: RecordDocument) -> list[Fact]:
    return [
        Fact("Số, ký hiệu", document.number),
        Fact("Ngày", document.issued_on),
        Fact("Ghi chú", document.note),
        Fact("Nơi ban hành", document.issuer),
        Fact("Số trang", document.pages),
        Fact("Mức độ tin cậy", "Gốc điện tử, có chữ ký số" if document.signed else "Số hóa từ giấy"),
        Fact("Mã tài liệu", document.code),
        Fact("Dung lượng", f"{document.size:,}".replace(",", ".") + " byte"),
        Fact("Mã băm SHA-256", document.digest),
    ]


@require_GET
def record_image(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """The picture of one page, large or small; each is a look at a personal document."""
    page = queries.page_for(current_user(request), pk)
    if size not in SIZES or page.view is None:
        raise Http404
    log_view(request, f"record_page:{page.pk}", action="page" if size == "xem" else "thumb")
    try:
        return _picture(shown_now(page), size)
    except Damaged:
        return _picture(redrawn(page), size)


def _picture(page: RecordPage, size: str) -> HttpResponseBase:
    file = page.view if size == "xem" else page.thumb
    if file is None:
        raise Http404
    return answers.picture(file)


@require_GET
def record_file(request: HttpRequest, pk: int, ordinal: int) -> HttpResponseBase:
    """The document as it lies in the permanent store; its digest is verified before the first byte leaves."""
    row = queries.record_for(current_user(request), pk)
    document = queries.document_of(row, ordinal)
    log_view(request, f"record_document:{document.pk}", action="download")
    answer = answers.part(request, partial(kept_file, document), size=document.size, digest=document.digest,
                          media_type="application/pdf")  # fmt: skip
    return answers.attachment(answer, f"{document.code}.pdf")
