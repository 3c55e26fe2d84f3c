"""What keeps the scan of a signed paper from standing for it?"""

from __future__ import annotations

from bhxh_archive.jobs import failure_note
from intake.models import PageFinding, PaperScan, Result, Upload


def copy_key(scan: PaperScan) -> str:
    """Under which key the making of its PDF/A is queued."""
    return f"paper-copy:{scan.pk}"


def newest_scan(result: Result) -> PaperScan | None:
    """The scan that counts."""
    return result.scans.select_related("upload", "file").last()


def scan_problem(result: Result, scan: PaperScan | None) -> str:
    """Why the paper can't be issued by its newest scan yet, in a sentence that says what to do; "" when it can."""
    if scan is None:
        return f"Chưa quét bản đã ký, đóng dấu của «{result.title}»."
    if scan.upload.state == Upload.State.REFUSED:
        return f"Bản quét của «{result.title}» không nhận được: {scan.upload.message}"
    if scan.file is None:
        making = f"Đang kiểm tra và tạo bản số hóa của «{result.title}», hãy tải lại trang sau ít phút."
        return failure_note(copy_key(scan)) or making
    return _incomplete(result, scan) or _unfit(result, scan)


def _incomplete(result: Result, scan: PaperScan) -> str:
    printed = max(version.pages for version in result.versions.all())
    if scan.pages >= printed:
        return ""
    return f"Bản quét của «{result.title}» có {scan.pages} trang, văn bản có {printed} trang: hãy quét lại đủ trang."


def _unfit(result: Result, scan: PaperScan) -> str:
    hard = PageFinding.objects.filter(page__upload=scan.upload, level=PageFinding.Level.HARD).select_related("page")
    found = hard.order_by("page__upload_index").first()
    return f"Bản quét của «{result.title}», trang {found.page.upload_index + 1}: {found.message}" if found else ""
