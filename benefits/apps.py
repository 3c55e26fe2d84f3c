"""What Django starts for this room: its guards on the map and its queues."""

from importlib import import_module

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Bộ phận Chế độ BHXH."""

    name = "benefits"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Bộ phận Chế độ BHXH"

    def ready(self) -> None:
        for part in ("guards", "desks", "delivery_desk", "overview"):
            import_module(f"benefits.{part}")
        self._register_rounds()
        self._name_kinds()
        self._say_what_is_made()
        self._say_what_is_left()

    def _say_what_is_left(self) -> None:
        from benefits.signers.left import waiting_for_seat
        from bhxh_archive import left_work

        left_work.register(waiting_for_seat)

    def _say_what_is_made(self) -> None:
        from benefits.kinds import can_be_drafted
        from intake import outcomes

        outcomes.register(can_be_drafted)

    def _name_kinds(self) -> None:
        from benefits.models import LawChange, PaperOrder
        from bhxh_archive.administration.wording import name_kinds

        name_kinds(PaperOrder, LawChange)

    def _register_rounds(self) -> None:
        from benefits.actions.attending import forget_presence
        from benefits.actions.deferring import retry_gaps
        from benefits.actions.extending import retry_extensions
        from benefits.actions.finishing import retry_finishing
        from benefits.actions.reading_places import forget_places
        from benefits.actions.renewing import queue_restamps
        from bhxh_archive.jobs import rounds

        rounds.register("kết quả được bổ sung lại dữ liệu chữ ký lâu dài", retry_extensions)
        rounds.register("hồ sơ đã ký trên thiết bị được lấy lại dấu thời gian", retry_finishing)
        rounds.register("người ký có văn bản được chuẩn bị lại cho dịch vụ ký từ xa", retry_gaps)
        rounds.register("văn bản được gia hạn dấu thời gian lưu trữ", queue_restamps, every=3600)
        rounds.register("lượt mở hồ sơ đã qua được xóa", forget_presence, every=3600)
        rounds.register("chỗ đang đọc đã lâu không mở được xóa", forget_places, every=86_400)
