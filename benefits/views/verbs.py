"""How does each verb of this room look before it is done: a summary, what is asked for, one button?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benefits.actions import confirming, deciding, granting
from benefits.calculation import Computed
from benefits.doubts.doubted import Looked, looked_at, said_confirmed, unreasoned
from benefits.doubts.granted import barred, said_again
from benefits.doubts.naming import said_naming
from benefits.forms.verbs import AgainForm, DoubtForm
from benefits.models import Draft
from benefits.persons import deceased_in
from benefits.queries import drafts_of
from benefits.views.note_panel import note_panel, notes_for
from benefits.views.pages import draft_pages, scans
from benefits.views.review import described
from benefits.views.room import finished, open_room, require_drafting, version_of
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import MOVES, State, check_move, require_warrant
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.ui.facts import Fact, SummaryCard
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.viewer import Viewer
from intake.models import Dossier
from intake.views.frame import current_user, face_of

GET_POST = require_http_methods(["GET", "POST"])


def permitted(dossier: Dossier, verb: str, user: User) -> None:
    """Raise NotAllowed or NotNow as the map says, before anything is asked for."""
    row = MOVES[verb]
    require_warrant(row, dossier, user)
    if dossier.state not in row.sources:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không thể «{row.label}».")


def foot_for(label: str, *, others: Sequence[Action] = (), why_not: str = "") -> Foot:
    """The one button of a verb's page; it submits the form named `verb`."""
    return Foot(primary=Action(label, form="verb", why_not=why_not), others=others)


def about(dossier: Dossier) -> Fact:
    """Whom the dossier is about; the dead are never called the ones who benefit."""
    if deceased := deceased_in(dossier):
        return Fact("Người chết", deceased.full_name)
    name, more = face_of(dossier)
    if hasattr(dossier, "employer_list"):
        return Fact("Đơn vị đề nghị", f"{name}, danh sách {more}")
    return Fact("Người hưởng", name)


def facts_of(dossier: Dossier, *more: Fact) -> list[Fact]:
    """Whom it is about, the procedure, and what else the verb wants seen."""
    return [
        about(dossier),
        Fact("Thủ tục", dossier.procedure.name),
        *more,
    ]


def _draft_facts(items: Sequence[dict[str, Any]]) -> list[Fact]:
    facts = []
    for item in items:
        draft = item["draft"]
        name = f"{draft.kind.name}{f' - {draft.receiver}' if draft.receiver else ''}"
        facts.append(Fact(name, item["headline"] or ("Nêu lý do, không có số tiền" if item["answer"] else "Chưa tính")))
    return facts


def warnings_of(items: Sequence[dict[str, Any]]) -> list[str]:
    """What must be looked at in these drafts, each once."""
    computed: Iterator[Computed] = (item["computed"] for item in items if item["computed"])
    return list(dict.fromkeys(said for one in computed for said in one.warnings))


def replacements_of(items: Sequence[dict[str, Any]]) -> list[str]:
    """What lists that replace others pay more or less than these, a sentence each."""
    return [item["replaced"].said for item in items if item["replaced"] and item["replaced"].said]


def looked_in(items: Sequence[dict[str, Any]]) -> list[Looked]:
    """The drafts that are shown, with what they come to."""
    return [(item["draft"], item["computed"]) for item in items]


def _summary(dossier: Dossier, items: Sequence[dict[str, Any]], heading: str, *more: Fact) -> SummaryCard:
    drafts = [item["draft"] for item in items]
    confirmed = said_confirmed(looked_in(items))
    named = [*said_naming(drafts), *replacements_of(items)]
    warnings = [*said_again(drafts), *confirmed, *named, *warnings_of(items)]
    return SummaryCard(facts_of(dossier, *_draft_facts(items), *more), heading=heading, warnings=warnings)


def authors_of(drafts: Sequence[Draft]) -> str:
    """Everybody who wrote in these drafts, by name."""
    return ", ".join(sorted({author.full_name for draft in drafts for author in draft.authors.all()}))


@GET_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Check the answers, then lay the draft before the head (or the leader, where there is no controller)."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    if request.method == "POST":
        moved = deciding.propose(dossier=dossier, by=user, version=version_of(request))
        to = "lãnh đạo phòng" if moved.state == State.AWAITING_CONTROL else "lãnh đạo ký"
        return finished(request, moved, f"Đã trình {to} hồ sơ {moved}.", queue="toi-dang-xu-ly")
    controlled = parameter("has_controller", office=dossier.settling_office)
    verb = "propose" if controlled else "propose_directly"
    permitted(dossier, verb, user)
    drafts = drafts_of(dossier)
    items = [described(draft) for draft in drafts]
    problems = _in_the_way(dossier, verb, user, items)
    context |= {
        "title": MOVES[verb].label, "items": items, "problems": problems,
        "summary": _summary(dossier, items, "Kiểm tra lại trước khi trình"),
        "viewer": draft_pages(request, dossier, drafts),
        "foot": foot_for(
            MOVES[verb].label, why_not="Còn chỗ phải sửa" if problems else "",
            others=[Action("Về trang xét duyệt", reverse("review", args=[dossier.pk]), method="get", kind="plain")],
        ),
    }  # fmt: skip
    return render(request, "benefits/verb.html", context)


def _in_the_way(dossier: Dossier, verb: str, user: User, items: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """What must be mended first, with the address where that is done and the word for it."""
    try:
        check_move(dossier, verb, by=user)
    except NotValid as error:
        known = {lack.said: (_field_url(item["draft"], lack.field), "Ghi") for item in items for lack in item["lacks"]}
        again = (reverse("grant_again", args=[dossier.pk]), "Vẫn giải quyết, ghi lý do")
        known |= {granted.said: again for granted in barred([item["draft"] for item in items])}
        confirm = (reverse("confirm_doubts", args=[dossier.pk]), "Xác nhận, ghi lý do")
        known |= dict.fromkeys(unreasoned(looked_in(items)), confirm)
        said = [(text, *known.get(text, ("", ""))) for text in error.problems or [error.message]]
        return [dict(zip(("said", "url", "do"), row, strict=True)) for row in said]
    return []


def _field_url(draft: Draft, field: str) -> str:
    return f"{reverse('draft', args=[draft.dossier_id, draft.pk])}#id_{field}"


@GET_POST
def grant_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why is granted again what another dossier granted, then go on proposing."""
    return _ask_why(
        request, pk, AgainForm, granting.grant_again, title="Giải quyết lại", done="Đã ghi lý do giải quyết lại.",
        said=lambda drafts: [granted.said for granted in barred(list(drafts))],
    )  # fmt: skip


@GET_POST
def confirm_doubts(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why the drafts are right though something speaks against them, then go on proposing."""
    return _ask_why(
        request, pk, DoubtForm, confirming.confirm_doubts, title="Xác nhận điểm cần xem", done="Đã ghi lý do xác nhận.",
        said=lambda drafts: unreasoned(looked_at(drafts)),
    )  # fmt: skip


def _ask_why(
    request: HttpRequest, pk: int, asked: type[AgainForm | DoubtForm], keep: Callable[..., object], *, title: str,
    done: str, said: Callable[[Iterable[Draft]], Iterable[str]],
) -> HttpResponse:  # fmt: skip
    """Ask for the reason why the drafts go up in spite of what is `said` of them, `keep` it, go on proposing."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    require_drafting(dossier, user)
    form = asked(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keep(dossier=dossier, by=user, reason=form.cleaned_data["reason"])
        messages.success(request, done)
        return redirect("propose", pk=pk)
    context |= {
        "title": title, "form": form, "consequence": "\n".join(said(drafts_of(dossier))),
        "foot": foot_for("Ghi lý do", others=[back_unchanged(reverse("propose", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


@GET_POST
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """The head sees the figure first, then the working and the documents; the drafter is refused."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    if request.method == "POST":
        moved = deciding.endorse(dossier=dossier, by=user, version=version_of(request))
        return finished(request, moved, f"Đã đồng ý, trình lãnh đạo ký hồ sơ {moved}.", queue="cho-kiem-soat")
    check_move(dossier, "endorse", by=user)
    drafts = drafts_of(dossier)
    items = [described(draft) for draft in drafts]
    drafter = Fact("Người soạn thảo", authors_of(drafts))
    notes = notes_for(dossier, user)
    viewer = _both(draft_pages(request, dossier, drafts), scans(request, dossier, notes=notes))
    context |= note_panel(viewer, notes, user) | {
        "title": MOVES["endorse"].label, "items": items,
        "summary": _summary(dossier, items, "Nội dung trình ký", drafter),
        "viewer": viewer,
        "foot": foot_for(MOVES["endorse"].label, others=ways_back(dossier, "return_draft")),
    }  # fmt: skip
    return render(request, "benefits/verb.html", context)


def _both(first: Viewer, second: Viewer) -> Viewer:
    """The documents, then the scans they rest on, as one sequence of pages."""
    moved = [replace(page, number=page.number + len(first.pages), url=f"?trang={page.number + len(first.pages)}")
             for page in second.pages]  # fmt: skip
    return replace(
        first, pages=[*first.pages, *moved], key=f"{first.key}-scans", current=max(first.current, 1), notes=second.notes
    )


def ways_back(dossier: Dossier, verb: str) -> list[Action]:
    """The button that leads to the page of the verb that gives the dossier back."""
    return [Action(MOVES[verb].label, reverse(verb, args=[dossier.pk]), method="get", kind="danger")]
