"""How does the result reach the person: printed, handed over, or recorded as not collected?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.access import log_view
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import Preview
from bhxh_archive.parameters import parameter
from bhxh_archive.previews import previews_of, shown_sound
from bhxh_archive.trail import permit, was_done
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.typed import name_cells
from intake import queries, rules
from intake.actions.dossier import results
from intake.actions.dossier.ending_books import usual_entry
from intake.actions.returning import returning
from intake.actions.returning.soundness import found_whole, stand_by
from intake.forms.books import DONE, book_fields
from intake.forms.returning import HandOverForm, NotCollectedForm, ReturnWayForm
from intake.models import BookCustody, Dossier, HandOver, Person, Result, ResultVersion
from intake.needs.books import why_book_stays
from intake.needs.returns import again_faults, twin_consignment
from intake.queries.print_runs import live_lines_of
from intake.rules.books import away_at
from intake.slips.common import applicant, person
from intake.views.files import stream
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.returning.print_nature import nature_of_prints
from intake.views.slips import file_stem
from intake.views.verbs import add_all, add_problems, blockers, carry_out, open_verb, verb_page

name_cells({"spoiled": "Số bản hỏng", "copies": "Số bản in dùng được"})
MOST_COPIES: Final = 99
UNASKED_TIMES: Final = 2
"""So many times the copies that the office's setting wants are written down without a question."""


def _initial(dossier: Dossier) -> dict[str, Any]:
    copies = parameter("printed_copies", office=dossier.receiving_office)
    return {
        "version": dossier.version,
        "method": dossier.return_method,
        "receiver_name": "" if _online(dossier) else _receiver(dossier),
        "printed_copies": copies,
        "dispatched_on": timezone.localdate(),
    }


def _receiver(dossier: Dossier) -> str:
    """Who is likely to sign for it; whoever gets a link is named when it is issued."""
    receiver = person(dossier, Person.Role.RECEIVER, Person.Role.INSURED)
    return receiver.full_name if receiver else str(applicant(dossier)["name"])


def _online(dossier: Dossier) -> bool:
    return dossier.return_method == Dossier.ReturnMethod.ONLINE


def _form(request: HttpRequest, dossier: Dossier, *, bound: bool) -> HandOverForm:
    """The form of a return, with the question about the book while it is in custody."""
    online, book = _online(dossier), _book_asked_about(request, dossier, bound)
    asked = book_fields(queries.book_end(dossier), usual_entry(dossier), online=online,
                        stays=why_book_stays(dossier, book)) if book else None  # fmt: skip
    changed = any(map(rules.is_changed, queries.results_told(dossier)))
    return HandOverForm(
        request.POST if bound else None, initial=_initial(dossier), book=asked, online=online, changed=changed
    )


def _book_asked_about(request: HttpRequest, dossier: Dossier, bound: bool) -> BookCustody | None:
    """The book at the counter; also one that has left it since the page was opened on which it was to go out."""
    book = queries.open_book(dossier)
    meant = bound and request.POST.get("book") == DONE
    return book if book and (meant or not away_at(book, dossier)) else None


def _going_out(dossier: Dossier, form: HandOverForm) -> dict[str, Any]:
    """What there is to print and to give back; whether prints still have to be written down; `twin`: the consignment
    that bears the typed tracking number already."""
    found, copies = list(queries.results_told(dossier)), parameter("printed_copies", office=dossier.receiving_office)
    book = queries.open_book(dossier)
    return {
        "results": found,
        "live_prints": live_lines_of(dossier),
        "asks_print": any(row.printed_copies < copies and not row.on_paper for row in found),
        "inked": any(row.on_paper for row in found),
        "online": _online(dossier),
        "registered": dossier.get_return_method_display(),
        "book": book,
        "book_away": away_at(book, dossier) if book else None,
        "book_listed": queries.waiting_list_of(dossier) if book else None,
        "twin": twin_consignment(dossier, form.way, form.facts()) if form.is_bound else None,
    }


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Return by the registered method, with proof; or record that nobody came."""
    dossier, context, _ = open_verb(
        request, pk, "hand_over", method="", absent=True, proof="-"
    )  # the placeholders let only right and state speak
    absent = "absent" in request.POST
    form = _form(request, dossier, bound=request.method == "POST" and not absent)
    least = parameter("collection_attempts", office=dossier.receiving_office)
    missed = NotCollectedForm(request.POST if absent else None, prefix="vang", initial={"version": dossier.version},
                              least=least)  # fmt: skip
    done = _return(request, dossier, form, missed) if request.method == "POST" else None
    if done:
        return done
    context |= {"missed": missed, "forms": [form, missed], "least": least, "way_form": ReturnWayForm(dossier=dossier),
                **_going_out(dossier, form)}  # fmt: skip
    page = verb_page(request, "intake/hand_over.html", context, form)
    page.status_code = 422 if request.method == "POST" else 200
    return page


def _return(
    request: HttpRequest, dossier: Dossier, form: HandOverForm, missed: NotCollectedForm
) -> HttpResponse | None:
    if missed.is_bound:
        return carry_out(request, dossier, "hand_over", missed, lambda: returning.not_collected(
            dossier=dossier, attempts=missed.cleaned_data["attempts"], proof=missed.cleaned_data["proof"],
            version=missed.cleaned_data["version"], by=current_user(request)),
            same=lambda: missed.is_told_by(_newest(dossier)))  # fmt: skip
    user = current_user(request)
    return carry_out(request, dossier, "hand_over", form, lambda: returning.hand_over(
        dossier=dossier, method=form.cleaned_data["method"], version=form.cleaned_data["version"],
        by=user, **form.facts()), also=lambda: blockers(dossier, "hand_over", user, method=form.way, **form.facts()),
        same=lambda: form.is_told_by(_newest(dossier)))  # fmt: skip


def _newest(dossier: Dossier) -> HandOver | None:
    return HandOver.objects.filter(dossier=dossier).first()


def collect_later(request: HttpRequest, pk: int) -> HttpResponse:
    """The person came after all: an event more, the state stays."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")
    form = _form(request, dossier, bound=request.method == "POST")
    if form.is_bound and _collected(request, dossier, form):
        return redirect("done", pk, "hand_over")
    if not queries.waits_for_collection(dossier):
        raise NotNow("Kết quả của hồ sơ này đã được trả, hoặc chưa đến bước trả.")
    save = Action("Ghi nhận lần trả này", form="verb")
    back = back_unchanged(reverse("dossier", args=[pk]))
    heading = {"label": "Trả lần nữa: người đến nhận sau, hoặc gửi lại"}
    context |= {"form": form, "foot": Foot(save, [back]), "move": heading,
                "by_link": queries.goes_by_link(context["handed"]),
                "way_form": ReturnWayForm(dossier=dossier), **_going_out(dossier, form)}  # fmt: skip
    return render(request, "intake/collect_later.html", context, status=422 if form.is_bound else 200)


def _collected(request: HttpRequest, dossier: Dossier, form: HandOverForm) -> bool:
    """Whether it is written down; else everything that is wrong stands in the form at once."""
    if not form.is_valid():
        add_all(form, again_faults(dossier, form.way, form.facts()))
        return False
    try:
        returning.collect_later(dossier=dossier, method=form.way, by=current_user(request), **form.facts())
    except NotValid as error:
        add_problems(form, error)
        return False
    return True


def _issued(request: HttpRequest, pk: int, result_pk: int) -> tuple[dict[str, Any], Result, ResultVersion]:
    """The frame, the result and its newest file. Raises NotAllowed for what has not been issued yet."""
    dossier, context = open_dossier(request, pk, tab="return")
    result = queries.results_told(dossier).get(pk=result_pk)
    if result.latest is None or not rules.was_issued(result):
        raise NotAllowed("Văn bản chưa phát hành chỉ được xem tại đơn vị giải quyết hồ sơ.")
    return context, result, result.latest


@require_GET
def return_result(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """The signed file page by page, to look at and print, and how many copies were printed; of a paper its scan."""
    context, result, newest = _issued(request, pk, result_pk)
    found_whole(version=newest, by=current_user(request))  # else said on the page
    return _print_page(request, context, result, newest)


def _print_page(
    request: HttpRequest, context: dict[str, Any], result: Result, newest: ResultVersion, doubt: str = "",
    *, ticks: bool = False,
) -> HttpResponse:  # fmt: skip
    """`doubt`: what is asked about what was typed; `ticks`: by a box."""
    office = context["dossier"].receiving_office
    may_print = current_user(request).holds("intake.hand_over", office.pk) and not (result.on_paper or newest.fault)
    context |= {"result": result, "numbers": range(1, newest.pages + 1), "may_print": may_print,
                "token": request.POST.get("key") or get_random_string(16), "doubt": doubt, "ticks": ticks,
                "spoiled": request.POST.get("spoiled", ""),
                "copies": request.POST.get("copies") or parameter("printed_copies", office=office),
                "live_prints": live_lines_of(context["dossier"]), **nature_of_prints(office)}  # fmt: skip
    return render(request, "intake/return_result.html", context, status=422 if doubt else 200)


@require_GET
def return_result_file(request: HttpRequest, pk: int, result_pk: int) -> HttpResponseBase:
    """The newest file of a result, byte for byte."""
    context, result, newest = _issued(request, pk, result_pk)
    stand_by(version=newest, by=current_user(request))
    log_view(request, f"result:{result.pk}", action="download")
    return stream(newest.file, f"{file_stem(context['dossier'])}-{result.kind}.pdf")


@require_GET
def return_result_image(request: HttpRequest, pk: int, result_pk: int, number: int) -> HttpResponseBase:
    """The picture of one page of a result."""
    _, result, newest = _issued(request, pk, result_pk)
    shown = next((row for row in previews_of(newest.file) if row.number == number), None)
    if shown is None:
        raise Preview.DoesNotExist
    log_view(request, f"result:{result_pk}", action="view")
    return shown_sound(shown, lambda row: stream(row.view, keep_seconds=300))


@require_POST
def record_print(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Write down how many copies were printed for the seal, and how many others were spoiled."""
    context, result, newest = _issued(request, pk, result_pk)
    permit(context["dossier"], "intake.hand_over", current_user(request), Seat.RECEIVING)
    copies = whole_number(request.POST.get("copies")) or 0
    spoiled = whole_number(request.POST.get("spoiled") or "0")
    if not 0 < copies <= MOST_COPIES or spoiled is None or spoiled > MOST_COPIES:
        messages.error(request, f"Nhập số bản đã in, từ 1 đến {MOST_COPIES}; bản hỏng nếu có cũng ghi bằng số.")
        return redirect("return_result", pk, result_pk)
    pressed = "despite" in request.POST or was_done(context["dossier"], "print_result", request.POST.get("key", ""))
    if not pressed and (doubt := _doubt(result, copies)):
        return _print_page(request, context, result, newest, doubt, ticks=True)
    try:
        results.record_print(
            result=result, copies=copies, spoiled=spoiled, by=current_user(request), key=request.POST.get("key", ""),
            before=whole_number(request.POST.get("printed")),
        )  # fmt: skip
    except ChangedMeanwhile as error:
        return _print_page(request, context, result, newest, error.message)
    messages.success(request, f"Đã ghi nhận in {copies} bản{f', hỏng {spoiled} bản' if spoiled else ''}.")
    return redirect("return_result", pk, result_pk)


def _doubt(result: Result, copies: int) -> str:
    """What a tick has to answer, as in a run of many: in force no longer (the page says why), asked for as electronic
    copy, so many."""
    ended = "Văn bản không còn hiệu lực." if result.ended else ""
    problems = [ended, *rules.paperless_problems(result.dossier)]
    return " ".join(filter(None, [*problems, _many(result, copies)]))


def _many(result: Result, copies: int) -> str:
    """What is asked where far more copies are written down than the setting wants; "" for a usual number."""
    wanted = parameter("printed_copies", office=result.dossier.receiving_office)
    total = result.printed_copies + copies
    if total <= UNASKED_TIMES * wanted:
        return ""
    before = f" (đã ghi {result.printed_copies} bản trước đó)" if result.printed_copies else ""
    return f"Sẽ ghi nhận tổng cộng {total} bản in của văn bản này{before}; đơn vị quy định {wanted} bản."
