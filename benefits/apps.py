"""What Django starts for this room: its guards on the map and its queues."""

from importlib import import_module

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Bộ phận Chế độ BHXH."""

    name = "benefits"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Bộ phận Chế độ BHXH"

    def ready(self) -> None:
        for part in ("guards", "desks"):
            import_module(f"benefits.{part}")
