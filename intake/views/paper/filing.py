"""How is paper filed by two scans: the dossier's barcode, then the box's, each ended by Enter?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.ui import toast
from bhxh_archive.ui.frame import Crumb
from intake.actions.paper.filing import file_paper, undo_filing
from intake.forms.papers import FilingForm
from intake.models import BoxEntry, Dossier, PaperBox
from intake.queries import papers
from intake.rules.books import CONSOLIDATED
from intake.views.frame import current_user
from intake.views.paper.store import crumbs, keeper
from intake.views.verbs import add_problems


@require_http_methods(["GET", "POST"])
def file_papers(request: HttpRequest) -> HttpResponse:
    """Two fields; the first scan is kept while the second is waited for, whichever comes first. The last ten below."""
    user = keeper(request)
    form = FilingForm(request.POST or None)
    entry = _filed(form, user) if form.is_valid() else None
    if entry:
        said = f"Đã xếp hồ sơ {entry.dossier} vào hộp {entry.box}, số {entry.number}."
        toast.undoable(request, said, undo_url=reverse("undo_filing", args=[entry.pk]))
        return redirect("file_papers")
    waiting = _next(form)
    form.fields[waiting].widget.attrs["autofocus"] = True
    filed = [(row, row.dossier.state in CONSOLIDATED) for row in papers.last_filings(user)]
    context = {"form": form, "last": filed, "crumbs": crumbs(Crumb("Xếp hồ sơ vào hộp")),
               "asks_reason": form.moves}  # fmt: skip
    return render(request, "paper/filing.html", context, status=422 if form.errors else 200)


def _next(form: FilingForm) -> str:
    """Where the cursor waits for the next scan."""
    if not form.is_bound or not form.data.get("dossier"):
        return "dossier"
    return "why" if form.moves else "box"


def _filed(form: FilingForm, user: User) -> BoxEntry | None:
    """The filing, once both codes are there and known; what is wrong with them stands at the form."""
    first, second, why = form.codes()
    dossier, box = _known(form, user, first, second)
    if dossier is None or box is None:
        return None
    try:
        return file_paper(dossier=dossier, box=box, by=user, reason=why)
    except NotValid as error:
        add_problems(form, error)
        form.moves = _lies_elsewhere(dossier, box)
    except NotNow as error:
        form.add_error(None, error.message)
        _keep(form, dossier="")
    return None


def _lies_elsewhere(dossier: Dossier, box: PaperBox) -> bool:
    """Whether this box would take it from another one of the same office."""
    current = papers.entry_of(dossier)
    return current is not None and current.box_id != box.pk and box.office_id == dossier.paper_office_id


def _known(form: FilingForm, user: User, first: str, second: str) -> tuple[Dossier | None, PaperBox | None]:
    """What the two codes stand for; a box that was scanned first is taken for what it is."""
    if first and papers.box_of_code(user, first) and not papers.box_of_code(user, second):
        first, second = second, first
        _keep(form, dossier=first, box=second)
    dossier = papers.paper_of_number(user, first) if first else None
    box = papers.box_of_code(user, second) if second else None
    if first and dossier is None:
        _keep(form, dossier="")
        form.add_error("dossier", f"Không có hồ sơ «{first}» trong số giấy mà đơn vị của bạn lưu.")
    if second and box is None:
        _keep(form, box="")
        form.add_error("box", f"Không có hộp «{second}». Quét lại nhãn, hoặc thêm hộp ở trang Kho giấy.")
    return dossier, box


def _keep(form: FilingForm, **codes: str) -> None:
    """What stands in the fields of the next page; a code that is unknown makes room for the next scan."""
    form.data = {**{name: form.data.get(name, "") for name in form.fields}, **codes}


@require_POST
def undo(request: HttpRequest, entry_pk: int) -> HttpResponse:
    """Take back a filing of my own."""
    user = current_user(request)
    entry = BoxEntry.objects.filter(dossier__in=papers.kept(user)).select_related("box").get(pk=entry_pk)
    dossier = undo_filing(entry=entry, by=user)
    back = papers.entry_of(dossier)
    where = f" và lại ở hộp {back.box}, số {back.ordinal}" if back else ", chưa xếp vào hộp nào"
    messages.success(request, f"Đã hoàn tác: hồ sơ {dossier} không còn ở hộp {entry.box}{where}.")
    return redirect("file_papers")
