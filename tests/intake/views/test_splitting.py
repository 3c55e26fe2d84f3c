"""Does a clerk see what will leave before it does, and both dossiers afterwards?"""

from __future__ import annotations

from django.test import Client

from bhxh_archive.models import User
from intake.actions import lists, registration
from intake.models import Dossier, ListLine
from tests.intake.lists import RunJobs, counts, line, read_in, sickness
from tests.intake.sheets import HEAD, HEN, LAN, NAM, people, xlsx
from tests.intake.views.conftest import address


def test_from_the_list_over_the_summary_to_the_new_dossier(clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    registration.accept(dossier=sick, by=clerk_user)
    assert "Tách 1 dòng cần sửa" in clerk.get(address("employer_list", sick)).content.decode()

    asked = clerk.post(address("split_lines", sick), {"which": "bad"}).content.decode()
    assert "1 dòng, 0 trang giấy tờ" in asked and "2 dòng" in asked and "H&#x27;Hen Niê" in asked
    assert counts(sick) == {"taken": 2, "bad": 1}
    ids = {"ids": str(line(sick, "H'Hen Niê").pk), "confirm": "1", "key": "k1"}
    shown = clerk.post(address("split_lines", sick), ids, follow=True).content.decode()
    new = Dossier.objects.get(event_of=sick)
    assert f"Đã tách sang hồ sơ {new}" in shown and "tách từ hồ sơ" in shown
    listed = clerk.get(address("employer_list", sick)).content.decode()
    assert "1 dòng đã tách sang hồ sơ" in listed and str(new) in listed


def test_the_summary_parts_its_thousands(clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    big = sickness(clerk_user)
    read_in(run_jobs, big, xlsx(HEAD, *people(2002)), clerk_user)
    few = {"chosen": list(ListLine.objects.filter(list__dossier=big).values_list("pk", flat=True)[:1001])}

    asked = clerk.post(address("split_lines", big), few).content.decode()

    assert asked.count("1.001 dòng") == 3  # what goes, what stays, the button
