"""What did somebody search for? Kept for a while under an opaque id, so that no name ever stands in an address."""

import uuid

from django.conf import settings
from django.db import models


class Search(models.Model):
    """One search of one person: the text as typed, the filters chosen, the purpose given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.CharField("Từ tìm kiếm", max_length=300, blank=True)
    procedure_code = models.CharField("Thủ tục", max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField("Năm sinh", null=True, blank=True)
    decided_from = models.DateField("Quyết định từ ngày", null=True, blank=True)
    decided_to = models.DateField("Quyết định đến ngày", null=True, blank=True)
    purpose = models.CharField("Mục đích", max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
