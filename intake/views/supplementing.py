"""How is a missing piece asked for on one slip, after the acceptance or while the draft is made?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.text import nfc
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_cells
from intake.actions import consenting, supplement
from intake.actions.printing import issue_typed
from intake.forms.verbs import SupplementForm, paper_of
from intake.models import Dossier
from intake.rules.appointments import is_late, late_after
from intake.rules.consents import IN_DRAFT, draft_slips, key_of, unnamed_before
from intake.slips.notices import newest_request, supplement_of
from intake.views.consenting import consent_parts
from intake.views.frame import current_user, open_to_change
from intake.views.supplement_form import supplement_form, typed_in
from intake.views.verbs import carry_out, open_verb, verb_page

TAKEN_OUT: Final = "Phiếu không yêu cầu các mục đã đề xuất mà ô «Thiếu, sai» được xóa:"
MOST_NAMED: Final = 5
LONGEST: Final = 500
name_cells({"unnamed": "Vì sao phiếu trước chưa nêu"})
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
            _tell_taken_out(request, form.taken_out())
            return done
    context |= consent_parts(dossier, current_user(request))
    context["missed"] = late_after(dossier) if is_late(late_after(dossier), timezone.localdate()) else None
    context["anew"] = supplement.NOT_AS_AGREED in form.non_field_errors()
    waits = _WAITS[context["needs_consent"] or context["anew"]]
    return verb_page(request, "intake/request_supplement.html", context, form, disabled=waits)


def _tell_taken_out(request: HttpRequest, names: list[str]) -> None:
    """Of what was proposed and is not on the slip somebody may have thought that it was."""
    if names:
        more = f" và {len(names) - MOST_NAMED} mục khác" if len(names) > MOST_NAMED else ""
        messages.warning(request, f"{TAKEN_OUT} {'; '.join(names[:MOST_NAMED])}{more}.")


def draft_supplement(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The slip for a draft: printed as typed, without a move."""
    dossier, context = open_to_change(request, pk, "intake.register", tab="dossier")
    if dossier.state != State.DRAFT:
        raise NotNow("Phiếu này chỉ in khi hồ sơ đang lập. Hồ sơ đã tiếp nhận: hãy dùng «Yêu cầu bổ sung, hoàn thiện».")
    form = supplement_form(request, dossier)
    if request.method == "POST" and form.is_valid():
        if not (wrong := _unfit(request, dossier, form)):
            return _draft_slip(request, dossier, form)
        form.add_error(None, wrong)
    print_it = Action("In phiếu yêu cầu bổ sung", form="verb")
    back = back_unchanged(reverse("dossier", args=[pk]))
    context |= {"drafted": list(draft_slips(dossier)), "unnamed": request.POST.get("unnamed", "")}
    context |= {"form": form, "foot": Foot(print_it, [back]), "move": {"label": "Phiếu yêu cầu bổ sung khi đang lập"}}
    return render(request, "intake/request_supplement.html", context, status=422 if form.is_bound else 200)


def _unfit(request: HttpRequest, dossier: Dossier, form: SupplementForm) -> str:
    """All defects stand on one slip: one that names more than those before it says why they did not."""
    if not form.items():
        return "Hãy ghi ít nhất một giấy tờ cần bổ sung."
    reason, new = _why(request), unnamed_before(dossier, form.items())
    if new and not reason:
        told = "; ".join(paper_of(row.component) if row.component else row.wanted for row in new[:MOST_NAMED])
        return f"Phiếu trước chưa nêu: {told}. Ghi vì sao phiếu trước chưa nêu; lý do được in trên phiếu."
    return f"Lý do dài quá {LONGEST} ký tự." if len(reason) > LONGEST else ""


def _why(request: HttpRequest) -> str:
    return nfc(request.POST.get("unnamed", "").strip())


def _draft_slip(request: HttpRequest, dossier: Dossier, form: SupplementForm) -> HttpResponseBase:
    user, items = current_user(request), form.items()
    newest = draft_slips(dossier).last()
    before = newest.typed.get("unnamed", "") if newest else ""  # a correction says what the corrected slip said
    reason = _why(request) if unnamed_before(dossier, items) else before
    typed = {"boxes": typed_in(form), "named": [key_of(row) for row in items], "unnamed": reason}
    data = {**supplement_of(dossier, items, form.cleaned_data["legal_ground"], None, str(user)), "unnamed": reason}
    issued = issue_typed(dossier=dossier, name="supplement", data=data, subject=IN_DRAFT, by=user, typed=typed,
                         reason=reason)  # fmt: skip
    _tell_taken_out(request, form.taken_out())
    return redirect("issued_slip", dossier.pk, issued.pk)
