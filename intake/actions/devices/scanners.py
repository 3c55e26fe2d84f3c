"""How does an administrator keep the list of scanners that the server may turn to?"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import Job, Office, User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit
from intake.actions.stacks.batches import permit_stacks
from intake.models import Bridge, Dossier, Scanner
from intake.queries import busy_with
from intake.queries.scanners import scanner_called
from intake.scanning.place import Found, Place, find_place
from intake.scanning.trouble import Trouble

FIELDS: Final = ("name", "office_id", "host", "port", "base", "address")
KNOWN: Final = "Máy quét ở địa chỉ này đã có trong danh sách của đơn vị."
NAMED: Final = "Đơn vị đã có máy quét tên «{name}» ở {place}. Hãy đặt tên khác để cán bộ phân biệt được."


def add_scanner(*, office: Office, name: str, url: str, by: User) -> Scanner:
    """Put a scanner on the list whose address the administrator knows; its name is looked up now and never again.

    Raises NotValid for an address that is none, is unknown, lies outside private networks, or is there already, and for
    a name that another scanner of the office bears.
    """
    require_office(by, office.pk)
    try:
        place = find_place(url, loopback=settings.SCANNERS_ON_THIS_MACHINE)
    except Trouble as error:
        raise NotValid(error.message) from error
    return _add(office, name, place, by)


@transaction.atomic
def _add(office: Office, name: str, place: Place, by: User) -> Scanner:
    free = _free_name(office.pk, name)
    _drop_proposal(office, place)
    try:
        with transaction.atomic():
            row = Scanner.objects.create(
                office=office, name=free, host=place.host, port=place.port, base=place.base,
                address=place.address, confirmed_by=by, confirmed_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise NotValid(KNOWN) from error
    write_down(by=by, verb="add_scanner", row=row, after=snapshot(row, FIELDS))
    _ask(office.pk, by)
    return row


def _free_name(office_id: int, name: str) -> str:
    """The name as it is kept; raises NotValid where a scanner of the office bears it: clerks choose by it."""
    Office.objects.select_for_update(no_key=True).get(pk=office_id)  # two administrators come one after the other
    wanted = nfc(name.strip())
    if said := name_taken(office_id, wanted):
        raise NotValid(said)
    return wanted


def name_taken(office_id: int, name: str) -> str:
    """Why a scanner of this office can't be called so; "" where it can."""
    other = scanner_called(office_id, name)
    return NAMED.format(name=other.name, place=other.place.url) if other else ""


def _drop_proposal(office: Office, place: Place) -> None:
    """What a bridge tells of lies in another network, although the address is the same."""
    ours = Scanner.objects.filter(office=office, bridge=None, confirmed_at=None, removed_at=None)
    ours.filter(address=place.address, port=place.port, base=place.base).delete()


@transaction.atomic
def confirm_scanner(*, scanner: Scanner, name: str, by: User) -> Scanner:
    """Put a scanner that was found in the network on the list, under a name that people know it by.

    Raises NotValid for a name that another scanner of the office bears, NotNow.
    """
    row = _locked(scanner, by)
    if row.confirmed_at:
        raise NotNow("Máy quét này đã được xác nhận.")
    row.name = _free_name(row.office_id, name.strip() or row.name)
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["name", "confirmed_by", "confirmed_at"])
    write_down(by=by, verb="confirm_scanner", row=row, after=snapshot(row, FIELDS))
    _ask(row.office_id, by)
    return row


@transaction.atomic
def remove_scanner(*, scanner: Scanner, by: User) -> Scanner:
    """Take a scanner off the list: nothing is sent to its address any more. Its scans stay on record."""
    row = _locked(scanner, by)
    if busy := busy_with(row):
        raise NotNow(f"{busy.by} đang quét bằng máy này. Hãy chờ quét xong hoặc bấm «Dừng quét» ở hồ sơ.")
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    write_down(by=by, verb="remove_scanner", row=row, before=snapshot(row, FIELDS))
    return row


@transaction.atomic
def check_scanner(*, scanner: Scanner, by: User) -> Job:
    """Have a confirmed scanner checked by a worker, with one page."""
    row = _locked(scanner, by)
    if not row.confirmed_at:
        raise NotNow("Hãy xác nhận máy quét trước: hệ thống không gửi gì tới địa chỉ chưa được xác nhận.")
    if row.bridge_id:
        raise NotNow("Máy ở sau cầu nối nên máy chủ không gọi tới được. Hãy quét thử một trang vào khay chồng giấy.")
    return enqueue("intake.tasks.check_scanner", key=check_key(row), lane=Job.Lane.SCAN, by=by, scanner_id=row.pk)


def check_key(scanner: Scanner) -> str:
    return f"check_scanner:{scanner.pk}"


@transaction.atomic
def look_for_scanners(*, office: Office, by: User) -> Job:
    """Have a worker listen which scanners announce themselves; what it finds is proposed to this office."""
    require_office(by, office.pk)
    return enqueue("intake.tasks.find_scanners", key=find_key(office), lane=Job.Lane.SCAN, by=by, office_id=office.pk)


def find_key(office: Office) -> str:
    return f"find_scanners:{office.pk}"


@transaction.atomic
def propose_scanners(*, office: Office, found: list[Found]) -> int:
    """Write down what was found and is not known yet; nothing is sent there. How many these were."""
    rows = [Scanner(office=office, name=one.name, host=one.place.host, port=one.place.port, base=one.place.base,
                    address=one.place.address, proposed=True) for one in found]  # fmt: skip
    before = Scanner.objects.filter(office=office, removed_at=None).count()
    Scanner.objects.bulk_create(rows, ignore_conflicts=True)
    return Scanner.objects.filter(office=office, removed_at=None).count() - before


@transaction.atomic
def ask_scanners_for(*, dossier: Dossier, by: User) -> Job:
    """Have a worker ask every confirmed scanner of the receiving office what it can and what it does."""
    permit(dossier, "intake.scan", by, Seat.RECEIVING)
    return _ask(dossier.receiving_office_id, by)


@transaction.atomic
def ask_scanners_of(*, office_id: int, by: User) -> Job:
    """`ask_scanners_for`, for who scans into the stack tray of an office. Raises NotAllowed."""
    permit_stacks(office_id, by)
    return _ask(office_id, by)


def _ask(office_id: int, by: User) -> Job:
    """Bridges are told when they call."""
    Bridge.objects.filter(office=office_id, revoked_at=None).update(asked_at=timezone.now())
    return enqueue("intake.tasks.ask_scanners", key=ask_key(office_id), lane=Job.Lane.SCAN, by=by, office_id=office_id)


def ask_key(office_id: int) -> str:
    return f"ask_scanners:{office_id}"


def _locked(scanner: Scanner, by: User) -> Scanner:
    row = Scanner.objects.select_for_update().get(pk=scanner.pk)
    require_office(by, row.office_id)
    if row.removed_at:
        raise NotNow("Máy quét này đã được bỏ khỏi danh sách.")
    return row
