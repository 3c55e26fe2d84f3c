"""Who may change the pages and components of this dossier right now?"""

from __future__ import annotations

from typing import Final

from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from intake.models import Dossier
from intake.rules import pages_may_change, scans_may_be_opened

LOCKED: Final = (
    "Bản quét đã khóa vì kết quả đã ký và trả theo các trang này. Cần sửa thì mở bản quét ở tab Trang quét, ghi lý do."
)


def lock_for_pages(dossier: Dossier, by: User) -> Dossier:
    """The locked dossier, when `by` scans at its receiving office and its state lets pages change.

    Raises NotAllowed or NotNow; must run inside a transaction.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.scan", by, Seat.RECEIVING)
    if scans_may_be_opened(locked):
        raise NotNow(LOCKED)
    if not pages_may_change(locked):
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}» nên không sửa được trang và thành phần.")
    return locked


def lock_for_data(dossier: Dossier, by: User) -> Dossier:
    """As `lock_for_pages`; while a supplement is awaited also for who takes it in at the benefits unit."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if may_look_up(locked, by):
        return locked
    return lock_for_pages(locked, by)


def lock_for_lookup(dossier: Dossier, by: User) -> Dossier:
    """The locked dossier, when `by` may ask an official source for a paper of it now. Raises NotAllowed or NotNow."""
    require_lookup(dossier, by)
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if may_ask_sources(locked, by):
        return locked
    if not by.holds("intake.scan", locked.receiving_office_id):
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}» nên không tra cứu thay giấy được.")
    return lock_for_pages(locked, by)


def require_lookup(dossier: Dossier, by: User) -> None:
    """Raise NotAllowed unless `by` scans where it was received, or takes answers in where it is settled."""
    if not by.holds("benefits.resume", dossier.settling_office_id):
        permit(dossier, "intake.scan", by, Seat.RECEIVING)


def may_ask_sources(dossier: Dossier, by: User) -> bool:
    """Whether the benefits unit may look data up now: in review, or while a supplement is awaited."""
    open_here = dossier.state in (State.IN_REVIEW, State.AWAITING_SUPPLEMENT)
    return open_here and by.holds("benefits.resume", dossier.settling_office_id)


def may_look_up(dossier: Dossier, by: User) -> bool:
    """Whether the benefits unit may answer what was asked for by looked-up data."""
    awaited = dossier.state == State.AWAITING_SUPPLEMENT
    return awaited and by.holds("benefits.resume", dossier.settling_office_id)
