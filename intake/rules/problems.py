"""Where is something put right that stands in the way of a step: on which page by whom, or in which field?"""

from __future__ import annotations

from typing import Final, NamedTuple, Self

from bhxh_archive.lifecycle import Seat


class Mender(NamedTuple):
    """Who can put something right: whoever holds the right at the office in that seat; `title` is the desk's name."""

    right: str
    seat: Seat
    title: str


RECEPTION: Final = Mender("intake.scan", Seat.RECEIVING, "Bộ phận Tiếp nhận")
RECORDS: Final = Mender("benefits.issue", Seat.SETTLING, "Văn thư")
ADMINISTRATION: Final = Mender("kernel.administer", Seat.RECEIVING, "Quản trị hệ thống")
SYSTEM: Final = Mender("", Seat.SYSTEM, "Hệ thống tự làm, chỉ cần chờ")
"""What a worker is busy with mends itself."""


class Problem(str):
    """A sentence that knows who mends it and where: the name of an address, what that takes beside the dossier, and the
    part of the page."""

    page: str
    args: tuple[int, ...]
    by: Mender
    part: str

    def __new__(cls, text: str, page: str, *args: int, by: Mender = RECEPTION, part: str = "") -> Self:
        self = super().__new__(cls, text)
        self.page, self.args, self.by, self.part = page, args, by, part
        return self


class Fault(str):
    """A sentence about one fact that was given, or not: `field` is its name in the form and in the action."""

    field: str

    def __new__(cls, text: str, field: str) -> Self:
        self = super().__new__(cls, text)
        self.field = field
        return self


def mender_of(problem: str) -> Mender:
    """Who puts it right; a sentence that names nobody is for reception, where the dossier is put together."""
    return problem.by if isinstance(problem, Problem) else RECEPTION
