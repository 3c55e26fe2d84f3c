"""Does the list of payments show what a fallen adjustment claims back, as signed and what is left of it, and why?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from benefits.models import DocumentChange
from bhxh_archive.models import User
from intake.models import Result
from tests.benefits.issued.test_adjusting import PAID, decided, listed

HER = {"name": "Phạm Thị Hường", "id_number": "", "insurance_number": "", "birth": ""}
PENSION = {"start": "2026-06-01", "total": 3_783_135, "person": HER, "payment": PAID}
LOWERED = {"start": "2026-08-01", "before": 3_783_135, "total": 3_700_000, "settled": 166_270,
           "settled_label": "Thu hồi", "allowance": "lương hưu hằng tháng", "person": HER, "payment": PAID}  # fmt: skip


def change(by: Result, act: str, earlier: Result, since: date | None) -> None:
    facts: dict[str, Any] = {"number": earlier.number, "dated": earlier.dated, "since": since}
    DocumentChange.objects.create(by=by, act=act, earlier=earlier, in_force_at=now(), **facts)


def test_both_figures_and_what_ended_the_rest(demo: dict[str, User]) -> None:
    clerk = demo["vanthu-hp"]
    _, granted = decided(demo, "07A-HSB", "05/QĐ-BHXH", PENSION)
    _, lowered = decided(demo, "QD_DIEUCHINH", "09/QĐ-BHXH", LOWERED)
    change(lowered, "adjusts", granted, date(2026, 8, 1))
    [line] = listed(clerk, "09/QĐ-BHXH").values()
    assert (line.recovered, line.signed_recovered) == (166_270, 166_270) and "còn phải thu" not in line.note

    _, revoking = decided(demo, "07B-HSB", "12/QĐ-BHXH", {"total": 1, "person": HER, "payment": PAID})
    change(revoking, "revokes", granted, date(2026, 9, 1))
    [line] = listed(clerk, "09/QĐ-BHXH").values()
    assert (line.recovered, line.signed_recovered, line.monthly, line.signed_monthly) == (83_135, 166_270, 0, 3_700_000)
    today = f"{localdate():%d/%m/%Y}"
    assert (f"Văn bản ghi thu hồi 166.270 đồng, còn phải thu 83.135 đồng: Quyết định số 05/QĐ-BHXH ngày {today} bị thu "
            f"hồi từ ngày 01/09/2026 bởi Quyết định số 12/QĐ-BHXH ngày {today}") in line.note  # fmt: skip
    client = Client()
    client.force_login(clerk)
    page = client.get(reverse("payment_list")).content.decode()
    assert 'data-label="Thu hồi">83.135<span class="cell-sub">văn bản ghi 166.270</span>' in page
    assert "văn bản ghi 3.700.000" in page and "đúng như văn bản đã ký" not in page
