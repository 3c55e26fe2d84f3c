"""How is a draft accepted, refused, or a dossier ended at reception?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.text import number_fold
from bhxh_archive.ui.confirm import ConfirmBlock
from bhxh_archive.ui.facts import Fact, SummaryCard
from bhxh_archive.ui.rendering import vn_date
from bhxh_archive.ui.typed import name_fields
from intake import deadlines, outcomes, queries, rules
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.forms.components import CountsForm
from intake.forms.persons import row_of, warnings_on
from intake.forms.questions import QuestionsForm
from intake.forms.refusals import RefusalForm
from intake.forms.verbs import (
    WHY_REWORKED,
    WHY_WITHDRAWN,
    Question,
    SurvivorForm,
    VersionedReason,
    VersionForm,
)
from intake.guards import UNCOUNTED
from intake.models import Dossier, ListLine
from intake.queries.list_people import lines_asking_too
from intake.queries.long_term import decided_before
from intake.views.dossier.counting import counted_groups
from intake.views.dossier.parts import component_checklist, registration_facts, tallies
from intake.views.frame import current_user
from intake.views.verbs import carry_out, open_verb, verb_page


def _version(request: HttpRequest, dossier: Dossier) -> VersionForm:
    return VersionForm(request.POST or None, initial={"version": dossier.version})


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the answers, say what was handed in, then accept: number, due date, receipt."""
    dossier, context, problems = open_verb(request, pk, "accept")
    form, lines = _version(request, dossier), queries.checklist_of(dossier)
    counts = CountsForm(request.POST or None, components=[line.component for line in lines])
    asked = QuestionsForm(request.POST or None, asked=queries.questions_of(dossier))
    name_fields(request, counts, asked)
    if request.method == "POST" and all([counts.is_valid(), asked.is_valid()]):
        done = carry_out(request, dossier, "accept", form, lambda: registration.accept(
            dossier=dossier, by=current_user(request), version=form.cleaned_data["version"],
            papers=counts.counts(), answers=asked.answers()),
            same=lambda: _accepted_so(dossier, counts, asked))  # fmt: skip
        if done:
            return done
    problems = [text for text in problems if text != UNCOUNTED]  # the table below may still count them
    context |= {"problems": problems, **_twins(dossier), "decided": decided_before(dossier, current_user(request)),
                "counts": counts, "asked": asked, "forms": [counts, asked],
                "groups": counted_groups(dossier, lines, counts), **_not_received(lines, counts)}  # fmt: skip
    context["begin"] = None if counts.errors or asked.errors or asked.go_to_open() else _first(context["groups"])
    facts = [*registration_facts(dossier, queries.book_of(dossier)), *_people(dossier), *_list(dossier)]
    facts += [Fact("Hẹn trả", _appointment(dossier)), Fact("Kết quả", outcomes.said_of_results(dossier))]
    warnings = _warnings(dossier) + _sums(dossier, lines) + list(filter(None, [outcomes.said_outside(dossier)]))
    context["summary"] = SummaryCard(facts, warnings=warnings, heading="Kiểm tra lại trước khi tiếp nhận")
    why_not = "Hãy bổ sung mục còn thiếu ở trên." if problems else ""
    return verb_page(request, "intake/accept.html", context, form, disabled=why_not)


def _first(groups: list[tuple[str, list[dict[str, Any]]]]) -> int | None:
    """The first paper of the table that is counted: there the cursor stands where no question is open."""
    return next((row["component"].pk for _, rows in groups for row in rows if row["boxes"]), None)


def _accepted_so(dossier: Dossier, counts: CountsForm, asked: QuestionsForm) -> bool:
    """Whether the papers are counted and the questions answered as it was typed here."""
    return counts.is_told_by(dossier.components.all()) and asked.is_told_by(queries.answers_by_code(dossier))


def _twins(dossier: Dossier) -> dict[str, Any]:
    """Dossiers, and lines of employers' lists, that may be for the same person and case."""
    return {"twins": list(queries.with_faces(queries.same_open_case(dossier))[:5]),
            "listed": list(lines_asking_too(dossier)[:5])}  # fmt: skip


def _not_received(lines: list[rules.Line], counts: CountsForm) -> dict[str, Any]:
    """The papers that must be there and were neither handed in nor just typed, and whether there is none at all."""
    sound = counts.is_bound and counts.is_valid()
    typed = {pk for pk, counted in counts.counts().items() if any(counted)} if sound else set()
    lacking = [rows for rows in rules.not_received(lines) if not any(row.component.pk in typed for row in rows)]
    here = typed or any(line.satisfied or rules.is_in_hand(line.component) for line in lines)
    return {"lacking": rules.missing(row for rows in lacking for row in rows), "nothing_here": not here}


def _people(dossier: Dossier) -> list[Fact]:
    change = reverse("edit_registration", args=[dossier.pk])
    return [
        Fact(row.get_role_display(), ", ".join(filter(None, [row.full_name, row.born, row.personal_id])), change)
        for row in dossier.persons.all()
    ]


def _appointment(dossier: Dossier) -> str:
    """The day that the receipt would promise, before it does; answers that are still to come may change it."""
    received = dossier.received_at or timezone.now()
    start = deadlines.counts_from(received, dossier.receiving_office)
    due = deadlines.due_on(dossier.procedure, start, term=queries.term_of(dossier))
    later = start != timezone.localdate(received)
    why = f", tính từ {vn_date(start)} vì nhận sau giờ nhận hồ sơ hoặc vào ngày nghỉ" if later else ""
    if due < timezone.localdate():
        why += ". Ngày này đã qua: hồ sơ quá hạn ngay khi tiếp nhận, xem lại thời điểm nhận"
    return f"{vn_date(due)}{'' if dossier.received_at else ' nếu tiếp nhận bây giờ'}{why}"


def _list(dossier: Dossier) -> list[Fact]:
    """An employer's list and how many of its lines still want papers, or that it is not here yet: it is brought in on a
    page of its own."""
    if not queries.takes_list(dossier.procedure):
        return []
    found = queries.list_of(dossier)
    counts = queries.line_counts(found) if found else {}
    lines = sum(counts.values()) - counts.get(ListLine.Standing.LEFT_OUT, 0)
    said = f"{found.unit_name}, {lines} dòng" if found and lines else "Chưa nhập dòng nào"
    if found and (lacking := queries.lines_without_papers(found).count()):
        said += f", trong đó {lacking} dòng cần giấy tờ riêng, chưa xếp giấy tờ nào"
    return [Fact("Danh sách của đơn vị", said, reverse("employer_list", args=[dossier.pk]))]


def _warnings(dossier: Dossier) -> list[str]:
    """What the numbers of the persons give reason to look at twice."""
    return [
        f"{person.full_name}: {text}"
        for person in dossier.persons.all()
        for texts in warnings_on(row_of(person)).values()
        for text in texts
    ]


def _sums(dossier: Dossier, lines: list[rules.Line]) -> list[str]:
    """The paper counted as a whole and paper by paper, where these differ: the receipt has the latter."""
    papers = [line.component for line in lines if not line.component.type.never_scan]
    sheets, pages = sum(row.sheets for row in papers), sum(row.pages_counted for row in papers)
    whole = (dossier.counted_sheets or 0, dossier.counted_pages or 0)
    if not whole[1] or (pages == whole[1] and whole[0] in (0, sheets)):
        return []
    counted = f"Đã đếm cả hồ sơ {_counted(*whole)}"
    if not pages:
        return [f"{counted}, chưa kê giấy tờ nào: kê vào bảng bên dưới, nếu không giấy tiếp nhận chỉ ghi số chung."]
    counted = f"{counted}; cộng theo từng giấy tờ là {_counted(sheets, pages)}."
    return [f"{counted} Giấy tiếp nhận ghi theo từng giấy tờ: còn giấy tờ chưa ghi thì ghi vào bảng bên dưới."]


def _counted(sheets: int, pages: int) -> str:
    """Sheets and pages, or the pages alone where nobody counted the sheets."""
    return f"{sheets} tờ, {pages} trang" if sheets else f"{pages} trang"


def forward(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that still stands in the way, before the button; then over to the benefits unit."""
    dossier, context, problems = open_verb(request, pk, "forward")
    form = _version(request, dossier)
    if request.method == "POST":
        done = carry_out(request, dossier, "forward", form, lambda: forwarding.forward(
            dossier=dossier, by=current_user(request), version=form.cleaned_data["version"]))  # fmt: skip
        if done:
            return done
    pages = list(queries.pages_of(dossier).prefetch_related(None))
    context |= {
        "problems": problems,
        "checklist": component_checklist(dossier, pages),
        "unasked": queries.open_questions(dossier),
        "tallies": tallies(dossier, pages),
    }
    return verb_page(request, "intake/forward.html", context, form, disabled="Còn mục phải xử lý." if problems else "")


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse with a reason, its law and where to go: they stand on the slip."""
    dossier, context, _ = open_verb(request, pk, "refuse", reason="-")
    known = {"version": dossier.version, "legal_ground": rules.ground_of(None, dossier.procedure)}
    form = RefusalForm(request.POST or None, initial=known)
    said = "Hồ sơ kết thúc ở trạng thái «Từ chối tiếp nhận». Phiếu từ chối (mẫu 03) in ở bước sau."
    return _confirmed(request, dossier, context, form, said, lambda: registration.refuse(
        dossier=dossier, reason=form.text(), legal_ground=form.cleaned_data["legal_ground"],
        where_to_go=form.cleaned_data["where_to_go"], version=form.cleaned_data["version"],
        by=current_user(request)), danger=True,
        same=lambda: form.is_told_by(getattr(dossier, "refusal_notice", None)))  # fmt: skip


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End at the applicant's request."""
    said = "Việc giải quyết dừng theo đề nghị của người nộp; bản trình ký đang chờ (nếu có) bị hủy."
    return _with_reason(request, pk, "withdraw", registration.withdraw, said, WHY_WITHDRAWN, danger=True)


def rework(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the consolidation again."""
    said = "Hồ sơ trở lại bước tích hợp: sửa được trang quét và thành phần, sau đó tích hợp lại."
    return _with_reason(request, pk, "rework", consolidation.rework, said, WHY_REWORKED)


def _with_reason(
    request: HttpRequest, pk: int, verb: str, action: Any, said: str, ask: Question, *, danger: bool = False
) -> HttpResponse:
    dossier, context, _ = open_verb(request, pk, verb, reason="-")
    form = VersionedReason(request.POST or None, ask=ask, initial={"version": dossier.version})
    return _confirmed(request, dossier, context, form, said, lambda: action(
        dossier=dossier, reason=form.text(), version=form.cleaned_data["version"],
        by=current_user(request)), danger=danger)  # fmt: skip


def _confirmed(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: VersionedReason, said: str,
    work: Callable[[], Any], *, danger: bool, same: Callable[[], bool] = lambda: True,
) -> HttpResponse:  # fmt: skip
    """What will happen and the form, until it is filled in; then the work."""
    move = context["move"]
    if request.method == "POST" and (done := carry_out(request, dossier, move.verb, form, work, same=same)):
        return done
    block = ConfirmBlock(f"{move.label}: hồ sơ {dossier}", said, move.label, form, danger=danger,
                         cancel_url=reverse("dossier", args=[dossier.pk]))  # fmt: skip
    return render(
        request, "intake/confirm.html", context | {"confirm": block, "form": form}, status=422 if form.is_bound else 200
    )


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel as a duplicate: the dossier that stays is searched by its number and shown before the button."""
    dossier, context, _ = open_verb(request, pk, "cancel", reason="-", survivor=Dossier(pk=0))
    form = SurvivorForm(request.POST or None, initial={"version": dossier.version})
    found = _survivor(request, form) if request.method == "POST" and form.is_valid() else None
    if request.method == "POST" and found and "really" in request.POST:
        done = carry_out(request, dossier, "cancel", form, lambda: registration.cancel(
            dossier=dossier, survivor=found, reason=form.cleaned_data["explanation"], by=current_user(request),
            version=form.cleaned_data["version"]), same=lambda: _cancelled_for(dossier, found, form))  # fmt: skip
        if done:
            return done
    context |= {"found": found, "card": _survivor_card(found) if found else None, "form": form,
                "differences": rules.differences(dossier, found) if found else []}  # fmt: skip
    context |= _twins(dossier)
    return render(request, "intake/cancel.html", context, status=200 if found or not form.is_bound else 422)


def _cancelled_for(dossier: Dossier, survivor: Dossier, form: SurvivorForm) -> bool:
    """Whether it was cancelled in favour of this dossier, and in these words."""
    told = dossier.events.filter(verb="cancel", reason=form.cleaned_data["explanation"].strip())
    return told.filter(dossier__survivor=survivor).exists()


def _survivor(request: HttpRequest, form: SurvivorForm) -> Dossier | None:
    number = number_fold(form.cleaned_data["number"])
    found = queries.with_faces(queries.dossiers(current_user(request))).filter(number_folded=number).first()
    if found is None:
        form.add_error("number", "Không có hồ sơ nào mang mã này tại đơn vị của bạn.")
    return found


def _survivor_card(found: Dossier) -> SummaryCard:
    people = ", ".join(person.full_name for person in found.persons.all())
    facts = [Fact("Mã hồ sơ", str(found)), Fact("Người tham gia", people), Fact("Thủ tục", found.procedure.name),
             Fact("Trạng thái", found.get_state_display())]  # fmt: skip
    return SummaryCard(facts, heading="Hồ sơ được giữ lại")
