"""What Django starts for the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Offices, people, files, jobs and the map."""

    name = "bhxh_archive"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hạt nhân"
