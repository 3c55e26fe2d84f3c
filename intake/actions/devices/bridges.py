"""How does an administrator let a bridge call home, and shut it out again?"""

from __future__ import annotations

import secrets
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.text import nfc
from intake.actions.devices.watching import check_keeper
from intake.models import Bridge, Scanner, ScanRun, WatchedFolder
from intake.queries.bridges import digest_of

FIELDS: Final = ("office_id", "name")


@transaction.atomic
def add_bridge(*, office: Office, name: str, keeper: User, by: User) -> tuple[Bridge, str]:
    """A bridge of an office and its key, which is told this once; what it forwards is received for `keeper`.

    Raises NotValid for a name that is taken, and for a keeper who does not scan at that office.
    """
    require_office(by, office.pk)
    check_keeper(keeper, office.pk)
    key = f"cau-noi-{secrets.token_urlsafe(32)}"
    try:
        with transaction.atomic():
            row = Bridge.objects.create(office=office, name=nfc(name.strip()), key_digest=digest_of(key), by=by)
    except IntegrityError as error:
        raise NotValid("Đơn vị đã có cầu nối mang tên này. Hãy đặt tên khác.") from error
    WatchedFolder.objects.create(office=office, path=f"~{row.pk}", bridge=row, keeper=keeper, by=by)
    write_down(by=by, verb="add_bridge", row=row, after=snapshot(row, FIELDS) | {"keeper_id": keeper.pk})
    return row, key


@transaction.atomic
def revoke_bridge(*, bridge: Bridge, by: User) -> Bridge:
    """Shut a bridge out at once: its key opens nothing any more, and its scanners leave the list."""
    row = Bridge.objects.select_for_update().get(pk=bridge.pk)
    require_office(by, row.office_id)
    if row.revoked_at:
        raise NotNow("Khóa của cầu nối này đã được thu hồi.")
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    Scanner.objects.filter(bridge=row, removed_at=None).update(removed_at=row.revoked_at)
    WatchedFolder.objects.filter(bridge=row).update(removed_at=row.revoked_at)
    # Nobody will speak of them any more: the sweeper ends them, and tells how far they came.
    ScanRun.objects.filter(scanner__bridge=row, state__in=ScanRun.OPEN).update(stop_asked_at=row.revoked_at)
    write_down(by=by, verb="revoke_bridge", row=row, before=snapshot(row, FIELDS))
    return row
