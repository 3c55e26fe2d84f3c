"""Does the office see until when its time-stamps hold, and which are due, its own alone?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from benefits.actions.renewing import AT_MOST_EVERY, TASK
from bhxh_archive.models import Job
from intake.models import ResultVersion
from tests.benefits.conftest import As, ShortRoad
from tests.intake.rows import add_result

PAGE = "/gia-han-dau-thoi-gian/"


def stamped(road: ShortRoad, ends: datetime) -> ResultVersion:
    """An issued result whose time-stamp ends then, made a while ago."""
    version = add_result(road.to("forward")).versions.get()
    version.stage, version.stamp_expires_at = ResultVersion.Stage.LONG_TERM, ends
    version.save(update_fields=["stage", "stamp_expires_at"])
    ResultVersion.objects.update(at=timezone.now() - 2 * AT_MOST_EVERY)
    return version


def test_the_quarters_and_what_is_due_with_its_trouble(unsigned_road: ShortRoad, signed_in: As) -> None:
    clerk, late = signed_in("vanthu-hp"), datetime(2050, 5, 20, tzinfo=UTC)
    assert "Chưa có văn bản nào mang dấu" in clerk.get(PAGE).content.decode()
    version = stamped(unsigned_road, late)
    shown = clerk.get(reverse("stamp_renewals")).content.decode()
    assert "Quý 2/2050" in shown and "Không có văn bản nào đến kỳ" in shown

    ResultVersion.objects.update(stamp_expires_at=timezone.now() + timedelta(days=100))
    assert clerk.get(PAGE).content.decode().count("Chờ hệ thống đóng dấu") == 1
    said = "Không lấy được dấu thời gian."
    Job.objects.create(name=TASK, key=f"restamp:{version.pk}", state=Job.State.FAILED, note=said)
    shown = clerk.get(PAGE).content.decode()
    assert f"{said} Hệ thống thử lại mỗi giờ" in shown and str(unsigned_road.dossier) in shown
    assert str(unsigned_road.dossier) not in signed_in("giamdoc-na").get(PAGE).content.decode(), "another office's"
