"""How is the register of dossiers (form 06) looked at, printed and taken along as a spreadsheet?"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from intake import queries
from intake.forms.register import period_of
from intake.models import Dossier
from intake.queries.register import BY_NUMBER, behind
from intake.reports.register import register_xlsx
from intake.slips.register import facts_of, line_of, register_pdf
from intake.views.frame import current_user
from intake.views.slips import pdf_answer

PAGE_SIZE: Final = 50
MOST_PRINTED: Final = 2000


def _permitted(request: HttpRequest) -> User:
    user = current_user(request)
    if not user.holds_anywhere("intake.view"):
        raise NotAllowed("Sổ theo dõi hồ sơ do Bộ phận Tiếp nhận và Trả kết quả giữ.")
    return user


@require_GET
def register_book(request: HttpRequest) -> HttpResponse:
    """The period's dossiers, a page at a time, and the two files."""
    user = _permitted(request)
    form, start, end = period_of(request.GET)
    rows = queries.registered(user, start, end) if not form.errors else Dossier.objects.none()
    log_view(request, "register", action="register")
    context: dict[str, Any] = {
        "form": form, "count": rows.count(), **_page(request, rows), "most": MOST_PRINTED,
        "query": f"start={start:%d/%m/%Y}&end={end:%d/%m/%Y}",
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Sổ theo dõi hồ sơ")]),
    }  # fmt: skip
    return render(request, "register/book.html", context, status=422 if form.is_bound and form.errors else 200)


def _page(request: HttpRequest, rows: Any) -> dict[str, Any]:
    """One page by keyset: behind the dossier named by `after`."""
    after = whole_number(request.GET.get("after"))
    last = rows.filter(pk=after).values_list(*BY_NUMBER).first() if after else None
    if last:
        rows = behind(rows, last)
    found = list(queries.with_register_facts(rows)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    following = url_with(request.GET, after=shown[-1].pk) if len(found) > PAGE_SIZE else ""
    first = url_with(request.GET, after="") if last else ""
    today = timezone.localdate()
    return {"lines": [(row.pk, line_of(row, today)) for row in shown], "paging": Paging(first, following)}


@require_GET
def register_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole period as PDF/A or XLSX."""
    if form not in ("pdf", "xlsx"):
        raise Http404
    user = _permitted(request)
    asked, start, end = period_of(request.GET)
    if asked.is_bound and asked.errors:
        raise NotValid("Chọn ngày đầu, ngày cuối hợp lệ, không quá một năm.")
    rows = queries.registered(user, start, end)
    log_view(request, "register", action=f"register:{form}")
    today = timezone.localdate()
    name = f"so-theo-doi-{start:%Y%m%d}-{end:%Y%m%d}.{form}"
    if form == "xlsx":
        facts = (facts_of(row, today) for row in queries.register_rows(rows))
        return _download(register_xlsx(start, end, facts), name)
    if rows[: MOST_PRINTED + 1].count() > MOST_PRINTED:
        raise NotNow(f"Sổ in được tối đa {MOST_PRINTED} hồ sơ một lần: chọn thời gian ngắn hơn hoặc lấy tệp Excel.")
    assert user.office
    lines = (line_of(row, today) for row in queries.register_rows(rows))
    return pdf_answer(register_pdf(user.office, start, end, lines, timezone.now()), name)


def _download(content: bytes, name: str) -> HttpResponseBase:
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
