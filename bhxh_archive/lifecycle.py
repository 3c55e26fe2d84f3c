"""THE MAP: in which states can a dossier be, who moves it where, and what does each move need?

The table `MOVES` is the single truth: buttons, bulk actions, the permission test, the help page and the
diagram in the README are read from it. `move()` is the only function that changes a state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Protocol, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django_fsm import RETURN_VALUE, FSMField
from django_fsm import transition as fsm_transition

from bhxh_archive.errors import AlreadyDone, ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.once import keeping_reads
from bhxh_archive.reasons import is_reason


class State(models.TextChoices):
    """Where a dossier is in its life. The label is what a clerk reads."""

    DRAFT = "draft", "Đang lập"
    RECEIVED = "received", "Đã tiếp nhận"
    REFUSED = "refused", "Từ chối tiếp nhận"
    AWAITING_SUPPLEMENT = "awaiting_supplement", "Chờ bổ sung"
    AWAITING_VERIFICATION = "awaiting_verification", "Chờ xác minh"
    WITHDRAWN = "withdrawn", "Dừng theo đề nghị"
    LAPSED = "lapsed", "Kết thúc do quá hạn bổ sung"
    CANCELLED = "cancelled", "Hủy do trùng"
    IN_REVIEW = "in_review", "Đang xét duyệt"
    AWAITING_CONTROL = "awaiting_control", "Chờ lãnh đạo phòng"
    AWAITING_SIGNATURE = "awaiting_signature", "Chờ lãnh đạo ký"
    SIGNED = "signed", "Chờ phát hành"
    ISSUED = "issued", "Chờ trả kết quả"
    RETURNED = "returned", "Đã trả kết quả"
    READY_TO_ARCHIVE = "ready_to_archive", "Chờ chuyển lưu trữ"
    TRANSFERRED = "transferred", "Chờ lưu trữ tiếp nhận"
    ARCHIVED = "archived", "Đã lưu trữ"
    ARCHIVE_REJECTED = "archive_rejected", "Lưu trữ trả lại"


S = State
ENDED: Final = frozenset({S.REFUSED, S.WITHDRAWN, S.LAPSED, S.CANCELLED, S.ARCHIVED})
CLOCK_RUNS: Final = frozenset({S.RECEIVED, S.IN_REVIEW, S.AWAITING_CONTROL, S.AWAITING_SIGNATURE, S.SIGNED, S.ISSUED})
PAGES_CHANGE: Final = frozenset({S.DRAFT, S.RECEIVED, S.AWAITING_SUPPLEMENT})
"""States in which pages and components may change; elsewhere they are read-only until reception opens the scans."""
AFTER_RETURN: Final = frozenset({S.RETURNED, S.READY_TO_ARCHIVE, S.TRANSFERRED, S.ARCHIVE_REJECTED, S.ARCHIVED})
"""States in which the result was handed over, or nobody came for it; no due date counts any more."""


class Seat(Enum):
    """At which of the dossier's offices the acting person must hold the right."""

    RECEIVING = "receiving_office"
    SETTLING = "settling_office"
    PAPER = "paper_office"
    CENTRE = "centre"
    SYSTEM = "system"


class Clock(Enum):
    """What a move does to the statutory time limit; a verification only where the procedure's data say so."""

    KEEP = "keep"
    START = "start"
    STOP = "stop"
    RESUME = "resume"
    END = "end"


@dataclass(frozen=True)
class Move:
    """One row of the map. `target` None: the move itself decides (it goes back to where it came from).

    `answered_by`: this move gives a dossier back, and its reason stands until one of those moves is made again.
    """

    verb: str
    label: str
    sources: tuple[State, ...]
    target: State | None
    rights: tuple[tuple[str, Seat], ...]
    needs: str
    reason: bool = False
    clock: Clock = Clock.KEEP
    answered_by: tuple[str, ...] = ()


def _intake(verb: str) -> tuple[tuple[str, Seat], ...]:
    return ((f"intake.{verb}", Seat.RECEIVING),)


def _benefits(verb: str) -> tuple[tuple[str, Seat], ...]:
    return ((f"benefits.{verb}", Seat.SETTLING),)


def _archive(verb: str) -> tuple[tuple[str, Seat], ...]:
    return ((f"archive.{verb}", Seat.CENTRE),)


CHANGED: Final = "Hồ sơ vừa được bạn hoặc người khác cập nhật. Hãy tải lại trang, xem thay đổi rồi làm lại."
_WITHDRAWABLE = (S.RECEIVED, S.AWAITING_SUPPLEMENT, S.AWAITING_VERIFICATION, S.IN_REVIEW, S.AWAITING_CONTROL,
                 S.AWAITING_SIGNATURE)  # fmt: skip

_PROPOSED = ("propose", "propose_directly")

_TABLE: Final = (
    Move("accept", "Tiếp nhận", (S.DRAFT,), S.RECEIVED, _intake("accept"),
         "thủ tục, người tham gia, cách nhận kết quả, số trang giấy đã đếm", clock=Clock.START),
    Move("refuse", "Từ chối tiếp nhận", (S.DRAFT,), S.REFUSED, _intake("refuse"),
         "lý do; in phiếu từ chối", reason=True, clock=Clock.END),
    Move("request_supplement", "Yêu cầu bổ sung, hoàn thiện", (S.RECEIVED, S.IN_REVIEW), S.AWAITING_SUPPLEMENT,
         _intake("request_supplement") + _benefits("request_supplement"),
         "những gì còn thiếu, theo từng thành phần", clock=Clock.STOP),
    Move("resume", "Nhận bổ sung", (S.AWAITING_SUPPLEMENT,), None, _intake("resume") + _benefits("resume"),
         "giấy tờ bổ sung đã nộp đủ và đã kiểm tra", clock=Clock.RESUME),
    Move("request_verification", "Gửi xác minh", (S.IN_REVIEW,), S.AWAITING_VERIFICATION,
         _benefits("request_verification"), "cơ quan được hỏi, nội dung, thời hạn", clock=Clock.STOP),
    Move("verified", "Có kết quả xác minh", (S.AWAITING_VERIFICATION,), S.IN_REVIEW, _benefits("verified"),
         "nội dung trả lời", clock=Clock.RESUME),
    Move("withdraw", "Dừng giải quyết theo đề nghị", _WITHDRAWABLE, S.WITHDRAWN, _intake("withdraw"),
         "đề nghị của người nộp", reason=True, clock=Clock.END),
    Move("lapse", "Kết thúc do quá hạn bổ sung", (S.AWAITING_SUPPLEMENT,), S.LAPSED, (("system.lapse", Seat.SYSTEM),),
         "đã quá hạn bổ sung và đã gửi thông báo", clock=Clock.END),
    Move("cancel", "Hủy do trùng", (S.DRAFT, S.RECEIVED, S.IN_REVIEW), S.CANCELLED, _intake("cancel"),
         "hồ sơ được giữ lại", reason=True, clock=Clock.END),
    Move("forward", "Chuyển Bộ phận Chế độ BHXH", (S.RECEIVED,), S.IN_REVIEW, _intake("forward"),
         "đủ thành phần bắt buộc, mọi trang đã kiểm tra, số trang đếm bằng số ảnh"),
    Move("send_back", "Trả lại Bộ phận Tiếp nhận", (S.IN_REVIEW,), S.RECEIVED, _benefits("send_back"),
         "lý do", reason=True, answered_by=("forward",)),
    Move("propose", "Trình lãnh đạo phòng", (S.IN_REVIEW,), S.AWAITING_CONTROL, _benefits("propose"),
         "dự thảo kết quả"),
    Move("propose_directly", "Trình lãnh đạo ký", (S.IN_REVIEW,), S.AWAITING_SIGNATURE, _benefits("propose"),
         "dự thảo kết quả; cơ quan không bố trí người kiểm soát"),
    Move("endorse", "Đồng ý, trình lãnh đạo ký", (S.AWAITING_CONTROL,), S.AWAITING_SIGNATURE, _benefits("endorse"),
         "không phải người soạn thảo"),
    Move("return_draft", "Trả lại chuyên viên", (S.AWAITING_CONTROL, S.AWAITING_SIGNATURE), S.IN_REVIEW,
         _benefits("return_draft"), "lý do", reason=True, answered_by=_PROPOSED),
    Move("sign", "Ký số", (S.AWAITING_SIGNATURE,), S.SIGNED, _benefits("sign"),
         "không phải người soạn thảo hay người kiểm soát; mọi văn bản kết quả được ký"),
    Move("recall", "Thu hồi trước phát hành", (S.SIGNED,), S.IN_REVIEW, _benefits("recall"), "lý do", reason=True,
         answered_by=_PROPOSED),
    Move("issue", "Ký số cơ quan, phát hành", (S.SIGNED,), S.ISSUED, _benefits("issue"),
         "chữ ký số của cơ quan; ký trên giấy theo lệnh thì bản quét của từng văn bản đã ký, đóng dấu"),
    Move("hand_over", "Trả kết quả", (S.ISSUED,), S.RETURNED, _intake("hand_over"),
         "cách trả đã đăng ký, người nhận hoặc mã bưu gửi, đủ số bản in", clock=Clock.END),
    Move("consolidate", "Tích hợp hồ sơ", (S.RETURNED,), S.READY_TO_ARCHIVE, _intake("consolidate"),
         "bản quét và kết quả đầy đủ, chữ ký hợp lệ, số hồ sơ giấy"),
    Move("rework", "Mở lại tích hợp", (S.READY_TO_ARCHIVE, S.ARCHIVE_REJECTED), S.RETURNED, _intake("rework"),
         "lý do", reason=True),
    Move("transfer", "Chuyển lưu trữ tập trung", (S.READY_TO_ARCHIVE,), S.TRANSFERRED, _intake("transfer"),
         "gói lưu trữ đã tạo và đã kiểm tra"),
    Move("accept_transfer", "Đồng ý tiếp nhận lưu trữ", (S.TRANSFERRED,), S.ARCHIVED, _archive("accept_transfer"),
         "báo cáo kiểm tra gói"),
    Move("reject_transfer", "Lưu trữ trả lại", (S.TRANSFERRED,), S.ARCHIVE_REJECTED, _archive("reject_transfer"),
         "lý do", reason=True, answered_by=("transfer",)),
)  # fmt: skip

MOVES: Final[dict[str, Move]] = {row.verb: row for row in _TABLE}


class Actor(Protocol):
    """What the map asks of an acting user."""

    pk: Any

    def holds(self, right: str, office_id: int | None) -> bool: ...
    def role_for(self, right: str, office_id: int | None) -> str: ...


def seat_office(dossier: Any, seat: Seat) -> int | None:
    """The id of the dossier's office in that seat; None stands for any office of the Archive Center."""
    return None if seat is Seat.CENTRE else getattr(dossier, f"{seat.value}_id")


def warrant(row: Move, dossier: Any, by: Actor | None) -> tuple[str, int | None] | None:
    """The (role, office id) with which `by` may make this move on this dossier, or None when not allowed."""
    for right, seat in row.rights:
        if seat is Seat.SYSTEM:
            if by is None:
                return ("system", None)
        elif by is not None and by.holds(right, seat_office(dossier, seat)):
            return (by.role_for(right, seat_office(dossier, seat)), seat_office(dossier, seat))
    return None


def require_warrant(row: Move, dossier: Any, by: Actor | None) -> tuple[str, int | None]:
    """`warrant`, or NotAllowed where there is none."""
    granted = warrant(row, dossier, by)
    if granted is None:
        raise NotAllowed(f"Tài khoản của bạn không có quyền «{row.label}» đối với hồ sơ này.")
    return granted


def moves_open_to(dossier: Any, by: Actor) -> list[Move]:
    """The moves that `by` may start on the dossier as it stands, in the order of the map."""
    return [row for row in _TABLE if dossier.state in row.sources and warrant(row, dossier, by)]


Guard = Callable[..., None]
_guards: dict[str, list[Guard]] = defaultdict(list)


def needs(*verbs: str) -> Callable[[Guard], Guard]:
    """Register `guard(dossier, *, by, reason, **evidence)`: it raises NotValid, NotNow or NotAllowed, or passes."""

    def register(guard: Guard) -> Guard:
        for verb in verbs:
            if guard not in _guards[MOVES[verb].verb]:
                _guards[verb].append(guard)
        return guard

    return register


Consequence = Callable[..., None]
_consequences: dict[str, list[Consequence]] = defaultdict(list)


def follows(*verbs: str) -> Callable[[Consequence], Consequence]:
    """Register `consequence(dossier, *, verb, by, reason, **evidence)`, run after the move in the same transaction.

    For a room above the one that makes the move: withdrawing at reception voids what waits for a signature.
    """

    def register(consequence: Consequence) -> Consequence:
        for verb in verbs:
            if consequence not in _consequences[MOVES[verb].verb]:
                _consequences[verb].append(consequence)
        return consequence

    return register


class Lifecycle(models.Model):
    """A thing that lives by the map. The concrete class gives `events` (see ledger.Event) and the offices in roles."""

    state = FSMField(choices=State.choices, default=State.DRAFT, protected=True, db_index=True, editable=False)
    came_from = models.CharField(max_length=32, blank=True, editable=False)
    state_since = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    events: Any  # the related manager of the concrete class

    class Meta:
        abstract = True

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Reload, state included. The library's own way opens the guard of the whole class and may leave it open."""
        kept = self.__dict__.pop("state", None)
        try:
            super().refresh_from_db(*args, **kwargs)
        finally:
            if kept is not None and "state" not in self.__dict__ and "state" not in (kwargs.get("fields") or ["state"]):
                self.__dict__["state"] = kept


def _transition(row: Move) -> Callable[..., Any]:
    target = RETURN_VALUE(*State.values) if row.target is None else row.target

    def apply(self: Lifecycle) -> str:
        return self.came_from

    apply.__name__ = f"_{row.verb}"
    transition: Callable[..., Any] = fsm_transition(field="state", source=list(row.sources), target=target)(apply)
    return transition


for _row in _TABLE:
    setattr(Lifecycle, f"_{_row.verb}", _transition(_row))


Touch = Callable[[Any], Iterable[str]]


def _check(row: Move, dossier: Any, by: Actor | None, reason: str, version: int | None) -> tuple[str, int | None]:
    granted = require_warrant(row, dossier, by)
    _refuse_done(row, dossier, by)
    if version is not None and version != dossier.version:
        raise ChangedMeanwhile(CHANGED)
    if dossier.state not in row.sources:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không thể «{row.label}».")
    if row.reason and not is_reason(reason):
        raise NotValid(f"Hãy ghi lý do «{row.label}».")
    return granted


def _refuse_done(row: Move, dossier: Any, by: Actor | None) -> None:
    """Whoever goes back to the page of what they have done is told so, not that somebody else was faster."""
    if by is None or dossier.state != row.target or dossier.state in row.sources:
        return
    last = dossier.events.exclude(from_state=models.F("to_state")).order_by("-seq").first()
    if last and last.verb == row.verb and last.by_id == by.pk:
        when = timezone.localtime(last.at)
        raise AlreadyDone(f"Bạn đã làm xong việc «{row.label}» của hồ sơ này lúc {when:%H:%M ngày %d/%m/%Y}.")


def check_move(
    dossier: Any, verb: str, *, by: Actor | None, reason: str = "", version: int | None = None, **evidence: Any
) -> tuple[str, int | None]:
    """Raise exactly what `move` would raise; returns the (role, office id) that allow it. Changes nothing."""
    row = MOVES[verb]
    granted = _check(row, dossier, by, reason, version)
    with keeping_reads(dossier):
        for guard in _guards[verb]:
            guard(dossier, by=by, reason=reason, **evidence)
    return granted


Moved = TypeVar("Moved", bound=Lifecycle)


@transaction.atomic
def move(
    dossier: Moved,
    verb: str,
    *,
    by: Actor | None,
    reason: str = "",
    version: int | None = None,
    touch: Touch | None = None,
    evidence_digest: str = "",
    detail: dict[str, Any] | None = None,
    **evidence: Any,
) -> Moved:
    """Move a dossier by one row of the map and return the locked, moved row.

    `by` None is the system itself. `version`: the row version the person saw; a newer one raises ChangedMeanwhile.
    `touch(locked)` runs after every check, sets further fields on the locked row and names them. `evidence` goes to
    the guards that rooms registered with `needs`, `detail` (ids, codes and counts) stands in the
    event. Raises NotAllowed, NotNow, NotValid, ChangedMeanwhile.
    """
    locked = type(dossier)._base_manager.select_for_update().get(pk=dossier.pk)
    role, office_id = check_move(locked, verb, by=by, reason=reason, version=version, **evidence)
    source = locked.state
    getattr(locked, f"_{verb}")()
    _save(locked, source, list(touch(locked)) if touch else [])
    locked.events.create(
        verb=verb,
        by_id=getattr(by, "pk", None),
        role=role,
        office_id=office_id,
        from_state=source,
        to_state=locked.state,
        reason=reason.strip(),
        evidence_digest=evidence_digest,
        detail=detail or {},
    )
    for consequence in _consequences[verb]:
        consequence(locked, verb=verb, by=by, reason=reason, **evidence)
    return locked


def _save(locked: Any, source: str, touched: list[str]) -> None:
    locked.came_from, locked.state_since = source, timezone.now()
    locked.version += 1
    locked.save(update_fields=["state", "came_from", "state_since", "version", *touched])


def mermaid() -> str:
    """The map as a Mermaid state diagram (README, help page)."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {state.value} : {state.label}" for state in State]
    for row in _TABLE:
        targets = [row.target] if row.target else [S.RECEIVED, S.IN_REVIEW]
        lines += [
            f"    {source.value} --> {target.value} : {row.label}" for source in row.sources for target in targets
        ]
    lines += [f"    {state.value} --> [*]" for state in State if state in ENDED]
    return "\n".join(lines)
