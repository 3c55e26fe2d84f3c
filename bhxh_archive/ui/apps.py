"""Under which name does Django know the shared look?"""

from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator


class UiConfig(AppConfig):
    name = "bhxh_archive.ui"
    label = "ui"
    verbose_name = "Giao diện"

    def ready(self) -> None:
        """Django's Vietnamese has no words for this one."""
        ProhibitNullCharactersValidator.message = "Có ký tự điều khiển không nhận được: hãy xóa rồi gõ lại."
