"""How is a missing piece asked for, and how is the answer taken in? The clock follows by the map."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State, move
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake import deadlines
from intake.actions.lists.line_papers import paper_at_line
from intake.actions.supplements.answer_counts import count_answer, take_back_count
from intake.actions.supplements.consenting import differs
from intake.models import (
    Component,
    ComponentType,
    Defect,
    Dossier,
    SupplementConsent,
    SupplementItem,
    SupplementRequest,
)
from intake.queries import alternatives, line_paper_types
from intake.rules import supplied_by_data
from intake.rules.consents import newest_consent

log = logging.getLogger(__name__)
NOT_AS_AGREED: Final = (
    "Nội dung yêu cầu khác với nội dung đã được đồng ý. Ghi đúng như đã được đồng ý, hoặc xin ý kiến lại."
)


@transaction.atomic
def request_supplement(
    *,
    dossier: Dossier,
    items: Iterable[Defect | tuple[Component | None, str]],
    by: User,
    legal_ground: str = "",
    version: int | None = None,
    limit_on: date | None = None,
) -> SupplementRequest:
    """Ask for everything that is missing in one slip (form 02); the clock stops.

    Asking for a paper of a special case says that the case applies. `legal_ground` is that of the lines that name none,
    `limit_on` a limit that was told already. Raises NotValid without any item, and for other items than the head agreed
    to.
    """
    wanted = [_trimmed(Defect(*item)) for item in items if item[1].strip()]
    wanted = [_at_its_line(dossier, defect, by) for defect in wanted]
    limit = limit_on or deadlines.supplement_limit(dossier.procedure, timezone.localdate())
    moved = move(dossier, "request_supplement", by=by, version=version, items=wanted, limit_on=limit)
    asked = SupplementRequest.objects.create(
        dossier=moved,
        ordinal=moved.supplements.count() + 1,
        legal_ground=legal_ground.strip(),
        limit_on=limit,
        by=by,
    )
    if consent := newest_consent(moved):
        _use_up(consent, asked, wanted)
    SupplementItem.objects.bulk_create(SupplementItem(request=asked, **defect._asdict()) for defect in wanted)
    named = [defect.component.pk for defect in wanted if defect.component]
    moved.components.filter(pk__in=named, type__requirement=ComponentType.Requirement.CONDITIONAL).update(asked=True)
    return asked


def _use_up(consent: SupplementConsent, asked: SupplementRequest, wanted: list[Defect]) -> None:
    """What goes out is what the head read and agreed to."""
    if differs(consent, wanted, asked.legal_ground):
        raise NotValid(NOT_AS_AGREED)
    consent.request = asked
    consent.save(update_fields=["request"])


def _at_its_line(dossier: Dossier, defect: Defect, by: User) -> Defect:
    """The paper of a line comes to be when it is asked for. Raises NotValid for a line or a paper of another list."""
    paper = defect.component
    if paper is None or paper.pk:
        return defect
    ours = paper.line and paper.line.list.dossier_id == dossier.pk
    if not ours or not line_paper_types(dossier).filter(pk=paper.type_id).exists():
        raise NotValid("Dòng hoặc giấy tờ này không thuộc danh sách của hồ sơ.")
    return defect._replace(component=paper_at_line(paper, by))


def _trimmed(defect: Defect) -> Defect:
    return Defect(defect.component, *(text.strip() for text in defect[1:]))


@transaction.atomic
def answer_item(
    *, item: SupplementItem, by: User, sheets: int | None = None, pages: int | None = None,
    paper: Component | None = None, unscanned: str = "",
) -> SupplementItem:  # fmt: skip
    """Tick one item as answered; the state stays until every item is. The benefits unit ticks what data supplied.

    `sheets` and `pages` of paper, as many as the component has now, are written down with it: they stand on the new
    receipt, and the count of the whole paper grows by what came with the answer, scanned or not yet. `paper`: which of
    several of which one will do has come. `unscanned`: why there is no new page of it.

    Raises NotAllowed, NotNow, NotValid.
    """
    dossier = Dossier.objects.select_for_update().get(pk=item.request.dossier_id)
    item.refresh_from_db(fields=["answered_at", "component"])
    _permit_answer(dossier, item, by)
    _require_here(item)
    if sheets or pages:  # only the counter holds paper in its hands
        _permit_reception(dossier, by)
    if item.answered_at is None:
        if dossier.state != State.AWAITING_SUPPLEMENT:
            raise NotNow("Hồ sơ không còn chờ bổ sung.")
        item.answered_at, item.answered_by, item.unscanned = timezone.now(), by, nfc(unscanned.strip())
        count_answer(dossier, item, _came(dossier, item, paper, by), sheets, pages)
        item.save(update_fields=["answered_at", "answered_by", "unscanned", "counted"])
        record(dossier, "answer_item", by=by, reason=item.unscanned, item=item.pk, sheets=sheets, pages=pages)
    return item


class Came(NamedTuple):
    """An item whose paper has come, as `answer_item` takes it."""

    item: SupplementItem
    sheets: int | None = None
    pages: int | None = None
    paper: Component | None = None
    unscanned: str = ""


@transaction.atomic
def answer_items(*, came: Iterable[Came], by: User) -> None:
    """Tick these items, all of them or none. Raises as `answer_item`."""
    for row in came:
        answer_item(**row._asdict(), by=by)


@transaction.atomic
def reopen_item(*, item: SupplementItem, by: User) -> SupplementItem:
    """Take back that an item was answered, and what was counted with that, unless its paper was counted anew since.

    Raises NotAllowed, NotNow.
    """
    dossier = Dossier.objects.select_for_update().get(pk=item.request.dossier_id)
    item.refresh_from_db(fields=["answered_at", "component", "counted"])
    _permit_answer(dossier, item, by)
    _require_here(item)
    taken_in = item.request.answered_at is not None
    if item.answered_at is None or taken_in or dossier.state != State.AWAITING_SUPPLEMENT:
        raise NotNow("Hồ sơ không còn chờ bổ sung, hoặc giấy tờ này chưa ghi «Đã nhận».")
    item.answered_at, item.answered_by, item.unscanned = None, None, ""
    take_back_count(dossier, item)
    item.save(update_fields=["answered_at", "answered_by", "unscanned", "counted"])
    record(dossier, "reopen_item", by=by, item=item.pk)
    return item


def _require_here(item: SupplementItem) -> None:
    if gone := item.went_to:
        raise NotNow(f"Dòng của giấy tờ này đã tách sang hồ sơ {gone}: ghi nhận bổ sung ở hồ sơ đó.")


def _came(dossier: Dossier, item: SupplementItem, paper: Component | None, by: User) -> Component | None:
    if paper is None or paper.pk == item.component_id:
        return item.component
    same = alternatives(dossier, item.component) if item.component else []
    found = [row for row in same if row.type_id == paper.type_id and paper.pk in (None, row.pk)]
    if not found:
        raise NotValid("Giấy tờ này không thay được giấy tờ đã yêu cầu.")
    return found[0] if found[0].pk else paper_at_line(found[0], by)


def _permit_answer(dossier: Dossier, item: SupplementItem, by: User) -> None:
    if by.holds("intake.resume", dossier.receiving_office_id):
        return
    permit(dossier, "benefits.resume", by, Seat.SETTLING)
    if not supplied_by_data(item):
        raise NotValid("Hãy ghi dữ liệu tra cứu thay giấy tờ này, hoặc để Bộ phận Tiếp nhận nhận giấy tờ.")


def _permit_reception(dossier: Dossier, by: User) -> None:
    permit(dossier, "intake.resume", by, Seat.RECEIVING)


@transaction.atomic
def resume(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Take the full answer in: back to where it came from, with a new due date on a new receipt."""
    moved: Dossier = move(dossier, "resume", by=by, version=version)
    SupplementRequest.objects.filter(dossier=moved, answered_at=None).update(answered_at=timezone.now())
    return moved


@transaction.atomic
def notify_lapse(*, request: SupplementRequest, by: User) -> SupplementRequest:
    """Record that the notice of the passed limit was sent; without it nothing lapses."""
    _permit_reception(request.dossier, by)
    if request.limit_on >= timezone.localdate():
        raise NotValid("Chưa quá hạn bổ sung.")
    request.notified_at = request.notified_at or timezone.now()
    request.save(update_fields=["notified_at"])
    record(request.dossier, "notify_lapse", by=by, request=request.pk)
    return request


def lapse_overdue() -> int:
    """End what was not supplemented within the limit and was told so on an earlier day; returns how many that were.
    Who came on the day of the notice, or pressed it by mistake, has until midnight.

    A dossier that moved on meanwhile holds up no other.
    """
    today = timezone.localdate()
    overdue = SupplementRequest.objects.filter(
        answered_at=None, limit_on__lt=today, notified_at__date__lt=today, dossier__state="awaiting_supplement",
    )  # fmt: skip
    return sum(_lapse(request.dossier) for request in overdue.select_related("dossier"))


def _lapse(dossier: Dossier) -> bool:
    try:
        move(dossier, "lapse", by=None)
    except ActionError:
        log.warning("overdue dossier did not lapse", extra={"dossier": dossier.pk})
        return False
    return True
