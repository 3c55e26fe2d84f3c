"""How is the head asked whether the applicant may be asked once more, and how does the head answer?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State, seat_office
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from intake.actions.supplements import consenting
from intake.forms.consents import AnswerConsentForm, AskConsentForm
from intake.forms.verbs import SupplementForm
from intake.models import Dossier, SupplementConsent
from intake.rules.consents import HEADS, ask_page, head_of, newest_consent
from intake.views.frame import current_user, open_dossier
from intake.views.supplements.consent_parts import consent_parts
from intake.views.supplements.draft_supplementing import draft_page
from intake.views.supplements.supplement_form import supplement_form, typed_in
from intake.views.verbs import add_problems


@require_POST
def ask_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is to be asked and why it was not named before, and ask the head."""
    dossier, context = open_dossier(request, pk, tab="request_supplement")
    why, form, user = AskConsentForm(request.POST), supplement_form(request, dossier), current_user(request)
    consenting.require_asking(dossier, user)
    asked = _asked(dossier, why, form, user) if all([why.is_valid(), form.is_valid()]) else None
    if asked is None and dossier.state == State.DRAFT:
        return draft_page(request, dossier, context, form, why)
    if asked is None:
        context |= {**consent_parts(dossier, user, why), "anew": True, "form": form, "forms": [why, form],
                    "move": {"label": "Xin ý kiến bổ sung lần nữa"},
                    "foot": Foot(None, [back_unchanged(reverse("dossier", args=[pk]))])}  # fmt: skip
        return render(request, "intake/request_supplement.html", context, status=422)
    said = "Đã ghi ý kiến đồng ý của bạn." if asked.granted else "Đã xin ý kiến. Khi có ý kiến, hồ sơ nằm ở hàng chờ "
    messages.success(request, said if asked.granted else f"{said}«Đã có ý kiến bổ sung lần nữa».")
    return redirect(ask_page(dossier), pk)


def _asked(dossier: Dossier, why: AskConsentForm, form: SupplementForm, user: User) -> SupplementConsent | None:
    try:
        return consenting.ask_consent(dossier=dossier, reason=why.cleaned_data["reason"], items=form.items(),
                                      legal_ground=form.cleaned_data["legal_ground"], typed=typed_in(form),
                                      by=user)  # fmt: skip
    except NotValid as error:
        add_problems(form, error)
        return None


@require_http_methods(["GET", "POST"])
def answer_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """What the first slip asked, why it did not name the rest; the head says yes or no."""
    dossier, context = open_dossier(request, pk, tab="answer_consent")
    user = current_user(request)
    asked = _open(dossier, user)
    form = AnswerConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (done := _answered(request, dossier, form)):
        return done
    agree = Action("Đồng ý", form="verb", name="granted", value="1")
    others = [Action("Không đồng ý", form="verb", name="granted", value="0", kind="danger"),
              back_unchanged(reverse("dossier", args=[pk]))]  # fmt: skip
    context |= {**consent_parts(dossier, user), "asked": asked, "form": form, "foot": Foot(agree, others),
                "move": {"label": "Cho ý kiến bổ sung lần nữa"}}  # fmt: skip
    return render(request, "intake/answer_consent.html", context, status=422 if form.is_bound else 200)


def _open(dossier: Dossier, user: User) -> Any:
    """The wish that waits for this head. Raises NotAllowed for who is not the head, NotNow when none waits."""
    if not any(user.holds(right, seat_office(dossier, seat)) for right, seat, _ in HEADS.values()):
        raise NotAllowed("Chỉ trưởng bộ phận cho ý kiến về việc yêu cầu bổ sung lần nữa.")
    head = head_of(dossier)
    if head is None:
        raise NotNow("Hồ sơ không còn ở bước yêu cầu bổ sung.")
    permit(dossier, head[0], user, head[1])
    asked = newest_consent(dossier)
    if asked is None or asked.granted is not None:
        raise NotNow("Không có đề nghị bổ sung lần nữa nào chờ ý kiến.")
    return asked


def _answered(request: HttpRequest, dossier: Dossier, form: AnswerConsentForm) -> HttpResponse | None:
    granted = request.POST.get("granted") == "1"
    try:
        consenting.answer_consent(
            dossier=dossier, granted=granted, answer=form.cleaned_data["answer"], by=current_user(request)
        )
    except NotValid as error:
        add_problems(form, error)
        return None
    messages.success(request, "Đã đồng ý yêu cầu bổ sung lần nữa." if granted else "Đã ghi ý kiến không đồng ý.")
    return redirect("dossier", dossier.pk)
