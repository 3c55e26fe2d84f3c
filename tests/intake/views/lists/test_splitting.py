"""Does a clerk see what will leave before it does, and both dossiers afterwards?"""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.dossier.components import count_components
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from intake.actions.lists.splitting import split_lines
from intake.actions.supplements import supplement
from intake.models import Component, Dossier, ListLine
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, counts, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, HEN, LAN, NAM, people, xlsx
from tests.intake.views.conftest import address


def confirmed(asked: str) -> dict[str, str]:
    """What the summary posts when the clerk agrees to it."""
    return {"ids": re.findall(r'name="ids" value="([^"]*)"', asked)[0], "confirm": "1", "key": "k1"}


def summary(clerk: Client, dossier: Dossier, *lines: ListLine) -> dict[str, str]:
    ticked = {"chosen": [line.pk for line in lines]}
    return confirmed(clerk.post(address("split_lines", dossier), ticked).content.decode())


def test_from_the_list_over_the_summary_to_the_new_dossier(clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    registration.accept(dossier=sick, by=clerk_user)
    assert "Tách 1 dòng cần sửa" in clerk.get(address("employer_list", sick)).content.decode()

    asked = clerk.post(address("split_lines", sick), {"which": "bad"}).content.decode()
    assert "1 dòng, 0 trang giấy tờ" in asked and "2 dòng" in asked and "H&#x27;Hen Niê" in asked
    assert counts(sick) == {"taken": 2, "bad": 1}
    shown = clerk.post(address("split_lines", sick), confirmed(asked), follow=True).content.decode()
    new = Dossier.objects.get(event_of=sick)
    assert f"Đã tách sang hồ sơ {new}" in shown
    for row in (new, Dossier.objects.get(pk=sick.pk)):
        assert f'action="{address("slip", row, "receipt")}"' in shown and f"hồ sơ {row}</button>" in shown
    assert "tách từ hồ sơ" in clerk.get(address("employer_list", new)).content.decode()
    listed = clerk.get(address("employer_list", sick)).content.decode()
    assert "1 dòng đã tách sang hồ sơ" in listed and str(new) in listed


def test_the_summary_parts_its_thousands(clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    big = sickness(clerk_user)
    read_in(run_jobs, big, xlsx(HEAD, *people(2002)), clerk_user)
    few = {"chosen": list(ListLine.objects.filter(list__dossier=big).values_list("pk", flat=True)[:1001])}

    asked = clerk.post(address("split_lines", big), few).content.decode()

    assert asked.count("1.001 dòng") == 3  # what goes, what stays, the button


def test_whose_paper_was_counted_together_is_told_to_count_it_again(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk_user)
    count_components(dossier=sick, counts={component(sick, "GIAY_RA_VIEN").pk: (2, 2, 2)}, by=clerk_user)

    agreed = summary(clerk, sick, line(sick, "Trần Văn Nam"))
    shown = clerk.post(address("split_lines", sick), agreed, follow=True).content.decode()

    assert "Đếm lại «Giấy ra viện hoặc bản sao»" in shown


def test_a_line_that_left_in_another_tab_is_told_before_the_others_go(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    nam, hen = line(sick, "Trần Văn Nam"), line(sick, "H'Hen Niê")
    both = summary(clerk, sick, nam, hen)
    split_lines(dossier=sick, ids=[nam.pk], by=clerk_user)

    told = clerk.post(address("split_lines", sick), both)

    said = told.content.decode()
    assert told.status_code == 409 and "1 dòng không còn ở hồ sơ này" in said and f'name="ids" value="{hen.pk}.' in said
    assert line(sick, "H'Hen Niê").pk == hen.pk, "nothing left"
    split_lines(dossier=sick, ids=[hen.pk], by=clerk_user)
    again = clerk.post(address("split_lines", sick), both, follow=True)
    assert again.redirect_chain == [(address("employer_list", sick), 302)]
    assert "đã được tách ở nơi khác" in again.content.decode() and "confirm" not in again.content.decode()
    assert again.content.decode().count('class="toast"') == 1, "said once"


def test_lines_that_changed_since_the_summary_are_told_before_any_go(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lan, nam = line(sick, "Nguyễn Thị Lan"), line(sick, "Trần Văn Nam")
    asked = summary(clerk, sick, lan, nam)
    [sheet] = add_pages(sick)
    kind = paper_kind(sick, "GIAY_RA_VIEN")
    file_to_line(dossier=sick, line=nam, kind=kind, page_ids=[sheet.pk], by=clerk_user)

    told = clerk.post(address("split_lines", sick), asked)

    said = told.content.decode()
    assert told.status_code == 409 and "Chưa tách dòng nào. Từ lúc mở trang, dòng 2 đã đổi." in said
    assert "2 dòng, 1 trang giấy tờ" in said and not Dossier.objects.filter(event_of=sick).exists()
    lists.take_lines(dossier=sick, ids=[lan.pk], by=clerk_user)
    late = clerk.post(address("split_lines", sick), confirmed(said)).content.decode()
    assert "dòng 1 đã đổi" in late and counts(sick) == {"taken": 1, "good": 1, "bad": 1}
    clerk.post(address("split_lines", sick), confirmed(late))
    assert counts(sick) == {"bad": 1}


def test_a_dossier_that_waits_for_nothing_any_more_is_told_to_go_on(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    sick = registration.accept(dossier=sick, by=clerk_user)
    nam = line(sick, "Trần Văn Nam")
    paper = Component(dossier=sick, type=paper_kind(sick, "GIAY_RA_VIEN"), line=nam)
    supplement.request_supplement(dossier=sick, items=[(paper, "Thiếu")], by=clerk_user)

    agreed = summary(clerk, sick, nam)
    shown = clerk.post(address("split_lines", sick), agreed, follow=True).content.decode()

    new = Dossier.objects.get(event_of=sick)
    assert f"Hồ sơ {sick} không còn chờ giấy tờ nào" in shown and address("resume", sick) in shown
    assert address("slip", new, "supplement") in shown and address("slip", sick, "supplement") not in shown


def test_the_queues_tell_dossiers_of_one_employer_apart_by_their_lines(
    clerk: Client, clerk_user: User, run_jobs: RunJobs
) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    split_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user)

    shown = clerk.get(reverse("queue", args=["dang-lap"])).content.decode()

    assert "tháng 10/2026, đợt 1, 2 dòng" in shown and "tháng 10/2026, đợt 1, 1 dòng" in shown
