"""How is one verb done to many rows of a queue: chosen, foreseen line by line, agreed to, carried out?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive import queues
from bhxh_archive.confirming import PasswordForm, asked, confirmed
from bhxh_archive.models import User
from bhxh_archive.money import dong
from bhxh_archive.queues import Queue
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot, back_unchanged
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Column, Lines, Link, QueueTable, Row, RowGroup
from bhxh_archive.ui.typed import name_cells
from intake import bulk
from intake.actions.desk.bulk import confirm_bulk, do_by_worker, prepare_bulk
from intake.bulk import BulkVerb, Foretold
from intake.models import BulkLine, BulkRun, Dossier
from intake.queries import bulk_run_of, chosen_of, signed_with_ink, with_faces
from intake.rules.results import ON_PAPER
from intake.views.desk.filters import filtered
from intake.views.frame import current_user, face_of

Outcome, State = BulkLine.Outcome, BulkRun.State
COLUMNS: Final = (Column("Mã hồ sơ", "code"), Column("Người tham gia"), Column("Thủ tục"), Column("Kết quả"))
name_cells({"entry-": "Nội dung của từng hồ sơ", "for_all": "Nội dung cho mọi hồ sơ"})
NOTHING_CHOSEN: Final = "Chưa chọn hồ sơ nào. Hãy đánh dấu các hồ sơ cần làm rồi bấm lại."


@require_POST
def choose(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Take the ticked rows of my queue; ask for what the verb wants typed for each, then rehearse."""
    queue, chosen_verb = _on_my_desk(request, slug, verb)
    chosen = _chosen(request, queue)
    if not chosen:
        messages.error(request, NOTHING_CHOSEN)
        return redirect("queue", slug)
    if chosen_verb.asks and "typed" not in request.POST:
        return _ask(request, queue, chosen_verb, chosen)
    run = prepare_bulk(verb=verb, chosen=_typed(chosen, request.POST), by=current_user(request))
    return redirect("bulk_run", run.pk)


def _chosen(request: HttpRequest, queue: Queue) -> list[Dossier]:
    """The ticked rows, or all that the queue shows with its filters, most urgent first."""
    user = current_user(request)
    if "all" in request.POST:
        return list(with_faces(filtered(queue, user, request)).order_by("attend_on", "pk")[: bulk.MOST])
    ids = [pk for pk in map(whole_number, request.POST.getlist("chosen")) if pk is not None][: bulk.MOST]
    return chosen_of(queue, user, ids)


def _on_my_desk(request: HttpRequest, slug: str, verb: str) -> tuple[Queue, BulkVerb]:
    queue, found = queues.find(slug, current_user(request)), bulk.find(verb)
    if queue is None or found is None or found.queue != slug:
        raise Http404
    return queue, found


def _typed(chosen: list[Dossier], data: QueryDict) -> list[tuple[Dossier, str]]:
    return [(dossier, data.get(f"entry-{dossier.pk}", data.get("entry", ""))) for dossier in chosen]


def _ask(request: HttpRequest, queue: Queue, verb: BulkVerb, chosen: list[Dossier]) -> HttpResponse:
    """What has to be typed for each or chosen for all; where there is nothing to choose, it says so at the queue."""
    user = current_user(request)
    options = list(verb.options(user)) if verb.options else []
    if verb.options and not options:
        messages.error(request, verb.nobody)
        return redirect("queue", queue.slug)
    context = _asking(user, queue, verb, chosen, request.POST) | {"options": options}
    return render(request, "intake/bulk_entries.html", context)


def _asking(user: User, queue: Queue, verb: BulkVerb, chosen: list[Dossier], data: QueryDict) -> dict[str, Any]:
    """In each box what was typed for all, or for this one before, else what is there already."""
    for_all, there = data.get("for_all", "").strip(), verb.typed(user, chosen)
    lines = [{"dossier": row, "value": for_all or data.get(f"entry-{row.pk}", there.get(row.pk, ""))} for row in chosen]
    foot = Foot(Action("Kiểm tra trước", form="entries"), [_unchanged(queue.slug)])
    return {
        "queue": queue,
        "verb": verb,
        "lines": lines,
        "foot": foot,
        "crumbs": _crumbs(queue, verb),
    }


def _unchanged(slug: str) -> Action:
    return back_unchanged(reverse("queue", args=[slug]))


def _crumbs(queue: Queue | None, verb: BulkVerb) -> Breadcrumb:
    steps = [Crumb(queue.label, reverse("queue", args=[queue.slug]))] if queue else []
    return Breadcrumb([Crumb("Bàn làm việc", reverse("home")), *steps, Crumb(verb.label)])


@require_GET
def run(request: HttpRequest, run_pk: int) -> HttpResponse:
    """My run: what is foreseen for each dossier, later what became of it."""
    user = current_user(request)
    found = bulk_run_of(user, run_pk)
    verb = _verb_of(found)
    return _shown(request, found, verb, asked(request, user, by_server=verb.by_server(user)))


def _verb_of(found: BulkRun) -> BulkVerb:
    if (verb := bulk.find(found.verb)) is None:
        raise Http404
    return verb


def _shown(request: HttpRequest, found: BulkRun, verb: BulkVerb, form: PasswordForm) -> HttpResponse:
    lines = list(found.lines.all())
    queue = queues.find(verb.queue, current_user(request))
    possible = [line for line in lines if line.outcome == Outcome.POSSIBLE]
    told = _foretold(found, verb, possible)
    skipped = [line.dossier for line in lines if line.outcome == Outcome.SKIPPED]
    beside = Beside(told, signed_with_ink([line.dossier for line in lines]), verb.mended(skipped) if skipped else {})
    sums = _sums(line for line in lines if line.outcome in (Outcome.POSSIBLE, Outcome.DONE))
    done = [line.dossier for line in lines if line.outcome == Outcome.DONE]
    waits = verb.waits(found.by, done) if found.state == State.DONE else ""
    context = {
        "run": found, "verb": verb, "crumbs": _crumbs(queue, verb),
        "tables": _tables(found, verb, lines, beside, waits=bool(waits)),
        "judged": sum(line.outcome != Outcome.WAITING for line in lines),
        "done": len(done), "waits": waits, "then": verb.then(found.by) if waits else None, "total": len(lines),
        "despite": _left_out(found, verb, lines),
        "onward": _onward(found, verb, len(possible), form.why_not), "possible": len(possible), "form": form,
        "retype": found.state == State.READY and bool(verb.asks) and verb.options is None,
        "sums": sums, "so_far": verb.so_far.format(sums=", ".join(sums)) if sums and found.state == State.DONE else "",
        "doubtful": sum(bool(row.doubt) for row in told.values()), "left": sum(bool(row.left) for row in told.values()),
    }  # fmt: skip
    return render(request, "intake/bulk.html", context, status=422 if form.errors else 200)


def _left_out(found: BulkRun, verb: BulkVerb, lines: list[BulkLine]) -> set[int]:
    """The dossiers that were skipped and are taken after all, if the person says so of each."""
    skipped = [row.dossier for row in lines if row.outcome == Outcome.SKIPPED and row.entry != bulk.DESPITE]
    return verb.wilful(skipped) if skipped and found.state == State.READY else set()


def _foretold(found: BulkRun, verb: BulkVerb, possible: list[BulkLine]) -> dict[int, Foretold]:
    """What is said of the lines before it is agreed: what the rehearsal found doubtful, and what the verb tells."""
    if found.state != State.READY:
        return {}
    doubtful = {line.pk: Foretold(line.said, line.doubt) for line in possible if line.doubt}
    return doubtful | verb.foretell(found.by, possible)


def _sums(lines: Iterable[BulkLine]) -> list[str]:
    """`96 văn bản`, `181.590.480 đồng/tháng`: what these lines add up to."""
    total: Counter[str] = Counter()
    for line in lines:
        total.update(line.sums)
    return [f"{dong(number)} {what}" for what, number in total.items()]


@dataclass(frozen=True)
class Beside:
    """What stands beside the lines: what each gets, by its id, and by those of the dossiers which were signed with ink
    and where what keeps some back is put right."""

    told: dict[int, Foretold]
    inked: set[int]
    mended: dict[int, tuple[str, str]]


def _tables(
    run: BulkRun, verb: BulkVerb, lines: list[BulkLine], beside: Beside, *, waits: bool
) -> list[QueueTable]:  # fmt: skip
    """What goes (or went) through, and what does not, each with its count; nothing while it is being found out."""
    if run.state == State.CHECKING:
        return []
    after = run.state == State.DONE
    done = "Đã chuyển sang chờ ký" if waits else "Đã làm"
    parts = (
        ("through", done if after else "Sẽ làm", (Outcome.POSSIBLE, Outcome.DONE)),
        ("skipped", "Đã bỏ qua" if after else "Sẽ bỏ qua", (Outcome.SKIPPED,)),
    )
    tables = (_table(name, heading, verb, [row for row in lines if row.outcome in which], beside)
              for name, heading, which in parts)  # fmt: skip
    return [table for table in tables if table.count]


def _table(
    dom_id: str, heading: str, verb: BulkVerb, lines: list[BulkLine], beside: Beside
) -> QueueTable:  # fmt: skip
    rows = [_row(line, verb, beside) for line in lines]
    return QueueTable(COLUMNS, [RowGroup("", rows)], len(rows), heading=heading, caption=heading, dom_id=dom_id)


def _row(line: BulkLine, verb: BulkVerb, beside: Beside) -> Row:
    dossier, page = line.dossier, verb.page if line.outcome == Outcome.POSSIBLE else verb.afterwards
    if told := beside.told.get(line.pk):
        below = " ".join(filter(None, [told.doubt, told.left]))
        said: object = Lines(told.gets or line.get_outcome_display(), below, warns=bool(told.doubt))
    elif place := beside.mended.get(dossier.pk):
        said = Link(place[1], reverse(place[0], args=[dossier.pk]), line.said)
    else:
        said = line.said or line.entry or line.get_outcome_display()
    ink = ON_PAPER["sign"] if dossier.pk in beside.inked else ""
    cells = (Link(str(dossier), reverse(page, args=[dossier.pk]), ink),
             Lines(*face_of(dossier)), dossier.procedure.name, said)  # fmt: skip
    return Row(cells, key=str(dossier.pk), name=f"hồ sơ {dossier}")


def _onward(run: BulkRun, verb: BulkVerb, possible: int, why_not: str) -> Foot | None:
    back = Action("Về hàng chờ", reverse("queue", args=[verb.queue]), method="get", kind="plain")
    if run.state == State.READY and possible:
        press = Action(f"{verb.label} {possible} hồ sơ", form="confirm", key="ctrl+enter", why_not=why_not)
        return Foot(press, [_unchanged(verb.queue)])
    return Foot(verb.then(run.by) if run.state == State.DONE else None, [back]) if not run.busy else None


def by_worker(request: HttpRequest, dossier: Dossier, verb: str, version: int | None) -> HttpResponse:
    """Have a worker do to one dossier what its page has confirmed, and show how it goes."""
    run = do_by_worker(verb=verb, dossier=dossier, version=version, by=current_user(request))
    return redirect("bulk_run", run.pk)


@require_POST
def confirm(request: HttpRequest, run_pk: int) -> HttpResponse:
    """Carry it out; what is signed with, or gone out, wants the password first, and one code for all of it."""
    user = current_user(request)
    found = bulk_run_of(user, run_pk)
    if (verb := _verb_of(found)).confirm and found.state == State.READY:
        form = confirmed(request, user, by_server=verb.by_server(user))
        if not form.is_valid():
            return _shown(request, found, verb, form)
    confirm_bulk(run=found, by=user)
    return redirect("bulk_run", run_pk)
