"""Is the apology offered to whose turn it is, with the days in sight and nothing typed lost?"""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from intake.models import Dossier
from tests.benefits.conftest import As, ShortRoad
from tests.intake.actions.test_reappointing import workday_after


def test_the_officer_puts_off_and_the_days_are_shown(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    assert dossier.due_on
    officer, page, review = (
        signed_in("chuyenvien-hp"),
        *(reverse(name, args=[dossier.pk]) for name in ("reappoint", "review")),
    )
    assert page in officer.get(review).content.decode()
    assert "không thay đổi" in officer.get(page).content.decode()
    early = officer.post(page, {"promised_on": f"{dossier.due_on:%d/%m/%Y}", "reason": "Chờ xác minh"})
    assert early.status_code == 422 and "Chờ xác minh" in early.content.decode()

    new = f"{workday_after(dossier.due_on):%d/%m/%Y}"
    shown = officer.post(page, {"promised_on": new, "reason": "Chờ xác minh"}, follow=True).content.decode()

    assert f"đã hẹn {new}" in shown and "Phiếu xin lỗi lần 1" in shown
    assert page not in officer.get(review).content.decode()
    assert officer.get(page).status_code == 403, "a second one is the leader's"
    leader = signed_in("giamdoc-hp")
    assert page in leader.get(review).content.decode()
    assert "Chờ xác minh. Lần này do lãnh đạo quyết định." in leader.get(page).content.decode()


def test_too_late_is_said(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("forward")
    Dossier.objects.filter(pk=dossier.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert signed_in("chuyenvien-hp").get(reverse("reappoint", args=[dossier.pk])).status_code == 409
