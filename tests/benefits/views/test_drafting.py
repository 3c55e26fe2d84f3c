"""Is nothing typed ever lost on the drafting page, and is the working shown while typing?"""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benefits.models import Draft
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from tests.benefits.conftest import As, ShortRoad

ROWS = {
    "p_start": ["012005", "01/2010", "01/2020", ""], "p_end": ["122009", "12/2019", "05/2026", ""],
    "p_regime": ["DN", "DN", "DN", "DN"], "p_salary": ["2.000.000", "4000000", "8.000.000", ""],
    "p_allowances": ["", "", "", ""], "p_job": ["Công nhân may", "", "", ""], "p_employer": ["", "", "", ""],
    "p_note": ["", "", "", ""],
}  # fmt: skip
COMPARED = re.compile(r'<tr( data-differs)?><th scope="row">([^<]*?)(?: <span[^\n]*?</span>)?</th>'
                      r"<td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>")  # fmt: skip
"""Of each line of two versions beside each other: its mark, what it is called, both values."""
FIELDS = {"benefit_month": "062026", "ground": "NORMAL", "payment_method": "Tiền mặt", "floor_group": "on"}


@pytest.fixture
def officer(unsigned_road: ShortRoad, signed_in: As) -> Client:
    unsigned_road.to("forward")
    return signed_in("chuyenvien-hp")


@pytest.fixture
def url(unsigned_road: ShortRoad, officer: Client) -> str:
    dossier = unsigned_road.dossier
    kind = dossier.procedure.result_kinds.get(code="07A-HSB")
    return str(officer.post(reverse("open_draft", args=[dossier.pk]), {"kind": kind.pk})["Location"])


def sheet(version: int = 0, **changes: Any) -> dict[str, Any]:
    return {"version": str(version), **FIELDS, **ROWS, **changes}


def test_saving_a_whole_draft_shows_its_figure(officer: Client, url: str) -> None:
    answer = officer.post(url, sheet(), follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain and "3.783.135 đồng/tháng" in page
    assert 'value="06/2026"' in page and 'value="01/2005"' in page and "Công nhân may" in page
    assert "Điều 66 Luật 41/2024/QH15" in page and "cần xác nhận" in page


def test_a_transfer_without_bank_and_account_is_told_while_typing_and_keeps_the_draft(
    officer: Client, url: str, unsigned_road: ShortRoad
) -> None:
    live = officer.post(f"{url}tinh/", sheet(payment_method="Chuyển khoản")).content.decode()
    assert 'chưa ghi số tài khoản. <a href="#id_payment_account">' in live and 'href="#id_payment_place"' in live
    assert officer.post(url, sheet(payment_method="Chuyển khoản")).status_code == 302, "kept all the same"

    refused = officer.post(reverse("propose", args=[unsigned_road.dossier.pk]))
    assert refused.status_code == 422 and "chưa ghi số tài khoản" in refused.content.decode()
    assert unsigned_road.fresh().state == State.IN_REVIEW


def test_a_row_keeps_its_rate_and_why_it_is_not_counted(officer: Client, url: str) -> None:
    page = officer.post(url, sheet(p_rate=["16", "", "", ""], p_exclusion=["", "", "nợ đóng", ""]), follow=True)
    shown = page.content.decode()
    assert '<option value="nợ đóng" selected>không: nợ đóng</option>' in shown and 'value="16"' in shown
    rows = Draft.objects.get().periods.all()
    assert [(row.rate, row.counted) for row in rows] == [(16, True), (None, True), (None, False)]
    assert "3.783.135" not in shown, "77 months less"


def test_the_working_is_computed_while_typing_and_nothing_is_kept(officer: Client, url: str) -> None:
    answer = officer.post(f"{url}tinh/", sheet())

    assert answer.status_code == 200 and "3.783.135" in answer.content.decode()
    assert Draft.objects.get().version == 0 and Draft.objects.get().entries == {}


def test_what_is_wrong_is_said_and_everything_typed_is_kept(officer: Client, url: str) -> None:
    bad: dict[str, Any] = {
        **ROWS,
        "p_start": ["13/2005", *ROWS["p_start"][1:]],
        "p_salary": ["hai triệu", *ROWS["p_salary"][1:]],
    }
    answer = officer.post(url, sheet(benefit_month="thang sau", employer="Công ty <Mẫu>", **bad))
    page = answer.content.decode()

    assert answer.status_code == 422
    for kept in ("thang sau", "Công ty &lt;Mẫu&gt;", "13/2005", "hai triệu", "4000000", "Công nhân may"):
        assert kept in page, kept
    assert "MM/YYYY" in page and "Dòng 1" in page
    again = officer.get(url).content.decode()
    assert "13/2005" in again and "hai triệu" in again and "thang sau" in again
    assert "3.783.135" not in again


def test_autosave_keeps_halves_and_answers_with_the_new_version(officer: Client, url: str) -> None:
    first = officer.post(f"{url}tu-luu/", sheet(benefit_month="06"))
    second = officer.post(f"{url}tu-luu/", sheet(version=1))

    assert (first.json(), second.json()) == ({"version": 1}, {"version": 2})
    assert Draft.objects.get().periods.count() == 3


def test_autosave_stops_when_somebody_else_saved(officer: Client, url: str) -> None:
    officer.post(f"{url}tu-luu/", sheet())
    late = officer.post(f"{url}tu-luu/", sheet(employer="bản cũ"))

    assert late.status_code == 409 and "Bạn vừa lưu dự thảo này ở một cửa sổ khác" in late.json()["message"]
    assert Draft.objects.get().entries["employer"] == ""


def test_saving_over_a_newer_version_shows_both_and_all_that_was_typed(officer: Client, url: str) -> None:
    officer.post(url, sheet(employer="Công ty mới"))
    late = officer.post(url, sheet(employer="Công ty cũ", p_job=["Thợ cả", "", "", ""], stated_average="9500000",
                                   ground="COAL_PIT", benefit_month="062026", floor_group="on"))  # fmt: skip
    page = late.content.decode()

    assert late.status_code == 409 and "chỗ, ghi «Khác nhau»" in page
    assert "Bạn vừa lưu dự thảo này ở một trang khác" in page
    assert not {">COAL_PIT<", ">True<", ">False<", ">on<"} & set(re.findall(r">[^<>]+<", page))
    rows = {label: (bool(mark), theirs, own) for mark, label, theirs, own in re.findall(COMPARED, page)}
    assert rows["Cơ quan, đơn vị"] == (True, "Công ty mới", "Công ty cũ")
    assert rows["Mức bình quân ấn định"] == (True, "Không ghi", "9.500.000"), "what is typed only now"
    assert (False, "Tiền mặt", "Tiền mặt") in rows.values(), "the same in both"
    assert "khai thác than trong hầm lò" in rows["Trường hợp hưởng"][2]
    assert rows["Quá trình đóng, dòng 2"][0] is False, "4000000 is 4.000.000"
    marked, theirs, own = rows["Quá trình đóng, dòng 1"]
    assert marked and "Công nhân may" in theirs and "· Thợ cả" in own


def test_who_saved_meanwhile_is_named(officer: Client, url: str, demo: dict[str, User]) -> None:
    officer.post(url, sheet(employer="Công ty mới"))
    other = demo["truongphong-hp"]
    Draft.objects.update(drafted_by=other)
    assert f"{other.full_name} vừa lưu dự thảo này" in officer.post(url, sheet()).content.decode()


def test_the_own_version_takes_the_place_of_the_other_at_a_press(officer: Client, url: str) -> None:
    officer.post(url, sheet(employer="Công ty mới"))
    page = officer.post(url, sheet(employer="Công ty <cũ>", p_job=["Thợ cả", "", "", ""])).content.decode()
    values: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', page.partition('<form id="own"')[2]):
        values.setdefault(name, []).append(unescape(value))

    assert officer.post(url, values).status_code == 302
    draft = Draft.objects.get()
    assert (draft.entries["employer"], draft.periods.order_by("pk")[0].job) == ("Công ty <cũ>", "Thợ cả")


def test_overlapping_months_are_said_at_both_rows(officer: Client, url: str) -> None:
    page = officer.post(url, sheet(p_end=["06/2010", *ROWS["p_end"][1:]]), follow=True).content.decode()

    assert page.count("Dòng 1 và dòng 2 trùng nhau 6 tháng") >= 3
    assert "Chưa tính được" in page


def test_rows_are_added_and_taken_out_without_scripts(officer: Client, url: str) -> None:
    more = officer.post(url, sheet(add="1"))
    fewer = officer.post(url, sheet(version=1, remove="2"))

    assert more.content.decode().count("data-period>") == 9
    page = fewer.content.decode()
    assert fewer.status_code == 200 and "12/2019" not in page and "05/2026" in page


def test_save_and_propose_in_one_press(officer: Client, url: str, unsigned_road: ShortRoad) -> None:
    answer = officer.post(url, sheet(propose="1"))
    assert answer["Location"] == reverse("propose", args=[unsigned_road.dossier.pk])

    page = officer.get(answer["Location"]).content.decode()
    version = unsigned_road.fresh().version
    assert "3.783.135" in page and f'value="{version}"' in page
    done = officer.post(answer["Location"], {"version": version}, follow=True)
    assert unsigned_road.fresh().state == State.AWAITING_CONTROL
    assert "Hồ sơ tiếp theo" in done.content.decode()


def test_an_unfinished_draft_says_what_is_in_the_way_of_proposing(officer: Client, url: str) -> None:
    officer.post(url, sheet(benefit_month=""))
    page = officer.get(reverse("propose", args=[Draft.objects.get().dossier_id])).content.decode()

    assert "Chưa ghi tháng bắt đầu hưởng" in page and "Còn chỗ phải sửa" in page


def test_the_preview_is_the_document_with_its_watermark(officer: Client, url: str) -> None:
    officer.post(url, sheet())
    draft = Draft.objects.get()
    picture = officer.get(reverse("draft_page", args=[draft.dossier_id, draft.pk, "04-HSB", 1, "view"]))
    pdf = officer.get(reverse("draft_pdf", args=[draft.dossier_id, draft.pk, "07A-HSB"]))

    assert picture.content.startswith(b"\x89PNG") and picture["Cache-Control"] == "private, no-store"
    assert pdf.content.startswith(b"%PDF") and "Pham" not in pdf["Content-Disposition"]
    assert officer.get(f"{url}xem/").content.decode().count("<img") >= 3
    assert AccessLog.objects.filter(subject=f"draft:{draft.pk}", action="read").count() >= 3


def test_an_answer_is_drafted_with_reasons(officer: Client, unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.dossier
    kind = dossier.procedure.result_kinds.get(role="ANSWER")
    url = officer.post(reverse("open_draft", args=[dossier.pk]), {"kind": kind.pk})["Location"]
    officer.post(url, {"version": "0", "reasons": "Mới đóng 14 năm 11 tháng | khoản 1 Điều 64"})
    page = officer.get(f"{url}xem/").content.decode()

    assert "<img" in page
    assert officer.post(reverse("propose", args=[dossier.pk])).status_code == 302


def test_a_dropped_draft_is_asked_about_first(officer: Client, url: str) -> None:
    draft = Draft.objects.get()
    drop = reverse("drop_draft", args=[draft.dossier_id, draft.pk])

    assert "Bỏ dự thảo" in officer.get(drop).content.decode() and Draft.objects.get().dropped_at is None
    officer.post(drop)
    assert Draft.objects.get().dropped_at is not None
    assert officer.get(url).status_code == 404


def test_the_page_costs_the_same_whatever_the_number_of_rows(officer: Client, url: str) -> None:
    officer.post(url, sheet())
    with CaptureQueriesContext(connection) as few:
        officer.get(url)
    months = [f"{1 + n % 12:02d}/{2000 + n // 12}" for n in range(60)]
    many = {name: cells[:1] * 60 for name, cells in ROWS.items()} | {"p_start": months, "p_end": months}
    officer.post(url, sheet(version=1, **many))
    with CaptureQueriesContext(connection) as more:
        page = officer.get(url).content.decode()

    assert page.count("data-period>") == 63
    assert len(more) == len(few) <= 40
