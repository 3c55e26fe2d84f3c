"""Does the page of an archived file show what else belongs to the same event?"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import ArchiveRecord
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter.linking import link_event
from intake.models import Dossier
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state


@pytest.fixture
def record(demo: dict[str, User]) -> ArchiveRecord:
    """The record of one dossier of an event; of the two others the Archive Center has received one."""
    clerk = demo["tiepnhan-hp"]
    head, *others = (draft_of(clerk) for _ in range(3))
    for number, (dossier, state) in enumerate(zip(others, (State.TRANSFERRED, State.IN_REVIEW), strict=True)):
        link_event(dossier=dossier, to=head, by=clerk)
        Dossier.objects.filter(pk=dossier.pk).update(number=f"H-{number}")
        put_in_state(dossier, state)
    put_in_state(head, State.ARCHIVED)
    offices = dict.fromkeys(("receiving_office", "settling_office", "paper_office"), head.receiving_office)
    return ArchiveRecord.objects.create(
        file_code="01.02.H31.2026.1", title="Hồ sơ thử", dossier=head, procedure_code="HUU", procedure_name="Lương hưu",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31), retention_code="02", **offices,
    )  # fmt: skip


@pytest.mark.parametrize(("username", "seen"), [("luutru", {"H-0"}), ("tiepnhan-hp", {"H-0", "H-1"})])
def test_linked_dossiers_are_shown_to_whom_they_concern(
    record: ArchiveRecord, demo: dict[str, User], username: str, seen: set[str]
) -> None:
    client = Client()
    client.force_login(demo[username], backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("record", args=[record.pk])).content.decode()
    assert {number for number in ("H-0", "H-1") if f">{number}</a>" in page} == seen
    assert "Chờ lưu trữ tiếp nhận" in page
