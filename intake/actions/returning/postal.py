"""What becomes of a result that was given to the post: delivered, or back with us?"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.trail import permit, record
from intake.actions.dossier.books import book_came_back
from intake.models import Consignment, Dossier, HandOver
from intake.rules.problems import Fault


@transaction.atomic
def confirm_delivery(*, dossier: Dossier, on: date, proof: str, by: User) -> HandOver:
    """The post delivered it on that day (Bưu chính đã phát). Raises NotAllowed, NotNow, NotValid."""
    locked, sent = _under_way(dossier, by)
    _end(sent.consignment, on, proof, "Hãy ghi căn cứ đã phát: người ký nhận hoặc báo phát của bưu chính.")
    sent.outcome, sent.open = HandOver.Outcome.DELIVERED, False
    sent.save(update_fields=["outcome", "open"])
    record(locked, "confirm_delivery", by=by, hand_over=sent.pk, on=on.isoformat())
    return sent


@transaction.atomic
def came_back(*, dossier: Dossier, on: date, reason: str, by: User) -> HandOver:
    """The post brought it back (Bưu gửi chuyển hoàn): the result lies here again, and the book with it.

    Raises NotAllowed, NotNow, NotValid.
    """
    locked, sent = _under_way(dossier, by)
    _end(sent.consignment, on, reason, "Hãy ghi lý do bưu gửi bị chuyển hoàn.")
    sent.outcome = HandOver.Outcome.CAME_BACK
    sent.save(update_fields=["outcome"])
    book_came_back(locked, by=by, sent=sent)
    record(locked, "came_back", by=by, reason=reason.strip(), hand_over=sent.pk, on=on.isoformat())
    return sent


def _under_way(dossier: Dossier, by: User) -> tuple[Dossier, HandOver]:
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.hand_over", by, Seat.RECEIVING)
    rows = locked.hand_overs.filter(open=True, outcome=HandOver.Outcome.SENT, consignment__isnull=False)
    if (sent := rows.select_related("consignment").first()) is None:
        raise NotNow("Hồ sơ này không có bưu gửi nào đang chờ kết quả phát.")
    return locked, sent


def _end(consignment: Consignment, on: date, note: str, missing: str) -> None:
    problems = [] if note.strip() else [missing]
    if on < consignment.dispatched_on:
        problems.append(Fault(f"Ngày này trước ngày gửi {consignment.dispatched_on:%d/%m/%Y}.", "on"))
    if on > timezone.localdate():
        problems.append(Fault("Ngày này ở tương lai.", "on"))
    if problems:
        raise NotValid(" ".join(problems), problems)
    consignment.ended_on, consignment.note = on, note.strip()
    consignment.save(update_fields=["ended_on", "note"])
