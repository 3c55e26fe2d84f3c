"""Is what was typed forgotten in time, and the look itself never?"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive.models import Search
from bhxh_archive.models import AccessLog, User
from tests.archive.conftest import SignIn
from tests.archive.shelf import Shelf
from tests.archive.views.conftest import search


def typed(client: Client, text: str, days_ago: int) -> Search:
    search(client, text)
    Search.objects.filter(text=text).update(at=timezone.now() - timedelta(days=days_ago))
    return Search.objects.get(text=text)


def test_only_what_is_older_than_the_setting_is_forgotten(shelf: Shelf, sign_in: SignIn) -> None:
    client = sign_in("luutru")
    old = typed(client, "Phạm Thị Hường", settings.SEARCH_DAYS + 1)
    young = typed(client, "Trần Văn Mạnh", settings.SEARCH_DAYS - 1)

    call_command("sweep")

    assert list(Search.objects.all()) == [young]
    assert client.get(f"/tim-kiem/{old.pk}/").status_code == 404


def test_the_access_log_keeps_who_looked_when_and_why(shelf: Shelf, sign_in: SignIn) -> None:
    client = sign_in("luutru")
    old = typed(client, "Phạm Thị Hường", settings.SEARCH_DAYS + 1)
    Search.objects.filter(pk=old.pk).update(purpose="Trả lời đơn thư")
    client.get(f"/tim-kiem/{old.pk}/")
    logged = list(AccessLog.objects.filter(subject=f"search:{old.pk}").order_by("seq").values())

    call_command("sweep")

    assert list(AccessLog.objects.filter(subject=f"search:{old.pk}").order_by("seq").values()) == logged
    assert logged[-1]["by_id"] == User.objects.get(username="luutru").pk and logged[-1]["purpose"] == "Trả lời đơn thư"
