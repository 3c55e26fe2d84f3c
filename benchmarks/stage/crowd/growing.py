"""In which order do the tables fill, and what is every part told?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone

from benchmarks.stage.crowd import dossiers, furnished, names, records
from benchmarks.stage.crowd.pouring import shelf, tell
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Office, User
from intake.models import Dossier, Procedure
from intake.queries import procedure_on

SHARES: Final = {
    State.ARCHIVED: 76, State.IN_REVIEW: 4, State.RECEIVED: 3, State.ISSUED: 2, State.DRAFT: 1, State.REFUSED: 1,
    State.AWAITING_SUPPLEMENT: 1, State.AWAITING_VERIFICATION: 1, State.WITHDRAWN: 1, State.LAPSED: 1,
    State.CANCELLED: 1, State.AWAITING_CONTROL: 1, State.AWAITING_SIGNATURE: 1, State.SIGNED: 1, State.RETURNED: 1,
    State.READY_TO_ARCHIVE: 1, State.TRANSFERRED: 2, State.ARCHIVE_REJECTED: 1,
}  # fmt: skip
"""Of a hundred dossiers, how many are in which state: a province with years of work behind it and full desks."""
EVEN: Final = dict.fromkeys(State, 1)
"""As many in every state, so that a small crowd has something in every queue."""
PROCEDURES: Final = ("HUU", "HUU", "HUU", "BHXH1L", "TUAT_T")
SENTENCES: Final = 5000


@dataclass(frozen=True)
class Crowd:
    """Dossiers `first` to `last` (their ids); one in `every` has components, scans, drafts and its whole trail."""

    first: int
    last: int
    every: int = 50
    shares: Mapping[State, int] = field(default_factory=lambda: SHARES)
    day: date = field(default_factory=timezone.localdate)

    @property
    def parameters(self) -> dict[str, Any]:
        """What the statements of all parts refer to."""
        people = dict(User.objects.values_list("username", "pk"))
        return {
            "first": self.first, "last": self.last, "every": self.every, "day": self.day,
            "states": [str(state) for state, share in self.shares.items() for _ in range(share)],
            "clerk": people["tiepnhan-hp"], "officer": people["chuyenvien-hp"], "head": people["truongphong-hp"],
            "leader": people["giamdoc-hp"], "archivist": people["luutru"],
        }  # fmt: skip


def grow(*, to: int, every: int = 50, shares: Mapping[State, int] = SHARES) -> None:
    """Let the crowd grow to `to` dossiers; what is there already stays as it is."""
    newest = Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    crowd = Crowd(newest + 1, to, every, shares)
    _lay_out(crowd.day)
    for part in (dossiers, furnished, records):
        part.pour_all(crowd.parameters)
    tell("ANALYZE")


def _lay_out(day: date) -> None:
    """What the rows are mixed from. In production only autovacuum analyses; here it would come too late."""
    shelf("bench_name", "written text, folded text", names.people())
    shelf("bench_sentence", "written text, folded text", names.sentences(SENTENCES))
    shelf("bench_seat", "receiving bigint, settling bigint, paper bigint, agency text", _seats())
    shelf("bench_procedure", "procedure bigint, code text, name text", map(_procedure_row, _procedures(day)))


def _seats() -> list[tuple[int, int, int, str]]:
    """Seven in ten dossiers are received by the province, two by its grass-roots office, one by another province."""
    office = {row.code: row for row in Office.objects.all()}
    province, local, other = office["hai-phong"], office["hong-bang"], office["nghe-an"]
    seats = [(province, province)] * 7 + [(local, province)] * 2 + [(other, other)]
    return [(receiving.pk, settling.pk, settling.pk, receiving.agency_id) for receiving, settling in seats]


def _procedures(day: date) -> list[Procedure]:
    return [procedure_on(code, day) for code in PROCEDURES]


def _procedure_row(procedure: Procedure) -> tuple[int, str, str]:
    return procedure.pk, procedure.code, procedure.name
