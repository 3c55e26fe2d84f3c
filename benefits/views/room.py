"""What surrounds every page of this room: who may see the work, which verbs are offered, which dossier comes next?"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from benefits import rules
from benefits.bulk_signing import COSIGN
from benefits.doubts.holding_up import first_signable
from benefits.queries import drafts_of
from benefits.signers.cosigners import RIGHT, turn_of
from bhxh_archive.errors import NotAllowed
from bhxh_archive.lifecycle import Move, Seat, State, moves_open_to
from bhxh_archive.models import User
from bhxh_archive.queues import find
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.reading import whole_number
from intake.models import Dossier
from intake.queries import waited_for_in
from intake.rules.appointments import may_be_put_off, reappoint_right
from intake.views.also_due import also_due
from intake.views.frame import current_user, dossier_to_show, foot, show_dossier

LANDINGS: Final = {"cho-kiem-soat": "endorse", "cho-ky": "sign", "cho-ky-tiep": "cosign", "cho-phat-hanh": "issue",
                    "xin-hen-lai": "reappoint", "cho-chuyen-ky": "change_signer",
                    "ket-qua-cho-nhan": "delivered_results"}  # fmt: skip
"""Queue -> the page on which its dossiers are worked; every other queue leads to the review."""


def open_room(request: HttpRequest, pk: int, *, tab: str = "review") -> tuple[Dossier, dict[str, Any]]:
    """The dossier with its frame; verbs that four eyes forbid to this person are not offered, and
    drafts go up from the hands of who took the dossier."""
    dossier = dossier_to_show(request, pk)
    return dossier, show_room(request, dossier, tab=tab)


def show_room(request: HttpRequest, dossier: Dossier, *, tab: str = "review") -> dict[str, Any]:
    """The frame of `open_room`, for a dossier that is at hand."""
    context = show_dossier(request, dossier, tab=tab)
    # Asked for when it is shown, as that of the frame is.
    return context | {"foot": SimpleLazyObject(partial(room_foot, request, dossier, current_user(request)))}


def room_foot(request: HttpRequest, dossier: Dossier, user: User) -> Foot | None:
    """The verbs open to this person, and the next dossier after one is finished."""
    offered = [move for move in moves_open_to(dossier, user) if not _forbidden(move, dossier, user)]
    also = [*_to_cosign(dossier, user), *also_due(dossier, user), *_put_off(dossier, user)]
    made = foot(dossier, offered, also=also, first=_to_claim(dossier, user))
    following = next_action(request)
    if following is None:
        return made
    return Foot(made.primary if made else None, [following, *(made.others if made else [])])


def _to_claim(dossier: Dossier, user: User) -> list[Action]:
    """What comes before all else while nobody has taken the dossier."""
    if not may_claim(dossier, user):
        return []
    return [Action("Nhận xử lý", reverse("claim", args=[dossier.pk]), about=f"hồ sơ {dossier}")]


def may_claim(dossier: Dossier, user: User) -> bool:
    """Whether the dossier lies in the pool of this officer's office."""
    free = dossier.state == State.IN_REVIEW and dossier.holder_id is None
    return free and user.holds("benefits.draft", dossier.settling_office_id)


def _to_cosign(dossier: Dossier, user: User) -> list[Action]:
    """The way to sign beside the leader, for whose turn it is."""
    here = dossier.state == State.SIGNED and user.holds(RIGHT, dossier.settling_office_id)
    if not here or not turn_of(user, waited_for_in(dossier)):
        return []
    return [Action(COSIGN, reverse("cosign", args=[dossier.pk]), method="get", about=f"hồ sơ {dossier}")]


def _put_off(dossier: Dossier, user: User) -> list[Action]:
    """The apology with a new day, while it may still be made; to whose turn it is not, the asking for it."""
    mine = [right for right in ("benefits.reappoint", "benefits.reappoint_again")
            if user.holds(right, dossier.settling_office_id)]  # fmt: skip
    if not mine or not may_be_put_off(dossier, timezone.localdate()):
        return []
    own = reappoint_right(dossier.reappointments.count()) in mine
    if not own and reappoint_right(0) not in mine:
        return []
    label, page = ("Xin lỗi, hẹn lại ngày trả", "reappoint") if own else ("Xin hẹn lại lần nữa", "ask_reappoint")
    return [Action(label, reverse(page, args=[dossier.pk]), method="get", about=f"hồ sơ {dossier}")]


def _forbidden(move: Move, dossier: Dossier, user: User) -> bool:
    if move.verb in ("propose", "propose_directly"):
        return dossier.holder_id != user.pk
    if move.verb == "endorse":
        return any(not rules.may_control(draft, user) for draft in drafts_of(dossier))
    if move.verb == "sign":
        return any(not rules.may_sign(draft, user) for draft in drafts_of(dossier))
    return False


def sees_work(dossier: Dossier, user: User) -> bool:
    """Drafts and what waits for a signature are shown to the settling office's benefits people only."""
    return user.holds("benefits.view", dossier.settling_office_id)


def require_work(dossier: Dossier, user: User) -> None:
    """Raise NotAllowed for who takes part in the dossier but does not settle it."""
    if not sees_work(dossier, user):
        raise NotAllowed("Dự thảo chỉ được xem tại đơn vị giải quyết hồ sơ này.")


def require_drafting(dossier: Dossier, user: User) -> None:
    """Raise NotAllowed for who may look at a draft but not write one."""
    permit(dossier, "benefits.draft", user, Seat.SETTLING)


def finished(request: HttpRequest, dossier: Dossier, said: str, *, queue: str, tab: str = "review") -> HttpResponse:
    """Say what was done and show the dossier, with «Hồ sơ tiếp theo» of the queue it came from."""
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse(tab, args=[dossier.pk])}?xong={queue}")


def waits_elsewhere(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Say where the documents wait for this person's key, and show them there."""
    where = where_signed(current_user(request))
    messages.success(request, f"Văn bản của hồ sơ {dossier} chờ {where} ký.")
    return redirect("device_signing")


def where_signed(user: User) -> str:
    """What makes the signatures of this person, where that is no key of the server; "" where it is."""
    if user.csc_credential:
        return "khóa của bạn ở dịch vụ ký từ xa"
    return "thiết bị của bạn" if user.signs_on_device else ""


def next_action(request: HttpRequest) -> Action | None:
    """«Hồ sơ tiếp theo» when the page was reached by finishing one."""
    slug = request.GET.get("xong", "")
    if not slug or find(slug, current_user(request)) is None:
        return None
    return Action("Hồ sơ tiếp theo", reverse("next_dossier", args=[slug]), method="get", key="n")


@require_GET
def next_dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the most urgent dossier of a queue, where its work is done; an empty queue says so. What can only be given
    back is passed by while the leader has others to sign."""
    queue = find(slug, current_user(request))
    if queue is None:
        raise Dossier.DoesNotExist
    rows = queue.rows(current_user(request)).order_by("attend_on", "pk")
    first = first_signable(rows, current_user(request)) if slug == "cho-ky" else rows.first()
    if first is None:
        messages.info(request, f"Hàng chờ «{queue.label}» đã hết.")
        return redirect("queue", slug=slug)
    return redirect(LANDINGS.get(slug, "review"), pk=first.pk)


def optional_url(name: str, *args: object) -> str:
    """The address of a page of another room, "" while that room has none."""
    try:
        return reverse(name, args=list(args))
    except NoReverseMatch:
        return ""


def version_of(request: HttpRequest) -> int | None:
    """The row version that the person saw, from the hidden field; None without one."""
    return whole_number(request.POST.get("version"))


DRAFTED: Final = (State.IN_REVIEW, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE)
"""States in which the drafts stand in the middle of the work."""
