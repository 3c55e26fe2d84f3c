"""Which days are off, and which Saturdays are worked instead?"""

from django.db import models


class Holiday(models.Model):
    """A public holiday or a make-up working day (Labour Code art. 112), entered by an administrator with its source."""

    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ lễ"
        MAKE_UP = "make_up", "Làm bù"

    day = models.DateField("Ngày", unique=True)
    kind = models.CharField("Loại", max_length=10, choices=Kind.choices)
    name = models.CharField("Tên", max_length=200)
    source = models.CharField("Nguồn", max_length=300, blank=True)
    confirmed = models.BooleanField("Đã xác nhận", default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
