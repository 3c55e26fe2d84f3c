"""How does the chief administrator put another text in the place of a document's form, and a second one approve it?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive import storage
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.render import render as by_the_house
from bhxh_archive.documents.titles import TITLES
from bhxh_archive.documents.trial_words import parted
from bhxh_archive.documents.trying import own_text
from bhxh_archive.models import FormVersion
from bhxh_archive.ui.frame import Breadcrumb
from intake.actions.administration import document_forms as acting
from intake.forms.document_forms import NewFormForm, WithdrawFormForm
from intake.queries.document_forms import changed_lines, every_form, versions_of


def _steps(*further: tuple[str, str]) -> Breadcrumb:
    return crumbs(("Mẫu văn bản", "document_forms" if further else ""), *further)


@require_GET
@administrators_only
def document_forms(request: HttpRequest) -> HttpResponse:
    """Every form with what holds today."""
    rows = every_form(timezone.localdate())
    return render(request, "document_forms/list.html", {"rows": rows, "crumbs": _steps()})


@require_http_methods(["GET", "POST"])
@administrators_only
def document_form(request: HttpRequest, template: str) -> HttpResponse:
    """One form: its own text and example, what was uploaded for it, and a box for one more."""
    _require(template)
    by, form = administrator(request), NewFormForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require_office(by, None)
    made = attempt(form, lambda data: acting.add_form(
        template=template, text=data["file"], valid_from=data["valid_from"], reason=data["reason"], by=by))  # fmt: skip
    if made:
        messages.success(request, "Đã nhận mẫu và đang dựng thử. Khi dựng được, người thứ hai duyệt ở trang này.")
        return redirect("form_version", made.pk)
    context = {"name": template, "title": TITLES[template], "form": form, "rows": versions_of(template),
               "shape": _shape(template), "may_change": within_reach(request).everywhere,
               "today": timezone.localdate(), "crumbs": _steps((TITLES[template], ""))}  # fmt: skip
    return render(request, "document_forms/form.html", context, status=status_of(form))


def _shape(template: str) -> dict[str, str]:
    """What the data of a template are called, and of which type each is."""
    fields = TEMPLATES[template].shape.__annotations__.items()
    return {name: getattr(kind, "__forward_arg__", str(kind)) for name, kind in fields}


def _require(template: str) -> None:
    if template not in TEMPLATES:
        raise Http404


@require_GET
@administrators_only
def own_form(request: HttpRequest, template: str) -> HttpResponse:
    """The text that comes with the program, to be saved."""
    _require(template)
    return _text_answer(own_text(template), template)


@require_GET
@administrators_only
def own_example(request: HttpRequest, template: str) -> HttpResponse:
    """The example as the program's own form sets it."""
    _require(template)
    return _pdf_answer(by_the_house(template, TEMPLATES[template].example()), template)


def _text_answer(text: str, name: str) -> HttpResponse:
    told = {"Content-Disposition": f'attachment; filename="{name}.typ"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=told)


def _pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    told = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=told)


@require_GET
@administrators_only
def form_version(request: HttpRequest, form_pk: int) -> HttpResponse:
    """One uploaded text: how the trial went, what it changes, and who may approve it."""
    return _shown(request, _version(form_pk), WithdrawFormForm())


def _version(form_pk: int) -> FormVersion:
    return get_object_or_404(FormVersion.objects.select_related("added_by", "approved_by", "example"), pk=form_pk)


def _shown(request: HttpRequest, row: FormVersion, form: WithdrawFormForm) -> HttpResponse:
    everywhere, (faults, own_words) = within_reach(request).everywhere, parted(row.faults)
    context: dict[str, Any] = {
        "faults": faults, "own_words": own_words,
        "row": row, "form": form, "changes": changed_lines(row), "own": row.added_by_id == administrator(request).pk,
        "may_change": everywhere, "crumbs": crumbs(("Mẫu văn bản", "document_forms"), (str(row), "")),
        "trying": row.state == FormVersion.State.TRYING, "ready": row.state == FormVersion.State.READY,
        "over": row.state in (FormVersion.State.WITHDRAWN, FormVersion.State.FAULTY),
    }  # fmt: skip
    return render(request, "document_forms/version.html", context, status=status_of(form))


@require_GET
@administrators_only
def form_text(request: HttpRequest, form_pk: int) -> HttpResponse:
    """The uploaded text, to be saved."""
    row = _version(form_pk)
    return _text_answer(row.text, f"{row.template}-{row.valid_from:%Y%m%d}")


@require_GET
@administrators_only
def form_example(request: HttpRequest, form_pk: int) -> HttpResponse:
    """The example as the uploaded form set it when it was tried."""
    row = _version(form_pk)
    if not row.example:
        raise Http404
    return _pdf_answer(storage.read_file(row.example), f"{row.template}-{row.valid_from:%Y%m%d}")


@require_POST
@administrators_only
def approve_form(request: HttpRequest, form_pk: int) -> HttpResponse:
    """Let it hold from its first day; never by who uploaded it."""
    row = acting.approve_form(form=_version(form_pk), by=administrator(request))
    messages.success(request, f"Đã duyệt: văn bản từ ngày {row.valid_from:%d/%m/%Y} dùng mẫu này.")
    return redirect("form_version", row.pk)


@require_POST
@administrators_only
def withdraw_form(request: HttpRequest, form_pk: int) -> HttpResponse:
    """Use it no more, with the reason."""
    row, form, by = _version(form_pk), WithdrawFormForm(request.POST), administrator(request)
    require_office(by, None)
    if attempt(form, lambda data: acting.withdraw_form(form=row, reason=data["reason"], by=by)):
        messages.success(request, "Đã rút mẫu. Văn bản đã tạo không đổi; văn bản mới dùng mẫu trước đó.")
        return redirect("document_form", row.template)
    return _shown(request, row, form)
