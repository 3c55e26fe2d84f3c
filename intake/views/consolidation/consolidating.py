"""Are scans and results one whole? Both sides before the archive, with the files that are being made."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.models import Job, User
from bhxh_archive.ui.facts import Progress, TimelineEvent
from intake import queries, rules
from intake.actions.consolidation import consolidation, rereading
from intake.actions.returning import returning
from intake.component_files import recipes
from intake.forms.consolidating import ConsolidationForm
from intake.models import BoxEntry, Dossier
from intake.needs.returns import open_ends
from intake.needs.slips import WAITING
from intake.queries import papers
from intake.queries.shelved import Store
from intake.queries.trail_names import names_in
from intake.rules.problems import Problem
from intake.trail.sentences import event_of
from intake.views.consolidation.menders import mendings
from intake.views.consolidation.two_sides import came_in, returned_by, went_out
from intake.views.frame import current_user, open_to_change
from intake.views.verbs import blockers, carry_out, open_verb, verb_page


def consolidate(request: HttpRequest, pk: int) -> HttpResponse:
    """What came in beside what went out, what is missing and who mends it; the number and box of the paper file."""
    dossier, context, problems = open_verb(request, pk, "consolidate", paper_file_number="-", reason="-")
    user, entry = current_user(request), papers.entry_of(dossier)
    if request.method == "GET" and problems and rereading.look_again(dossier=dossier, by=user):
        return redirect("consolidate", pk)  # the same page, now that it was restored
    form = _form(request, dossier, entry)
    if request.method == "POST":
        done = carry_out(request, dossier, "consolidate", form, lambda: consolidation.consolidate(
            dossier=dossier, paper_file_number=form.cleaned_data["paper_file_number"], by=user,
            box=form.cleaned_data.get("box"), doubt_settled=form.cleaned_data["doubt_settled"],
            shared=form.cleaned_data.get("shared", False), version=form.cleaned_data["version"]),
            same=lambda: _filed_so(dossier, form))  # fmt: skip
        if done:
            return done
        problems = blockers(dossier, "consolidate", user, paper_file_number="-", reason="-")
    context |= _listed(dossier, user, problems, open_ends(dossier, context["handed"])) | {
        "entry": entry, "sides": [came_in(dossier), went_out(dossier)],
        "mended": _mended(dossier),
        "returns": [returned_by(row) for row in queries.recorded_returns(dossier)], "progress": progress_of(dossier),
        "doubtful": any(map(rules.is_doubt, queries.doubtful_originals(dossier))),
    }  # fmt: skip
    return verb_page(
        request, "intake/consolidate.html", context, form, disabled="Còn mục phải xử lý." if problems else ""
    )


def _filed_so(dossier: Dossier, form: ConsolidationForm) -> bool:
    """Whether the paper lies in the box, or bears the number, that was typed here."""
    entry, box = papers.entry_of(dossier), form.cleaned_data.get("box")
    if box:
        return entry is not None and entry.box_id == box.pk
    typed = Store([dossier.paper_office_id]).spot(dossier.paper_office_id, form.cleaned_data["paper_file_number"])
    return Dossier.objects.get(pk=dossier.pk).paper_file_number == typed.number


def _listed(dossier: Dossier, user: User, problems: list[str], ends: list[Problem]) -> dict[str, Any]:
    """What stands in the way, and what may still come afterwards; each with who mends it, in one look at the desks."""
    slip = next((row for row in ends if row.page == "signed_slip"), None)
    rows = mendings([*problems, *(row for row in ends if row not in problems)], dossier, user)
    return {
        "problems": problems, "mendings": rows[: len(problems)], "reminders": rows[len(problems) :],
        "unsigned": slip, "unsigned_waits": slip == WAITING,
    }  # fmt: skip


def _mended(dossier: Dossier) -> list[TimelineEvent]:
    """What was done to pages and components since the leader signed, as the trail says it."""
    rows = list(queries.changes_since_signature(dossier))
    names = names_in(rows)
    return [event_of(row, names) for row in rows]


def _form(request: HttpRequest, dossier: Dossier, entry: BoxEntry | None) -> ConsolidationForm:
    """Who keeps the paper is asked for the box; the one filed into last is proposed, and said to be so."""
    user = current_user(request)
    keeps = entry is None and user.holds(papers.KEEPING, dossier.paper_office_id)
    last = papers.newest_box(user, dossier.paper_office_id) if keeps else None
    initial = {"version": dossier.version, "paper_file_number": dossier.paper_file_number,
               "box": last.path if last and not dossier.paper_file_number else ""}  # fmt: skip
    find_box = partial(papers.box_of_code, user) if keeps else None
    return ConsolidationForm(request.POST or None, initial=initial, find_box=find_box, proposed=bool(initial["box"]),
                             find_twin=partial(_twin, user, dossier),
                             find_unknown=partial(_unknown, dossier))  # fmt: skip


def _twin(user: User, dossier: Dossier, number: str) -> str:
    """Whose paper has this number at the same place already; what the person may not see is not named."""
    spot = Store([dossier.paper_office_id]).spot(dossier.paper_office_id, number)
    twin = queries.of_paper_number(dossier, spot.number)
    if twin is None:
        return ""
    return f"hồ sơ {twin}" if queries.dossiers(user).filter(pk=twin.pk).exists() else "một hồ sơ khác"


def _unknown(dossier: Dossier, number: str) -> bool:
    """Whether a number that the dossier doesn't bear yet names no box, though its office keeps some."""
    spot = Store([dossier.paper_office_id]).spot(dossier.paper_office_id, number)
    return spot.unknown and spot.number != dossier.paper_file_number


def progress_of(dossier: Dossier) -> Progress:
    """How many of the components' files are made; a failed job is said."""
    wanted = recipes.recipes_of(dossier)
    made = recipes.made_of(dossier, wanted)
    jobs = recipes.jobs_making(dossier)
    failed = [row for row in jobs if row.state == Job.State.FAILED]
    return Progress(
        poll_url=reverse("documents_state", args=[dossier.pk]), label="Tạo tệp PDF/A của các thành phần",
        done=len(made), total=len(wanted), detail=_detail(jobs), finished=len(made) == len(wanted),
        next_url=reverse("consolidate", args=[dossier.pk]), next_label="Tải lại để tích hợp",
        failed=failed[0].note or "Chưa tạo được tệp. Bấm «Tạo lại tệp»." if failed else "", dom_id="documents",
    )  # fmt: skip


def _detail(jobs: list[Job]) -> str:
    if not any(row.open for row in jobs):
        return ""
    running = [row for row in jobs if row.state == Job.State.RUNNING and row.total]
    return f"Đang nhận dạng trang {running[0].done + 1}/{running[0].total}." if running else "Đang chờ đến lượt."


@require_GET
def documents_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, asked every second."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    return render(request, "intake/progress.html", {"progress": progress_of(dossier)})


@require_POST
def make_documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue the files that are missing or out of date."""
    dossier, _ = open_to_change(request, pk, "intake.consolidate", tab="consolidate")
    returning.make_documents(dossier, again=True)
    return redirect("consolidate", pk)
