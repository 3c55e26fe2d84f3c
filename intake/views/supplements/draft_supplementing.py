"""How is what a draft lacks asked for on a printed slip, and another one put before the head?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from intake.actions.supplements.draft_slips import issue_draft_slip
from intake.forms.consents import AskConsentForm
from intake.forms.verbs import SupplementForm
from intake.models import Dossier
from intake.views.frame import current_user, open_to_change
from intake.views.supplements.consent_parts import consent_parts
from intake.views.supplements.supplement_form import supplement_form, tell_taken_out, typed_in
from intake.views.verbs import add_problems


def draft_supplement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The slip for a draft: printed as typed, without a move."""
    dossier, context = open_to_change(request, pk, "intake.register", tab="dossier")
    if dossier.state != State.DRAFT:
        raise NotNow("Phiếu này chỉ in khi hồ sơ đang lập. Hồ sơ đã tiếp nhận: hãy dùng «Yêu cầu bổ sung, hoàn thiện».")
    form = supplement_form(request, dossier)
    if request.method == "POST" and form.is_valid() and (done := _printed(request, dossier, form)):
        return done
    return draft_page(request, dossier, context, form)


def draft_page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: SupplementForm,
    why: AskConsentForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of the slip; `why`: the reason that came back with it."""
    forms = [why, form] if why else [form]
    if why is None and request.method == "POST":
        why = AskConsentForm(initial={"reason": request.POST.get("reason", "")})
    back = back_unchanged(reverse("dossier", args=[dossier.pk]))
    context |= {**consent_parts(dossier, current_user(request), why), "form": form, "forms": forms,
                "foot": Foot(Action("In phiếu yêu cầu bổ sung", form="verb"), [back]),
                "move": {"label": "Phiếu yêu cầu bổ sung khi đang lập"}}  # fmt: skip
    return render(request, "intake/draft_supplement.html", context, status=422 if form.is_bound else 200)


def _printed(request: HttpRequest, dossier: Dossier, form: SupplementForm) -> HttpResponse | None:
    try:
        issued = issue_draft_slip(dossier=dossier, items=form.items(), legal_ground=form.cleaned_data["legal_ground"],
                                  boxes=typed_in(form), by=current_user(request))  # fmt: skip
    except NotValid as error:
        add_problems(form, error)
        return None
    tell_taken_out(request, form.taken_out())
    return redirect("issued_slip", dossier.pk, issued.pk)
