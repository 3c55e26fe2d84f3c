"""How does the return slip with the receiver's signature come in, who says that a scan without a code is it, and how is
a wrong scan of it taken away?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import StoredFile, User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake.actions.page_desk.uploads import Received, lay_into, take_bytes
from intake.models import Dossier, Folder, HandOver, SlipDoubt, Upload
from intake.needs.slips import slip_problems
from intake.queries import SIGNED
from intake.rules import slip_may_go
from intake.rules.stack_targets import SIGNED_ALREADY

GROUND_WANTED: Final = "Hãy ghi căn cứ xác nhận đây là giấy giao nhận đã ký của lần trả này."
_DROPPED: Final = ["dropped_at", "dropped_by", "drop_reason"]


def keep_signed_slip(*, hand_over: HandOver, name: str, chunks: Iterable[bytes], by: User) -> Received:
    """Take in a scan of the signed slip: stored and hashed first, examined afterwards; the same bytes are one upload.

    It is proof of the return and no paper of the applicant: it lies in a folder of the hand-over, outside the counted
    pages. What was taken away and is sent again comes back. Where no code on it says that it is this slip, it counts
    once it is confirmed. Raises NotAllowed, NotValid for a file over the limit.
    """
    permit(hand_over.dossier, "intake.hand_over", by, Seat.RECEIVING)
    stored = take_bytes(chunks)
    try:
        return _file(hand_over, nfc(name)[:255], stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def _file(hand_over: HandOver, name: str, stored: StoredFile, by: User) -> Received:
    dossier = _lock(hand_over, by)
    upload, created = lay_into(_folder_of(hand_over), name, stored, by)
    if not created:
        return Received(upload, known=True, restored=_bring_back(dossier, upload, by))
    record(dossier, "keep_signed_slip", by=by, digest=stored.digest, hand_over=hand_over.pk, upload=upload.pk)
    return Received(upload)


def file_signed_slip(*, hand_over: HandOver, name: str, file: StoredFile, pages: int, by: User, batch: int) -> Upload:
    """Lay a slip in that came in a stack, whose `pages` (number) are out already: the caller moves them, within its
    transaction. Raises NotAllowed, and NotNow where a scan of the slip stands or these very pages were sent before."""
    dossier = _lock(hand_over, by)
    folder = Folder.objects.select_for_update().get(pk=_folder_of(hand_over).pk)
    if HandOver.objects.filter(SIGNED, pk=hand_over.pk).exists():
        raise NotNow(SIGNED_ALREADY)
    if folder.uploads.exclude(state=Upload.State.REFUSED).filter(digest=file.digest).exists():
        raise NotNow("Bản quét này đã gửi và đã bỏ: lấy lại ở trang Giấy đã ký của hồ sơ, rồi bỏ phần này.")
    upload = Upload.objects.create(
        folder=folder, file=file, digest=file.digest, name=name, state=Upload.State.ACCEPTED, page_count=pages, by=by,
        message="Tách từ chồng giấy quét.",
    )  # fmt: skip
    record(dossier, "keep_signed_slip", by=by, digest=upload.digest, hand_over=hand_over.pk, upload=upload.pk,
           batch=batch)  # fmt: skip
    return upload


@transaction.atomic
def confirm_signed_slip(*, upload: Upload, ground: str, by: User) -> Upload:
    """Say that a scan on which no code was read is the signed slip of this return: from now on it counts.

    Doing it again changes nothing. Raises NotAllowed, NotValid without a ground, NotNow while the scan is not there.
    """
    dossier, row = _locked(upload, by)
    doubt = SlipDoubt.objects.filter(upload=row, confirmed_at=None).first()
    if doubt is None:
        return row
    if row.state != Upload.State.ACCEPTED or row.dropped_at:
        raise NotNow("Bản quét chưa kiểm tra xong, hoặc đã bỏ, nên chưa xác nhận được.")
    if not is_reason(ground):
        raise NotValid(GROUND_WANTED)
    doubt.confirmed_at, doubt.confirmed_by, doubt.ground = timezone.now(), by, ground.strip()
    doubt.save(update_fields=["confirmed_at", "confirmed_by", "ground"])
    record(dossier, "confirm_signed_slip", by=by, reason=doubt.ground, digest=row.digest, upload=row.pk)
    return row


@transaction.atomic
def drop_signed_slip(*, upload: Upload, reason: str, by: User) -> Upload:
    """Take away a scan that is not this slip: row and bytes stay, its pages are shown no more, the slip is due again.

    A file that was refused is cleared away without a reason. Doing it again changes nothing. Raises NotAllowed,
    NotValid without a reason, NotNow while it is examined, once the archive has the dossier, or after a consolidation
    for which the office wants the slip.
    """
    dossier, row = _locked(upload, by)
    if row.dropped_at:
        return row
    _check(dossier, row, reason)
    row.dropped_at, row.dropped_by, row.drop_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=_DROPPED)
    row.pages.update(deleted_at=row.dropped_at, deleted_by=by)
    if dossier.state == State.READY_TO_ARCHIVE and slip_problems(dossier):
        raise NotNow("Đơn vị yêu cầu giấy đã ký trước khi tích hợp: quét giấy đúng trước, hoặc mở lại tích hợp.")
    record(dossier, "drop_signed_slip", by=by, reason=row.drop_reason, digest=row.digest, upload=row.pk,
           refused=row.state == Upload.State.REFUSED)  # fmt: skip
    return row


@transaction.atomic
def restore_signed_slip(*, upload: Upload, by: User) -> Upload:
    """Undo the taking away. Doing it again changes nothing. Raises NotAllowed."""
    dossier, row = _locked(upload, by)
    _bring_back(dossier, row, by)
    return row


def _bring_back(dossier: Dossier, upload: Upload, by: User) -> int:
    """How many pages are shown again; 0 where nothing was taken away."""
    if upload.dropped_at is None:
        return 0
    upload.dropped_at, upload.dropped_by, upload.drop_reason = None, None, ""
    upload.save(update_fields=_DROPPED)
    record(dossier, "restore_signed_slip", by=by, digest=upload.digest, upload=upload.pk)
    return upload.pages.update(deleted_at=None, deleted_by=None)


def _check(dossier: Dossier, upload: Upload, reason: str) -> None:
    if not upload.settled:
        raise NotNow("Tệp đang được kiểm tra: hãy chờ một chút rồi bỏ.")
    if upload.state == Upload.State.REFUSED:
        return
    if not slip_may_go(dossier):
        raise NotNow("Hồ sơ đã chuyển lưu trữ nên không bỏ được bản quét này.")
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do bỏ bản quét.")


def _lock(hand_over: HandOver, by: User) -> Dossier:
    dossier: Dossier = Dossier.objects.select_for_update().get(pk=hand_over.dossier_id)
    permit(dossier, "intake.hand_over", by, Seat.RECEIVING)
    return dossier


def _locked(upload: Upload, by: User) -> tuple[Dossier, Upload]:
    """The dossier, and the file as it stands now that nobody else changes it."""
    dossier = _lock(HandOver.objects.get(slip=upload.folder_id), by)
    return dossier, Upload.objects.get(pk=upload.pk)


def _folder_of(hand_over: HandOver) -> Folder:
    row = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over.pk)
    if row.slip is None:
        row.slip = Folder.objects.create()
        row.save(update_fields=["slip"])
    return row.slip
