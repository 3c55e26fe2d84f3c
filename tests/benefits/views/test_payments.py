"""Does the list of payments say what the issued decisions say, to whom it is for, and as a spreadsheet?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from bhxh_archive.models import AccessLog, User
from intake.models import ResultVersion
from tests.benefits.conftest import ShortRoad
from tests.benefits.views.test_bulk_signing import at, roads

pytestmark = pytest.mark.slow
LIST, FILE = reverse("payment_list"), reverse("payment_file")


def test_what_was_issued_is_listed_with_its_sums_and_costs_no_more_queries(
    short_road: ShortRoad, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issued = roads(short_road, "issue")
    waiting = ShortRoad(short_road.people, short_road.run_jobs).about(9)
    waiting.to("sign")
    clerk = at(short_road, "vanthu")
    page = clerk.get(LIST).content.decode()
    assert all(str(dossier) in page for dossier in issued) and page.count("3.783.135") == 2
    assert "7.566.270 đồng/tháng" in page and "Bưu điện Mẫu" in page and "01/06/2026" in page
    assert AccessLog.objects.filter(action="payments").count() == 1

    with django_assert_num_queries(9):
        clerk.get(LIST)
    waiting.issue()
    with django_assert_num_queries(9):
        assert clerk.get(LIST).content.decode().count("3.783.135") == 3


def test_the_file_and_the_days_of_one_decision(short_road: ShortRoad, demo: dict[str, User]) -> None:
    [dossier] = roads(short_road, "issue", 1)
    frozen = dossier.drafts.get().frozen
    assert frozen
    frozen["papers"][0]["data"]["payment"] |= {"account": "", "method": "Chuyển khoản"}
    dossier.drafts.update(frozen=frozen)
    page = at(short_road, "vanthu").get(LIST).content.decode()
    assert "1 dòng chưa đủ thông tin để chi trả" in page and "Thiếu số tài khoản" in page
    frozen["papers"][0]["data"]["payment"] |= {"account": "=1+1", "place": ""}
    dossier.drafts.update(frozen=frozen)
    assert_file_holds_days_amounts_and_plain_text(at(short_road, "truongphong"), str(dossier))
    assert_days_are_asked_for(at(short_road, "vanthu"))
    other = Client()
    other.force_login(demo["vanthu-na"])
    assert str(dossier) not in other.get(LIST).content.decode(), "another province sees nothing"

    early = datetime(2026, 11, 3, 1, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    ResultVersion.objects.filter(result__dossier=dossier, stage=ResultVersion.Stage.ISSUED).update(at=early)
    page = at(short_road, "vanthu").get(f"{LIST}?start=03/11/2026&end=03/11/2026").content.decode()
    assert str(dossier) in page and "phát hành 03/11/2026" in page, "the day is the one in Vietnam"


def assert_file_holds_days_amounts_and_plain_text(client: Client, number: str) -> None:
    sheet = load_workbook(BytesIO(client.get(FILE).content)).active
    assert sheet
    row = [cell.value for cell in sheet[4]]
    assert row[0] == number and row[1] == "01/QĐ-BHXH" and row[4] == "Phạm Thị Hường"
    assert row[8].date() == date(2026, 6, 1) and row[9] is None  # type: ignore[union-attr]
    assert row[10] == 3_783_135 and row[11] == row[12] == 0
    assert row[13:16] == [3_783_135, 0, 0], "as it was signed"
    assert sheet["S4"].data_type == "s" and row[18] == "=1+1" and row[19] == "ngân hàng"


def assert_days_are_asked_for(clerk: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    before = f"{LIST}?start={yesterday:%d/%m/%Y}&end={yesterday:%d/%m/%Y}"
    assert "Không có quyết định nào" in clerk.get(before).content.decode()
    wrong = clerk.get(f"{LIST}?start=05/11/2026&end=01/11/2026")
    assert wrong.status_code == 422 and "Ngày cuối phải từ ngày đầu" in wrong.content.decode()
    assert clerk.get(f"{FILE}?start=x&end=y").status_code == 422
