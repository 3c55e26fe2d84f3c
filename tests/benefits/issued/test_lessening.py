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
from tests.benefits.issued.test_adjusting import MOTHER, PAID, ROWS, SURVIVORS, decided, listed, revision

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
    assert "Quyết định: lương hưu hằng tháng" in page, "which benefit was adjusted"


def test_notes_agree_where_a_second_adjustment_follows_an_annulled_one(demo: dict[str, User]) -> None:
    clerk = demo["vanthu-hp"]
    funeral = {"receiver": {"name": "Lê Thị Mùa", "id_number": "", "insurance_number": ""}, "amount": 25_300_000,
               "account": ""}  # fmt: skip
    _, granted = decided(demo, "08A-HSB", "05/QĐ-BHXH", SURVIVORS | {"relatives": ROWS[1:], "funeral": funeral})
    (_, first), (_, second) = (decided(demo, "QD_DIEUCHINH", number, revision(MOTHER) | {"allowance": ""})
                               for number in ("09/QĐ-BHXH", "11/QĐ-BHXH"))  # fmt: skip
    _, undoing = decided(demo, "07B-HSB", "12/QĐ-BHXH", {"total": 1, "person": HER, "payment": PAID})
    change(first, "adjusts", granted, date(2026, 11, 1))
    change(undoing, "annuls", first, None)
    assert "mức hằng tháng này được tính tiếp" in listed(clerk, "05/QĐ-BHXH")["Trần Thị Gấm"].note
    change(second, "adjusts", granted, date(2026, 12, 1))
    old = listed(clerk, "05/QĐ-BHXH")
    assert "đến hết tháng 11/2026" in old["Trần Thị Gấm"].note and not old["Trần Thị Gấm"].doubted
    assert old["Lê Thị Mùa"].note == "", "no adjustment touches what is paid once"
    [line] = listed(clerk, "11/QĐ-BHXH").values()
    assert line.benefit == "Quyết định: trợ cấp tuất hằng tháng"

    client = Client()
    client.force_login(clerk)
    shown = client.get(reverse("payment_list")).content.decode()
    assert '<span class="heading-count">5 dòng</span>' in shown and "5 dòng của 4 văn bản" in shown
