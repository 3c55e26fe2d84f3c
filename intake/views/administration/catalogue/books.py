"""How does the chief administrator write the next rule book, put it in force, or add a procedure to one?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.errors import NotNow
from bhxh_archive.ui.frame import Breadcrumb
from intake.actions.administration import cataloguing, rule_books
from intake.forms.catalogue import InForceForm
from intake.forms.legal_bases import legal_bases_form
from intake.forms.rule_books import BookForm, NewProcedureForm, RuleBookForm
from intake.models import Procedure, RuleBook
from intake.queries import versions
from intake.rules.book_versions import CITED, book_changes
from intake.rules.versions import Change, differences_of, faults_of


def _steps(*further: tuple[str, str]) -> Breadcrumb:
    return crumbs(("Danh mục thủ tục", "catalogue"), *further)


def _chief_of_book(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    @administrators_only
    def guarded(request: HttpRequest, book_pk: int) -> HttpResponse:
        require_office(administrator(request), None)
        return view(request, get_object_or_404(RuleBook, pk=book_pk))

    return guarded


@require_http_methods(["GET", "POST"])
@administrators_only
def new_book(request: HttpRequest) -> HttpResponse:
    """The next rule book, begun as a copy of the newest."""
    by, form = administrator(request), RuleBookForm(request.POST or None)
    require_office(by, None)
    if book := attempt(form, lambda data: rule_books.open_book(by=by, **data)):
        messages.success(request, f"Đã chép {book.procedures.count()} thủ tục sang quy trình đang soạn.")
        return redirect("catalogue_book", book.pk)
    context = {"form": form, "before": versions.newest_book(), "crumbs": _steps(("Soạn quy trình mới", ""))}
    return render(request, "catalogue/new_book.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@administrators_only
def book(request: HttpRequest, book_pk: int) -> HttpResponse:
    """What the rule book changes, procedure by procedure; then the day from which it holds."""
    by = administrator(request)
    if request.method == "POST":
        require_office(by, None)
    row, form = get_object_or_404(RuleBook, pk=book_pk), InForceForm(request.POST or None)
    if attempt(form, lambda data: rule_books.put_book_in_force(book=row, valid_from=data["valid_from"], by=by)):
        messages.success(request, f"Quy trình {row} áp dụng từ {form.cleaned_data['valid_from']:%d/%m/%Y}.")
        return redirect("catalogue")
    context = {"row": row, "form": form, **_compared(row), "cited": CITED,
               "may_change": within_reach(request).everywhere,
               "upcoming": row.valid_from is not None and row.valid_from > timezone.localdate(),
               "crumbs": _steps((str(row), ""))}  # fmt: skip
    return render(request, "catalogue/book.html", context, status=status_of(form))


def _compared(row: RuleBook) -> dict[str, Any]:
    """Every procedure with what changes; those that the rule book before had and this one has not."""
    if row.valid_from is not None:
        return {"compared": [(one, [], []) for one in versions.newest_versions(row)], "gone": []}
    mine, before = versions.newest_versions(row), versions.newest_book()
    codes = {one.code for one in mine}
    gone = [one for one in versions.newest_versions(before) if one.code not in codes] if before else []
    changes = book_changes(before, row) if before else []
    return {"compared": [_of_procedure(one) for one in mine], "gone": gone, "before": before, "changes": changes}


def _of_procedure(draft: Procedure) -> tuple[Procedure, list[Change], list[str]]:
    forerunner, version = versions.forerunner_of(draft), versions.version_of(draft)
    changes = differences_of(versions.version_of(forerunner) if forerunner else None, version)
    return draft, changes, faults_of(version)


@require_http_methods(["GET", "POST"])
@_chief_of_book
def edit_book(request: HttpRequest, row: RuleBook) -> HttpResponse:
    """The regulation itself and the laws that its decisions cite, while it is being written."""
    if row.valid_from is not None:
        raise NotNow("Quy trình đã có ngày áp dụng không sửa được. Hãy soạn quy trình tiếp theo rồi sửa ở đó.")
    known = {name: getattr(row, name) for name in BookForm.base_fields}
    form, bases = BookForm(request.POST or None, initial=known), legal_bases_form(request.POST or None, row)
    by = administrator(request)
    saved = bases.is_valid() and attempt(form, lambda data: rule_books.change_book(
        book=row, by=by, legal_bases=bases.values(), **data))  # fmt: skip
    if saved:
        messages.success(request, "Đã lưu vào quy trình đang soạn.")
        return redirect("catalogue_book", row.pk)
    context = {"row": row, "form": form, "bases": bases, "forms": [form, bases],
               "crumbs": _steps((str(row), ""), ("Sửa quy trình", ""))}  # fmt: skip
    return render(request, "catalogue/edit_book.html", context, status=status_of(form))


@require_POST
@_chief_of_book
def discard_book(request: HttpRequest, row: RuleBook) -> HttpResponse:
    """Throw the rule book away that is being written."""
    rule_books.discard_book(book=row, by=administrator(request))
    messages.success(request, "Đã bỏ quy trình đang soạn. Quy trình đang áp dụng không đổi.")
    return redirect("catalogue")


@require_POST
@_chief_of_book
def withdraw_book(request: HttpRequest, row: RuleBook) -> HttpResponse:
    """Take a rule book back whose day has not come."""
    rule_books.withdraw_book(book=row, by=administrator(request))
    messages.success(request, "Đã rút quy trình chưa áp dụng; nội dung còn ở quy trình đang soạn.")
    return redirect("catalogue_book", row.pk)


@require_http_methods(["GET", "POST"])
@_chief_of_book
def new_procedure(request: HttpRequest, row: RuleBook) -> HttpResponse:
    """A procedure that the rule book has not had; papers, questions and results are added to its draft."""
    form, by = NewProcedureForm(request.POST or None, instance=Procedure(rule_book=row)), administrator(request)
    made = attempt(form, lambda data: cataloguing.new_procedure(
        book=row, code=data["code"], values=form.values(), by=by))  # fmt: skip
    if made:
        messages.success(request, "Đã mở bản đang soạn của thủ tục mới. Thêm giấy tờ, câu hỏi, kết quả ở dưới.")
        return redirect("catalogue_procedure", made.pk)
    context = {"row": row, "form": form, "crumbs": _steps((str(row), ""), ("Thêm thủ tục", ""))}
    return render(request, "catalogue/new_procedure.html", context, status=status_of(form))
