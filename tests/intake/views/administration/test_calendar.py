"""Is an administrator told what a day of the calendar means to open dossiers, before it is written and after?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from bhxh_archive.models import Holiday, User
from bhxh_archive.workdays import add_working_days
from intake import deadlines
from intake.actions.counter import registration
from intake.models import Dossier
from tests.intake.conftest import draft_of
from tests.intake.views.conftest import SignIn


def test_how_many_are_counted_anew_is_said_first_and_which_were_afterwards(
    clerk_user: User, sign_in: SignIn, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    dossier = registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user)
    due = dossier.due_on
    assert due
    chief = sign_in("quantri")
    facts = {"day": f"{due:%d/%m/%Y}", "kind": "off", "name": "Ngày nghỉ thêm"}
    asked = chief.post(reverse("holidays"), facts).content.decode()
    assert "hạn của 1 hồ sơ đang giải quyết" in asked and "1 hồ sơ đã hẹn trả đúng ngày này" in asked
    assert not Holiday.objects.filter(day=due).exists()
    unsound = chief.post(reverse("holidays"), facts | {"confirmed": "on"})
    assert unsound.status_code == 422 and "hãy ghi nguồn" in unsound.content.decode()
    assert "được tính lại" not in unsound.content.decode()

    run_jobs(lambda: chief.post(reverse("holidays"), facts | {"sure": due.isoformat()}))
    shown = chief.get(reverse("holiday", args=[Holiday.objects.get(day=due).pk])).content.decode()
    moved = add_working_days(due, 1, deadlines.calendar())
    assert str(dossier) in shown and f"{moved:%d/%m/%Y}" in shown and "1 hồ sơ đang giải quyết đã hẹn trả" in shown
    assert "Phạm Thị Hường" not in shown, "who keeps the rules reads no dossier"
    assert Dossier.objects.get(pk=dossier.pk).due_on == moved

    gone = reverse("holiday", args=[Holiday.objects.get(day=due).pk])
    after = run_jobs(lambda: chief.post(gone, {"remove": "1"}, follow=True)).content.decode()
    assert "nhật ký của từng hồ sơ ghi hạn trước và hạn sau" in after and "trang của ngày này" not in after
    assert Dossier.objects.get(pk=dossier.pk).due_on == due


def test_every_dossier_that_a_day_moved_is_listed_a_page_at_a_time(
    clerk_user: User, sign_in: SignIn, run_jobs: Callable[[Callable[[], Any]], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user) for _ in range(3)]
    due = rows[0].due_on
    assert due
    chief = sign_in("quantri")
    facts = {"day": f"{due:%d/%m/%Y}", "kind": "off", "name": "Ngày nghỉ thêm", "sure": due.isoformat()}
    run_jobs(lambda: chief.post(reverse("holidays"), facts))
    monkeypatch.setattr("intake.queries.calendar_effects.PAGE_SIZE", 2)

    page = reverse("holiday", args=[Holiday.objects.get(day=due).pk])
    first = chief.get(page).content.decode()
    assert [str(row) in first for row in rows] == [True, True, False]
    assert '<span class="count">3</span>' in first, "all of them are counted"
    onward = f"?after={rows[1].pk}"
    assert f'href="{onward}" rel="next"' in first
    second = chief.get(page + onward).content.decode()
    assert [str(row) in second for row in rows] == [False, False, True]
    assert 'rel="prev"' in second and 'rel="next"' not in second
