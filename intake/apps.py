"""What Django starts for this room: its guards on the map and its queues."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Bộ phận Tiếp nhận và Trả kết quả."""

    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Bộ phận Tiếp nhận và Trả kết quả"

    def ready(self) -> None:
        for part in ("guards", "desks"):
            import_module(f"intake.{part}")
