"""What Django starts for this room: its guards on the map and its queues."""

from importlib import import_module

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Lưu trữ tập trung."""

    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Lưu trữ tập trung"

    def ready(self) -> None:
        for part in ("guards", "desks"):
            import_module(f"archive.{part}")
