"""Which queues does this room put on the desks?"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, register
from intake.models import Dossier

Rows = Callable[[User], QuerySet[Dossier]]


def settled_here(*states: State) -> Rows:
    """Dossiers in these states whose settling office is one of the person's."""

    def rows(user: User) -> QuerySet[Dossier]:
        return Dossier.objects.filter(settling_office__in=user.office_ids, state__in=states)

    return rows


def held(rows: Rows) -> Rows:
    """Those that the person has claimed."""
    return lambda user: rows(user).filter(holder=user)


def unclaimed(rows: Rows) -> Rows:
    """Those that nobody has claimed: the pool."""
    return lambda user: rows(user).filter(holder=None)


_in_review = settled_here(State.IN_REVIEW)
_QUEUES = (
    ("cho-xu-ly", "Chờ nhận xử lý", "benefits.draft", unclaimed(_in_review),
     "Không có hồ sơ mới. Hồ sơ được chuyển đến sẽ nằm ở đây cho đến khi có người nhận xử lý."),
    ("toi-dang-xu-ly", "Tôi đang xử lý", "benefits.draft", held(_in_review),
     "Bạn chưa nhận hồ sơ nào. Hãy lấy việc ở «Chờ nhận xử lý»."),
    ("cho-xac-minh", "Chờ xác minh", "benefits.verified", settled_here(State.AWAITING_VERIFICATION),
     "Không có hồ sơ nào chờ cơ quan khác trả lời."),
    ("cho-kiem-soat", "Chờ lãnh đạo phòng", "benefits.endorse", settled_here(State.AWAITING_CONTROL),
     "Không có dự thảo nào chờ kiểm soát."),
    ("cho-ky", "Chờ lãnh đạo ký", "benefits.sign", settled_here(State.AWAITING_SIGNATURE),
     "Không có văn bản nào chờ ký."),
    ("cho-phat-hanh", "Chờ phát hành", "benefits.issue", settled_here(State.SIGNED),
     "Không có văn bản nào chờ phát hành."),
)  # fmt: skip

_QUICK = {"cho-xu-ly": ("Nhận xử lý", "claim")}

for _ordinal, (_slug, _label, _right, _rows, _empty) in enumerate(_QUEUES):
    register(Queue(_slug, "benefits", _label, _right, _rows, _empty, _ordinal, _QUICK.get(_slug)))
