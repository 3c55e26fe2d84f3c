"""`manage.py load_catalogue`: put the procedures, components and holidays of the repository into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from intake.loading.catalogue import load_catalogue


class Command(BaseCommand):
    help = "Nạp danh mục thủ tục, thành phần hồ sơ và ngày nghỉ."

    def handle(self, *args: Any, **options: Any) -> None:
        number = load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")
        self.stdout.write(f"{number} thủ tục")
