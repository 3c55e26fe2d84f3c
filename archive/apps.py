"""What Django starts for this room: its guards on the map, its queues and its background tasks."""

from importlib import import_module

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Lưu trữ tập trung."""

    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Lưu trữ tập trung"

    def ready(self) -> None:
        for part in ("guards", "desks", "tasks"):
            import_module(f"archive.{part}")
