"""What becomes of a result whose file is found broken after it was signed, and when does it go out again?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import DAMAGED, Damaged, NotNow
from bhxh_archive.models import StoredFile, User
from bhxh_archive.trail import record
from intake.models import ResultVersion
from intake.rules import fault_of


@transaction.atomic
def mark(*, version: ResultVersion, fault: str, by: User | None) -> None:
    """Let every result of these bytes bear what was found wrong with them; "" takes it away, for they are sound again.

    The trail tells of a change; saying the same once more changes nothing.
    """
    fault = fault[:500]
    rows = ResultVersion.objects.filter(file=version.file_id).exclude(fault=fault)
    for row in rows.select_related("result__dossier", "file").order_by("result__dossier", "pk"):
        verb = "find_result_broken" if fault else "find_result_sound"
        record(row.result.dossier, verb, by=by, digest=row.file.digest, result=row.result_id, version=row.pk)
        row.fault, row.fault_at = fault, timezone.now() if fault else None
        row.save(update_fields=["fault", "fault_at"])
    version.refresh_from_db(fields=["fault", "fault_at"])


def hold_against_digest(*, version: ResultVersion, by: User | None) -> None:
    """Raises Damaged, after it was marked, where the store no longer holds the bytes of the digest. Restored bytes are
    the signed ones again, so that mark goes; one about signatures stays until they are checked."""
    if not storage.is_whole(version.file):
        mark(version=version, fault=DAMAGED, by=by)
        raise Damaged
    if version.fault == DAMAGED:
        mark(version=version, fault="", by=by)


def found_whole(*, version: ResultVersion, by: User | None) -> bool:
    """`hold_against_digest` for a page that shows what is known of the file: what is broken is marked, not raised."""
    try:
        hold_against_digest(version=version, by=by)
    except Damaged:
        return False
    return True


def stand_by(*, version: ResultVersion, by: User | None) -> None:
    """Before a file is printed or given out. Raises Damaged as `hold_against_digest`, NotNow while a fault is known."""
    hold_against_digest(version=version, by=by)
    if version.fault:
        raise NotNow(fault_of(version.result, version))


def check_again(*, file: StoredFile, by: User) -> bool:
    """Read a file that was found broken once more; whether it is whole. Results of it go out again then."""
    if not storage.is_whole(file):
        return False
    for version in ResultVersion.objects.filter(file=file, fault=DAMAGED):
        hold_against_digest(version=version, by=by)
    return True
