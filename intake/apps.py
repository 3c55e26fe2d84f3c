"""What Django starts for this room: its guards on the map, what follows a move, and its queues."""

from importlib import import_module

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Bộ phận Tiếp nhận và Trả kết quả."""

    name = "intake"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Bộ phận Tiếp nhận và Trả kết quả"

    def ready(self) -> None:
        for part in ("guards", "consequences", "desks"):
            import_module(f"intake.{part}")
        self._register_rounds()
        self._name_kinds()

    def _name_kinds(self) -> None:
        from bhxh_archive.administration.wording import name_kinds
        from bhxh_archive.models import FormVersion
        from intake.models import Bridge, Carrier, PaperBox, PaperPlace, Scanner, WatchedFolder

        name_kinds(Bridge, Carrier, FormVersion, PaperBox, PaperPlace, Scanner, WatchedFolder)

    def _register_rounds(self) -> None:
        from bhxh_archive import calendar_changes
        from bhxh_archive.jobs import rounds
        from intake.actions.administration.document_forms import queue_trials
        from intake.actions.stacks.scan_files import let_go
        from intake.actions.supplements.supplement import lapse_overdue
        from intake.devices.calling_home import give_up_silent
        from intake.devices.watching import look_everywhere
        from intake.pages.strokes import queue_strokes
        from intake.queries.calendar_effects import effect_of

        calendar_changes.register("intake.tasks.recount_due", effect_of)
        rounds.register("hồ sơ kết thúc do quá hạn bổ sung", lapse_overdue)
        rounds.register("trang quét rời đã nằm trong chồng được bỏ", let_go, every=60)
        rounds.register("thư mục quét có tệp mới", look_everywhere, every=5)
        rounds.register("lượt ghi nét của trang quét cũ để so trùng", queue_strokes, every=3600)
        rounds.register("mẫu văn bản được dựng thử lại sau nâng cấp", queue_trials, every=600)
        rounds.register("lượt quét mất cầu nối được kết thúc", give_up_silent, every=5)
