"""Do sheets of ours lie among the pages of a file that was sent into one dossier? What follows may belong elsewhere.

A file that begins with a sheet is a stack, and goes to the tray; of any other it is known only once all pages are out.
A scanner sends one file a page.
"""

from __future__ import annotations

from typing import Final

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from intake.models import Dossier, ScanRun, Upload
from intake.pages.judging import note_our_sheet, note_unread_sheet
from intake.pages.our_sheets import our_sheets
from intake.pipeline.checks import DARK

TOLD: Final = (
    "là tờ bìa, tờ phân cách hoặc phiếu có mã vạch: giấy đứng sau có thể thuộc hồ sơ, thành phần khác. Bấm «{button}» "
    "ở phần Tệp đã gửi để chia và xem trước; nếu giấy đều của hồ sơ này thì đánh dấu «Tờ phân cách»."
)
UNREAD: Final = (
    "trang này giống một tờ bìa mà không đọc được mã (nhàu, rách, bị viết đè). Nếu đúng, giấy đứng sau có thể thuộc hồ "
    "sơ, thành phần khác: bấm «{button}» ở phần Tệp đã gửi; đều của hồ sơ này thì đánh dấu «Tờ phân cách». Không phải "
    "thì ghi lý do."
)
SCANNED_AGAIN: Final = ("page_damaged", DARK)
"""Nothing is said of what is scanned again all the same."""

OF_A_FILE, OF_A_SCAN = "Chuyển cả tệp vào khay", "Chia theo các tờ này"


def ask_to_tell(upload: Upload) -> None:
    """Have the pages of a whole file looked through, where nobody waits behind it to see pages."""
    among_others = upload.page_count > 1 or upload.sending.startswith(ScanRun.SENDING)
    if among_others and not upload.signed and Dossier.objects.filter(folder=upload.folder_id).exists():
        enqueue("intake.tasks.tell_sheets", key=f"tell-sheets:{upload.pk}", lane=Job.Lane.SLOW, priority=40,
                upload_id=upload.pk)  # fmt: skip


def tell_sheets(upload: Upload) -> None:
    """Note on each page that bears the code of a sheet of ours that it does, or seems to bear one that nobody can read;
    safe to run twice."""
    assert upload.file
    with storage.local_copy(upload.file) as path:
        found = our_sheets(path, upload.file.media_type)
    button = OF_A_FILE if upload.page_count > 1 else OF_A_SCAN
    there = upload.pages.filter(deleted_at=None).select_related("upload")
    for page in there.filter(upload_index__in=found.read):
        note_our_sheet(page, TOLD.format(button=button))
    for page in there.filter(upload_index__in=found.unread).exclude(findings__code__in=SCANNED_AGAIN):
        note_unread_sheet(page, UNREAD.format(button=button))
