"""Does the register of outgoing documents hold everything that went out, was lost, or was used outside?"""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from benefits.actions import delivering
from bhxh_archive.models import AccessLog, OutsideNumbers, User
from bhxh_archive.numbering import log_gap
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.views.test_bulk_signing import roads

pytestmark = pytest.mark.slow
PAGE = reverse("outgoing_register")


def kept_of(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]


def test_every_number_of_the_period_is_explained(short_road: ShortRoad, signed_in: As) -> None:
    [dossier] = roads(short_road, "issue", 1)
    clerk, office, year = short_road.user("vanthu"), dossier.settling_office, timezone.localdate().year
    delivering.receive(dossier=dossier, by=short_road.people["thu-hp"])
    log_gap(office=office, code="QD", year=year, number=9, reason="Sai tháng", by=clerk)
    for code, first, last, note in (("CV", 1, 41, "Công văn giấy"), ("QD", 2, 8, "Quyết định giấy")):
        OutsideNumbers.objects.create(office=office, code=code, year=year, first=first, last=last, note=note, by=clerk)
    client = signed_in("vanthu-hp")
    text = client.get(PAGE).content.decode()
    for said in ("01/QĐ-BHXH", "Phạm Thị Hường", f"Hồ sơ {dossier}", "Lưu: VT", "Sai tháng", "01-41", "Công văn giấy",
                 f"Kế hoạch - Tài chính chưa nhận; Quản lý thu nhận {timezone.localdate():%d/%m/%Y}"):  # fmt: skip
        assert said in text
    assert AccessLog.objects.filter(action="outgoing").count() == 1

    pdf = PdfReader(BytesIO(kept_of(client.get(reverse("outgoing_file", args=["pdf"])))))
    printed = "".join(page.extract_text() for page in pdf.pages)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI" in printed and "01/QĐ-BHXH" in printed and "Tổng số: 4 dòng" in printed
    [sheet] = load_workbook(BytesIO(kept_of(client.get(reverse("outgoing_file", args=["xlsx"]))))).worksheets
    assert [row[0].value for row in sheet.iter_rows(min_row=4)] == ["01/QĐ-BHXH", "02-08", "09", "01-41"]
    assert sheet["B4"].value.date() == timezone.localdate()

    nothing = client.get(f"{PAGE}?start=01/01/2026&end=02/01/2026").content.decode()
    assert "Không có văn bản nào đi" in nothing
    assert client.get(f"{PAGE}?start=99/01/2026&end=02/01/2026").status_code == 422
    assert client.get(reverse("outgoing_file", args=["doc"])).status_code == 404


def test_a_number_stands_in_the_book_of_its_own_year(demo: dict[str, User], signed_in: As) -> None:
    clerk, year = demo["vanthu-hp"], timezone.localdate().year
    assert clerk.office
    OutsideNumbers.objects.create(office=clerk.office, code="QD", year=year - 1, first=7, last=7, note="Cũ", by=clerk)
    client = signed_in("vanthu-hp")
    assert "Cũ" not in client.get(PAGE).content.decode()
    assert "Cũ" in client.get(f"{PAGE}?start=01/12/{year - 1}&end=31/12/{year - 1}").content.decode()
    assert "Cũ" not in client.get(f"{PAGE}?start=01/01/{year - 1}&end=30/11/{year - 1}").content.decode()


def test_what_the_leader_signed_and_nobody_issued_is_not_in_it(short_road: ShortRoad, signed_in: As) -> None:
    roads(short_road, "sign", 1)
    assert "01/QĐ-BHXH" not in signed_in("vanthu-hp").get(PAGE).content.decode()


def test_other_offices_and_desks_stay_out(demo: dict[str, User], signed_in: As) -> None:
    office = demo["vanthu-hp"].office
    assert office
    log_gap(office=office, code="QD", year=timezone.localdate().year, number=9, reason="Sai tháng", by=None)
    assert "Sai tháng" not in signed_in("vanthu-na").get(PAGE).content.decode()
    assert signed_in("vanthu-na").get(f"{PAGE}?office={office.pk}").status_code == 404
    assert signed_in("chuyenvien-hp").get(PAGE).status_code == 403
