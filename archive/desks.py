"""Which queues does this room put on the desks?"""

from __future__ import annotations

from django.db.models import QuerySet

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, register
from intake.models import Dossier


def transferred(user: User) -> QuerySet[Dossier]:
    """Dossiers that wait for the archive's verdict."""
    return Dossier.objects.filter(state=State.TRANSFERRED)


register(Queue("cho-tiep-nhan-luu-tru", "archive", "Chờ tiếp nhận lưu trữ", "archive.accept_transfer", transferred,
               "Không có hồ sơ nào chờ tiếp nhận lưu trữ.", dated=False))  # fmt: skip
