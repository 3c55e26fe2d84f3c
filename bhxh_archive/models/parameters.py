"""Which values of law and practice did an administrator set, from when, on which source?"""

from django.db import models


class Parameter(models.Model):
    """A dated value that replaces the default in `parameters.DEFAULTS`; office None holds for all offices."""

    key = models.CharField("Tham số", max_length=60)
    office = models.ForeignKey("bhxh_archive.Office", models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField("Giá trị", max_length=1000)
    valid_from = models.DateField("Hiệu lực từ")
    source = models.CharField("Nguồn", max_length=300, blank=True)
    confirmed = models.BooleanField("Đã xác nhận", default=False)

    class Meta:
        ordering = ["key", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "office", "valid_from"], name="one_parameter_per_day", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
