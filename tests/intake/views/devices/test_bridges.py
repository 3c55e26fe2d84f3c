"""Can an administrator keep the bridges, and is a key shown once?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import User
from bhxh_archive.roles import Role
from intake.devices import calling_home
from intake.models import Bridge, Scanner
from intake.queries.bridges import bridge_of
from tests.intake.devices.test_calling_home import TOLD
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import queries_of


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("quantri-hp")


def add(admin: Client, clerk: User, name: str = "Cát Hải") -> str:
    """The page that a new bridge is shown on."""
    seat = clerk.assignments.get(role=Role.RECEPTION).pk
    return admin.post(reverse("bridges"), {"name": name, "keeper": seat}).content.decode()


def test_a_key_is_shown_once_and_revoked(admin: Client, clerk_user: User, sign_in: SignIn) -> None:
    assert "Chưa có cầu nối nào" in admin.get(reverse("bridges")).content.decode()
    made = add(admin, clerk_user)
    key = made.partition('<code class="key">')[2].partition("<")[0]
    bridge = bridge_of(key)
    assert bridge and bridge.office.code == "hai-phong"
    again = add(admin, clerk_user)
    assert "mang tên này" in again and key not in again and 'value="Cát Hải"' in again
    calling_home.report(bridge, [TOLD])
    shown = admin.get(reverse("bridges")).content.decode()
    assert key not in shown and "Chưa gọi lần nào" in shown and "(chờ xác nhận)" in shown
    assert "qua cầu nối Cát Hải" in admin.get(reverse("scanners")).content.decode()
    Scanner.objects.update(confirmed_at=timezone.now(), confirmed_by=clerk_user)
    scanner = admin.get(reverse("scanner", args=[Scanner.objects.get().pk])).content.decode()
    assert "Kiểm tra máy quét" not in scanner and "Cầu nối không gọi về" in scanner
    assert sign_in("tiepnhan-hp").get(reverse("bridges")).status_code == 403
    assert admin.post(reverse("revoke_bridge", args=[bridge.pk])).status_code == 302
    assert bridge_of(key) is None and admin.post(reverse("revoke_bridge", args=[bridge.pk])).status_code == 404


def test_more_bridges_cost_no_more_queries(admin: Client, clerk_user: User) -> None:
    add(admin, clerk_user)
    calling_home.report(Bridge.objects.get(), [TOLD])
    few = queries_of(admin, reverse("bridges")), queries_of(admin, reverse("watched_folders"))
    for number in range(4):
        add(admin, clerk_user, f"Số {number}")
        calling_home.report(Bridge.objects.latest("pk"), [TOLD])
    assert (queries_of(admin, reverse("bridges")), queries_of(admin, reverse("watched_folders"))) == few
