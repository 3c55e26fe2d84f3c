"""Which queues show what was delivered in the house on issue: to whom it went, and to the records clerk who sent it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Final

from django.utils.timezone import localdate

from benefits.actions.delivering import receive
from benefits.issued import deliveries
from benefits.issued.deliveries import OF_DOSSIER, RIGHT, Rows
from benefits.models import ResultDelivery
from benefits.wording.names import called
from bhxh_archive.errors import NotNow
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.queues import Narrowing, OwnColumns, Queue, register
from bhxh_archive.roles import RECIPIENTS, Role
from bhxh_archive.ui.tables import Lines
from intake import bulk
from intake.models import Dossier

WAITING: Final = "ket-qua-cho-nhan"
CHANGED: Final = "Đã có quyết định khác thay đổi."
Cells = dict[int, Sequence[object]]


def said(rows: Iterable[ResultDelivery]) -> tuple[str, str]:
    """The numbers of these documents, and to whom they went."""
    found = list(rows)
    results = [row.version.result for row in found]
    numbers = dict.fromkeys(f"{called(row.kind, row.title)} số {row.number}" for row in results)
    return ", ".join(numbers), ", ".join(dict.fromkeys(row.addressee for row in found))


def _by_dossier(rows: Rows, dossiers: Sequence[Dossier]) -> dict[int, list[ResultDelivery]]:
    of_these = rows.filter(**{f"{OF_DOSSIER}__in": dossiers}).select_related("version__result", "office")
    ordered = of_these.prefetch_related("office__names").order_by(OF_DOSSIER, "pk")
    return {pk: list(found) for pk, found in groupby(ordered, key=lambda row: row.version.result.dossier_id)}


def _with_change(text: str, rows: Iterable[ResultDelivery]) -> str:
    """The text, and whether another decision changed one of these while it waited."""
    return f"{text}. {CHANGED}" if any(row.changed_by_id for row in rows) else text


def _delivered(user: User, dossiers: Sequence[Dossier]) -> Cells:
    rows = _by_dossier(deliveries.deliveries_to(user), dossiers)
    return {pk: (_told(found), localdate(found[0].sent_at)) for pk, found in rows.items()}


def _told(found: Sequence[ResultDelivery]) -> Lines:
    numbers, functions = said(found)
    return Lines(numbers, _with_change(functions, found))


def _still_out(_: User, dossiers: Sequence[Dossier]) -> Cells:
    rows = _by_dossier(ResultDelivery.objects.filter(received_at=None), dossiers)
    held = set(Assignment.objects.in_force().filter(role__in=RECIPIENTS).values_list("office", "role"))
    return {pk: (_waited_for(found, held), _since(found[0])) for pk, found in rows.items()}


def _waited_for(found: Sequence[ResultDelivery], held: Collection[tuple[int, str]]) -> Lines:
    """Who has not received what, and for whom nobody can mark it: the function is given to nobody."""
    empty = dict.fromkeys(row.addressee for row in found if (row.office_id, row.recipient) not in held)
    numbers, waiting = said(found)
    return Lines(waiting, f"{numbers}. Chưa ai được giao nhận: {', '.join(empty)}" if empty else numbers)


def _since(row: ResultDelivery) -> Lines:
    sent = localdate(row.sent_at)
    return Lines(f"{sent:%d/%m/%Y}", f"{(localdate() - sent).days} ngày")


def _held(user: User) -> list[tuple[str, str]]:
    """The functions in which this person receives results."""
    held = {seat.role for seat in user.seats}
    return [choice for choice in _every(user) if choice[0] in held]


def _every(_: User) -> list[tuple[str, str]]:
    named = {Role.LOCAL_OFFICE: Office.Kind.LOCAL.label}
    return [(role.value, str(named.get(role, role.label))) for role in RECIPIENTS]


_OWN: Final = OwnColumns(("Văn bản được chuyển", "Chuyển ngày"), _delivered)
register(
    Queue(
        WAITING, "results", "Kết quả chờ nhận", RIGHT, deliveries.to_receive,
        "Không có kết quả nào chờ bạn nhận. Kết quả vừa phát hành sẽ nằm ở đây.", dated=False,
        opens="delivered_results", own=_OWN, narrowed=Narrowing("to", "Nơi nhận", _held, deliveries.to_receive),
    )
)  # fmt: skip
register(
    Queue(
        "ket-qua-da-nhan", "results", "Kết quả đã nhận trong 90 ngày", RIGHT, deliveries.received,
        "Không có kết quả nào được nhận trong 90 ngày qua.", 1, dated=False, watched=True,
        opens="delivered_results", own=_OWN, narrowed=Narrowing("to", "Nơi nhận", _held, deliveries.received),
    )
)  # fmt: skip
register(
    Queue(
        "phat-hanh-chua-nhan", "benefits", "Đã phát hành, nơi nhận chưa nhận", "benefits.issue",
        deliveries.not_received, "Mọi kết quả đã phát hành đều được các nơi nhận xác nhận.", 30, dated=False,
        watched=True,
        opens="results", own=OwnColumns(("Nơi chưa nhận", "Chuyển ngày"), _still_out),
        narrowed=Narrowing("to", "Nơi nhận", _every, deliveries.not_received),
    )
)  # fmt: skip


def _receive(dossier: Dossier, user: User, _: str) -> str:
    taken = receive(dossier=dossier, by=user)
    if not taken:
        raise NotNow("Kết quả của hồ sơ này không còn chờ bạn nhận.")
    numbers, functions = said(taken)
    return _with_change(f"{functions} nhận {numbers}", taken)


bulk.register(
    bulk.BulkVerb(
        "nhan-ket-qua", WAITING, "Xác nhận đã nhận", _receive, page="delivered_results", afterwards="delivered_results"
    )
)
