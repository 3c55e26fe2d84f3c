"""Are the papers of an employer's list looked at line by line, however they were scanned?"""

from __future__ import annotations

from typing import Any

from django.test import RequestFactory

from benefits.views.pages import scans
from bhxh_archive.models import User
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, LAN, NAM, xlsx


def test_line_by_line_behind_the_list_itself(demo: dict[str, User], run_jobs: RunJobs, rf: RequestFactory) -> None:
    clerk = demo["tiepnhan-hp"]
    sick = sickness(clerk)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk)
    lists.take_lines(dossier=sick, by=clerk)
    scanned: list[Any] = [
        ("Trần Văn Nam", "GIAY_RA_VIEN"), ("Nguyễn Thị Lan", "GIAY_NGHI_BHXH"), ("Trần Văn Nam", "GIAY_NGHI_BHXH"),
        ("Nguyễn Thị Lan", "GIAY_RA_VIEN"),
    ]  # fmt: skip
    for name, code in scanned:
        (page,) = add_pages(sick, name=f"{name} {code}")
        file_to_line(dossier=sick, line=line(sick, name), kind=paper_kind(sick, code), page_ids=[page.pk], by=clerk)
    add_pages(sick, component=component(sick, "01B-HSB"))

    labels = [page.label for page in scans(rf.get("/"), sick).pages]

    assert [label.partition(", dòng ")[2] for label in labels] == ["", "1", "1", "2", "2"]
    assert labels[1].startswith("Giấy ra viện") and labels[3].startswith("Giấy ra viện")
