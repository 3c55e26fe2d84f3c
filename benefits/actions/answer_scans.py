"""How does the scan of an answer of another body come in?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from benefits.models import VerificationLetter
from bhxh_archive import storage
from bhxh_archive.errors import ActionError, NotNow
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import StoredFile, User
from bhxh_archive.text import nfc
from bhxh_archive.trail import Granted, permit, record
from intake.actions.page_desk.uploads import lay_into, take_bytes
from intake.models import Dossier, Folder, Upload

LATE: Final = frozenset(
    {State.RECEIVED, State.IN_REVIEW, State.AWAITING_SUPPLEMENT, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE,
     State.SIGNED, State.ISSUED, State.RETURNED}
)  # fmt: skip
"""States after the round is closed and before the dossier is made whole for the archive."""


def keep_answer_scan(*, letter: VerificationLetter, name: str, chunks: Iterable[bytes], by: User) -> Upload:
    """Take in the scan of an answer: stored and hashed first, examined afterwards; the same bytes are one upload.

    Raises NotAllowed, NotNow once the dossier is whole for the archive, NotValid for a file over the limit.
    """
    permit(letter.request.dossier, "benefits.verified", by, Seat.SETTLING)
    stored = take_bytes(chunks)
    try:
        return _file(letter, nfc(name)[:255], stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def _file(letter: VerificationLetter, name: str, stored: StoredFile, by: User) -> Upload:
    dossier, granted = lock_for_answers(letter.request.dossier, by)
    upload, created = lay_into(_folder_of(letter), name, stored, by)
    if created:
        record(dossier, "keep_answer_scan", by=by, granted=granted, digest=stored.digest, letter=letter.pk,
               upload=upload.pk)  # fmt: skip
    return upload


def lock_for_answers(dossier: Dossier, by: User) -> tuple[Dossier, Granted]:
    """The dossier, locked, while answers may still lie with it, in time or late. Raises NotAllowed, NotNow."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    return locked, require_answers(locked, by)


def require_answers(dossier: Dossier, by: User) -> Granted:
    """The same of a dossier that is at hand: what lets this person take answers in. Raises NotAllowed, NotNow."""
    granted = permit(dossier, "benefits.verified", by, Seat.SETTLING)
    if dossier.state not in LATE | {State.AWAITING_VERIFICATION}:
        raise NotNow("Hồ sơ đã tích hợp hoặc đã kết thúc nên không ghi thêm trả lời xác minh.")
    return granted


def _folder_of(letter: VerificationLetter) -> Folder:
    row = VerificationLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if row.scans is None:
        row.scans = Folder.objects.create()
        row.save(update_fields=["scans"])
    return row.scans
