"""`manage.py first_administrator`: open an installation to its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bhxh_archive.administration.people import first_administrator
from bhxh_archive.errors import ActionError
from bhxh_archive.models import Office


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị đầu tiên; mật khẩu hiện một lần và phải đổi khi đăng nhập."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("full_name", help="họ và tên, trong dấu nháy kép")
        parser.add_argument("--office", required=True, help="mã đơn vị, ví dụ ttlt")

    def handle(self, *args: Any, username: str, full_name: str, office: str, **options: Any) -> None:
        where = Office.objects.filter(code=office).first()
        if where is None:
            known = ", ".join(Office.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(f"Không có đơn vị {office}. Các đơn vị: {known or 'chưa có; chạy load_offices trước'}.")
        try:
            _, password = first_administrator(username=username, full_name=full_name, office=where)
        except ActionError as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"Tài khoản {username}, mật khẩu cho lần đăng nhập đầu tiên: {password}")
