"""`manage.py load_demo_scanner URL`: put the simulated scanner of the demo onto the lists of the demo offices."""

from __future__ import annotations

from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from bhxh_archive.models import Office, User
from intake.devices import asking_scanners
from intake.models import Scanner
from intake.scanning.place import find_place

NAME: Final = "Máy quét mẫu (mô phỏng)"
OFFICES: Final = ("hai-phong", "hong-bang")


class Command(BaseCommand):
    help = "Đưa máy quét mô phỏng vào danh sách của các đơn vị mẫu; cổng của nó có thể đổi ở mỗi lần chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url")

    @transaction.atomic
    def handle(self, *args: Any, url: str, **options: Any) -> None:
        place = find_place(url, loopback=True)
        facts = {"host": place.host, "port": place.port, "base": place.base, "address": place.address}
        by = User.objects.get(username="quantri")
        for office in Office.objects.filter(code__in=OFFICES):
            given = {**facts, "confirmed_by": by, "confirmed_at": timezone.now()}
            scanner, _ = Scanner.objects.update_or_create(office=office, name=NAME, removed_at=None, defaults=given)
            asking_scanners.ask(scanner)
