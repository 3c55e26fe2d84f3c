"""How is the paper of a dossier put into a box, taken to another, or put back when it was a mistake?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import AFTER_RETURN, Seat
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit, record
from intake.actions.paper.paper_places import RIGHT
from intake.models import BoxEntry, Dossier, PaperBox
from intake.queries.deposits import deposit_of
from intake.queries.shelved import given_to
from intake.rules.books import CONSOLIDATED


@transaction.atomic
def file_paper(
    *, dossier: Dossier, box: PaperBox, by: User, reason: str = "", ordinal: int | None = None
) -> BoxEntry:  # fmt: skip
    """Put the paper into the box; it gets the next number there, or `ordinal`, which the box never gave. Into the box
    where it is already, nothing changes.

    What lies in another box is taken to this one with a `reason` (Chuyển hộp). Raises NotAllowed, NotNow before the
    result was returned, while the paper is lent, or stands with its box on a list of what is deposited, NotValid.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, RIGHT, by, Seat.PAPER)
    _check(locked, box)
    current = locked.box_entries.filter(left_at=None).select_related("box").first()
    if current and current.box_id == box.pk:
        return current
    if current and (listed := deposit_of(locked)):
        raise NotNow(f"Hồ sơ {locked} đang trên mục lục nộp lưu {listed.deposit} với hộp {current.box}. Hủy mục lục "
                     "trước khi chuyển hộp.")  # fmt: skip
    if current and not is_reason(reason):
        raise NotValid(f"Hồ sơ {locked} đang ở hộp {current.box}. Muốn chuyển sang hộp {box}, hãy ghi lý do.")
    if current:
        leave(current)
    entry = _enter(locked, box, by, ordinal)
    record(locked, "rebox_paper" if current else "file_paper", by=by, reason=reason.strip(), box=box.pk, place=box.path,
           ordinal=entry.ordinal, from_box=current.box_id if current else None,
           from_place=current.box.path if current else "")  # fmt: skip
    return entry


def _check(dossier: Dossier, box: PaperBox) -> None:
    if box.office_id != dossier.paper_office_id:
        raise NotValid(f"Giấy của hồ sơ {dossier} lưu ở đơn vị khác, không phải đơn vị của hộp {box}.")
    if dossier.state not in AFTER_RETURN:
        raise NotNow(f"Hồ sơ {dossier} đang «{dossier.get_state_display()}»: xếp vào hộp sau khi trả kết quả.")
    _check_here(dossier)


def _check_here(dossier: Dossier) -> None:
    """Paper that is not in the store is taken nowhere."""
    if (gone := deposit_of(dossier)) and not gone.deposit.waits:
        raise NotNow(f"Giấy của hồ sơ {dossier} đã nộp lưu theo mục lục {gone.deposit}, không còn ở kho.")
    if dossier.paper_loans.filter(returned_on=None).exists():
        raise NotNow(f"Giấy của hồ sơ {dossier} đang cho mượn. Ghi nhận trả giấy trước khi xếp hộp.")


def _enter(dossier: Dossier, box: PaperBox, by: User, ordinal: int | None) -> BoxEntry:
    locked = PaperBox.objects.select_for_update().get(pk=box.pk)
    if ordinal and (given := given_to(locked.pk, ordinal)):
        raise NotValid(said_given(given))
    ordinal = ordinal or locked.last_ordinal + 1
    locked.last_ordinal = max(locked.last_ordinal, ordinal)
    locked.save(update_fields=["last_ordinal"])
    entry = BoxEntry.objects.create(
        dossier=dossier, box=locked, ordinal=ordinal, number_before=dossier.paper_file_number, by=by
    )
    _number(dossier, entry.number)
    return entry


def said_given(entry: BoxEntry) -> str:
    """Who holds, or held, the number that was asked for."""
    if entry.left_at:
        return f"Số {entry.number} đã cấp cho hồ sơ {entry.dossier} trước đây, hộp không cấp lại. Ghi số khác."
    return f"Số {entry.number} là chỗ của hồ sơ {entry.dossier} trong hộp. Ghi số khác."


def leave(entry: BoxEntry) -> None:
    """The entry ends; its number in the box is never given again."""
    entry.left_at = timezone.now()
    entry.save(update_fields=["left_at"])


def _number(dossier: Dossier, number: str) -> None:
    dossier.paper_file_number = number
    dossier.save(update_fields=["paper_file_number"])


@transaction.atomic
def undo_filing(*, entry: BoxEntry, by: User) -> Dossier:
    """Take back a filing of one's own: the dossier is in no box, or again where it lay before.

    Raises NotAllowed, NotNow when it was filed by another person, moved on meanwhile (lent, or on a list of what is
    deposited), or was consolidated with this number: that is printed on its cover and in its closing papers.
    """
    dossier: Dossier = Dossier.objects.select_for_update().get(pk=entry.dossier_id)
    permit(dossier, RIGHT, by, Seat.PAPER)
    current = BoxEntry.objects.filter(pk=entry.pk, left_at=None, by=by).select_related("box").first()
    if current is None:
        raise NotNow("Chỉ hoàn tác được lần xếp hộp của chính mình khi hồ sơ còn ở hộp đó.")
    _check_here(dossier)
    if listed := deposit_of(dossier):
        raise NotNow(f"Hồ sơ đang trên mục lục nộp lưu {listed.deposit} với hộp này. Hủy mục lục trước khi hoàn tác.")
    if dossier.state in CONSOLIDATED and dossier.events.filter(verb="consolidate", at__gte=current.at).exists():
        raise NotNow(f"Hồ sơ đã tích hợp với số hồ sơ giấy {current.number}. Muốn để chỗ khác, hãy chuyển hộp.")
    leave(current)
    before = dossier.box_entries.exclude(pk=entry.pk).select_related("box").first()
    back = before if before and before.number == current.number_before else None
    if back:
        BoxEntry.objects.filter(pk=back.pk).update(left_at=None)
    _number(dossier, current.number_before)
    record(dossier, "undo_filing", by=by, box=current.box_id, ordinal=current.ordinal, from_place=current.box.path,
           place=back.box.path if back else "")  # fmt: skip
    return dossier
