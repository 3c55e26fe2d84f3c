"""During which days does an office sign on paper, by whose order (lệnh ký trên giấy)?"""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benefits.actions.paper_orders import call_off_order, give_order
from benefits.forms.paper_orders import PaperOrderForm
from benefits.models import PaperOrder
from benefits.queries import left_under, paper_orders_of
from benefits.signers.mandates import may_order_paper
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.money import dong
from bhxh_archive.ui.confirm import ConfirmBlock
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.states import StateTag
from intake.views.frame import current_user

READS: Final = "benefits.recall"
ORDERS: Final = "benefits.sign"
OPEN: Final = ("on", "ahead")
ENDING: Final = "Chấm dứt lệnh ký trên giấy"
TAGS: Final = {
    "on": StateTag("Đang hiệu lực", "active", "clock"), "ahead": StateTag("Chưa đến ngày", "quiet", "clock"),
    "over": StateTag("Đã hết hạn", "quiet", "stop"), "off": StateTag("Đã chấm dứt", "quiet", "stop"),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def paper_orders(request: HttpRequest) -> HttpResponse:
    """The orders of my offices, newest first; who leads one may give another."""
    user = _reader(request)
    offices = _led_by(user)
    form = PaperOrderForm(request.POST or None, offices=offices) if offices else None
    if request.method == "POST" and _given(request, form):
        return redirect("paper_orders")
    rows = [(row, TAGS[row.standing], row.office in offices and row.standing in OPEN)
            for row in paper_orders_of(user, READS)]  # fmt: skip
    crumbs = Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Lệnh ký trên giấy")])
    context = {"form": form, "rows": rows, "crumbs": crumbs}
    return render(request, "benefits/paper_orders.html", context, status=422 if form and form.errors else 200)


def _given(request: HttpRequest, form: PaperOrderForm | None) -> bool:
    """Whether the order was given; else the form says what is wrong."""
    if form is None:
        raise NotAllowed("Lệnh ký trên giấy do người đứng đầu đơn vị ra.")
    if not form.is_valid():
        return False
    try:
        order = give_order(by=current_user(request), **form.cleaned_data)
    except NotValid as error:
        for problem in error.problems:
            form.add_error(None, problem)
        return False
    messages.success(
        request, f"Đã ra lệnh: ký trên giấy từ ngày {order.begins:%d/%m/%Y} đến ngày {order.ends:%d/%m/%Y}."
    )
    return True


@require_http_methods(["GET", "POST"])
def call_off_paper_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what would go on otherwise, then end an order at once; to who leads another office it does not exist."""
    user = current_user(request)
    order = paper_orders_of(user, ORDERS).get(pk=pk)
    if request.method == "GET":
        return _asked(request, order) if order.standing in OPEN else redirect("paper_orders")
    try:
        call_off_order(order=order, by=user)
    except NotNow as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Đã chấm dứt lệnh. Văn bản đã ký trên giấy vẫn quét và phát hành như thường.")
    return redirect("paper_orders")


def _asked(request: HttpRequest, order: PaperOrder) -> HttpResponse:
    """Whether it is really to be ended, with how many dossiers that is about."""
    home = reverse("paper_orders")
    said = (
        f"{order}, từ ngày {order.begins:%d/%m/%Y} đến ngày {order.ends:%d/%m/%Y}, {order.office.name}. {_left(order)}"
    )
    block = ConfirmBlock(ENDING, said, "Chấm dứt lệnh", forms.Form(), request.path, home, danger=True)
    crumbs = Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Lệnh ký trên giấy", home), Crumb("Chấm dứt")])
    return render(request, "benefits/call_off_paper_order.html", {"confirm": block, "crumbs": crumbs})


def _left(order: PaperOrder) -> str:
    waiting, signed = left_under(order)
    first = "Không có hồ sơ nào đang chờ ký."
    if waiting:
        first = f"Còn {dong(waiting)} hồ sơ chờ ký có thể ký trên giấy theo lệnh này: chấm dứt rồi thì phải ký số."
    if not signed:
        return first
    return f"{first} {dong(signed)} hồ sơ đã ký trên giấy chờ phát hành: vẫn quét và phát hành như thường."


def _led_by(user: User) -> list[Office]:
    offices = Office.objects.filter(pk__in=user.offices_with(ORDERS)).prefetch_related("names")
    return [office for office in offices if may_order_paper(user, office)]


def _reader(request: HttpRequest) -> User:
    user = current_user(request)
    if not user.holds_anywhere(READS):
        raise NotAllowed("Trang này chỉ mở cho lãnh đạo ký và văn thư.")
    return user
