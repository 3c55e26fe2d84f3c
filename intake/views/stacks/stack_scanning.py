"""Where does a clerk scan a whole stack into the tray, and how are its pages seen while they come?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.jobs import is_open
from bhxh_archive.models import User
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot
from bhxh_archive.ui.reading import whole_number
from intake import queries
from intake.actions.devices.scanners import ask_key, ask_scanners_of
from intake.actions.devices.scanning import begin_stack_scan, stop_scan
from intake.forms.scanning import ScanForm
from intake.models import Scanner, ScanRun
from intake.views.devices.scanner_choice import Choice, choose
from intake.views.devices.scanner_words import ScanWords, scan_words, worth_telling
from intake.views.files import stream
from intake.views.frame import current_user


def stack_clerk(request: HttpRequest) -> User:
    """Who scans stacks somewhere; to everybody else there is no tray."""
    user = current_user(request)
    if not user.holds_anywhere("intake.scan"):
        raise NotAllowed("Tài khoản của bạn không quét và xếp trang nên không có khay chồng giấy.")
    return user


def _form(request: HttpRequest, picked: Choice) -> ScanForm | None:
    if picked.able is None:
        return None
    return ScanForm(request.POST or None, able=picked.able, initial=picked.as_before)


@require_http_methods(["GET", "POST"])
def scan_stack(request: HttpRequest) -> HttpResponse:
    """The scanners of the clerk's offices; what is chosen is begun."""
    user = stack_clerk(request)
    offices = user.offices_with("intake.scan")
    picked = choose(request, list(queries.scanners_of(offices)), queries.newest_stack_run(user))
    form = _form(request, picked)
    status = 200
    if form is not None and request.method == "POST":
        status = _begin(picked.chosen, form, user)
        if status == 302:
            return redirect(reverse("batches") + "#tray")
    context = picked.context() | {
        "form": form, "may_scan": True, "asking": is_open(*map(ask_key, offices)), "crumbs": _crumbs(),
        "ask_url": reverse("ask_stack_scanners"), "files_url": reverse("batches"), "foot": _foot(picked),
    }  # fmt: skip
    return render(request, "batches/scan.html", context, status=status)


def _crumbs(here: str = "Quét vào khay") -> Breadcrumb:
    steps = (("Bàn làm việc", "home"), ("Khay chồng giấy quét", "batches"))
    return Breadcrumb([*(Crumb(label, reverse(name)) for label, name in steps), Crumb(here)])


def _foot(picked: Choice) -> Foot:
    back = Action("Về khay", reverse("batches"), method="get", kind="plain")
    return Foot(primary=Action("Bắt đầu quét", form="scan-form") if picked.able else None, others=[back])


def _begin(scanner: Scanner | None, form: ScanForm, user: User) -> int:
    """302 when the scan is begun; else why not stands in the form."""
    if not form.is_valid() or scanner is None:
        return 422
    try:
        begin_stack_scan(scanner=scanner, wish=form.wish, by=user)
    except (NotValid, NotNow) as error:
        form.add_error(None, error.message)
        return error.status
    return 302


def _stop_foot(run: ScanRun) -> Foot:
    back = Action("Quay lại, không dừng", reverse("batches"), method="get", kind="plain")
    return Foot(Action(f"Dừng lượt quét của {run.by}", form="stop", kind="danger"), [back])


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the scanners of the clerk's offices asked what they can and do."""
    user = stack_clerk(request)
    for office in sorted(user.offices_with("intake.scan")):
        ask_scanners_of(office_id=office, by=user)
    chosen = whole_number(request.POST.get("scanner"))
    return redirect(reverse("scan_stack") + (f"?may={chosen}" if chosen else ""))


@require_POST
def stop(request: HttpRequest, scan_pk: int) -> HttpResponse:
    """Ask the scan to end; a colleague's only after a question that names who scans."""
    user = current_user(request)
    found = queries.stack_runs(user).select_related("scanner", "by").get(pk=scan_pk)
    if found.by_id != user.pk and found.open and "sure" not in request.POST:
        return render(
            request,
            "batches/stop_scan.html",
            {"run": found, "crumbs": _crumbs("Dừng quét"), "words": scan_words(found), "foot": _stop_foot(found)},
        )
    run = stop_scan(run=found, by=user)
    said = "Đang dừng máy quét. Các trang đã nhận thành một chồng." if run.open else "Lượt quét đã kết thúc."
    messages.success(request, said)
    return redirect(reverse("batches") + "#tray")


@require_GET
def picture(request: HttpRequest, scan_pk: int, number: int) -> HttpResponseBase:
    """The small picture of one file of a scan into the tray."""
    run = queries.stack_runs(current_user(request)).get(pk=scan_pk)
    row = run.came.select_related("thumb").get(number=number)
    if row.thumb is None:
        raise Http404
    log_view(request, f"scan:{run.pk}", action="thumb")
    return stream(row.thumb, keep_seconds=300)


@dataclass(frozen=True)
class ShownFile:
    """One page that came: its number in the scan and its picture, "" while it is still drawn."""

    number: int
    url: str


@dataclass(frozen=True)
class ShownScan:
    """One scan as the tray shows it: how far it is, and the newest of its pages until the stack has them."""

    run: ScanRun
    words: ScanWords
    pages: list[ShownFile]
    stop_url: str
    again_url: str
    who: str

    @property
    def running(self) -> bool:
        return self.run.open or self.run.to_bind


def shown_scans(user: User) -> list[ShownScan]:
    """The scans into the tray that are of interest now, one for each scanner; one's own come first."""
    told = [run for run in queries.told_stack_runs(user) if run.to_bind or worth_telling([run])]
    return [_shown(run, user) for run in sorted(told, key=lambda run: run.by_id != user.pk)]


def _shown(run: ScanRun, user: User) -> ShownScan:
    newest = [] if run.batch_id else sorted(run.newest, key=lambda row: row.number)  # type: ignore[attr-defined]
    pages = [ShownFile(row.number, _picture_url(run, row.number) if row.thumb_id else "") for row in newest]
    again = f"{reverse('scan_stack')}?may={run.scanner_id}"
    who = "bạn quét" if run.by_id == user.pk else f"{run.by} quét"
    words = scan_words(run, run.pages or 0)  # type: ignore[attr-defined]
    return ShownScan(run, words, pages, reverse("stop_stack_scan", args=[run.pk]), again, who)


def _picture_url(run: ScanRun, number: int) -> str:
    return reverse("scan_picture", args=[run.pk, number])
