"""Do numbers of the law that an administrator enters hold after a second one approved them, and only then?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits import law
from benefits.calculation import compute
from benefits.law.leaps import leap
from benefits.models import Draft, LawChange
from bhxh_archive.models import AdminEvent, User
from tests.benefits.conftest import As

PAGE = reverse("law_table", args=["reference_level"])
DAY = date(2026, 12, 1)


def typed(**changes: str) -> dict[str, str]:
    return {"valid_from": "01/12/2026", "source": "NĐ 1/2026/NĐ-CP", "so_0": "2.600.000"} | changes


@pytest.fixture
def chief(signed_in: As) -> Client:
    return signed_in("quantri")


@pytest.fixture
def second(signed_in: As) -> Client:
    return signed_in("quantri-2")


def level() -> int:
    return int(law.in_force().value("reference_level", "", DAY))


def act(client: Client, verb: str, **data: str) -> Any:
    return client.post(reverse(f"{verb}_law_change", args=[LawChange.objects.get().pk]), data)


def test_from_the_list_to_a_number_that_holds_and_back(chief: Client, second: Client) -> None:
    assert "Mức tham chiếu" in chief.get(reverse("law_tables")).content.decode()
    assert "Hôm nay: 2.530.000" in chief.get(PAGE).content.decode()
    answer = chief.post(PAGE, typed())
    assert "một quản trị khác" in chief.get(answer["Location"]).content.decode()
    assert act(chief, "approve").status_code == 403 and level() == 2_530_000

    shown = second.get(answer["Location"]).content.decode()
    assert "2.600.000" in shown and "2.530.000" in shown and "Cần xác nhận" in shown
    assert act(second, "approve").status_code == 302 and level() == 2_600_000
    assert act(second, "approve").status_code == 409
    assert "1 số cần xác nhận" in chief.get(reverse("law_tables")).content.decode()

    assert act(second, "withdraw", reason=" ").status_code == 422 and level() == 2_600_000
    assert act(second, "withdraw", reason="Gõ nhầm").status_code == 302 and level() == 2_530_000
    verbs = AdminEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["add_law_change", "approve_law_change", "withdraw_law_change"]
    assert "mức tham chiếu" in chief.get(reverse("admin_changes")).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"so_0": ""}, "Chưa có số nào được nhập"),
        ({"so_0": "2.53"}, "Nhập số từ 0 trở lên"),
        ({"so_0": "-5"}, "Nhập số từ 0 trở lên"),
        ({"source": ""}, "Căn cứ"),
        ({"valid_to": "30/11/2026"}, "bằng hoặc sau ngày bắt đầu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(chief: Client, changes: dict[str, str], said: str) -> None:
    answer = chief.post(PAGE, typed(**changes))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not LawChange.objects.exists()


def test_an_administrator_of_one_office_reads_only(signed_in: As) -> None:
    client = signed_in("quantri-hp")
    assert "do quản trị tại Trung tâm Lưu trữ giữ" in client.get(PAGE).content.decode()
    assert client.post(PAGE, typed()).status_code == 403
    assert client.get(reverse("law_table", args=["khong-co"])).status_code == 404


def test_a_choice_is_made_in_words(chief: Client) -> None:
    page = reverse("law_table", args=["early_retirement"])
    assert "Giữ nguyên: Tuổi của năm nghỉ hưu" in chief.get(page).content.decode()
    assert chief.post(page, typed(so_0="", so_3="1")).status_code == 302
    assert LawChange.objects.get().values == {"age_basis": "1"}


def test_a_slip_of_the_comma_is_asked_about_and_marked_for_who_approves(chief: Client, second: Client) -> None:
    slip = {"so_0": "25.300.000"}
    answer = chief.post(PAGE, typed(**slip))
    told = answer.content.decode()
    assert answer.status_code == 422 and not LawChange.objects.exists()
    assert "gấp 10 lần số hiện tại, có thể nhầm dấu phẩy" in told and "Đã xem lại" in told
    assert "Đã xem lại" not in chief.get(PAGE).content.decode()
    made = chief.post(PAGE, typed(**slip, sure="on"))
    shown = second.get(made["Location"]).content.decode()
    assert "Số mới gấp 10 lần số hiện tại" in shown and "1 số khác hẳn số hiện tại" in shown


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [
        ("1.96", "19.7", "gấp 10,05 lần số hiện tại, có thể nhầm dấu phẩy hoặc thiếu, thừa một chữ số"),
        ("2.00", "0.2", "chỉ bằng 10% số hiện tại, có thể nhầm dấu phẩy hoặc thiếu, thừa một chữ số"),
        ("2.00", "3.1", "gấp 1,55 lần số hiện tại"),
        ("2.00", "0", "chỉ bằng 0% số hiện tại"),
        ("2.00", "3.00", ""),
        (None, "3.00", ""),
    ],
)
def test_what_differs_by_more_than_half_is_told(before: str | None, value: str, said: str) -> None:
    assert leap(Decimal(before) if before else None, Decimal(value)) == said


def test_a_number_that_nobody_stands_for_is_told_with_the_sum(draft: Draft, demo: dict[str, User]) -> None:
    LawChange.objects.create(
        table="cpi", values={"2019": "1.5"}, valid_from=date(2026, 1, 1), source="Dự thảo thông tư",
        state=LawChange.State.APPROVED, added_by=demo["quantri"], approved_by=demo["quantri-2"],
    )  # fmt: skip
    result = compute(draft).result
    assert result and any("Dự thảo thông tư" in warning for warning in result.warnings)
