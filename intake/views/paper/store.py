"""What does the paper store look like: its places, what is out, what is in a box?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bhxh_archive.access import log_view
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.forms_in_force import render as typeset
from bhxh_archive.models import Office, User
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from intake.actions.paper import paper_places
from intake.forms.papers import BoxCodeForm, BoxesForm, PlaceForm
from intake.models import PaperBox, PaperPlace
from intake.queries import papers
from intake.slips.labels import box_labels
from intake.views.frame import current_user
from intake.views.paper.deposit_dues import due_soon
from intake.views.slips import pdf_answer
from intake.views.verbs import add_problems

LOANS_SHOWN = 50


def keeper(request: HttpRequest) -> User:
    """The signed-in person when they keep paper somewhere; NotAllowed otherwise."""
    user = current_user(request)
    if not user.holds_anywhere(papers.KEEPING):
        raise NotAllowed("Tài khoản của bạn không có quyền quản lý kho giấy.")
    return user


def crumbs(*more: Crumb) -> Breadcrumb:
    """The way to a page of the paper store."""
    return Breadcrumb([Crumb("Bàn làm việc", reverse("home")), Crumb("Kho giấy", reverse("paper_store")), *more])


@require_http_methods(["GET", "POST"])
def paper_store(request: HttpRequest) -> HttpResponse:
    """The stores of my office with what stands in them, what is lent, and the search by number; a new store."""
    user = keeper(request)
    form = PlaceForm(request.POST or None)
    offices = _offices(user)
    if request.method == "POST" and form.is_valid():
        office = next((row for row in offices if row.pk == whole_number(request.POST.get("office"))), None)
        if office is None:
            raise Http404
        if _added(form, office, None, user):
            messages.success(request, "Đã thêm kho.")
            return redirect("paper_store")
    loans = list(papers.running_loans(user)[: LOANS_SHOWN + 1])
    context = {
        "stores": [row for row in papers.places(user) if row.parent_id is None], "form": form, "offices": offices,
        "deposit_due": due_soon(user),
        "loans": loans[:LOANS_SHOWN], "more_loans": len(loans) > LOANS_SHOWN, "today": timezone.localdate(),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", reverse("home")), Crumb("Kho giấy")]),
    }  # fmt: skip
    return render(request, "paper/store.html", context, status=422 if form.is_bound else 200)


def _offices(user: User) -> list[Office]:
    return list(Office.objects.filter(pk__in=user.offices_with(papers.KEEPING)).order_by("code"))


def _added(form: PlaceForm, office: Office, parent: PaperPlace | None, user: User) -> bool:
    given = form.cleaned_data
    try:
        paper_places.add_place(office=office, parent=parent, code=given["code"], name=given["name"], by=user)
    except NotValid as error:
        add_problems(form, error)
        return False
    return True


@require_http_methods(["GET", "POST"])
def paper_place(request: HttpRequest, place_pk: int) -> HttpResponse:
    """What stands in a place: the next smaller places, or boxes; and how more of them are added."""
    user = current_user(request)
    place = papers.places(user).select_related("parent").get(pk=place_pk)
    form = growing_form(place, request.POST or None)
    if request.method == "POST" and form.is_valid() and _grown(request, form, place, user):
        return redirect("paper_place", place_pk)
    return place_page(request, place, form, mending_form(place))


def growing_form(place: PaperPlace, data: Any = None) -> Any:
    """What more is put into a place: boxes, or the next smaller thing."""
    return (BoxesForm if place.kind == PaperPlace.Kind.COMPARTMENT else PlaceForm)(data)


def mending_form(place: PaperPlace) -> PlaceForm:
    """The code and name of a place as they are."""
    return PlaceForm(prefix="mend", initial={"code": place.code, "name": place.name})


def place_page(request: HttpRequest, place: PaperPlace, form: Any, mending: PlaceForm) -> HttpResponse:
    """The page of a place; 422 where one of its forms was refused."""
    inside, user = paper_places.INSIDE.get(PaperPlace.Kind(place.kind)), current_user(request)
    context = {
        "place": place, "form": form, "mending": mending, "inside": inside, "used": papers.is_used(place),
        "inner": papers.places(user).filter(parent=place) if inside else [],
        "boxes": list(papers.with_contents(papers.boxes(user).filter(place=place))),
        "crumbs": crumbs(Crumb(f"{place.get_kind_display()} {place.path}")),
    }  # fmt: skip
    return render(request, "paper/place.html", context, status=422 if form.is_bound or mending.is_bound else 200)


def _grown(request: HttpRequest, form: Any, place: PaperPlace, user: User) -> bool:
    if isinstance(form, PlaceForm):
        if not _added(form, place.office, place, user):
            return False
        messages.success(request, f"Đã thêm vào {place.path}.")
        return True
    made = paper_places.add_boxes(place=place, number=form.cleaned_data["number"], by=user)
    messages.success(request, f"Đã thêm {len(made)} hộp: {made[0].code} đến {made[-1].code}. In nhãn rồi dán lên hộp.")
    return True


@require_GET
def labels(request: HttpRequest, place_pk: int) -> HttpResponseBase:
    """The labels of every box at or below a place, to print on adhesive sheets."""
    user = current_user(request)
    place = papers.places(user).get(pk=place_pk)
    rows = list(papers.boxes(user).filter(office=place.office, path__startswith=f"{place.path}."))
    if not rows:
        raise NotNow("Chưa có hộp nào ở đây nên chưa in được nhãn.")
    pdf = typeset("box_labels", box_labels(place, rows), created=timezone.now())
    return pdf_answer(pdf, f"nhan-hop-{place.path}.pdf")


@require_GET
def paper_box(request: HttpRequest, box_pk: int) -> HttpResponse:
    """What lies in a box, by number; who looks is logged."""
    box = papers.boxes(current_user(request)).get(pk=box_pk)
    return box_page(request, box, BoxCodeForm(initial={"code": box.code}))


def box_page(request: HttpRequest, box: PaperBox, form: BoxCodeForm) -> HttpResponse:
    """The page of a box; 422 where its new code was refused."""
    log_view(request, f"box:{box.pk}")
    context = {"box": box, "form": form, "entries": list(papers.contents(box)), "today": timezone.localdate(),
               "crumbs": crumbs(Crumb(box.place.path, reverse("paper_place", args=[box.place_id])),
                                Crumb(f"Hộp {box.code}"))}  # fmt: skip
    return render(request, "paper/box.html", context, status=422 if form.is_bound else 200)
