"""What stands around every page of a dossier, whichever room drew it: identity bar, tabs, next verbs?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from bhxh_archive.access import log_view
from bhxh_archive.lifecycle import CLOCK_RUNS, ENDED, MOVES, Move, Seat, State, moves_open_to
from bhxh_archive.models import User
from bhxh_archive.money import dong
from bhxh_archive.once import keep_reads
from bhxh_archive.trail import permit
from bhxh_archive.ui.due import DueLines, DueWords, due_words, step_words
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot, Tab, Tabs
from bhxh_archive.ui.identity import GivenBack, IdentityBar
from bhxh_archive.ui.linked import LinkedDossier, LinkedDossiers
from bhxh_archive.ui.states import state_tag
from intake.deadlines import desk_limits
from intake.models import Dossier, HandOver, Person, Procedure
from intake.queries import dossier_for, is_held, is_on_paper, linked_to, open_hand_over, takes_list
from intake.queries.promises import told_days_off
from intake.returns import open_return
from intake.rules.appointments import missed_words
from intake.rules.results import ON_PAPER
from intake.views.also_due import also_due, undelivered

TABS: Final = (
    ("dossier", "Thành phần"), ("employer_list", "Danh sách"),
    ("pages", "Trang quét"), ("review", "Xét duyệt"), ("results", "Kết quả"),
    ("package", "Lưu trữ"), ("trail", "Nhật ký"),
)  # fmt: skip
"""URL name of each tab (every one takes the dossier's pk), in the order shown; a name without a route is left out."""

_PAUSED: Final = {
    State.AWAITING_SUPPLEMENT: "chờ bổ sung",
    State.AWAITING_VERIFICATION: "chờ xác minh",
}
_SENT: Final[dict[str, str]] = {
    Dossier.ReturnMethod.POST: "đang gửi bưu chính", Dossier.ReturnMethod.ONLINE: "chờ nhận bản điện tử",
}  # fmt: skip
_HERE: Final[dict[str, str]] = {
    HandOver.Outcome.NOT_COLLECTED: "chưa đến nhận", HandOver.Outcome.CAME_BACK: "bưu gửi hoàn",
}  # fmt: skip
_NEXT: Final[dict[str, str]] = {
    Dossier.ReturnMethod.POST: "chờ gửi bưu chính", Dossier.ReturnMethod.COUNTER: "chờ nhận tại quầy",
}  # fmt: skip
"""Of what was to be fetched by a link, until another way was asked for."""
TOLD_OFF: Final = "hẹn vào ngày nghỉ"
FORWARD: Final = (
    "accept", "forward", "resume", "propose", "endorse", "sign", "issue", "hand_over", "consolidate", "transfer",
    "accept_transfer", "verified",
)  # fmt: skip
"""The verbs that carry a dossier on: the first open one is the primary button."""


def open_dossier(request: HttpRequest, pk: int, *, tab: str) -> tuple[Dossier, dict[str, Any]]:
    """The dossier when this person may see it (else 404), with the context of its frame; the look is logged."""
    dossier = dossier_to_show(request, pk)
    return dossier, show_dossier(request, dossier, tab=tab)


def show_dossier(request: HttpRequest, dossier: Dossier, *, tab: str) -> dict[str, Any]:
    """The context of the frame of a dossier that this person was found to see; the look is logged."""
    log_view(request, f"dossier:{dossier.pk}", action=tab)
    return frame(dossier, current_user(request), tab)


def open_to_change(request: HttpRequest, pk: int, right: str, *, tab: str) -> tuple[Dossier, dict[str, Any]]:
    """`open_dossier` for who holds the right where it was received (else 403), before anything typed is looked at."""
    dossier = dossier_to_change(request, pk, right, tab=tab)
    return dossier, frame(dossier, current_user(request), tab)


def dossier_to_change(request: HttpRequest, pk: int, right: str, *, tab: str) -> Dossier:
    """The dossier of `open_to_change`, for what shows no page of it: its frame costs as much as receiving a file."""
    dossier = dossier_to_show(request, pk)
    log_view(request, f"dossier:{dossier.pk}", action=tab)
    permit(dossier, right, current_user(request), Seat.RECEIVING)
    return dossier


def dossier_to_show(request: HttpRequest, pk: int) -> Dossier:
    """The dossier when this person may see it, else 404; a page that only shows reads nothing of it twice."""
    dossier = dossier_for(current_user(request), pk)
    if request.method == "GET":
        keep_reads(dossier)
    return dossier


def current_user(request: HttpRequest) -> User:
    """The signed-in person; the middleware lets nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def frame(dossier: Dossier, user: User, tab: str) -> dict[str, Any]:
    """What `templates/dossier/base.html` shows, and `handed`: a return that has not come to its end."""
    handed = open_hand_over(dossier)
    return {
        "dossier": dossier,
        "handed": handed,
        "identity": identity_bar(dossier, linked_dossiers(dossier, user), delivery_word(handed)),
        "tabs": Tabs(_tabs(dossier, tab)),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", reverse("home")), Crumb(str(dossier))]),
        # Asked for when it is shown: many pages put a foot of their own in its place.
        "foot": SimpleLazyObject(partial(_due, dossier, user, handed)),
    }


def _due(dossier: Dossier, user: User, handed: HandOver | None) -> Foot | None:
    first = undelivered(dossier, user, handed)[:1] if handed and is_held(handed) else []
    return foot(dossier, moves_open_to(dossier, user), also=also_due(dossier, user, handed), first=first)


def delivery_word(handed: HandOver | None) -> str:
    """Where a result is that has not reached anybody, beside the state of its dossier; what is in the post with the
    number by which its carrier is asked."""
    if handed is None:
        return ""
    if handed.rerouted:
        return _NEXT.get(handed.dossier.return_method, "")
    if handed.method == Dossier.ReturnMethod.ONLINE and not getattr(handed, "opens", True):
        return _HERE.get(handed.outcome, "chưa có đường dẫn còn hiệu lực")
    sent = f"{_SENT.get(handed.method, '')} {handed.tracking_number}".strip()
    return _HERE.get(handed.outcome) or sent


def _tabs(dossier: Dossier, active: str) -> Sequence[Tab]:
    shown = [tab for tab in TABS if tab[0] != "employer_list" or takes_list(dossier.procedure)]
    found = ((name, label, _url(name, dossier)) for name, label in shown)
    return [Tab(label, url, active=name == active) for name, label, url in found if url]


def _url(name: str, dossier: Dossier) -> str:
    try:
        return reverse(name, args=[dossier.pk])
    except NoReverseMatch:  # a room that is not built yet
        return ""


def main_person(dossier: Dossier) -> Person | None:
    """The person a dossier is about, from the prefetched persons."""
    order: list[str] = [Person.Role.INSURED, Person.Role.DECEASED, Person.Role.LIST_MEMBER, Person.Role.SUBMITTER]
    people = sorted(dossier.persons.all(), key=lambda row: order.index(row.role) if row.role in order else len(order))
    return people[0] if people else None


def face_of(dossier: Dossier) -> tuple[str, str]:
    """Whom a dossier is about, and a quieter line: the person and the birth; of a list the employer, the period and how
    many lines."""
    if found := getattr(dossier, "employer_list", None):
        lines = f", {dong(listed)} dòng" if (listed := getattr(dossier, "listed", None)) else ""
        return found.unit_name, f"{found.period_words}{lines}"
    person = main_person(dossier)
    return (person.full_name, person.born) if person else ("", "")


def linked_dossiers(dossier: Dossier, user: User) -> LinkedDossiers:
    """The other dossiers of the event that this person may see, in one query."""
    return LinkedDossiers([_linked(row, dossier) for row in linked_to(dossier, user)])


def _linked(row: Dossier, dossier: Dossier) -> LinkedDossier:
    return LinkedDossier(
        number=str(row),
        url=reverse("dossier", args=[row.pk]),
        procedure=row.procedure.name,
        relation=_relation(row, dossier),
        state=state_tag(row.state, row.get_state_display()),
        due=due_of(row),
    )


def _relation(row: Dossier, dossier: Dossier) -> str:
    if row.pk == dossier.survivor_id:
        return "Hồ sơ được giữ lại"
    return "Bản trùng đã hủy" if row.survivor_id == dossier.pk else "Cùng sự kiện"


def identity_bar(dossier: Dossier, linked: LinkedDossiers, mark: str = "") -> IdentityBar:
    """Number, person, procedure, state, due in words, who holds it; what belongs to the same event, what came back.

    `mark` is a word more beside the state.
    """
    back, off = open_return(dossier), told_days_off([dossier])
    return IdentityBar(
        number=str(dossier),
        person=face_of(dossier)[0] or "Chưa ghi người tham gia",
        procedure=dossier.procedure.name,
        state=state_tag(dossier.state, dossier.get_state_display(), mark or told_word(dossier, off)),
        due=timed(dossier, desk_limits([dossier]).get(dossier.pk)),
        holder=str(dossier.holder) if dossier.holder else "",
        office=dossier.receiving_office.name,
        linked=linked,
        given_back=GivenBack(MOVES[back.verb].label, str(back.by), back.at, back.reason) if back else None,
    )


def due_of(dossier: Dossier) -> Any:
    """The due date in words, or the limit of what the clock stands still for; nothing for what has ended or is not
    accepted yet."""
    if dossier.due_on is None or dossier.state in ENDED:
        return None
    if dossier.state not in CLOCK_RUNS and dossier.state not in _PAUSED:
        return None
    reason = _paused(dossier)
    return due_words(dossier.waits_until if reason else dossier.due_on, timezone.localdate(), paused=reason)


def told_word(dossier: Dossier, off: Collection[date]) -> str:
    """The word beside the state of a dossier that is under way and whose told day is one of these days off; while a
    supplement is awaited the day will be another anyway."""
    waits = dossier.state == State.AWAITING_SUPPLEMENT
    return TOLD_OFF if dossier.promised_on in off and due_of(dossier) and not waits else ""


def timed(dossier: Dossier, limit: date | None) -> DueWords | DueLines | None:
    """The day by the law in words; below it the day that was missed before the time stood still, the one that was told
    where it is another, and the last day of the desk that has it now."""
    due: DueWords | None = due_of(dossier)
    told = [f"đã hẹn {dossier.promised_on:%d/%m/%Y}"] if dossier.promised_on else []
    missed = [words] if (words := missed_words(dossier)) else []
    step = [step_words(limit, timezone.localdate())] if limit else []
    sub = ", ".join(missed + told + step)
    return DueLines(due, sub) if due and sub else due


def _paused(dossier: Dossier) -> str:
    """Why the clock stands still; while another body is asked it does so only where the procedure says so."""
    stops = dossier.procedure.verification_clock == Procedure.VerificationClock.STOP
    runs_on = dossier.state == State.AWAITING_VERIFICATION and not stops
    return "" if runs_on else _PAUSED.get(State(dossier.state), "")


def foot(
    dossier: Dossier, moves: Sequence[Move], *, also: Sequence[Action] = (), first: Sequence[Action] = ()
) -> Foot | None:
    """The moves open to this person as buttons that open their pages: URL name = verb, one primary at most; `also`
    what is to be done beside them, `first` which of that comes before every move."""
    actions = [(row.verb, _action(row, dossier)) for row in moves if _url(row.verb, dossier)]
    found = next(iter([*first, *(action for verb, action in actions if verb in FORWARD)]), None)
    others = [action for action in [*also, *(action for _, action in actions)] if action != found]
    primary = replace(found, key="alt+enter") if found else None
    return Foot(primary=primary, others=others) if primary or others else None


def _action(row: Move, dossier: Dossier) -> Action:
    return Action(_label(row, dossier), _url(row.verb, dossier), method="get", about=f"hồ sơ {dossier}")


def _label(row: Move, dossier: Dossier) -> str:
    """What was signed with ink is issued without a signature of the agency."""
    return ON_PAPER["issue"] if row.verb == "issue" and is_on_paper(dossier) else row.label
