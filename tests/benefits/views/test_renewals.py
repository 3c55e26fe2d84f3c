"""Does the office see until when its time-stamps hold, and which are due, its own alone?"""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from intake.models import ResultVersion
from tests.benefits.actions.test_restamping import age, issued, queue_restamps
from tests.benefits.actions.test_signing import NOBODY_LISTENS
from tests.benefits.conftest import As, ShortRoad

__all__ = ["issued"]  # a fixture
PAGE = "/gia-han-dau-thoi-gian/"


def test_the_quarters_and_what_is_due_with_its_trouble(issued: ShortRoad, signed_in: As, settings: Settings) -> None:
    clerk = signed_in("vanthu-hp")
    ends = ResultVersion.objects.filter(stage="long_term").earliest("pk").stamp_expires_at
    assert ends
    shown = clerk.get(PAGE).content.decode()
    day = timezone.localdate(ends)
    assert f"Quý {(day.month + 2) // 3}/{day.year}" in shown and "Không có văn bản nào đến kỳ" in shown
    age()
    assert clerk.get(PAGE).content.decode().count("Chờ hệ thống đóng dấu") == 2
    settings.TIMESTAMP_URL = NOBODY_LISTENS
    issued.run_jobs(queue_restamps)
    shown = clerk.get(PAGE).content.decode()
    assert shown.count("Không lấy được dấu thời gian") == 2 and str(issued.dossier) in shown
    assert str(issued.dossier) not in signed_in("giamdoc-na").get(PAGE).content.decode(), "another office's"


def test_an_office_without_results_is_told_so(signed_in: As) -> None:
    assert "Chưa có văn bản nào" in signed_in("giamdoc-hp").get(reverse("stamp_renewals")).content.decode()
