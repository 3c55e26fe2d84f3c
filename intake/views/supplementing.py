"""How is a missing piece asked for on one slip, ticked off when it comes, and the clock set going again?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.reading import whole_number
from intake import queries
from intake.actions import supplement
from intake.actions.printing import issue_typed
from intake.forms.verbs import SupplementForm, VersionForm
from intake.models import Component, Dossier, SupplementItem, SupplementRequest
from intake.rules import supplied_by_data
from intake.slips.notices import supplement_of
from intake.views.consenting import consent_parts
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.supplement_form import supplement_form
from intake.views.verbs import blockers, carry_out, open_verb, verb_page

MOST_SHEETS: Final = 999
MOST_PAGES: Final = 2 * MOST_SHEETS
_WAITS: Final = {True: "Cần ý kiến đồng ý trước.", False: ""}


def request_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """All defects at once; missing components are proposed. The clock stops."""
    dossier, context, _ = open_verb(request, pk, "request_supplement", items=["-"])
    form = supplement_form(request, dossier)
    if request.method == "POST":
        done = carry_out(request, dossier, "request_supplement", form, lambda: supplement.request_supplement(
            dossier=dossier, items=form.items(), legal_ground=form.cleaned_data["legal_ground"],
            version=form.cleaned_data["version"], by=current_user(request)))  # fmt: skip
        if done:
            return done
    context |= consent_parts(dossier, current_user(request))
    context["anew"] = supplement.NOT_AS_AGREED in form.non_field_errors()
    waits = _WAITS[context["needs_consent"] or context["anew"]]
    return verb_page(request, "intake/request_supplement.html", context, form, disabled=waits)


def draft_supplement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The slip for a draft: printed as typed, without a move."""
    dossier, context = open_to_change(request, pk, "intake.register", tab="dossier")
    if dossier.state != State.DRAFT:
        raise NotNow("Phiếu này chỉ in khi hồ sơ đang lập. Hồ sơ đã tiếp nhận: hãy dùng «Yêu cầu bổ sung, hoàn thiện».")
    form = supplement_form(request, dossier)
    if request.method == "POST" and form.is_valid():
        if form.items():
            return _draft_slip(request, dossier, form)
        form.add_error(None, "Hãy ghi ít nhất một giấy tờ cần bổ sung.")
    print_it = Action("In phiếu yêu cầu bổ sung", form="verb")
    back = back_unchanged(reverse("dossier", args=[pk]))
    context |= {"form": form, "foot": Foot(print_it, [back]), "move": {"label": "Phiếu yêu cầu bổ sung khi đang lập"}}
    return render(request, "intake/request_supplement.html", context, status=422 if form.is_bound else 200)


def _draft_slip(request: HttpRequest, dossier: Dossier, form: SupplementForm) -> HttpResponseBase:
    user = current_user(request)
    data = supplement_of(dossier, form.items(), form.cleaned_data["legal_ground"], None, str(user))
    issued = issue_typed(dossier=dossier, name="supplement", data=data, subject="draft", by=user)
    return redirect("issued_slip", dossier.pk, issued.pk)


def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, what has come, what still stands in the way; then the full answer is taken in."""
    dossier, context, problems = open_verb(request, pk, "resume")
    form = VersionForm(request.POST or None, initial={"version": dossier.version})
    if request.method == "POST":
        done = carry_out(request, dossier, "resume", form, lambda: supplement.resume(
            dossier=dossier, by=current_user(request), version=form.cleaned_data["version"]))  # fmt: skip
        if done:
            return done
        problems = blockers(dossier, "resume", current_user(request))
    may_tell = current_user(request).holds("intake.resume", dossier.receiving_office_id)
    context |= {
        "problems": problems, "items": _rows(dossier, may_tell),
        "newest": dossier.supplements.last(), "overdue": _overdue(dossier), "may_tell": may_tell,
    }  # fmt: skip
    return verb_page(request, "intake/resume.html", context, form, disabled="Còn mục phải xử lý." if problems else "")


@dataclass(frozen=True)
class Asked:
    """One item, whether this person may tick it, and the papers of which one will do, the one that is there first."""

    item: SupplementItem
    may_tick: bool
    papers: list[Component]


def _rows(dossier: Dossier, may_tell: bool) -> list[Asked]:
    rows, there = _items(dossier), queries.page_counts(dossier)
    asked = [row.component for row in rows if row.component and row.component.type.group and not row.component.line_id]
    papers = {paper.type.group: queries.alternatives(dossier, paper) for paper in asked}

    def of(row: SupplementItem) -> list[Component]:
        if row.component is None or row.component.line_id:
            return []
        found = papers.get(row.component.type.group, [])
        return sorted(found, key=lambda one: (not there.get(one.pk), one.pk != row.component_id))

    return [Asked(row, may_tell or supplied_by_data(row), of(row)) for row in rows]


def _items(dossier: Dossier) -> list[SupplementItem]:
    rows = SupplementItem.objects.filter(request__dossier=dossier).select_related(
        "request", "component__type", "component__person", "component__line", "answered_by"
    )
    return list(rows.order_by("-request__ordinal", "pk"))


def _overdue(dossier: Dossier) -> SupplementRequest | None:
    return dossier.supplements.filter(answered_at=None, limit_on__lt=timezone.localdate()).last()


@require_POST
def answer_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Tick one item off, with the sheets and pages that its paper has now."""
    dossier, _ = open_dossier(request, pk, tab="resume")
    item = SupplementItem.objects.select_related("request").get(pk=item_pk, request__dossier=dossier)
    sheets, pages = _number(request, "sheets", "Số tờ", MOST_SHEETS), _number(request, "pages", "Số trang", MOST_PAGES)
    paper = Component.objects.filter(dossier=dossier, pk=whole_number(request.POST.get("paper")) or 0).first()
    supplement.answer_item(item=item, sheets=sheets, pages=pages, paper=paper, by=current_user(request))
    messages.success(request, "Đã ghi nhận giấy tờ bổ sung.")
    return redirect("resume", pk)


@require_POST
def reopen_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take back a tick that was a mistake."""
    dossier, _ = open_dossier(request, pk, tab="resume")
    item = SupplementItem.objects.select_related("request").get(pk=item_pk, request__dossier=dossier)
    supplement.reopen_item(item=item, by=current_user(request))
    messages.success(request, "Đã bỏ ghi nhận. Số tờ, số trang đã đếm giữ nguyên: sai thì sửa ở danh sách thành phần.")
    return redirect("resume", pk)


def _number(request: HttpRequest, name: str, called: str, most: int) -> int | None:
    typed = request.POST.get(name, "").strip()
    if typed and not 1 <= (whole_number(typed) or 0) <= most:
        raise NotValid(f"{called}: nhập số từ 1 đến {most}, hoặc để trống.")
    return whole_number(typed)


@require_POST
def notify_lapse(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the notice of the passed limit was sent."""
    dossier, _ = open_to_change(request, pk, "intake.resume", tab="resume")
    asked = _overdue(dossier)
    if asked is None:
        raise SupplementRequest.DoesNotExist
    supplement.notify_lapse(request=asked, by=current_user(request))
    messages.success(request, "Đã ghi nhận gửi thông báo quá hạn. Hồ sơ sẽ kết thúc trong đêm nay nếu không bổ sung.")
    return redirect("resume", pk)
