"""How does an administrator keep the scanners of the offices: add, find, confirm, check, take off?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.administration.queries import offices_within
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import failure_note, is_open
from intake import queries
from intake.actions.devices import scanners as actions
from intake.forms.scanning import FindForm, ScannerForm
from intake.models import Scanner
from intake.queries.scanners import last_search
from intake.views.devices.scanner_words import abilities, condition_tag, feeder_words, search_words


@dataclass(frozen=True)
class Refused:
    """The name under which a proposal can't be put on the list, as it was typed, and why."""

    scanner: int
    name: str
    why: str


@require_http_methods(["GET", "POST"])
@administrators_only
def scanners(request: HttpRequest) -> HttpResponse:
    """Every scanner and proposal within reach, and a form for one more."""
    offices = offices_within(within_reach(request))
    form = ScannerForm(request.POST or None, offices=offices)
    if made := attempt(form, lambda data: actions.add_scanner(by=administrator(request), **data), at="url"):
        messages.success(request, f"Đã thêm «{made}». Bấm «Kiểm tra máy quét» để quét thử một trang.")
        return redirect("scanner", made.pk)
    return _list(request, form, FindForm(offices=offices))


def _list(request: HttpRequest, form: ScannerForm, find_form: FindForm, refused: Refused | None = None) -> HttpResponse:
    reach = within_reach(request)
    rows = list(queries.scanners_within(reach))
    keys = [actions.find_key(office) for office in offices_within(reach)]
    searching, ended = is_open(*keys), last_search(keys)
    context = {
        "confirmed": [_shown(row) for row in rows if row.confirmed_at],
        "proposed": [row for row in rows if not row.confirmed_at], "refused": refused,
        "form": form, "find_form": find_form, "searching": searching,
        "found": search_words(ended) if ended and not searching else "", "crumbs": crumbs(("Máy quét", "")),
    }  # fmt: skip
    status = 422 if refused else status_of(form, find_form)
    return render(request, "scanners/list.html", context, status=status)


def _shown(row: Scanner) -> dict[str, Any]:
    return {"row": row, "tag": condition_tag(row), "feeder": feeder_words(row), "abilities": abilities(row)}


@require_POST
@administrators_only
def find(request: HttpRequest) -> HttpResponse:
    """Have the network listened to."""
    offices = offices_within(within_reach(request))
    form = FindForm(request.POST, offices=offices)
    if not form.is_valid():
        return _list(request, ScannerForm(offices=offices), form)
    actions.look_for_scanners(office=form.cleaned_data["office"], by=administrator(request))
    messages.success(request, "Đang tìm máy quét trong mạng của máy chủ, mất khoảng năm giây.")
    return redirect("scanners")


@require_GET
@administrators_only
def scanner(request: HttpRequest, scanner_pk: int) -> HttpResponse:
    """One scanner: what it can, what it lacks, the last check."""
    row = _row(request, scanner_pk)
    key = actions.check_key(row)
    context = _shown(row) | {
        "checking": is_open(key), "failed": failure_note(key), "busy": queries.busy_with(row),
        "crumbs": crumbs(("Máy quét", "scanners"), (row.name, "")),
    }  # fmt: skip
    return render(request, "scanners/scanner.html", context)


def _row(request: HttpRequest, scanner_pk: int) -> Scanner:
    """A scanner within reach; any other is a 404."""
    return queries.scanners_within(within_reach(request)).get(pk=scanner_pk)


@require_POST
@administrators_only
def confirm(request: HttpRequest, scanner_pk: int) -> HttpResponse:
    """Put a proposal on the list; where more of them wait, the next one is at hand."""
    name = request.POST.get("name", "")[:100]
    try:
        row = actions.confirm_scanner(scanner=_row(request, scanner_pk), name=name, by=administrator(request))
    except NotValid as error:
        offices = offices_within(within_reach(request))
        refused = Refused(scanner_pk, name, error.message)
        return _list(request, ScannerForm(offices=offices), FindForm(offices=offices), refused)
    messages.success(request, f"Đã xác nhận «{row}». Máy trả lời thì cán bộ tiếp nhận của {row.office.name} quét được.")
    more = queries.scanners_within(within_reach(request)).filter(confirmed_at=None).exists()
    return redirect("scanners") if more else redirect("scanner", row.pk)


@require_POST
@administrators_only
def remove(request: HttpRequest, scanner_pk: int) -> HttpResponse:
    """Take a scanner or a proposal off the list."""
    row = actions.remove_scanner(scanner=_row(request, scanner_pk), by=administrator(request))
    messages.success(
        request, f"Đã bỏ «{row}» khỏi danh sách. Muốn dùng lại, hãy thêm lại bằng địa chỉ {row.place.url}."
    )
    return redirect("scanners")


@require_POST
@administrators_only
def check(request: HttpRequest, scanner_pk: int) -> HttpResponse:
    """Have a scanner checked, with one page."""
    row = _row(request, scanner_pk)
    actions.check_scanner(scanner=row, by=administrator(request))
    return redirect("scanner", row.pk)
