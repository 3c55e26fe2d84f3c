"""How does the chief administrator write the next version of a procedure and put it in force?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import administrator, administrators_only, attempt, status_of
from bhxh_archive.errors import NotNow
from bhxh_archive.ui.typed import name_fields
from intake.actions.administration import cataloguing
from intake.forms.catalogue import InForceForm, ProcedureForm
from intake.forms.catalogue_parts import ComponentTypeForm, QuestionForm, ResultKindForm, TermForm
from intake.models import ComponentType, Procedure, Question, ResultKind, Term
from intake.queries import versions
from intake.views.administration.catalogue.reading import shown, steps

KINDS: Final[dict[str, tuple[Any, Any, str, str]]] = {
    "giay-to": (ComponentType, ComponentTypeForm, "component_types", "giấy tờ"),
    "cau-hoi": (Question, QuestionForm, "questions", "câu hỏi"),
    "thoi-han": (Term, TermForm, "terms", "thời hạn"),
    "ket-qua": (ResultKind, ResultKindForm, "result_kinds", "kết quả"),
}
"""Word in the address -> table, form, how the procedure names them, how they are called."""


def chief_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What holds everywhere is changed at the Archive Center alone (else 403); the row is looked for afterwards."""

    @wraps(view)
    @administrators_only
    def guarded(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        require_office(administrator(request), None)
        row = get_object_or_404(Procedure.objects.select_related("rule_book"), pk=pk)
        return view(request, row, **more)

    return guarded


@require_POST
@chief_only
def open_next(request: HttpRequest, row: Procedure) -> HttpResponse:
    """Begin the next version, or go on with the one that was begun."""
    draft = cataloguing.open_next(procedure=row, by=administrator(request))
    return redirect("catalogue_procedure", draft.pk)


@require_POST
@chief_only
def discard(request: HttpRequest, row: Procedure) -> HttpResponse:
    """Throw the version away that is being written."""
    running = versions.running_of(row)
    cataloguing.discard_next(draft=row, by=administrator(request))
    messages.success(request, "Đã bỏ bản đang soạn. Phiên bản đang áp dụng không đổi.")
    return redirect("catalogue_procedure", running.pk) if running else redirect("catalogue")


@require_POST
@chief_only
def withdraw(request: HttpRequest, row: Procedure) -> HttpResponse:
    """Take a version back whose day has not come."""
    cataloguing.withdraw_version(version=row, by=administrator(request))
    messages.success(request, "Đã rút phiên bản chưa áp dụng; nội dung còn ở bản đang soạn.")
    return redirect("catalogue_procedure", row.pk)


def _draft(row: Procedure) -> Procedure:
    if row.valid_from is not None:
        raise NotNow("Phiên bản đã áp dụng không sửa được. Hãy bấm «Soạn thay đổi» rồi sửa trên bản đang soạn.")
    return row


@require_http_methods(["GET", "POST"])
@chief_only
def edit(request: HttpRequest, row: Procedure) -> HttpResponse:
    """The procedure itself."""
    form = ProcedureForm(request.POST or None, instance=_draft(row))
    name_fields(request, form)
    by = administrator(request)
    if attempt(form, lambda data: cataloguing.change_next(draft=row, values=form.values(), by=by, seen=data["seen"])):
        messages.success(request, "Đã lưu vào bản đang soạn.")
        return redirect("catalogue_procedure", row.pk)
    context = {"row": row, "form": form, "crumbs": steps(row, ("Sửa thủ tục", ""))}
    return render(request, "catalogue/edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@chief_only
def part(request: HttpRequest, row: Procedure, kind: str, part_pk: int) -> HttpResponse:
    """One paper, question or result of the version that is being written; 0 is a new one."""
    model, form_of, related, words = KINDS.get(kind) or _nothing()
    held = get_object_or_404(model, pk=part_pk, procedure=_draft(row)) if part_pk else model(**_last(row, related))
    by = administrator(request)
    if "drop" in request.POST and part_pk:
        cataloguing.drop_part(draft=row, part=held, by=by)
        messages.success(request, f"Đã bỏ {words} khỏi bản đang soạn.")
        return redirect("catalogue_procedure", row.pk)
    form = form_of(request.POST or None, instance=held, draft=row)
    name_fields(request, form)
    if attempt(form, lambda data: cataloguing.set_part(
        draft=row, part=held, values=form.values(), by=by, seen=data["seen"])):  # fmt: skip
        messages.success(request, f"Đã lưu {words} vào bản đang soạn.")
        return redirect("catalogue_procedure", row.pk)
    context = {"row": row, "form": form, "part": held, "words": words,
               "crumbs": steps(row, (f"Sửa {words}" if part_pk else f"Thêm {words}", ""))}  # fmt: skip
    return render(request, "catalogue/part.html", context, status=status_of(form))


def _nothing() -> Any:
    raise Http404


def _last(row: Procedure, related: str) -> dict[str, int]:
    """A new part comes behind the others; results have no order of their own."""
    return {} if related == "result_kinds" else {"ordinal": getattr(_draft(row), related).count() + 1}


@require_http_methods(["GET", "POST"])
@chief_only
def put_in_force(request: HttpRequest, row: Procedure) -> HttpResponse:
    """What changes, line by line; then the day from which it holds."""
    _draft(row)
    form, by = InForceForm(request.POST or None), administrator(request)
    if attempt(form, lambda data: cataloguing.put_in_force(draft=row, valid_from=data["valid_from"], by=by)):
        messages.success(request, f"Phiên bản mới áp dụng từ {form.cleaned_data['valid_from']:%d/%m/%Y}.")
        return redirect("catalogue_procedure", row.pk)
    context = shown(row) | {"form": form, "crumbs": steps(row, ("Áp dụng thay đổi", ""))}
    return render(request, "catalogue/in_force.html", context, status=status_of(form))
