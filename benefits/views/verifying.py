"""How are other bodies asked, and how are their answers written down until the review goes on?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from benefits.actions import verification_letters, verifying
from benefits.forms.verification import AnswerForm, RewordForm, VerificationForm, WithdrawForm
from benefits.models import VerificationLetter, VerificationQuestion
from benefits.queries import agencies_asked_by, letters_of, open_questions
from benefits.signers.letter_signers import letter_seats, said_of, signature_of
from benefits.views.answer_scans import letter_of, take_file
from benefits.views.room import finished, next_action, open_room, require_work, version_of
from benefits.views.verbs import GET_POST, foot_for, permitted
from benefits.wording.verification import TEMPLATE, letter_data
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow
from bhxh_archive.forms_in_force import render as render_pdf
from bhxh_archive.lifecycle import MOVES
from bhxh_archive.models import Assignment
from bhxh_archive.ui.frame import Action, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake.models import Component, Dossier, Procedure
from intake.queries import components_of, has_list, page_counts
from intake.rules import checklist, is_in_hand
from intake.rules.appointments import late_since
from intake.slips.common import statutory_time
from intake.views.frame import current_user
from intake.views.slips import pdf_answer

_WAITING: Final = "Hồ sơ ở lại «Chờ xác minh» đến khi mọi nội dung có trả lời hoặc thôi hỏi."


@GET_POST
def request_verification(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask other bodies, several questions at once; the clock stops only where the procedure says so."""
    dossier, context = open_room(request, pk)
    permitted(dossier, "request_verification", current_user(request))
    more = "more" in request.POST
    form = VerificationForm(request.POST or None, papers=papers_to_ask_about(dossier), more=more)
    name_fields(request, form, *form.questions)
    if form.is_bound and form.is_valid():
        verifying.request_verification(
            dossier=dossier, questions=form.asked, limit_on=form.cleaned_data["limit_on"],
            by=current_user(request), version=version_of(request),
        )  # fmt: skip
        return finished(request, dossier, _said(dossier), queue="toi-dang-xu-ly", tab="verified")
    label = MOVES["request_verification"].label
    context |= {
        "title": label, "form": form, "forms": [form, *form.questions], "consequence": _meanwhile(dossier),
        "missed": late_since(dossier, timezone.localdate()),
        "agencies": agencies_asked_by(dossier.settling_office),
        "foot": foot_for(label, others=[back_unchanged(reverse("review", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/ask_verification.html", context, status=422 if form.is_bound else 200)


def _said(dossier: Dossier) -> str:
    return f"Đã ghi {open_questions(dossier).count()} nội dung gửi xác minh của hồ sơ {dossier}."


def papers_to_ask_about(dossier: Dossier) -> list[Component]:
    """The papers that were handed in; of single lines of an employer's list none, their facts are written."""
    common = [row for row in components_of(dossier) if row.line_id is None]
    lines = checklist(common, page_counts(dossier), by_line=has_list(dossier))
    return [line.component for line in lines if line.satisfied or is_in_hand(line.component)]


def _meanwhile(dossier: Dossier) -> str:
    """What happens to the clock until the answers come."""
    effect = dossier.procedure.verification_clock
    if effect == Procedure.VerificationClock.STOP:
        return f"Thời hạn giải quyết tạm dừng. {_WAITING}"
    if effect == Procedure.VerificationClock.EXTEND:
        longest = statutory_time(dossier.procedure, extended=True)
        return f"Thời hạn giải quyết được gia hạn, tổng cộng {longest}. In giấy hẹn mới cho người nộp. {_WAITING}"
    return f"Thủ tục này không dừng thời hạn trong lúc chờ xác minh. {_WAITING}"


@GET_POST
def verified(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question with its answer or a form for it; once none is open the review goes on."""
    dossier, context = open_room(request, pk)
    permitted(dossier, "verified", current_user(request))
    if request.method == "POST":
        moved = verifying.verified(dossier=dossier, by=current_user(request), version=version_of(request))
        return finished(request, moved, f"Đã có kết quả xác minh; hồ sơ {moved} trở lại xét duyệt.",
                        queue="cho-xac-minh")  # fmt: skip
    return _answers(request, dossier, context)


def _answers(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], refused: AnswerForm | None = None
) -> HttpResponse:
    letters = [(letter, _form_for(letter, refused)) for letter in letters_of(dossier)]
    waiting = sum(row.is_open for letter, _ in letters for row in letter.questions.all())
    label = MOVES["verified"].label
    context |= {
        "title": "Xác minh", "letters": letters, "may_answer": True, "today": timezone.localdate(),
        "signers": [(seat.pk, said_of(seat)) for seat in letter_seats(dossier.settling_office)],
        "forms": refused.all_forms if refused else [], "form": refused,
        "foot": foot_for(label, why_not=f"Còn {waiting} nội dung chưa có trả lời." if waiting else "",
                         others=[*filter(None, [next_action(request)]), _to_review(dossier)]),
    }  # fmt: skip
    return render(request, "benefits/verified.html", context, status=422 if refused else 200)


def _to_review(dossier: Dossier) -> Action:
    return Action("Về trang xét duyệt", reverse("review", args=[dossier.pk]), method="get", kind="plain")


def _form_for(letter: VerificationLetter, refused: AnswerForm | None) -> AnswerForm | None:
    """The form of what this body still owes; as it was typed where it was refused."""
    if refused and refused.letter.pk == letter.pk:
        return refused
    questions = letter.questions.all()
    return AnswerForm(None, letter, questions) if any(row.is_open for row in questions) else None


@require_POST
def take_answer(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Write down what one answering letter says; questions without a verdict stay open."""
    dossier, context = open_room(request, pk)
    permitted(dossier, "verified", current_user(request))
    letter = letter_of(dossier, letter_pk)
    form = AnswerForm(request.POST, letter, letter.questions.all(), request.FILES)
    name_fields(request, *form.all_forms)
    if not form.is_valid():
        return _answers(request, dossier, context, form)
    if form.cleaned_data["file"]:
        take_file(request, letter, form.cleaned_data["file"])
    taken = verifying.take_answer(
        letter=letter, answers=form.answers(), number=form.cleaned_data["number"], dated=form.cleaned_data["dated"],
        scan=form.cleaned_data["scan"], by=current_user(request),
    )  # fmt: skip
    _tell(request, dossier, f"Đã ghi trả lời {len(taken)} nội dung.")
    return redirect("verified", pk)


def _tell(request: HttpRequest, dossier: Dossier, done: str) -> None:
    waiting = open_questions(dossier).count()
    rest = f"Còn {waiting} nội dung chờ trả lời." if waiting else "Không còn nội dung nào chờ trả lời."
    messages.success(request, f"{done} {rest}")


@GET_POST
def letter_draft(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponseBase:
    """The letter as it would be numbered now for the signer that was chosen, marked as a draft; once it is numbered
    that one."""
    dossier, _ = open_room(request, pk)
    require_work(dossier, current_user(request))
    letter = letter_of(dossier, letter_pk)
    if letter.slip_id:
        return redirect("issued_slip", pk, letter.slip_id)
    log_view(request, f"dossier:{pk}", action=f"slip:{TEMPLATE}")
    seat = _seat(request, dossier)
    data = letter_data(letter, signature_of(seat, timezone.localdate()) if seat else None)
    return pdf_answer(render_pdf(TEMPLATE, data, created=timezone.now()), f"du-thao-xac-minh-{pk}.pdf")


@require_POST
def issue_letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Number, date and freeze the letter, or print the same again."""
    dossier, _ = open_room(request, pk)
    letter, seat = letter_of(dossier, letter_pk), _seat(request, dossier)
    slip = verification_letters.issue_letter(letter=letter, seat=seat, by=current_user(request))
    return redirect("issued_slip", pk, slip.pk)


def _seat(request: HttpRequest, dossier: Dossier) -> Assignment | None:
    """The seat of the chosen signer; None where none was, or it does not sign such letters."""
    chosen = request.POST.get("signer", "")
    return next((seat for seat in letter_seats(dossier.settling_office) if str(seat.pk) == chosen), None)


@GET_POST
def reword_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Mend a question whose letter has no number yet."""
    dossier, context = open_room(request, pk)
    permitted(dossier, "verified", current_user(request))
    question = _question(dossier, question_pk)
    if question.letter.slip_id or not question.is_open:
        raise NotNow(verification_letters.SETTLED)
    form = RewordForm(request.POST or None, initial={"subject": question.subject, "text": question.text})
    if form.is_bound and form.is_valid():
        verification_letters.reword_question(question=question, by=current_user(request), **form.cleaned_data)
        messages.success(request, f"Đã sửa {question.called}.")
        return redirect("verified", pk)
    context |= {
        "title": f"Sửa {question.called}", "form": form,
        "consequence": f"Công văn gửi {question.letter.agency} chưa cấp số nên còn sửa được.",
        "foot": foot_for("Ghi lại", others=[back_unchanged(reverse("verified", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


@GET_POST
def withdraw_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Wait for an answer no longer, for a reason."""
    dossier, context = open_room(request, pk)
    permitted(dossier, "verified", current_user(request))
    question, form = _question(dossier, question_pk), WithdrawForm(request.POST or None)
    if form.is_bound and form.is_valid():
        verifying.withdraw_question(question=question, reason=form.cleaned_data["reason"], by=current_user(request))
        _tell(request, dossier, "Đã thôi hỏi một nội dung.")
        return redirect("verified", pk)
    context |= {
        "title": "Thôi hỏi", "form": form, "danger": True,
        "consequence": _no_longer(question),
        "foot": foot_for("Thôi hỏi", others=[back_unchanged(reverse("verified", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


def _no_longer(question: VerificationQuestion) -> str:
    letter = question.letter
    told = f" Công văn số {letter.slip} đã phát hành: báo để cơ quan được hỏi biết." if letter.slip else ""
    return f"{letter.agency} được hỏi: {question}. Hồ sơ không chờ trả lời nội dung này nữa.{told}"


@require_POST
def reopen_question(request: HttpRequest, pk: int, question_pk: int) -> HttpResponse:
    """Take back what was written down by mistake."""
    dossier, _ = open_room(request, pk)
    permitted(dossier, "verified", current_user(request))
    verifying.reopen_question(question=_question(dossier, question_pk), by=current_user(request))
    _tell(request, dossier, "Đã mở lại nội dung xác minh; nội dung ghi trước đó còn trong nhật ký.")
    return redirect("verified", pk)


def _question(dossier: Dossier, pk: int) -> VerificationQuestion:
    found = VerificationQuestion.objects.select_related("letter__request__dossier", "letter__slip")
    return found.get(pk=pk, letter__request__dossier=dossier)
