"""How is a missing piece asked for on one slip after the acceptance?"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from intake.actions.supplements import consenting, supplement
from intake.rules.appointments import late_since
from intake.slips.notices import newest_request
from intake.views.frame import current_user
from intake.views.supplements.consent_parts import consent_parts
from intake.views.supplements.supplement_form import supplement_form, tell_taken_out
from intake.views.verbs import carry_out, open_verb, verb_page

_WAITS: Final = {True: "Cần ý kiến đồng ý trước.", False: ""}


def request_supplement(request: HttpRequest, pk: int) -> HttpResponse:
    """All defects at once; missing components are proposed. The clock stops."""
    dossier, context, _ = open_verb(request, pk, "request_supplement", items=["-"])
    form = supplement_form(request, dossier)
    if request.method == "POST":
        done = carry_out(request, dossier, "request_supplement", form, lambda: supplement.request_supplement(
            dossier=dossier, items=form.items(), legal_ground=form.cleaned_data["legal_ground"],
            version=form.cleaned_data["version"], by=current_user(request)), same=lambda: consenting.names_the_same(
                newest_request(dossier), form.items(), form.cleaned_data["legal_ground"]))  # fmt: skip
        if done:
            tell_taken_out(request, form.taken_out())
            return done
    context |= consent_parts(dossier, current_user(request))
    context["missed"] = late_since(dossier, timezone.localdate())
    context["anew"] = supplement.NOT_AS_AGREED in form.non_field_errors()
    waits = _WAITS[context["needs_consent"]]  # what was not agreed may be typed back: then it is asked as it was
    return verb_page(request, "intake/request_supplement.html", context, form, disabled=waits)
