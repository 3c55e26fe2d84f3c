"""Can an administrator keep the watched folders, and does the tray tell how they stand?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from bhxh_archive.models import Office, User
from bhxh_archive.roles import Role
from intake.models import WatchedFile, WatchedFolder
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import queries_of


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("quantri-hp")


def seat(user: User) -> int:
    return user.assignments.get(role=Role.RECEPTION).pk


def folder(clerk: User, path: str = "hai-phong", **facts: object) -> WatchedFolder:
    office = Office.objects.get(code="hai-phong")
    return WatchedFolder.objects.create(office=office, path=path, keeper=clerk, by=clerk, **facts)


def test_a_folder_is_added_given_away_and_dropped(
    admin: Client, demo: dict[str, User], clerk_user: User, sign_in: SignIn, settings: Settings, tmp_path: Path
) -> None:
    empty = admin.get(reverse("watched_folders")).content.decode()
    assert "Chưa theo dõi thư mục nào" in empty and "WATCHED_ROOT" in empty
    settings.WATCHED_ROOT = tmp_path
    wrong = admin.post(reverse("watched_folders"), {"path": "../khac", "keeper": seat(clerk_user)})
    assert (
        wrong.status_code == 422 and "Ghi đường dẫn" in wrong.content.decode() and "../khac" in wrong.content.decode()
    )
    foreign = admin.post(reverse("watched_folders"), {"path": "khac", "keeper": seat(demo["tiepnhan-na"])})
    assert foreign.status_code == 422
    admin.post(reverse("watched_folders"), {"path": "hai-phong/quay-1", "keeper": seat(clerk_user)})
    row = WatchedFolder.objects.get()
    assert (row.office.code, row.keeper) == ("hai-phong", clerk_user)
    head = demo["truongtiepnhan-hp"].assignments.get(role=Role.RECEPTION_HEAD).pk
    assert admin.post(reverse("change_keeper", args=[row.pk]), {f"f{row.pk}-keeper": ""}).status_code == 422
    admin.post(reverse("change_keeper", args=[row.pk]), {f"f{row.pk}-keeper": head})
    shown = admin.get(reverse("watched_folders")).content.decode()
    assert "Thư mục con, tệp tên bắt đầu bằng dấu chấm" in shown
    assert "hai-phong/quay-1" in shown and str(demo["truongtiepnhan-hp"]) in shown and "Chưa xem" in shown
    stranger, there = demo["tiepnhan-na"], Office.objects.get(code="nghe-an")
    stranger.assignments.create(office=there, role=Role.ADMIN, valid_from="2026-01-01")
    assert sign_in("tiepnhan-na").post(reverse("unwatch_folder", args=[row.pk])).status_code == 404
    assert admin.post(reverse("unwatch_folder", args=[row.pk])).status_code == 302
    told = admin.get(reverse("admin_changes")).content.decode()
    assert "watchedfolder" not in told and "keeper_id" not in told and "Thư mục: hai-phong/quay-1" in told
    assert f"Người phụ trách: {demo['truongtiepnhan-hp'].full_name}" in told
    assert "Theo dõi thư mục quét" in told and "Thôi theo dõi thư mục quét" in told


def test_the_tray_tells_of_its_folders_and_of_what_was_not_taken(
    clerk: Client, clerk_user: User, sign_in: SignIn
) -> None:
    now = timezone.now()
    row = folder(clerk_user, looked_at=now, trouble="unwritable", odd=2)
    facts = {"folder": row, "size": 1, "mtime_ns": 1, "since": now}
    WatchedFile.objects.create(name="to.pdf", state="refused", note="Tệp lớn hơn 1 MB.", ended_at=now, **facts)
    WatchedFile.objects.create(name="dang.pdf", **facts)
    shown = clerk.get(reverse("batches")).content.decode()
    assert "1 tệp đang chờ" in shown and "to.pdf: không nhận. Tệp lớn hơn 1 MB." in shown
    assert "Hãy cấp quyền ghi" in shown and "2 mục không phải tệp" in shown and "every 1s" in shown
    assert "to.pdf" not in sign_in("tiepnhan-na").get(reverse("batches")).content.decode()


def test_a_folder_that_nobody_looks_into_is_told(clerk: Client, clerk_user: User, admin: Client) -> None:
    folder(clerk_user, looked_at=timezone.now() - timedelta(minutes=5))
    for client, page in ((clerk, "batches"), (admin, "watched_folders")):
        assert "không xem thư mục hơn một phút" in client.get(reverse(page)).content.decode()


def test_more_folders_cost_no_more_queries(admin: Client, clerk: Client, clerk_user: User) -> None:
    folder(clerk_user)
    few = queries_of(admin, reverse("watched_folders")), queries_of(clerk, reverse("batches"))
    for number in range(5):
        folder(clerk_user, path=f"quay-{number}")
    assert (queries_of(admin, reverse("watched_folders")), queries_of(clerk, reverse("batches"))) == few
