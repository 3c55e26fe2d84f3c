"""How does an administrator have a folder watched, and how does a file of it become a stack?"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localtime

from bhxh_archive import storage
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import Office, StoredFile, User
from intake.actions.stacks.batches import open_stack, permit_stacks
from intake.models import WatchedFile, WatchedFolder
from intake.scanning.folder import REFUSED, TAKEN

FIELDS: Final = ("office_id", "path", "keeper_id")
PATH: Final = re.compile(r"(?=.{1,200}\Z)[0-9A-Za-z_][0-9A-Za-z._-]{0,62}(/[0-9A-Za-z_][0-9A-Za-z._-]{0,62}){0,3}")
NO_PATH: Final = (
    "Ghi đường dẫn tính từ thư mục gốc, bằng chữ không dấu, số, dấu chấm, gạch nối, tối đa bốn cấp. "
    "Ví dụ: hai-phong/quay-1."
)
OURS: Final = "«{name}» là thư mục con do hệ thống tạo để chuyển tệp đã xem vào. Hãy chọn tên khác."
NO_ROOT_HERE: Final = "Ghi đường dẫn tính từ thư mục gốc, không bắt đầu bằng «/». Ví dụ: hai-phong/quay-1."
SAME: Final = "Giống từng byte tệp «{name}» đã nhận lúc {at} nên không nhận thêm lần nữa."
SAME_STACK: Final = (
    "Giống từng byte chồng «{name}» đã có trong khay từ {at} nên không có chồng mới. Hãy xếp chồng đã có."
)
NO_KEEPER: Final = "Người phụ trách phải là người quét và xếp trang ở đơn vị này."


def watch_folder(*, office: Office, path: str, keeper: User, by: User) -> WatchedFolder:
    """Have a folder below the root watched for an office.

    Raises NotValid for a path that could lead elsewhere, lies within another watched folder or around it, and for a
    keeper who does not scan there.
    """
    require_office(by, office.pk)
    check_keeper(keeper, office.pk)
    wanted = path.strip().removesuffix("/")
    if wanted.startswith("/"):
        raise NotValid(NO_ROOT_HERE)
    if not PATH.fullmatch(wanted):
        raise NotValid(NO_PATH)
    if kept := {TAKEN, REFUSED} & set(wanted.lower().split("/")):
        raise NotValid(OURS.format(name=kept.pop()))
    return _watch(office, wanted, keeper, by)


def check_keeper(keeper: User, office_id: int) -> None:
    """Raises NotValid for who does not scan at that office."""
    if not keeper.holds("intake.scan", office_id):
        raise NotValid(NO_KEEPER)


@transaction.atomic
def _watch(office: Office, path: str, keeper: User, by: User) -> WatchedFolder:
    for known in WatchedFolder.objects.filter(removed_at=None).values_list("path", flat=True):
        there, wanted = f"{known.lower()}/", f"{path.lower()}/"  # a share tells no capitals from small letters
        if there.startswith(wanted) or wanted.startswith(there):
            raise NotValid(f"Thư mục này trùng hoặc lồng với thư mục đang theo dõi «{known}». Hãy chọn thư mục khác.")
    try:
        with transaction.atomic():
            row = WatchedFolder.objects.create(office=office, path=path, keeper=keeper, by=by)
    except IntegrityError as error:
        raise NotValid("Thư mục này đang được theo dõi rồi.") from error
    write_down(by=by, verb="watch_folder", row=row, after=snapshot(row, FIELDS))
    return row


@transaction.atomic
def change_keeper(*, folder: WatchedFolder, keeper: User, by: User) -> WatchedFolder:
    """Give a watched folder to somebody else of the office. Raises NotValid for who does not scan there."""
    row = _locked(folder, by)
    check_keeper(keeper, row.office_id)
    before = snapshot(row, FIELDS)
    row.keeper, row.trouble = keeper, ""
    row.save(update_fields=["keeper", "trouble"])
    write_down(by=by, verb="change_keeper", row=row, before=before, after=snapshot(row, FIELDS))
    return row


@transaction.atomic
def unwatch_folder(*, folder: WatchedFolder, by: User) -> WatchedFolder:
    """Look into a folder no more. What lies there stays there; what was taken stays on record."""
    row = _locked(folder, by)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    write_down(by=by, verb="unwatch_folder", row=row, before=snapshot(row, FIELDS))
    return row


def _locked(folder: WatchedFolder, by: User) -> WatchedFolder:
    row = WatchedFolder.objects.select_for_update().get(pk=folder.pk)
    require_office(by, row.office_id)
    if row.removed_at:
        raise NotNow("Thư mục này không còn được theo dõi.")
    return row


@transaction.atomic
def take_watched(*, file: WatchedFile, stored: StoredFile, by: User) -> WatchedFile:
    """The bytes of a file as a stack of the folder's office, once: what was taken from this folder before is not
    taken again. Raises NotAllowed when `by` does not scan there."""
    row = WatchedFile.objects.select_for_update(of=("self",)).select_related("folder__office").get(pk=file.pk)
    if row.state != WatchedFile.State.SEEN:
        return row
    permit_stacks(row.folder.office_id, by)
    earlier = _earlier(row, stored.digest)
    if earlier:
        row.batch = earlier.batch
        row.note = SAME.format(name=earlier.name[:200], at=_when(earlier.since))
        transaction.on_commit(lambda: storage.forget(stored))
    else:
        stack = open_stack(row.folder.office, row.name, stored, by)
        row.batch = stack.batch
        if stack.known:
            row.note = SAME_STACK.format(name=stack.batch.upload.name[:200], at=_when(stack.batch.at))
            transaction.on_commit(lambda: storage.forget(stored))
    row.state, row.digest = WatchedFile.State.TAKEN, stored.digest
    row.save(update_fields=["state", "digest", "batch", "note"])
    return row


def _when(moment: datetime) -> str:
    return f"{localtime(moment):%H:%M %d/%m/%Y}"


def _earlier(row: WatchedFile, digest: str) -> WatchedFile | None:
    taken = (WatchedFile.State.TAKEN, WatchedFile.State.DONE)
    same = WatchedFile.objects.filter(folder=row.folder_id, digest=digest, state__in=taken)
    return same.exclude(pk=row.pk).select_related("batch").first()
