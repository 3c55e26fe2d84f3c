"""Which of what was asked for has come? Ticked all at once, taken back one by one; then the full answer is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bhxh_archive.errors import ChangedMeanwhile
from bhxh_archive.ui.typed import name_fields
from intake import queries
from intake.actions import supplement
from intake.actions.supplement import Came
from intake.forms.answers import CameForm
from intake.forms.verbs import VersionForm
from intake.models import Component, Dossier, SupplementItem, SupplementRequest
from intake.rules import supplied_by_data
from intake.views.dossier_parts import counted_words
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.verbs import blockers, carry_out, open_verb, verb_page

NOT_YET: Final = "Chưa ghi được dòng nào. Sửa các ô báo lỗi rồi ghi lại."
ANSWERED: Final = (
    "Giấy tờ vừa được ghi nhận ở một trang khác. Nội dung vừa nhập ở đây chưa được ghi: mở lại trang, xem nội dung đã "
    "ghi rồi ghi tiếp phần còn lại."
)
NOTHING: Final = "Chưa đánh dấu giấy tờ nào. Đánh dấu «Đã nhận» ở từng giấy tờ đã có rồi ghi."


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
    return _shown(request, dossier, context, _rows(request, dossier), problems, form)


@require_POST
def answer_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick off what has come, with the sheets and pages that each paper has now; what is wrong keeps all as typed."""
    dossier, context, _ = open_verb(request, pk, "resume")
    rows = _rows(request, dossier, request.POST)
    forms = [row.form for row in rows if row.form]
    name_fields(request, *forms)
    if _pressed_twice(request, rows):
        return redirect("resume", pk)
    wrong = [form for form in forms if not form.is_valid()]
    came = [] if wrong else [_came(form) for form in forms if form.cleaned_data["came"]]
    if came:
        supplement.answer_items(came=came, by=current_user(request))
        messages.success(request, f"Đã ghi nhận {len(came)} giấy tờ bổ sung.")
        return redirect("resume", pk)
    context["fault"] = NOT_YET if wrong else NOTHING
    for form in (wrong or forms)[:1]:
        form.go_to_fault()
    return _shown(request, dossier, context, rows, blockers(dossier, "resume", current_user(request)))


def _came(form: CameForm) -> Came:
    told = {name: form.cleaned_data.get(name) for name in ("sheets", "pages", "paper")}
    return Came(form.item, **told, unscanned=form.cleaned_data.get("unscanned", ""))


def _pressed_twice(request: HttpRequest, rows: list[Asked]) -> bool:
    """Whether what is ticked here was answered meanwhile by the first press of the same button. Raises ChangedMeanwhile
    where it was answered from another page: with other counts, or only in part."""
    ticked = [row for row in rows if f"i{row.item.pk}-came" in request.POST]
    answered = [CameForm.of_answered(request.POST, row.item) for row in ticked if row.item.answered_at]
    if answered and not (len(answered) == len(ticked) and all(form.is_told() for form in answered)):
        name_fields(request, *answered)
        raise ChangedMeanwhile(ANSWERED)
    return bool(answered)


@require_POST
def reopen_item(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Take back a tick that was a mistake."""
    dossier, _ = open_dossier(request, pk, tab="resume")
    item = SupplementItem.objects.select_related("request").get(pk=item_pk, request__dossier=dossier)
    supplement.reopen_item(item=item, by=current_user(request))
    dossier.refresh_from_db(fields=["counted_sheets", "counted_pages"])
    messages.success(request, f"Đã bỏ ghi nhận. Cả hồ sơ đã đếm: {counted_words(dossier) or 'chưa đếm'}.")
    return redirect("resume", pk)


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


@dataclass(frozen=True)
class Asked:
    """One item; `form` where this person may tick it and it is open."""

    item: SupplementItem
    form: CameForm | None
    may_reopen: bool


def _rows(request: HttpRequest, dossier: Dossier, data: Mapping[str, Any] | None = None) -> list[Asked]:
    may_tell, items = _may_tell(request, dossier), _items(dossier)
    here = [row for row in items if not row.request.answered_at and not row.went_to]
    mine = [row for row in here if may_tell or supplied_by_data(row)]
    there = queries.page_counts(dossier)
    left, papers = [row for row in mine if not row.answered_at], _papers(dossier, items, there)

    def form_of(row: SupplementItem) -> CameForm | None:
        scanned = row.component is not None and not row.component.type.never_scan
        if row not in left:
            return None
        first = next(iter(papers.get(row.pk, [])), row.component)
        return CameForm(data, row, papers=papers.get(row.pk, []), counted=may_tell and scanned,
                        alone=len(left) == 1, scanned=there.get(first.pk, 0) if first else 0)  # fmt: skip

    return [Asked(row, form_of(row), row in mine and row.answered_at is not None) for row in items]


def _papers(dossier: Dossier, items: list[SupplementItem], there: Mapping[int, int]) -> dict[int, list[Component]]:
    """Item id -> the papers of which one will do in its place, the one that is there first."""
    asked = [(row.pk, row.component) for row in items if row.component and row.component.type.group and not row.went_to]
    at_lines = [paper for _, paper in asked if paper.line_id]
    groups = {(0, paper.type.group): paper for _, paper in asked if not paper.line_id}
    rows = {key: queries.alternatives(dossier, paper) for key, paper in groups.items()}
    rows |= queries.alternatives_at_lines(dossier, at_lines) if at_lines else {}
    return {pk: _likely_first(rows[paper.line_id or 0, paper.type.group], paper, there) for pk, paper in asked}


def _likely_first(papers: list[Component], named: Component, there: Mapping[int, int]) -> list[Component]:
    return sorted(papers, key=lambda paper: (not there.get(paper.pk or 0), paper.pk != named.pk))


def _items(dossier: Dossier) -> list[SupplementItem]:
    rows = SupplementItem.objects.filter(request__dossier=dossier).select_related(
        "request", "component__type", "component__person", "component__line", "component__dossier", "answered_by"
    )
    return list(rows.order_by("-request__ordinal", "pk"))


def _may_tell(request: HttpRequest, dossier: Dossier) -> bool:
    return current_user(request).holds("intake.resume", dossier.receiving_office_id)


def _overdue(dossier: Dossier) -> SupplementRequest | None:
    found = dossier.supplements.filter(answered_at=None, limit_on__lt=timezone.localdate()).last()
    return found if found and queries.is_asked_for(dossier) else None


def _shown(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], rows: list[Asked], problems: list[str],
    form: VersionForm | None = None,
) -> HttpResponse:  # fmt: skip
    context |= {
        "problems": problems, "items": rows, "newest": dossier.supplements.last(), "overdue": _overdue(dossier),
        "may_tell": _may_tell(request, dossier), "left": [row for row in rows if row.form],
    }  # fmt: skip
    form = form or VersionForm(initial={"version": dossier.version})
    answer = verb_page(request, "intake/resume.html", context, form, disabled="Còn mục phải xử lý." if problems else "")
    answer.status_code = 422 if context.get("fault") else answer.status_code
    return answer
