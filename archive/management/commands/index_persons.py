"""`manage.py index_persons`: have the people of employers' lists found that were archived before lines were indexed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from archive.persons import queue_unindexed


class Command(BaseCommand):
    """Đưa người lao động trong danh sách của đơn vị vào chỉ mục tìm kiếm của lưu trữ, ở hồ sơ chưa có."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        queued = queue_unindexed()
        self.stdout.write(f"Đã xếp hàng {len(queued)} hồ sơ để lập lại chỉ mục người.")
