"""What does the frame around every page show: office, person, queues of the desk with their counts?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from bhxh_archive.documents.sheet_codes import SHAPE
from bhxh_archive.forms_in_force import broken_forms
from bhxh_archive.models import User
from bhxh_archive.queues import ROOMS, Queue, counts_of, desk_of
from bhxh_archive.roles import SEARCHES_OWN_PROVINCE
from bhxh_archive.ui.frame import Desk, RailItem

REFERENCE = (
    ("overview", "Tổng quan", ("benefits.overview",)),
    ("register_book", "Sổ theo dõi hồ sơ", ("intake.view",)),
    ("handing_lists", "Bàn giao nội bộ", ("intake.forward", "benefits.claim", "benefits.issue")),
    ("print_runs", "Lượt in kết quả", ("intake.hand_over",)),
    ("outgoing_register", "Sổ văn bản đi", ("benefits.recall",)),
    ("number_gaps", "Sổ số bỏ trống", ("benefits.recall",)),
    ("outside_numbers", "Số dùng ngoài", ("benefits.issue",)),
    ("paper_orders", "Lệnh ký trên giấy", ("benefits.recall",)),
    ("stamp_renewals", "Gia hạn dấu thời gian", ("benefits.recall",)),
    ("payment_list", "Danh sách chi trả", ("benefits.issue", "benefits.endorse", "results.pay")),
    ("monthly_report", "Báo cáo một cửa", ("intake.report",)),
    ("paper_store", "Kho giấy", ("intake.keep_paper",)),
)
"""URL name and label of the pages of reference, and the rights of which any one opens them."""
ADMINISTRATION = (
    ("users", "Người dùng và chức năng"), ("holidays", "Ngày nghỉ"), ("parameters", "Tham số"),
    ("law_tables", "Số liệu pháp luật"), ("offices", "Đơn vị"),
    ("catalogue", "Danh mục thủ tục"), ("document_forms", "Mẫu văn bản"), ("carriers", "Đơn vị bưu chính"),
    ("scanners", "Máy quét"), ("watched_folders", "Thư mục quét"), ("bridges", "Cầu nối"),
    ("broken_files", "Tệp hỏng trong kho"), ("admin_changes", "Nhật ký quản trị"),
)  # fmt: skip
"""URL name and label of the administrator's pages."""


def desk(request: HttpRequest) -> dict[str, Any]:
    """The `desk` of base.html, and the frame of a page that says no; empty for who is signed out."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    # Lazy: a fragment that draws no frame asks no counts.
    shown = {"desk": SimpleLazyObject(lambda: _desk(user, request))}
    return shown if user.must_change_password else shown | {"error_frame": "errors/framed.html"}


def _desk(user: User, request: HttpRequest) -> Desk:
    path, queues = request.path, desk_of(user)
    counts = {} if getattr(request, "turned_away", False) else counts_of(queues, user)
    rooms = [
        (ROOMS[room], [_item(queue, counts.get(queue.slug), path) for queue in mine])
        for room, mine in groupby(queues, key=lambda queue: queue.room)
    ]
    rooms += _further(user, path)
    seat = user.seats[0] if user.seats else None
    office = user.office.name if user.office else ""
    role = seat.get_role_display() if seat else ""
    return Desk(office, rooms, str(user), role, barcode_pattern=SHAPE,
                searches=bool(user.office_ids), single_keys=user.single_keys)  # fmt: skip


def _further(user: User, path: str) -> list[tuple[str, list[RailItem]]]:
    """Pages that are no queues: the search of the archive, the administrator's pages."""
    further, look_up = [], []
    if user.in_centre or any(seat.role in SEARCHES_OWN_PROVINCE for seat in user.seats):
        look_up.append(("search", "Tìm trong lưu trữ"))
    look_up += [(name, label) for name, label, rights in REFERENCE if any(map(user.holds_anywhere, rights))]
    if user.signs_elsewhere and any(map(user.holds_anywhere, ("benefits.sign", "benefits.cosign"))):
        look_up.append(("device_signing", "Ký từ xa" if user.csc_credential else "Ký trên thiết bị"))
    if look_up:
        further.append(("Tra cứu", _pages(look_up, path)))
    if user.holds_anywhere("kernel.administer"):
        further.append(("Quản trị", _pages(ADMINISTRATION, path, {"document_forms": broken_forms().count() or None})))
    return further


def _pages(
    named: Iterable[tuple[str, str]], path: str, counts: Mapping[str, int | None] = MappingProxyType({})
) -> list[RailItem]:
    found = ((_url(name), label, counts.get(name)) for name, label in named)
    return [RailItem(label, url, count, active=path.startswith(url)) for url, label, count in found if url]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # a tree of addresses without that room
        return ""


def _item(queue: Queue, count: int | None, path: str) -> RailItem:
    return RailItem(queue.label, queue.url, count, active=path == queue.url)
