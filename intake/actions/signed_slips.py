"""How does the return slip with the receiver's signature come in, and to which hand-over does it belong?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.errors import ActionError
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import StoredFile, User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake.actions.uploads import take_bytes
from intake.models import Dossier, Folder, HandOver, Upload


def keep_signed_slip(*, hand_over: HandOver, name: str, chunks: Iterable[bytes], by: User) -> Upload:
    """Take in a scan of the signed slip: stored and hashed first, examined afterwards; the same bytes are one upload.

    It is proof of the return and no paper of the applicant: it lies in a folder of the hand-over, outside the counted
    pages. Raises NotAllowed, NotValid for a file over the limit.
    """
    permit(hand_over.dossier, "intake.hand_over", by, Seat.RECEIVING)
    stored = take_bytes(chunks)
    try:
        return _file(hand_over, nfc(name)[:255], stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def _file(hand_over: HandOver, name: str, stored: StoredFile, by: User) -> Upload:
    dossier = Dossier.objects.select_for_update().get(pk=hand_over.dossier_id)
    permit(dossier, "intake.hand_over", by, Seat.RECEIVING)
    upload, created = Upload.objects.exclude(state=Upload.State.REFUSED).get_or_create(
        folder=_folder_of(hand_over), digest=stored.digest, defaults={"file": stored, "name": name, "by": by}
    )
    if created:
        record(dossier, "keep_signed_slip", by=by, digest=stored.digest, hand_over=hand_over.pk, upload=upload.pk)
        enqueue("intake.tasks.examine", key=f"examine:{upload.pk}", priority=20, by=by, upload_id=upload.pk)
    return upload


def _folder_of(hand_over: HandOver) -> Folder:
    row = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over.pk)
    if row.slip is None:
        row.slip = Folder.objects.create()
        row.save(update_fields=["slip"])
    return row.slip
