"""Does registering ask for the persons that a procedure can't be settled without?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.models import User
from tests.intake.conftest import draft_of
from tests.intake.views.conftest import Sit

NEW = "/ho-so/moi/"
DEAD, WIDOW = {"role": "deceased", "full_name": "Bùi Văn Thịnh"}, {"role": "relative", "full_name": "Trần Thị Gấm"}


def roles(client: Client, typed: dict[str, Any], **pressed: str) -> list[str]:
    """The roles of the rows after a press that only helps with typing."""
    answer = client.post(NEW, {key: value for key, value in typed.items() if key != "save"} | pressed)
    assert answer.status_code == 200
    return [form.initial["role"] for form in answer.context["persons"]]


@pytest.fixture
def empty(typed: dict[str, Any]) -> dict[str, Any]:
    """The form with a procedure chosen and nobody written in."""
    blank = {key: "" for key in typed if key.startswith("nguoi-0-") and key != "nguoi-0-role"}
    return typed | blank | {"procedure": "TUAT_T"}


def test_nobody_written_in_yet_gives_a_row_for_each_person(clerk: Client, empty: dict[str, Any]) -> None:
    assert roles(clerk, empty) == ["deceased", "relative"]
    assert roles(clerk, empty, add_person="1") == ["deceased", "relative"]
    assert roles(clerk, empty | {"procedure": "HUU"}) == ["insured"]


def test_who_is_written_in_keeps_the_role(clerk: Client, typed: dict[str, Any]) -> None:
    chosen = typed | {"procedure": "TUAT_T"}

    assert roles(clerk, chosen) == ["insured"]
    assert roles(clerk, chosen, add_person="1") == ["insured", "deceased"]
    second = {"nguoi-TOTAL_FORMS": "2", "nguoi-1-role": "submitter", "nguoi-1-full_name": ""}
    assert roles(clerk, chosen | second) == ["insured", "deceased"]
    assert roles(clerk, chosen | second | {"seated": "TUAT_T"}) == ["insured", "submitter"], "chosen by hand"


@pytest.mark.parametrize(("code", "role"), [("HUU", "submitter"), ("TUAT_T", "relative")])
def test_one_more_person_has_the_usual_role(clerk: Client, typed: dict[str, Any], code: str, role: str) -> None:
    first = {"procedure": code, "seated": code, "nguoi-0-role": "deceased" if code == "TUAT_T" else "insured"}

    assert roles(clerk, typed | first, add_person="1")[1] == role


@pytest.mark.parametrize(
    ("code", "persons", "said"),
    [
        (
            "TUAT_T",
            [{"role": "insured", "full_name": "Bùi Văn Thịnh", "birth_year": 1950, "sex": "M"}],
            ["Chưa ghi người chết.", "Chưa ghi thân nhân."],
        ),
        ("TUAT_T", [DEAD], ["Chưa ghi thân nhân."]),
        ("TUAT_T", [DEAD, WIDOW], []),
        ("MAITANG", [DEAD], ["Chưa ghi thân nhân hoặc người nhận trợ cấp hoặc giám hộ."]),
        ("MAITANG", [DEAD, {"role": "receiver", "full_name": "Lê Văn An"}], []),
        ("HUU", [DEAD, WIDOW], ["Chưa ghi người tham gia."]),
    ],
)
def test_acceptance_says_who_is_missing(
    clerk: Client, clerk_user: User, code: str, persons: list[dict[str, Any]], said: list[str]
) -> None:
    draft = draft_of(clerk_user, code, persons=persons)

    page = clerk.get(reverse("accept", args=[draft.pk]))
    answer = clerk.post(reverse("accept", args=[draft.pk]), {"version": draft.version})

    assert page.context["problems"] == said
    assert answer.status_code == (422 if said else 302)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_choosing_the_procedure_seats_who_is_not_written_in(browser_page: Page, sit: Sit) -> None:
    page = browser_page
    sit("tiepnhan-hp")
    page.goto(NEW)
    page.get_by_label("Thủ tục").select_option("TUAT_T")
    role = page.get_by_label("Vai trò")
    expect(role).to_have_value("deceased")
    page.get_by_label("Họ và tên").fill("Bùi Văn Thịnh")
    page.get_by_role("button", name="Thêm người").click()
    expect(role.nth(1)).to_have_value("relative")

    page.get_by_label("Thủ tục").select_option("HUU")

    expect(role.first).to_have_value("deceased")  # a person on the form is never changed
    expect(role.nth(1)).to_have_value("insured")
