"""What may somebody see who holds nothing but the code of a receipt?"""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from bhxh_archive.parameters import parameter
from intake.models import Dossier
from intake.rules.standing import OVER, STEPS


def dossier_of_code(code: str) -> Dossier | None:
    """The accepted dossier with that code; None for an unknown code and for one that is over since `status_days`.

    Both take the same questions to the database, so that neither the answer nor its time tells them apart.
    """
    since = timezone.now() - timedelta(days=parameter("status_days"))
    rows = Dossier.objects.exclude(state__in=OVER, state_since__lt=since)
    return rows.select_related("receiving_office").filter(status_code=code).first()


def days_of_steps(dossier: Dossier) -> dict[str, date]:
    """Move -> the day it was last made, in Vietnam; the day of receipt stands for the acceptance."""
    made = dossier.events.filter(verb__in=[verb for verb, _ in STEPS]).order_by("seq").values_list("verb", "at")
    days = {verb: timezone.localdate(at) for verb, at in made}
    return days | ({"accept": timezone.localdate(dossier.received_at)} if dossier.received_at else {})
