"""`manage.py load_demo`: put the demo offices and accounts into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from intake.loading.demo import load_demo


class Command(BaseCommand):
    help = "Nạp đơn vị và tài khoản mẫu."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{len(load_demo())} tài khoản mẫu")
