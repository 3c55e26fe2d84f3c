"""Does the register tell what was received in a period, late by the law, and open safely in a spreadsheet?"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.models import Dossier, HandOver, Reappointment
from intake.slips.register import timing_of
from tests.intake.conftest import draft_of
from tests.intake.lists import BOSS, RunJobs, read_in, sickness
from tests.intake.sheets import HEAD, LAN, UNIT, xlsx
from tests.intake.views.conftest import SignIn
from tests.intake.views.test_queries import queries_of
from tests.room import PERSON


def sheet_of(client: Client) -> list[tuple[Any, ...]]:
    answer = client.get(reverse("register_file", args=["xlsx"]))
    return list(load_workbook(BytesIO(answer.getvalue())).active.iter_rows(min_row=4, values_only=False))


def test_the_period_is_shown_printed_and_taken_along(accepted: Dossier, clerk: Client) -> None:
    page = clerk.get(reverse("register_book")).content.decode()
    assert str(accepted) in page and f"{accepted.due_on:%d/%m/%Y}" in page
    assert clerk.get(reverse("register_file", args=["pdf"])).getvalue().startswith(b"%PDF")
    (line,) = sheet_of(clerk)
    assert (line[0].value, line[1].value, line[4].value) == (1, str(accepted), "Phạm Thị Hường")
    received = timezone.localtime(accepted.received_at).replace(tzinfo=None, second=0, microsecond=0)
    assert line[7].value.replace(second=0, microsecond=0) == received and line[7].is_date
    assert line[8].value.date() == accepted.due_on and line[8].is_date and line[8].number_format == "dd/mm/yyyy"
    assert line[11].value is None
    assert AccessLog.objects.filter(subject="register").count() == 3


def test_every_counter_counts_its_own_book_of_the_year(clerk_user: User, demo: dict[str, User]) -> None:
    def accept(by: User) -> Dossier:
        return registration.accept(dossier=draft_of(by), by=by)

    rows = [accept(clerk_user), accept(demo["tiepnhan-na"]), accept(clerk_user)]

    year = timezone.localdate().year
    assert [(row.register_year, row.register_ordinal) for row in rows] == [(year, 1), (year, 1), (year, 2)]


def test_text_typed_by_a_person_becomes_no_formula(clerk: Client, clerk_user: User) -> None:
    registration.accept(dossier=draft_of(clerk_user, persons=[{**PERSON, "full_name": "=1+1"}]), by=clerk_user)
    (line,) = sheet_of(clerk)
    assert (line[4].data_type, line[4].value) == ("s", "=1+1")


@pytest.mark.parametrize("name", ["王小明", "Nguyễn Văn \x07", "\uf0b7 Nguyễn Văn"])
def test_one_name_that_can_not_be_printed_spoils_no_register(clerk: Client, clerk_user: User, name: str) -> None:
    dossier = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    dossier.persons.update(full_name=name)
    assert clerk.get(reverse("register_file", args=["pdf"])).getvalue().startswith(b"%PDF")
    assert len(sheet_of(clerk)) == 1


def test_of_a_list_the_employer_is_named_whoever_brought_it(clerk: Client, clerk_user: User, run_jobs: RunJobs) -> None:
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN), clerk_user)
    lists.take_lines(dossier=sick, by=clerk_user)
    registration.accept(dossier=sick, by=clerk_user)
    (line,) = sheet_of(clerk)
    page = clerk.get(reverse("register_book")).content.decode()
    assert line[4].value == str(UNIT["unit_name"]) in page and BOSS["full_name"] not in page


def test_a_wrong_period_is_said(accepted: Dossier, clerk: Client) -> None:
    wrong = {"start": "05/11/2026", "end": "01/11/2026"}
    said = clerk.get(reverse("register_book"), wrong).content.decode()
    assert "từ ngày đầu trở đi" in said and str(accepted) not in said  # nor any other period instead
    assert clerk.get(reverse("register_file", args=["pdf"]), wrong).status_code == 422
    assert clerk.get(reverse("register_file", args=["doc"])).status_code == 404


def test_an_empty_period_and_another_office(accepted: Dossier, clerk: Client, sign_in: SignIn) -> None:
    old = {"start": "01/01/2026", "end": "02/01/2026"}
    assert "Không có hồ sơ nào" in clerk.get(reverse("register_book"), old).content.decode()
    assert str(accepted) not in sign_in("tiepnhan-na").get(reverse("register_book")).content.decode()
    assert sign_in("chuyenvien-hp").get(reverse("register_book")).status_code == 403


def test_only_an_apology_is_called_a_new_appointment(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    """A day told on the receipt stays as it was told when the day by the law moves with the calendar."""
    assert accepted.due_on
    day = accepted.due_on + timedelta(days=3)
    Dossier.objects.filter(pk=accepted.pk).update(promised_on=day)
    page = clerk.get(reverse("register_book")).content.decode()
    assert f"đã hẹn {day:%d/%m/%Y}" in page and f"hẹn lại {day:%d/%m/%Y}" not in page

    Reappointment.objects.create(dossier=accepted, ordinal=1, statutory_on=accepted.due_on, before_on=accepted.due_on,
                                 promised_on=day, reason="Chờ xác minh", by=clerk_user)  # fmt: skip
    page = clerk.get(reverse("register_book")).content.decode()
    assert f"hẹn lại {day:%d/%m/%Y}" in page and f"đã hẹn {day:%d/%m/%Y}" not in page


@pytest.mark.parametrize(("days", "said"), [(-1, "Trước hạn"), (0, "Đúng hạn"), (1, "Quá hạn")])
def test_lateness_counts_by_the_law_not_by_the_apology(accepted: Dossier, days: int, said: str) -> None:
    assert accepted.due_on
    accepted.promised_on = accepted.due_on + timedelta(days=9)
    assert timing_of(accepted, accepted.due_on + timedelta(days=days), timezone.localdate()) == said


def test_what_is_not_returned_is_late_once_its_day_has_passed(accepted: Dossier) -> None:
    assert accepted.due_on
    assert timing_of(accepted, None, accepted.due_on) == ""
    assert timing_of(accepted, None, accepted.due_on + timedelta(days=1)) == "Quá hạn"


def test_the_page_asks_the_same_for_one_and_for_many(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    few = queries_of(clerk, reverse("register_book"))
    for _ in range(3):
        more = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
        HandOver.objects.create(dossier=more, outcome="delivered", method="counter", by=clerk_user)
        Dossier.objects.filter(pk=more.pk).update(state=State.RETURNED)
    assert queries_of(clerk, reverse("register_book")) == few <= 30


def test_pages_follow_each_other_without_loss(clerk: Client, clerk_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("intake.views.desk.register_book.PAGE_SIZE", 2)
    numbers = [str(registration.accept(dossier=draft_of(clerk_user), by=clerk_user)) for _ in range(3)]
    first = clerk.get(reverse("register_book"))
    after = Dossier.objects.get(number=numbers[1]).pk
    second = clerk.get(reverse("register_book"), {"after": after})
    assert [number in first.content.decode() for number in numbers] == [True, True, False]
    assert [number in second.content.decode() for number in numbers] == [False, False, True]


def test_what_was_entered_later_stands_where_it_was_entered(clerk: Client, clerk_user: User) -> None:
    first, second = (registration.accept(dossier=draft_of(clerk_user), by=clerk_user) for _ in range(2))
    Dossier.objects.filter(pk=second.pk).update(received_at=timezone.now() - timedelta(minutes=9))
    book = clerk.get(reverse("register_book")).content.decode()
    assert book.index(str(first)) < book.index(str(second))
