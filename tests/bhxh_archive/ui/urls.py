"""Which small server do the browser tests of the look talk to?

Its views keep what they were sent in `RECEIVED`, so that a test can see what the scripts of a page posted.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path

from bhxh_archive.ui import facts, toast
from bhxh_archive.ui import gallery_data as sample
from bhxh_archive.ui.gallery import SampleForm, gallery
from bhxh_archive.ui.sorter import PageSorter
from bhxh_archive.ui.typed import typed_values

RECEIVED: list[tuple[str, dict[str, list[str]]]] = []
STATE: dict[str, int] = {"version": 1, "polls": 0, "changed": 0, "signed_out": 0}


def keep(request: HttpRequest) -> None:
    RECEIVED.append((request.path, {name: request.POST.getlist(name) for name in request.POST}))


def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "ui_tests/queue.html", {"desk": sample.desk(), "queue": sample.queue(request.GET)})


def dossier(request: HttpRequest) -> HttpResponse:
    context = {"desk": sample.desk(), "sample": sample, "form": SampleForm(initial={"name": "Y Wăn Êban"})}
    return render(request, "ui_tests/dossier.html", context)


def draft(request: HttpRequest) -> HttpResponse:
    keep(request)
    if STATE["changed"]:
        return JsonResponse({"message": "Lê Thu Hà vừa sửa hồ sơ này."}, status=409)
    STATE["version"] += 1
    return JsonResponse({"version": STATE["version"]})


def sorter(request: HttpRequest) -> HttpResponse:
    here = "/sap-xep/"
    parts = sample.page_sorter()
    urls = [f"{here}{verb}/" for verb in ("gan", "thu-tu", "xoay", "xoa")]
    context = {"desk": sample.desk(), "sorter": PageSorter(parts.pages, parts.targets, *urls)}
    return render(request, "ui_tests/sorter.html", context)


def sort(request: HttpRequest, verb: str) -> HttpResponse:
    keep(request)
    toast.undoable(request, f"Đã thực hiện: {verb}.", undo_url="/hoan-tac/")
    return redirect("/sap-xep/")


def undo(request: HttpRequest) -> HttpResponse:
    keep(request)
    messages.success(request, "Đã hoàn tác.")
    return redirect("/sap-xep/")


def upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(
            request,
            "ui_tests/upload.html",
            {"desk": sample.desk(), "zone": replace(sample.drop_zone(), url="/tai-len/")},
        )
    (file,) = request.FILES.getlist("files")
    RECEIVED.append((request.path, {"name": [str(file.name)]}))
    if str(file.name).startswith("hong"):
        return JsonResponse({"verdict": "refused", "message": "Tệp bị hỏng."}, status=422)
    return JsonResponse({"verdict": "accepted", "message": "", "pages": 2})


def work(request: HttpRequest) -> HttpResponse:
    STATE["polls"] += 1
    if STATE["signed_out"] and request.headers.get("HX-Request"):
        return redirect("login")
    progress = facts.Progress("/viec/", "Nhận dạng chữ", STATE["polls"], 2, finished=STATE["polls"] >= 2)
    template = "ui_tests/progress.html" if request.headers.get("HX-Request") else "ui_tests/work.html"
    return render(request, template, {"desk": sample.desk(), "progress": progress})


def posted(request: HttpRequest) -> HttpResponse:
    keep(request)
    return render(request, "errors/409.html", {"typed": typed_values(request.POST), "meanwhile": True}, status=409)


def page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    return lambda request: render(request, template)


routes = [
    path("mau-giao-dien/", partial(gallery)),  # the product's own stays closed to who is signed out
    path("hang-cho/", queue),
    path("ho-so/", dossier),
    path("nhap/", draft),
    path("sap-xep/", sorter),
    path("sap-xep/<str:verb>/", sort),
    path("tai-len/", upload),
    path("viec/", work),
    path("gui/", posted),
    path("hoan-tac/", undo),
    path("tim-kiem/", posted, name="search"),
    path("dang-xuat/", posted, name="logout"),
    path("dang-nhap/", LoginView.as_view(), name="login"),
    *(path(f"loi/{code}/", page(f"errors/{code}.html")) for code in (400, 403, 404, 409, 422, 429, 500, 503)),
    path("loi/csrf/", page("403_csrf.html")),
    path("loi/khoa/", page("registration/locked_out.html")),
]

# The look is shown to nobody in particular; who may see which page is tested where the pages are.
for route in routes:
    login_not_required(route.callback)
urlpatterns = routes
