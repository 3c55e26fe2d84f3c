"""Does a queue count what it lists?"""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.models import Dossier
from tests.intake.conftest import draft_of


def test_the_count_is_of_the_filtered_rows(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    Dossier.objects.filter(pk=accepted.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    address = reverse("queue", args=["da-tiep-nhan"])

    for query, count in (("", 2), ("?due=late", 1), ("?due=today", 0)):
        assert f'<span class="heading-count">{count}</span>' in clerk.get(address + query).content.decode()
