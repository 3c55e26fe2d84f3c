"""Where does a clerk choose a scanner, begin a scan and stop it?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.jobs import is_open
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.reading import whole_number
from intake import queries
from intake.actions.devices.scanners import ask_key, ask_scanners_for
from intake.actions.devices.scanning import begin_scan, stop_scan
from intake.actions.stacks.diverting_scans import ask_to_divert
from intake.forms.scanning import ScanForm
from intake.models import Dossier, Scanner, ScanRun
from intake.views.devices.scanner_choice import Choice, choose
from intake.views.dossier.first_tab import may_scan
from intake.views.dossier.parts import label
from intake.views.frame import current_user, open_to_change
from intake.views.page_desk.sheet import scannable


@require_http_methods(["GET", "POST"])
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The office's scanners with what they can and do; what is chosen is begun."""
    dossier, context = open_to_change(request, pk, "intake.scan", tab="pages")
    picked = choose(request, list(queries.scanners_for(dossier)), queries.newest_runs(dossier).first())
    form = _form(request, dossier, picked)
    status = 200
    if form is not None and request.method == "POST":
        status = _begin(request, dossier, picked.chosen, form)
        if status == 302:
            return redirect(reverse("pages", args=[pk]) + "#work")
    context |= picked.context() | {
        "form": form, "may_scan": may_scan(dossier, current_user(request)),
        "asking": is_open(ask_key(dossier.receiving_office_id)), "ask_url": reverse("ask_scanners", args=[pk]),
        "files_url": reverse("pages", args=[pk]),
    }  # fmt: skip
    context["foot"] = _foot(dossier, form is not None and context["may_scan"])
    return render(request, "dossier/scan.html", context, status=status)


def _foot(dossier: Dossier, ready: bool) -> Foot:
    """Here the next step is the scan, not a move of the dossier."""
    back = Action("Quay lại Trang quét", reverse("pages", args=[dossier.pk]), method="get", kind="plain")
    return Foot(primary=Action("Bắt đầu quét", form="scan-form") if ready else None, others=[back])


def _begin(request: HttpRequest, dossier: Dossier, scanner: Scanner | None, form: ScanForm) -> int:
    """302 when the scan is begun; else why not stands in the form."""
    if not form.is_valid() or scanner is None:
        return 422
    components = queries.components_of(dossier)
    component = components.get(pk=form.component_id) if form.component_id else None
    try:
        begin_scan(dossier=dossier, scanner=scanner, wish=form.wish, component=component, by=current_user(request))
    except (NotValid, NotNow) as error:
        form.add_error(None, error.message)
        return error.status
    return 302


def _form(request: HttpRequest, dossier: Dossier, picked: Choice) -> ScanForm | None:
    if picked.able is None:
        return None
    components = [(row, label(row)) for row in scannable(queries.checklist_of(dossier))]
    return ScanForm(request.POST or None, able=picked.able, components=components, initial=picked.as_before)


@require_POST
def stop(request: HttpRequest, pk: int, scan_pk: int) -> HttpResponse:
    """Ask the scan to end."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    run = stop_scan(run=ScanRun.objects.get(pk=scan_pk, dossier=dossier), by=current_user(request))
    messages.success(
        request, "Đang dừng máy quét. Các trang đã nhận được giữ lại." if run.open else "Lượt quét đã kết thúc."
    )
    return redirect(reverse("pages", args=[pk]) + "#work")


@require_POST
def divert(request: HttpRequest, pk: int, scan_pk: int) -> HttpResponse:
    """Have the pages of the scan become a stack, cut at the sheets that lay among them."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    ask_to_divert(run=ScanRun.objects.get(pk=scan_pk, dossier=dossier), by=current_user(request))
    messages.success(request, "Đang chuyển các trang của lượt quét vào Khay chồng giấy quét để chia và xem trước.")
    return redirect(reverse("pages", args=[pk]) + "#work")


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the office's scanners asked what they can and do."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="pages")
    ask_scanners_for(dossier=dossier, by=current_user(request))
    chosen = whole_number(request.POST.get("scanner"))
    return redirect(reverse("scan", args=[pk]) + (f"?may={chosen}" if chosen else ""))
