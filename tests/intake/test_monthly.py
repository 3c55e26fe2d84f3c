"""Does the monthly report count every dossier once on each side, by the law's day and as things stood then?"""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier, DossierEvent, Receipt
from intake.queries.monthly import NONE, Flow, Month, monthly_report
from tests.days import tomorrow
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state

MAY = Month(2026, 5)
DUE = date(2026, 5, 20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=VIETNAM)


def end(made: Dossier, verb: str, moment: datetime) -> None:
    """An event of another day: the database writes down the moment itself, so its guards are away meanwhile."""
    event = DossierEvent.objects.create(dossier=made, verb=verb)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE intake_dossierevent DISABLE TRIGGER USER")
        DossierEvent.objects.filter(pk=event.pk).update(at=moment)
        cursor.execute("ALTER TABLE intake_dossierevent ENABLE TRIGGER USER")


def dossier(
    clerk: User, received: date, *, due: date = DUE, ended: date | None = None, verb: str = "issue",
    stopped: date | None = None, channel: str = "counter",
) -> Dossier:  # fmt: skip
    """One received on a day, due on another, and ended on a third by that verb, or still open."""
    made = draft_of(clerk, channel=channel)
    Dossier.objects.filter(pk=made.pk).update(received_at=at(received), due_on=due)
    given = Receipt.objects.create(dossier=made, ordinal=1, received_at=at(received), counts_from=received,
                                   due_on=due, stopped_on=stopped, by=clerk)  # fmt: skip
    Receipt.objects.filter(pk=given.pk).update(at=at(received))
    if ended:
        end(made, verb, at(ended))
    return put_in_state(made, State.RETURNED if ended else State.IN_REVIEW)


def flow(clerk: User, month: Month = MAY) -> Flow:
    assert clerk.office
    return sum((line.flow for line in monthly_report(clerk.office, month)), NONE)


CASES: dict[str, tuple[dict[str, Any], Flow]] = {
    "early": ({"ended": DUE - timedelta(1)}, Flow(0, 1, 1, 0, 0, 0, 0, 0)),
    "on the day": ({"ended": DUE}, Flow(0, 1, 0, 1, 0, 0, 0, 0)),
    "late": ({"ended": DUE + timedelta(1)}, Flow(0, 1, 0, 0, 1, 0, 0, 0)),
    "withdrawn": ({"ended": DUE, "verb": "withdraw"}, Flow(0, 1, 0, 0, 0, 1, 0, 0)),
    "open and late": ({}, Flow(0, 1, 0, 0, 0, 0, 0, 1)),
    "open in time": ({"due": date(2026, 6, 2)}, Flow(0, 1, 0, 0, 0, 0, 1, 0)),
    "ended a month later": ({"ended": date(2026, 6, 3)}, Flow(0, 1, 0, 0, 0, 0, 0, 1)),
    "the clock stands still": ({"stopped": date(2026, 5, 12)}, Flow(0, 1, 0, 0, 0, 0, 1, 0)),
    "it stood still a month later": ({"stopped": date(2026, 6, 2)}, Flow(0, 1, 0, 0, 0, 0, 0, 1)),
}


@pytest.mark.parametrize("case", CASES)
def test_one_received_in_the_month(clerk_user: User, case: str) -> None:
    facts, expected = CASES[case]
    dossier(clerk_user, date(2026, 5, 4), **facts)

    assert flow(clerk_user) == expected


def test_what_was_there_before_is_carried_and_what_had_ended_is_not(clerk_user: User) -> None:
    dossier(clerk_user, date(2026, 4, 28), ended=date(2026, 5, 4))
    dossier(clerk_user, date(2026, 4, 2), ended=date(2026, 4, 30))
    dossier(clerk_user, date(2026, 6, 1))
    draft_of(clerk_user)

    assert flow(clerk_user) == Flow(1, 0, 1, 0, 0, 0, 0, 0)


def test_both_sides_agree_whatever_happened(clerk_user: User) -> None:
    for day in range(1, 28, 3):
        dossier(clerk_user, date(2026, 5, day), ended=date(2026, 5, day) + timedelta(day) if day % 2 else None)
    carried, received, *rest = astuple(flow(clerk_user))

    assert carried + received == sum(rest) == 9


def test_one_entered_after_the_month_it_was_received_in_counts_there(clerk_user: User) -> None:
    made = dossier(clerk_user, date(2026, 5, 4))
    made.receipts.update(at=at(date(2026, 6, 8)))

    assert flow(clerk_user) == Flow(0, 1, 0, 0, 0, 0, 0, 1)


def test_a_day_that_the_calendar_moved_counts_and_not_the_one_on_the_receipt(clerk_user: User) -> None:
    made = dossier(clerk_user, date(2026, 5, 4), ended=DUE + timedelta(1))
    Dossier.objects.filter(pk=made.pk).update(due_on=DUE + timedelta(1))

    assert flow(clerk_user).on_time == 1


def test_a_day_ends_at_midnight_in_vietnam(clerk_user: User) -> None:
    made = dossier(clerk_user, date(2026, 5, 4))
    end(made, "issue", datetime(2026, 5, 20, 23, 30, tzinfo=VIETNAM))

    assert flow(clerk_user).on_time == 1


def test_page_and_sheet_say_the_same(clerk_user: User, client: Client) -> None:
    dossier(clerk_user, date(2026, 5, 4), ended=DUE, channel="post")
    client.force_login(clerk_user)
    address = reverse("monthly_report") + "?thang=2026-05"
    page = client.get(address).content.decode()
    sheet = load_workbook(BytesIO(client.get(address + "&dang=xlsx").content)).worksheets[0]

    assert "Bưu chính công ích" in page and "Hưởng lương hưu" in page
    assert [cell.value for cell in sheet[7]][1:8] == ["Hưởng lương hưu", "Bưu chính công ích", 0, 1, 0, 1, 0]
    assert [cell.value for cell in sheet[8]][1:7] == ["Tổng cộng", None, 0, 1, 0, 1]


def test_other_offices_have_reports_of_their_own(clerk_user: User, demo: dict[str, User], client: Client) -> None:
    other = demo["tiepnhan-na"].office
    assert other
    client.force_login(clerk_user)

    for asked in (other.pk, "sai"):
        assert client.get(reverse("monthly_report"), {"don-vi": asked}).status_code == 404


def test_a_month_that_is_none_is_said_and_stays_typed(clerk_user: User, client: Client) -> None:
    client.force_login(clerk_user)
    for typed in ("99/2026", "sai", "2026-13"):
        for form in ({}, {"dang": "xlsx"}):
            answer = client.get(reverse("monthly_report"), {"thang": typed, **form})
            shown = answer.content.decode()
            assert answer.status_code == 422 and f"Tháng «{typed}» không hợp lệ, hãy nhập dạng 08/2026." in shown
            assert f'value="{typed}"' in shown and "Tải bảng tính" not in shown
    for typed in ("08/1999", f"{tomorrow().replace(day=28) + timedelta(days=5):%m/%Y}"):
        told = client.get(reverse("monthly_report"), {"thang": typed})
        assert told.status_code == 422 and f"Tháng {typed} chưa có số liệu" in told.content.decode()
    assert "Không có hồ sơ nào" in client.get(reverse("monthly_report"), {"thang": " 8/2025 "}).content.decode()
