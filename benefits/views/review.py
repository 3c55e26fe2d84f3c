"""What does an officer see of a dossier in review, and how is it claimed, released, drafted?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benefits import rules
from benefits.actions import claiming, drafting
from benefits.actions.answer_scans import LATE
from benefits.calculation import compute, headline, is_computed, lacks_of
from benefits.doubts.naming import problems_of
from benefits.doubts.replacing import replaced_by
from benefits.forms.entries import undraftable
from benefits.forms.notes import NoteForm, NoteText
from benefits.forms.verbs import NewDraftForm
from benefits.models import Draft
from benefits.queries import drafts_of, letters_of
from benefits.views.attending import opened
from benefits.views.note_panel import may_note, note_panel, notes_for
from benefits.views.pages import draft_pages, scans
from benefits.views.reading_places import at_its_place
from benefits.views.room import DRAFTED, may_claim, open_room, optional_url, require_drafting, sees_work
from benefits.whose import settles_lines
from benefits.wording.legal_bases import unconfirmed
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.ui.facts import Checklist, ChecklistItem
from intake.models import Component, Dossier, ResultKind
from intake.outcomes import said_outside
from intake.queries import components_of, dossier_for, has_list, page_counts, sent_again
from intake.rules import Line, checklist
from intake.rules.appointments import newest_wish
from intake.views.frame import current_user


@require_GET
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Scans left; checklist, questions to others and drafts right. Who only takes part sees no drafts."""
    dossier, context = open_room(request, pk)
    return review_page(request, dossier, context)


def review_page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], asked: NewDraftForm | None = None,
    noted: NoteForm | None = None, reworded: tuple[int, NoteText] | None = None,
) -> HttpResponse:  # fmt: skip
    """The review; the forms are those that were refused: of a new draft, of a note, of another text for one."""
    user = current_user(request)
    refused = bool(asked or noted or reworded)
    components = list(components_of(dossier))
    common = [row for row in components if row.line_id is None]
    lines = checklist(common, page_counts(dossier), by_line=has_list(dossier))
    drafts = drafts_of(dossier) if sees_work(dossier, user) else []
    new_draft = asked or _new_draft_form(dossier, user)
    as_draft = bool(drafts) and (request.GET.get("xem") == "du-thao" or dossier.state in DRAFTED[1:])
    if request.GET.get("xem") == "ban-quet" or noted or reworded:
        as_draft = False
    notes = notes_for(dossier, user)
    told = opened(dossier, user)
    viewer = draft_pages(request, dossier, drafts) if as_draft else (
        at_its_place(request, dossier, scans(request, dossier, components, notes, pinning=may_note(dossier, user)),
                     told.get("arrived")))  # fmt: skip
    context |= {
        **({} if as_draft else note_panel(viewer, notes, user, asked=noted, reworded=reworded)),
        **told,
        "noted": len(notes),
        "wish": newest_wish(dossier),
        "viewer": viewer,
        "as_draft": as_draft,
        "checklist": Checklist([_item(line) for line in lines if _matters(line)]),
        "drafts": [described(draft) for draft in drafts],
        **_asked_elsewhere(dossier, user),
        "new_draft": new_draft,
        "undraftable": _undraftable(dossier, user, new_draft),
        "outside": said_outside(dossier) if sees_work(dossier, user) and not drafts else "",
        "may_edit": rules.may_edit(dossier, user),
        "may_claim": may_claim(dossier, user),
        "held_by_another": _held_by_another(dossier, user),
        "may_release": dossier.holder_id == user.pk and dossier.state == State.IN_REVIEW,
        "may_reassign": _may_reassign(dossier, user),
        "sees_work": sees_work(dossier, user),
        "listed": has_list(dossier),
        "sent_again": list(sent_again(dossier.employer_list)) if sees_work(dossier, user) and has_list(dossier) else [],
        "page_errors": refused,
        "supplement_url": optional_url("request_supplement", dossier.pk),
    }
    return render(request, "benefits/review.html", context, status=422 if refused else 200)


def _asked_elsewhere(dossier: Dossier, user: User) -> dict[str, Any]:
    """What other bodies were asked; whether an answer may come in late, and one waits to be seen by this person."""
    letters, here = letters_of(dossier), dossier.settling_office_id
    late = [row for letter in letters for question in letter.questions.all() for row in question.late_answers.all()]
    return {
        "letters": letters, "may_answer": dossier.state in LATE and user.holds("benefits.verified", here),
        "unseen": user.holds("benefits.draft", here) and any(row.seen_at is None for row in late),
    }  # fmt: skip


def described(draft: Draft) -> dict[str, Any]:
    """One draft for a list: what it comes to and what is still in the way."""
    computed = compute(draft) if is_computed(draft.kind.code) else None
    return {"draft": draft, "computed": computed, "headline": headline(computed) if computed else "",
            "replaced": replaced_by(draft, computed), "bases": unconfirmed(draft), "lacks": lacks_of(draft),
            "misnamed": problems_of(draft), "answer": draft.kind.role == ResultKind.Role.ANSWER}  # fmt: skip


def _matters(line: Line) -> bool:
    """What is needed or there; the long tail of papers that do not apply is left out."""
    return line.needed or line.satisfied


def _item(line: Line) -> ChecklistItem:
    waived = line.component.satisfied == Component.Satisfied.WAIVED
    state = "waived" if waived else "done" if line.satisfied else "missing"
    return ChecklistItem(line.component.type.name, state, line.say, source=_source(line.component))


def _source(component: Component) -> str:
    person = f"{component.person}: " if component.person else ""
    return person + (component.data_source or component.waiver_reason or component.note)


def _new_draft_form(dossier: Dossier, user: User) -> NewDraftForm | None:
    return NewDraftForm(None, dossier=dossier) if rules.may_edit(dossier, user) else None


def _undraftable(dossier: Dossier, user: User, new_draft: NewDraftForm | None) -> list[ResultKind]:
    if new_draft:
        return new_draft.lacking
    return undraftable(dossier.procedure, listed=has_list(dossier)) if sees_work(dossier, user) else []


def _held_by_another(dossier: Dossier, user: User) -> bool:
    """Whether this officer could work on it, had nobody else taken it."""
    taken = dossier.state == State.IN_REVIEW and dossier.holder_id not in (None, user.pk)
    return taken and user.holds("benefits.draft", dossier.settling_office_id)


def _may_reassign(dossier: Dossier, user: User) -> bool:
    return dossier.state == State.IN_REVIEW and user.holds("benefits.reassign", dossier.settling_office_id)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the dossier out of the pool and open it, in one press."""
    user = current_user(request)
    dossier = claiming.claim(dossier=dossier_for(user, pk), by=user)
    messages.success(request, f"Bạn đã nhận xử lý hồ sơ {dossier}.")
    return redirect("review", pk=pk)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the dossier back to the pool; drafts stay."""
    user = current_user(request)
    dossier = claiming.release(dossier=dossier_for(user, pk), by=user)
    messages.success(request, f"Đã trả hồ sơ {dossier} về hàng chờ.")
    return redirect("queue", slug="cho-xu-ly")


@require_POST
def open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft result, or go on with the one that is open."""
    user = current_user(request)
    dossier = dossier_for(user, pk)
    require_drafting(dossier, user)
    form = NewDraftForm(request.POST, dossier=dossier)
    if not form.is_valid():
        return review_page(request, *open_room(request, pk), asked=form)
    chosen = form.cleaned_data
    draft = drafting.open_draft(dossier=dossier, kind=chosen["kind"], receiver=chosen.get("receiver"), by=user)
    if settles_lines(draft.kind):
        return redirect("settle_list", pk=pk)
    return redirect("draft", pk=pk, draft_pk=draft.pk)
