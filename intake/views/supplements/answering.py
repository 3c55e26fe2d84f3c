"""Which of what was asked for has come? Ticked all at once, taken back one by one; then the full answer is taken in."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from bhxh_archive.errors import ChangedMeanwhile
from bhxh_archive.ui.typed import name_fields
from intake import queries
from intake.actions.supplements import supplement
from intake.forms.answers import CameForm
from intake.forms.verbs import VersionForm
from intake.models import Dossier, SupplementItem, SupplementRequest
from intake.views.dossier.parts import counted_words
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.supplements.answer_rows import Asked, asked_rows, came_of, may_tell, total_of
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
    return _shown(request, dossier, context, asked_rows(request, dossier), problems, form)


@require_POST
def answer_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick off what has come, with the sheets and pages that each paper has now; what is wrong keeps all as typed."""
    dossier, context, _ = open_verb(request, pk, "resume")
    rows = asked_rows(request, dossier, request.POST)
    forms = [row.form for row in rows if row.form]
    name_fields(request, *forms)
    if _pressed_twice(request, rows):
        return redirect("resume", pk)
    wrong = [form for form in forms if not form.is_valid()]
    came = [] if wrong else [row for form in forms if (row := came_of(form))]
    if came:
        supplement.answer_items(came=came, by=current_user(request))
        messages.success(request, f"Đã ghi nhận {len(came)} giấy tờ bổ sung.{_grown(dossier)}")
        return redirect("resume", pk)
    context["fault"] = NOT_YET if wrong else NOTHING
    for form in (wrong or forms)[:1]:
        form.go_to_fault()
    return _shown(request, dossier, context, rows, blockers(dossier, "resume", current_user(request)))


def _grown(dossier: Dossier) -> str:
    before = counted_words(dossier)
    dossier.refresh_from_db(fields=["counted_sheets", "counted_pages"])
    now = counted_words(dossier)
    return f" Số đã đếm của cả hồ sơ: trước là {before}, nay là {now}." if now != before else ""


@require_POST
def count_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    """What the whole dossier will count once what is typed right now is recorded; nothing is kept."""
    dossier, _, _ = open_verb(request, pk, "resume")
    forms = [row.form for row in asked_rows(request, dossier, request.POST) if row.form]
    return render(request, "intake/answer_total.html", {"total": total_of(dossier, forms)})


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


def _overdue(dossier: Dossier) -> SupplementRequest | None:
    found = dossier.supplements.filter(answered_at=None, limit_on__lt=timezone.localdate()).last()
    return found if found and queries.is_asked_for(dossier) else None


def _shown(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], rows: list[Asked], problems: list[str],
    form: VersionForm | None = None,
) -> HttpResponse:  # fmt: skip
    left = [row for row in rows if row.form]
    total = total_of(dossier, [row.form for row in left if row.form]) if may_tell(request, dossier) else None
    context |= {
        "problems": problems, "total": total, "items": rows, "newest": dossier.supplements.last(),
        "overdue": _overdue(dossier), "may_tell": may_tell(request, dossier), "left": left,
    }  # fmt: skip
    form = form or VersionForm(initial={"version": dossier.version})
    answer = verb_page(request, "intake/resume.html", context, form, disabled="Còn mục phải xử lý." if problems else "")
    answer.status_code = 422 if context.get("fault") else answer.status_code
    return answer
