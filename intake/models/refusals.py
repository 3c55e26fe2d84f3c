"""What does a refusal tell the person beside the reason: the law, and where to go instead?"""

from __future__ import annotations

from django.db import models

from intake.models.dossier import Dossier


class RefusalNotice(models.Model):
    """The words of a refusal that stand on its slip (form 03) beside the reason, which is in the trail."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="refusal_notice")
    legal_ground = models.CharField("Căn cứ từ chối", max_length=500, blank=True)
    where_to_go = models.CharField("Hướng dẫn", max_length=500, blank=True)
