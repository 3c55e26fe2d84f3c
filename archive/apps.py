"""What Django starts for this room: its guards on the map, its queues and its chores."""

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
        self._register_rounds()

    def _register_rounds(self) -> None:
        from archive.actions.searches import forget_searches
        from bhxh_archive.jobs import rounds

        rounds.register("lượt tìm kiếm cũ được xóa", forget_searches, every=3600)
