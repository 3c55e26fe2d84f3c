"""`manage.py demo_accounts`: print the demo accounts, one line per desk."""

from typing import Any

from django.core.management.base import BaseCommand

from bhxh_archive.models import Assignment
from intake.loading.demo import PASSWORD


class Command(BaseCommand):
    help = "In danh sách tài khoản mẫu."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Mật khẩu của mọi tài khoản mẫu: {PASSWORD}")
        self.stdout.write("Khi ký, trang hỏi thêm mã xác thực và hiện mã đang dùng được của tài khoản mẫu.")
        for row in Assignment.objects.in_force().select_related("user", "office").prefetch_related("office__names"):
            self.stdout.write(f"  {row.user.username:<18} {row.get_role_display():<28} {row.office.name}")
