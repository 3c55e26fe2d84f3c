"""How is one component answered: counted, compared, looked up, waived, asked for, or once more for another person?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from intake import queries
from intake.actions.dossier import components, handed_in
from intake.actions.dossier.locking import may_ask_sources, may_look_up
from intake.forms.components import DataForm, DescriptionForm, LinePaperForm, PersonForm, WaiverForm
from intake.models import Component, Dossier, Page, Person
from intake.queries.lookups import lookups_of, to_compare_again
from intake.rules import Line, by_case, checklist, why_not_compared
from intake.rules.snapshots import SOURCES
from intake.views.dossier.first_tab import may_scan
from intake.views.dossier.parts import label, told_state
from intake.views.frame import current_user, open_dossier
from intake.views.page_desk.since_shown import SHOWN, shown, since
from intake.views.verbs import add_problems

Values = dict[str, Any]
COMPARE_AGAIN: Final = "So các trang đó với bản chính rồi bấm lại."


def component(request: HttpRequest, pk: int, component_pk: int) -> HttpResponse:
    """The page of one component; every form on it posts here and says by `do` what it is."""
    verb = request.POST.get("do", "")
    found, context = _open(request, pk, verb)
    chosen = queries.components_of(found).get(pk=component_pk)
    forms_here = _forms(request, found, chosen, verb)
    if verb == "compare" and (unseen := since(request.POST.get(SHOWN, ""), _pages(found, chosen))):
        messages.error(request, f"Chưa ghi đối chiếu: từ lúc mở trang này, giấy tờ {unseen.counted}. {COMPARE_AGAIN}")
        return component_page(request, found, context, chosen, forms_here)
    if request.method == "POST" and _done(request, found, chosen, verb, forms_here.get(verb)):
        messages.success(request, f"Đã lưu: {label(chosen)}.")
        return redirect("list_line", pk, chosen.line_id) if chosen.line_id else redirect("dossier", pk)
    return component_page(request, found, context, chosen, forms_here)


def component_page(
    request: HttpRequest, found: Dossier, context: dict[str, Any], chosen: Component,
    forms_here: dict[str, forms.Form] | None = None, *, problem: str = "", about: Person | None = None,
) -> HttpResponse:  # fmt: skip
    """The page as it stands; `problem`: why nothing was looked up about that person."""
    forms_here, user = forms_here or _forms(request, found, chosen, ""), current_user(request)
    scans, line = may_scan(found, user), _line_of(found, chosen)
    context |= {"component": chosen, "label": label(chosen), "line": line, "why": _why(line),
                "said": told_state(found, line)[1],
                "may_scan": scans, "may_look_up": scans or may_look_up(found, user),
                "asks_source": _has_source(chosen) and (scans or may_ask_sources(found, user)),
                "source": SOURCES.get(chosen.type.data_source, ""), "persons": list(found.persons.all()),
                "about": about or chosen.person, "look_up_problem": problem, "page_errors": bool(problem),
                "lookups": list(lookups_of(chosen)),
                "compare_again": to_compare_again(found).filter(component=chosen).first(),
                "by_case": by_case(chosen.type), **_comparing(line),
                "handed_as": Component.HandedAs.choices if chosen.either_will_do else (),
                "forms": list(forms_here.values()), "by_verb": forms_here, "never_scan": chosen.type.never_scan,
                "pages": (pages := _pages(found, chosen)), "shown": shown(pages)}  # fmt: skip
    return render(request, "dossier/component.html", context, status=422 if request.method == "POST" else 200)


def _pages(found: Dossier, chosen: Component) -> list[Page]:
    return [page for page in queries.pages_of(found) if page.component_id == chosen.pk]


def _has_source(chosen: Component) -> bool:
    """Whether a source can be asked: about people of the dossier, not of its list."""
    return bool(chosen.type.data_source) and not chosen.line_id


def _why(line: Line) -> str:
    """Nothing where it would only repeat what is asked: mandatory is mandatory."""
    asked = line.component.type.get_requirement_display()
    return "" if line.why.strip(" .") == asked else line.why


def _comparing(line: Line) -> dict[str, Any]:
    """Whether there is a copy to compare; once compared it is so until further pages of it come."""
    why_not, uncompared = why_not_compared(line.component, line.pages), queries.uncompared(line.component)
    waits = bool(uncompared) or not line.component.compared_at
    return {"uncompared": uncompared, "may_compare": waits and not why_not, "why_not_compared": why_not}


def _line_of(found: Dossier, chosen: Component) -> Line:
    """The line of the checklist; a paper of one line of an employer's list is judged by itself."""
    lines = checklist([chosen], queries.page_counts(found)) if chosen.line_id else queries.checklist_of(found)
    return next(row for row in lines if row.component.pk == chosen.pk)


def _open(request: HttpRequest, pk: int, verb: str) -> tuple[Dossier, dict[str, Any]]:
    """The dossier, for who may change its components; the benefits unit records what it looked up (else 403)."""
    found, context = open_dossier(request, pk, tab="dossier")
    user = current_user(request)
    if request.method == "POST" and not (verb == "data" and may_look_up(found, user)):
        permit(found, "intake.scan", user, Seat.RECEIVING)
    return found, context


def _forms(request: HttpRequest, found: Dossier, chosen: Component, verb: str) -> dict[str, forms.Form]:
    def data(name: str) -> Any:
        return request.POST if verb == name else None

    people = list(found.persons.all())
    source = chosen.data_source or SOURCES.get(chosen.type.data_source, "")
    return {
        "person": PersonForm(data("person"), persons=people, initial={"person": chosen.person_id}),
        "add": PersonForm(data("add"), persons=people, prefix="them"),
        "data": DataForm(data("data"), initial={"source": source, "snapshot": chosen.data_snapshot}),
        "describe": DescriptionForm(data("describe"), initial=_described(chosen)),
        "waive": WaiverForm(data("waive"), initial={"reason": chosen.waiver_reason}),
        "count": LinePaperForm(data("count"), initial=_counted(chosen)),
    }


def _counted(chosen: Component) -> Values:
    return {"sheets": chosen.sheets or None, "pages": chosen.pages_counted or None}


def _described(chosen: Component) -> Values:
    return {"number": chosen.number, "issued_on": chosen.issued_on, "issuer": chosen.issuer}


def _done(request: HttpRequest, found: Dossier, chosen: Component, verb: str, form: forms.Form | None) -> bool:
    """Whether the action was carried out; what it found wrong stands on the form."""
    work = WORK.get(verb)
    if work is None:
        raise Http404
    if form is not None and not form.is_valid():
        return False
    try:
        work(found, chosen, form.cleaned_data if form else {}, current_user(request))
    except NotValid as error:
        if form is None:
            raise
        add_problems(form, error)
        return False
    return True


def _person(found: Dossier, values: Values) -> Any:
    return found.persons.filter(pk=values["person"] or 0).first()


def _whose(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.count_component(
        dossier=found, component=chosen, copies=chosen.copies, sheets=chosen.sheets, pages=chosen.pages_counted,
        person=_person(found, values), by=by,
    )  # fmt: skip


def _add(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    person = _person(found, values)
    if person is None:
        raise NotValid("Chọn người phải nộp thêm giấy tờ này.")
    components.add_component(dossier=found, like=chosen, person=person, by=by)


def _data(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.satisfy_by_data(
        dossier=found, component=chosen, source=values["source"], snapshot=values["snapshot"], by=by
    )


def _describe(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.describe_component(
        dossier=found, component=chosen, number=values["number"], issued_on=values["issued_on"],
        issuer=values["issuer"], by=by,
    )  # fmt: skip


def _count(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    counts = (chosen.copies, values["sheets"] or 0, values["pages"] or 0)
    components.count_components(dossier=found, counts={chosen.pk: counts}, by=by)


def _waive(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.waive_component(dossier=found, component=chosen, reason=values["reason"], by=by)


def _reset(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.reset_component(dossier=found, component=chosen, by=by)


def _compare(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.compare_with_original(dossier=found, component=chosen, by=by)


def _uncompare(found: Dossier, chosen: Component, values: Values, by: User) -> None:
    components.undo_comparison(dossier=found, component=chosen, by=by)


def _ask(asked: bool) -> Callable[[Dossier, Component, Values, User], None]:
    def ask(found: Dossier, chosen: Component, values: Values, by: User) -> None:
        components.ask_component(dossier=found, component=chosen, asked=asked, by=by)

    return ask


def _handed_in(handed_as: str) -> Callable[[Dossier, Component, Values, User], None]:
    def say(found: Dossier, chosen: Component, values: Values, by: User) -> None:
        handed_in.say_handed_in(dossier=found, component=chosen, handed_as=handed_as, by=by)

    return say


WORK: dict[str, Callable[[Dossier, Component, Values, User], None]] = {
    "person": _whose, "add": _add, "data": _data, "waive": _waive, "describe": _describe, "reset": _reset,
    "count": _count, "compare": _compare, "uncompare": _uncompare, "ask": _ask(True), "unask": _ask(False),
    "unhanded": _handed_in(""), **{f"handed_{value}": _handed_in(value) for value in Component.HandedAs.values},
}  # fmt: skip
