"""Are holidays and parameters dated data that are added to, confirmed with a source, and never overwritten?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bhxh_archive.models import Office, Parameter, User
from bhxh_archive.parameters import DEFAULTS, parameter
from tests.bhxh_archive.administration.conftest import newest_change

pytestmark = pytest.mark.django_db
NOTICE = "Thông báo 123/TB-BNV ngày 01/12/2027"


def value(**changes: str) -> dict[str, str]:
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {"office": "", "value": "4", "valid_from": f"{tomorrow:%d/%m/%Y}", "source": NOTICE} | changes


def test_a_new_value_holds_from_its_day_and_the_old_one_before(chief: Client) -> None:
    address = reverse("parameter", args=["printed_copies"])
    assert chief.post(address, value()).status_code == 302
    today = timezone.localdate()
    assert parameter("printed_copies", day=today) == int(DEFAULTS["printed_copies"].value)
    assert parameter("printed_copies", day=today + timedelta(days=1)) == 4
    assert newest_change()[0] == "set_parameter"


def test_an_offices_own_value_beats_the_general_one_and_is_its_administrators_to_set(
    chief: Client, local: Client, demo: dict[str, User]
) -> None:
    address, office = reverse("parameter", args=["printed_copies"]), Office.objects.get(code="hai-phong")
    day = timezone.localdate() + timedelta(days=1)
    chief.post(address, value(value="4"))
    assert local.post(address, value(value="5")).status_code == 422  # no office chosen
    assert local.post(address, value(value="5", office=str(office.pk))).status_code == 302
    assert parameter("printed_copies", office=office, day=day) == 5
    assert parameter("printed_copies", office=Office.objects.get(code="nghe-an"), day=day) == 4


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("printed_copies", "hai", "Nhập một số nguyên"),
        ("receipt_cutoff", "25:00", "Nhập giờ theo dạng"),
        ("receipt_cutoff", "5 giờ", "Nhập giờ theo dạng"),
        ("has_controller", "có lẽ", "chọn một mục trong danh sách"),
        ("decision_notation", "", "bắt buộc"),
        ("history_salary_headings", "Mức đóng; ;Lương", "cách nhau bằng dấu chấm phẩy"),
        ("history_salary_headings", "Mức đóng; TU THANG", "tiêu đề cột «Từ tháng»»"),
    ],
)
def test_a_refused_value_keeps_what_was_typed(key: str, typed: str, sentence: str, chief: Client) -> None:
    answer = chief.post(reverse("parameter", args=[key]), value(value=typed))
    text = answer.content.decode()
    assert answer.status_code == 422 and sentence in text and f'value="{NOTICE}"' in text
    assert not Parameter.objects.exists()


def test_a_value_is_never_overwritten(chief: Client) -> None:
    address = reverse("parameter", args=["printed_copies"])
    chief.post(address, value())
    answer = chief.post(address, value(value="9"))
    assert answer.status_code == 422 and "Đã có giá trị bắt đầu từ ngày này" in answer.content.decode()
    assert list(Parameter.objects.values_list("value", flat=True)) == ["4"]


def test_the_kinds_of_results_that_go_to_somebody_are_chosen_or_none(chief: Client) -> None:
    address, day = reverse("parameter", args=["results_to_collection"]), timezone.localdate()
    assert "04-HSB Bản quá trình đóng BHXH" in chief.get(address).content.decode()
    assert chief.post(address, value() | {"value": ["07A-HSB", "KHONG_CO"]}).status_code == 422
    chosen = value() | {"value": ["07A-HSB", "04-HSB"], "valid_from": f"{day:%d/%m/%Y}"}
    assert chief.post(address, chosen).status_code == 302
    assert parameter("results_to_collection") == {"07A-HSB", "04-HSB"}
    assert "07A-HSB, 04-HSB" in chief.get(address).content.decode()
    chief.post(address, value() | {"value": []})
    assert parameter("results_to_collection", day=day + timedelta(days=1)) == frozenset()


def test_the_headings_of_a_column_are_added_to_those_that_hold(chief: Client) -> None:
    address = reverse("parameter", args=["history_salary_headings"])
    assert "Tiền lương; Mức lương; Mức đóng;" in chief.get(address).context["form"]["value"].value()
    assert chief.post(address, value(value="Lương; Quỹ lương đóng")).status_code == 302


def test_a_value_is_confirmed_by_a_source_only(chief: Client) -> None:
    row = Parameter.objects.create(key="printed_copies", value="4", valid_from=date(2026, 1, 1))
    confirm = reverse("confirm_parameter", args=[row.pk])
    assert chief.post(confirm, {"source": " "}).status_code == 422
    assert chief.post(confirm, {"source": NOTICE}).status_code == 302
    row.refresh_from_db()
    assert (row.confirmed, row.source) == (True, NOTICE)
    assert newest_change()[0] == "confirm_parameter"


def test_a_parameter_that_does_not_exist_is_a_404(chief: Client) -> None:
    assert chief.get(reverse("parameter", args=["no-such-thing"])).status_code == 404


def test_every_parameter_says_what_holds_today_and_what_wants_confirming(chief: Client) -> None:
    text = chief.get(reverse("parameters")).content.decode()
    assert all(row.label in text for row in DEFAULTS.values()) and "Cần xác nhận" in text


def test_all_parameters_are_read_at_once_and_the_newest_value_counts(
    chief: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    chief.get(reverse("parameters"))
    for key in DEFAULTS:
        Parameter.objects.create(key=key, value="1", valid_from=date(2026, 1, 1), confirmed=True)
    for since, value in ((date(2026, 2, 1), "41"), (timezone.localdate() + timedelta(days=1), "43")):
        Parameter.objects.create(key="paper_loan_days", value=value, valid_from=since)
    with django_assert_max_num_queries(MOST):
        rows = {row["default"].key: row for row in chief.get(reverse("parameters")).context["rows"]}
    loans, copies = rows["paper_loan_days"], rows["printed_copies"]
    assert (loans["value"], loans["confirmed"], loans["since"]) == ("41", False, date(2026, 2, 1))
    assert (copies["value"], copies["confirmed"]) == ("1", True)


MOST = 8


def test_a_value_that_has_not_been_in_force_is_taken_back(chief: Client) -> None:
    address = reverse("parameter", args=["printed_copies"])
    chief.post(address, value(value="9"))
    row = Parameter.objects.get(key="printed_copies")
    assert chief.post(reverse("withdraw_parameter", args=[row.pk])).status_code == 302
    assert newest_change()[0] == "withdraw_parameter" and not Parameter.objects.exists()
    assert "Số bản in" in chief.get(reverse("admin_changes")).content.decode()
    assert chief.post(address, value(value="3")).status_code == 302  # the same day once more


def test_a_value_that_was_in_force_stays(chief: Client) -> None:
    row = Parameter.objects.create(key="printed_copies", value="9", valid_from=timezone.localdate() - timedelta(days=1))
    refused = chief.post(reverse("withdraw_parameter", args=[row.pk]))
    assert refused.status_code == 422 and "giá trị mới từ hôm nay" in refused.content.decode()
    page = chief.get(reverse("parameter", args=["printed_copies"])).content.decode()
    assert page.count("Đang áp dụng") == 1 and reverse("withdraw_parameter", args=[row.pk]) not in page


def test_a_value_for_days_gone_by_names_its_source(chief: Client) -> None:
    address = reverse("parameter", args=["printed_copies"])
    answer = chief.post(address, value(valid_from="01/01/2020", source=""))
    assert answer.status_code == 422 and "Ngày áp dụng đã qua" in answer.content.decode()
    assert chief.post(address, value(valid_from="01/01/2020")).status_code == 302


@pytest.mark.parametrize("notation", ["QĐ BHXH", "QĐ/BHXH", "../QĐ", "-QĐ", "Q" * 31])
def test_a_notation_that_would_break_every_number_is_refused(notation: str, chief: Client) -> None:
    answer = chief.post(reverse("parameter", args=["decision_notation"]), value(value=notation))
    assert answer.status_code == 422 and "ví dụ QĐ-BHXH" in answer.content.decode()
    assert chief.post(reverse("parameter", args=["decision_notation"]), value(value="QĐ-BHXH-HP")).status_code == 302
