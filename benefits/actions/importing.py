"""How is a dossier signed by files that came back from another signing tool, such as that of the State's CA (VGCA)?

What comes is believed in nothing: it must be the very bytes that were prepared, with one signature written behind them,
of the leader, sound and time-stamped.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from benefits.actions.signing import SignedPaper, checked, conclude
from benefits.models import PreparedDocument
from benefits.queries import live_documents
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import User
from bhxh_archive.signing.additions import only_signed
from intake.models import Dossier


@transaction.atomic
def take_signed_files(*, dossier: Dossier, files: Sequence[bytes], by: User, version: int | None = None) -> Dossier:
    """Move on by the files that the leader signed elsewhere: one for each prepared document, in any order.

    Raises what `sign` raises, and NotValid with everything that is wrong: then nothing is signed.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    check_move(locked, "sign", by=by, version=version)
    if not by.certificate:
        raise NotAllowed("Tài khoản của bạn chưa được gán chứng thư số. Hãy báo quản trị hệ thống.")
    documents = list(live_documents(locked))
    found = {row.pk: _of(row, files) for row in documents}
    problems = [_missing(row) for row in documents if not found[row.pk]]
    if len(files) > len(documents):
        problems.append(f"Có {len(files)} tệp cho {len(documents)} văn bản: chỉ nạp mỗi văn bản một tệp.")
    if problems:
        raise NotValid(problems[0], problems)
    return conclude(locked, [_signed(row, found[row.pk], by) for row in documents], by=by, version=version)


def _of(row: PreparedDocument, files: Sequence[bytes]) -> bytes:
    """The file that goes on from the document's own bytes, or b""."""
    prepared = storage.read_file(row.file)
    return next((file for file in files if len(file) > len(prepared) and file.startswith(prepared)), b"")


def _missing(row: PreparedDocument) -> str:
    return (f"Chưa có tệp đã ký của «{row.title}»: phải là tệp tải từ trang này, công cụ ký chỉ ghi thêm chữ ký vào ô "
            "ký có sẵn và không lưu lại tệp theo cách khác.")  # fmt: skip


def _signed(row: PreparedDocument, file: bytes, by: User) -> SignedPaper:
    if not only_signed(storage.read_file(row.file), file):
        raise NotValid(f"Tệp đã ký của «{row.title}» có thay đổi khác ngoài chữ ký. Hãy tải lại tệp gốc rồi ký lại.")
    try:
        return checked(row, file, by.certificate)
    except NotNow as refused:
        raise NotValid(refused.message) from refused
