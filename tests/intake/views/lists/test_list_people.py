"""Is it told when somebody asks alone for what an employer's list asks for, whichever came first?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from intake.actions.lists import lists
from intake.models import Dossier, ListLine
from intake.queries.list_people import lines_asking_too
from tests.intake.conftest import draft_of
from tests.intake.lists import RunJobs, line, read_in, sickness
from tests.intake.rows import put_in_state
from tests.intake.sheets import HEAD, LAN, NAM, xlsx
from tests.intake.views.counter.test_known_people import shown as known

RECEIVED = datetime(2026, 10, 20, 3, tzinfo=UTC)
LAN_ALONE: dict[str, Any] = {"role": "insured", "full_name": "Nguyễn Thị Lan", "insurance_number": LAN[2]}


@pytest.fixture
def alone(clerk_user: User) -> Dossier:
    """Lan asks for herself, two weeks after her days off."""
    return received(draft_of(clerk_user, "OMDAU", persons=[LAN_ALONE]))


def received(dossier: Dossier, at: datetime = RECEIVED) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(received_at=at)
    return Dossier.objects.get(pk=dossier.pk)


def read(clerk: User, run_jobs: RunJobs) -> Dossier:
    """A list that asks for Lan and Nam."""
    found = sickness(clerk)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM), clerk)
    return found


def test_a_line_tells_of_the_dossier_of_that_person_alone(
    alone: Dossier, clerk_user: User, clerk: Client, run_jobs: RunJobs
) -> None:
    found = read(clerk_user, run_jobs)
    lan, nam = line(found, "Nguyễn Thị Lan"), line(found, "Trần Văn Nam")
    assert (lan.standing, lan.overlap, nam.overlap) == ("good", f"hồ sơ riêng {alone}, nhận 20/10/2026", "")
    shown = clerk.get(reverse("list_line", args=[found.pk, lan.pk])).content.decode()
    assert f"Cùng người, cùng thủ tục với hồ sơ riêng {alone}" in shown

    put_in_state(alone, State.WITHDRAWN)
    lists.take_lines(dossier=found, by=clerk_user)
    assert line(found, "Nguyễn Thị Lan").overlap == ""


@pytest.mark.parametrize("days", [-40, 500])
def test_other_days_are_no_double(alone: Dossier, clerk_user: User, run_jobs: RunJobs, days: int) -> None:
    received(alone, RECEIVED + timedelta(days=days))
    found = read(clerk_user, run_jobs)
    assert line(found, "Nguyễn Thị Lan").overlap == ""
    assert not lines_asking_too(Dossier.objects.get(pk=alone.pk)).exists()


def test_who_asks_alone_is_told_of_the_line(clerk_user: User, clerk: Client, run_jobs: RunJobs) -> None:
    found = read(clerk_user, run_jobs)
    dossier = draft_of(clerk_user, "OMDAU", persons=[LAN_ALONE])
    Dossier.objects.filter(pk=dossier.pk).update(created_at=RECEIVED)
    shown = clerk.get(reverse("accept", args=[dossier.pk])).content.decode()
    assert f"dòng 1 của hồ sơ {found}" in shown and "nghỉ 01/10/2026 đến 05/10/2026" in shown

    lists.leave_lines(dossier=found, ids=[line(found, "Nguyễn Thị Lan").pk], reason="Gửi nhầm", by=clerk_user)
    assert f"dòng 1 của hồ sơ {found}" not in clerk.get(reverse("accept", args=[dossier.pk])).content.decode()


def test_another_procedure_and_another_office_are_not_looked_at(
    alone: Dossier, clerk_user: User, demo: dict[str, User], run_jobs: RunJobs
) -> None:
    elsewhere = read(demo["tiepnhan-na"], run_jobs)
    assert line(elsewhere, "Nguyễn Thị Lan").overlap == "" and not lines_asking_too(alone).exists()
    other = received(draft_of(clerk_user, "DUONGSUC", persons=[LAN_ALONE]))
    read(clerk_user, run_jobs)
    assert lines_asking_too(alone).exists() and not lines_asking_too(other).exists()
    assert ListLine.objects.exclude(overlap="").count() == 1


def test_while_a_person_is_typed_the_lines_with_the_number_are_shown(
    clerk_user: User, clerk: Client, run_jobs: RunJobs
) -> None:
    found = read(clerk_user, run_jobs)
    text = known(clerk, "OMDAU", insurance_number=LAN[2])
    assert "Nguyễn Thị Lan" in text and f"{found}" in text and "Có thể trùng" in text and "nghỉ 01/10/2026" in text
    assert AccessLog.objects.filter(subject=f"dossier:{found.pk}", action="known_people").exists()
    assert "Có thể trùng" not in known(clerk, "HUU", insurance_number=LAN[2])
    assert "danh sách" not in known(clerk, "OMDAU", insurance_number="3105000")  # still being typed


def test_lines_of_another_office_are_not_shown(demo: dict[str, User], clerk: Client, run_jobs: RunJobs) -> None:
    read(demo["tiepnhan-na"], run_jobs)
    assert known(clerk, "OMDAU", insurance_number=LAN[2]).strip() == ""
