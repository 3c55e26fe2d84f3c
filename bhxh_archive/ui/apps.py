"""Under which name does Django know the shared look?"""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bhxh_archive.ui"
    label = "ui"
    verbose_name = "Giao diện"
