"""How does pressing a verb of the map become a page, an action and the next thing to do?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import MOVES, check_move, require_warrant
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake.forms.verbs import VersionedReason
from intake.models import Dossier, DossierEvent
from intake.rules.problems import Fault
from intake.views.frame import current_user, open_dossier

DONE_OTHERWISE: Final = (
    "Bạn vừa làm việc này ở một trang khác với nội dung khác. Nội dung vừa nhập ở đây chưa được ghi: mở hồ sơ xem nội "
    "dung đã ghi."
)


def add_problems(form: forms.Form, error: NotValid) -> None:
    """Put what an action found wrong onto the form."""
    add_all(form, error.problems or [error.message])


def add_all(form: forms.Form, problems: Iterable[str]) -> None:
    """Each at the field that it is about, unless that is wrong already as it was typed; else at the top of the form."""
    typed_wrong = set(form.errors)
    for problem in problems:
        field = problem.field if isinstance(problem, Fault) and problem.field in form.fields else None
        if field not in typed_wrong:
            form.add_error(field, problem)


def open_verb(request: HttpRequest, pk: int, verb: str, **evidence: Any) -> tuple[Dossier, dict[str, Any], list[str]]:
    """The dossier, the frame's context and what still stands in the way; raises as the move would.

    Of a POST only the right is asked here; the action checks everything on the locked row.
    """
    dossier, context = open_dossier(request, pk, tab=verb)
    require_warrant(MOVES[verb], dossier, current_user(request))
    context |= {"move": MOVES[verb], "foot": None}
    problems = [] if request.method == "POST" else blockers(dossier, verb, current_user(request), **evidence)
    return dossier, context, problems


def blockers(dossier: Dossier, verb: str, user: User, **evidence: Any) -> list[str]:
    """One sentence per thing that the move still wants."""
    try:
        check_move(dossier, verb, by=user, **evidence)
    except NotValid as error:
        return error.problems or [error.message]
    return []


def carry_out(
    request: HttpRequest, dossier: Dossier, verb: str, form: forms.Form, work: Callable[[], Any],
    *, also: Callable[[], list[str]] = list, same: Callable[[], bool] = lambda: True,
) -> HttpResponse | None:  # fmt: skip
    """Do it and go on to what comes next; None when the page must be shown again, with the problems on its form.

    `also`: what the action would find wrong beside what the form itself does, so that all of it is said at once.
    A second press of the same button finds the work done and lands where the first one did. With another reason, or
    where what was done is not the `same` as on this form, it came from another page: ChangedMeanwhile, which keeps all
    that was typed.
    """
    name_fields(request, form)
    if not form.is_valid():
        add_all(form, also())
        return None
    try:
        work()
    except NotValid as error:
        add_problems(form, error)
        return None
    except (NotNow, ChangedMeanwhile) as error:
        newest = _just_done(dossier, verb, current_user(request))
        if newest is None:
            raise
        if not (_has_reason(newest, form) and same()):
            raise ChangedMeanwhile(DONE_OTHERWISE) from error
    return redirect("done", dossier.pk, verb)


def _just_done(dossier: Dossier, verb: str, user: User) -> DossierEvent | None:
    newest = dossier.events.filter(verb__in=list(MOVES)).order_by("-seq").first()
    return newest if newest and newest.verb == verb and newest.by_id == user.pk else None


def _has_reason(done: DossierEvent, form: forms.Form) -> bool:
    return not isinstance(form, VersionedReason) or done.reason == form.text().strip()


def verb_page(
    request: HttpRequest, template: str, context: dict[str, Any], form: forms.Form, *, disabled: str = ""
) -> HttpResponse:
    """The page of a verb: its form is called `verb`, its button stands in the foot; 422 when it was refused."""
    dossier, move = context["dossier"], context["move"]
    primary = Action(move.label, form="verb", about=f"hồ sơ {dossier}", why_not=disabled)
    back = back_unchanged(reverse("dossier", args=[dossier.pk]))
    context |= {"form": form, "foot": Foot(primary=primary, others=[back])}
    return render(request, template, context, status=422 if form.is_bound else 200)
