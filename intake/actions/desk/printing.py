"""How is a slip issued under its number, printed again as the same bytes, or printed as a working paper?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.forms_in_force import render
from bhxh_archive.lifecycle import Seat, State, seat_office
from bhxh_archive.models import Event, Office, User
from bhxh_archive.numbering import next_number
from bhxh_archive.parameters import parameter
from bhxh_archive.trail import record
from intake.models import Dossier, IssuedSlip
from intake.slips import SLIPS, Slip, data_of
from intake.slips.freezing import facts_digest, numbered


def record_slip(*, dossier: Dossier, slip: str, by: User) -> Event | None:
    """Write down that the counter printed a working paper. Elsewhere, and once the dossier is archived, it is looked
    at: None, for that stands in the access log."""
    if dossier.state == State.ARCHIVED or not by.holds("intake.view", dossier.receiving_office_id):
        return None
    return record(dossier, "print_slip", by=by, slip=slip)


@transaction.atomic
def issue_slip(*, dossier: Dossier, name: str, by: User) -> IssuedSlip:
    """Issue a slip as the dossier stands, or print the issued one again while it still says the same.

    A changed fact makes a new slip that names the one it replaces. Raises NotAllowed; NotNow when there is nothing to
    print, or the dossier lies in the archive.
    """
    slip, locked = SLIPS[name], _locked(dossier, SLIPS[name], by)
    return _issue(locked, slip, data_of(slip, locked, by), slip.subject(locked), by)


@transaction.atomic
def issue_typed(
    *, dossier: Dossier, name: str, data: Mapping[str, Any], subject: str, by: User,
    typed: Mapping[str, Any] | None = None, reason: str = "",
) -> IssuedSlip:  # fmt: skip
    """Issue a slip whose words were typed at the counter and stand nowhere else, such as what a draft still lacks.

    `typed` is kept with it, `reason` (why an earlier one did not say so) stands in the event.
    """
    slip = SLIPS[name]
    return _issue(_locked(dossier, slip, by), slip, data, subject, by, typed, reason)


@transaction.atomic
def reprint(*, slip: IssuedSlip, by: User) -> IssuedSlip:
    """Print an issued slip once more: the very same bytes, and an event. Raises NotAllowed, NotNow."""
    locked = _locked(slip.dossier, SLIPS[slip.kind], by)
    return _printed_again(locked, slip, by)


def may_issue(slip: Slip, dossier: Dossier, by: User) -> bool:
    """Whether this person may issue that kind of slip for the dossier, and it is not archived."""
    return dossier.state != State.ARCHIVED and _holds(slip, dossier, by)


def _holds(slip: Slip, dossier: Dossier, by: User) -> bool:
    return any(by.holds(right, seat_office(dossier, seat)) for right, seat in slip.rights)


def _locked(dossier: Dossier, slip: Slip, by: User) -> Dossier:
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if not _holds(slip, locked, by):
        raise NotAllowed(f"Tài khoản của bạn không có quyền in {slip.label} của hồ sơ này.")
    if locked.state == State.ARCHIVED:
        raise NotNow("Hồ sơ đã lưu trữ: phiếu đã phát hành chỉ xem, không in lại hay phát hành thêm.")
    return locked


def _issue(
    dossier: Dossier, slip: Slip, data: Mapping[str, Any], subject: str, by: User,
    typed: Mapping[str, Any] | None = None, reason: str = "",
) -> IssuedSlip:  # fmt: skip
    newest = dossier.issued_slips.filter(kind=slip.name, subject=subject).last()
    facts = facts_digest(data)
    if newest and newest.facts == facts:
        return _printed_again(dossier, newest, by)
    issued = _frozen(dossier, slip, data, subject, newest, by, typed or {})
    record(dossier, "issue_slip", by=by, reason=reason, digest=issued.file.digest, slip=slip.name, issued=issued.pk,
           replaces=newest.pk if newest else None)  # fmt: skip
    return issued


def _frozen(
    dossier: Dossier, slip: Slip, data: Mapping[str, Any], subject: str, newest: IssuedSlip | None, by: User,
    typed: Mapping[str, Any],
) -> IssuedSlip:  # fmt: skip
    assert slip.series, "a working paper has no number"
    now, today = timezone.now(), timezone.localdate()
    office: Office = dossier.settling_office if slip.series.seat is Seat.SETTLING else dossier.receiving_office
    notation = parameter(slip.series.notation, office=office)
    number = next_number(office=office, code=slip.series.code, year=today.year)
    earlier = f"số {newest} ngày {timezone.localdate(newest.at):%d/%m/%Y}" if newest else ""
    pdf = render(slip.template, numbered(data, number, notation, today, earlier), created=now)
    return IssuedSlip.objects.create(
        office=office, dossier=dossier, kind=slip.name, subject=subject, series=slip.series.code, year=today.year,
        number=number, notation=notation, file=storage.keep_bytes(pdf, "application/pdf"), facts=facts_digest(data),
        typed=dict(typed), replaces=newest, by=by, at=now,
    )  # fmt: skip


def _printed_again(dossier: Dossier, slip: IssuedSlip, by: User) -> IssuedSlip:
    record(dossier, "reprint_slip", by=by, digest=slip.file.digest, slip=slip.kind, issued=slip.pk)
    return slip
