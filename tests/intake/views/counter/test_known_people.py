"""Does the counter hear who is on record while typing, only of its own offices, and is the look written down?"""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, Route, expect

from bhxh_archive.models import AccessLog, User
from intake.actions.counter import registration
from intake.models import Dossier, Person
from intake.queries import same_open_case
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.intake.views.conftest import SignIn, Sit, address
from tests.room import PERSON

REGION = "/ho-so/moi/nguoi-da-biet/"


def shown(client: Client, procedure: str = "HUU", **typed: str) -> str:
    row = {f"nguoi-0-{name}": value for name, value in typed.items()}
    answer = client.post(REGION, {"row": "0", "nguoi-TOTAL_FORMS": "1", "procedure": procedure, **row})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"full_name": "phạm thị"},
        {"full_name": unicodedata.normalize("NFD", "PHẠM THỊ HƯƠNG"), "born": "12061969"},
        {"full_name": "Phạn Thị Hường", "born": "12/06/1969"},
        {"personal_id": "031169000123"},
        {"insurance_number": "3105000123"},
        {"insurance_number": "031169000123"},
    ],
)
def test_whoever_is_like_the_one_typed_is_shown_with_the_open_case(
    clerk: Client, accepted: Dossier, typed: dict[str, str]
) -> None:
    text = shown(clerk, **typed)
    assert "Phạm Thị Hường" in text and str(accepted.number) in text and "Có thể trùng" in text
    assert "031***0123" in text and "031169000123" not in text


@pytest.mark.parametrize(
    "typed",
    [{}, {"full_name": "Phạm"}, {"full_name": "Lê Văn An"}, {"full_name": "Phạm Thị", "born": "1970"}, {"born": "x"}],
)
def test_nobody_else_is_shown(clerk: Client, accepted: Dossier, typed: dict[str, str]) -> None:
    assert shown(clerk, **typed).strip() == ""


def test_another_procedure_is_no_duplicate(clerk: Client, accepted: Dossier) -> None:
    text = shown(clerk, "BHXH1L", personal_id="031169000123")
    assert str(accepted.number) in text and "Có thể trùng" not in text


def test_a_decision_that_excludes_the_benefit_is_named_also_of_another_procedure(
    clerk: Client, accepted: Dossier, clerk_user: User
) -> None:
    add_result(accepted)
    said = "đã có Quyết định hưởng lương hưu số 05/QĐ-BHXH ngày 20/11/2026"
    assert f"Có thể trùng, {said}" in shown(clerk, "BHXH1L", personal_id="031169000123")
    assert said not in shown(clerk, "DIEUCHINH", personal_id="031169000123"), "an amount is changed of what was granted"

    for code, told in (("BHXH1L", True), ("DIEUCHINH", False)):
        page = clerk.get(address("accept", draft_of(clerk_user, code))).content.decode()
        assert (said in page) == told


def test_another_office_hears_nothing(sign_in: SignIn, accepted: Dossier, typed: dict[str, Any]) -> None:
    stranger = sign_in("tiepnhan-na")
    assert shown(stranger, personal_id="031169000123").strip() == ""
    person = accepted.persons.get()
    assert stranger.post("/ho-so/moi/", typed | {"use_person": f"0:{person.pk}"}).status_code == 404


def test_the_look_is_logged_once_while_somebody_types(clerk: Client, accepted: Dossier) -> None:
    for name in ("Phạm Thị", "Phạm Thị H", "Phạm Thị Hường"):
        shown(clerk, full_name=name)
    assert AccessLog.objects.filter(action="known_people", subject=f"dossier:{accepted.pk}").count() == 1


def test_nothing_personal_stands_in_an_address(clerk: Client) -> None:
    assert clerk.get(REGION).status_code == 405


def test_a_known_person_fills_the_row_and_keeps_what_was_typed(
    clerk: Client, accepted: Dossier, typed: dict[str, Any]
) -> None:
    person = accepted.persons.get()
    row = {"nguoi-0-full_name": "pham thi h", "nguoi-0-personal_id": "", "nguoi-0-born": "", "nguoi-0-phone": "0911"}
    page = clerk.post("/ho-so/moi/", typed | row | {"use_person": f"0:{person.pk}"}).content.decode()

    for value in ("Phạm Thị Hường", "12/06/1969", "031169000123", "3105000123", "0911", "Đã điền theo hồ sơ có sẵn"):
        assert value in page
    assert Dossier.objects.count() == 1
    assert AccessLog.objects.filter(action="use_person", subject=f"dossier:{accepted.pk}").exists()


def test_the_number_of_questions_stays_the_same(clerk: Client, clerk_user: User, accepted: Dossier) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(clerk, full_name="Phạm Thị Hường", born="12/06/1969", personal_id="031169000123")
        return len(queries)

    asked()
    once = asked()
    for _ in range(3):
        draft_of(clerk_user)
    Person.objects.exclude(dossier=accepted).update(personal_id="", full_name="Phạm Thị Hường khác")
    asked()  # each dossier that was not shown before is a look more to write down
    assert asked() == once


def test_a_twin_under_the_older_number_and_another_spelling_is_found(accepted: Dossier, clerk_user: User) -> None:
    Person.objects.filter(dossier=accepted).update(personal_id="031234567", insurance_number="", full_name="x")
    card = PERSON | {"old_id": "031234567", "insurance_number": "", "full_name": "Phạm Thị Hương"}
    assert list(same_open_case(draft_of(clerk_user, persons=[card]))) == [accepted]
    misspelled = PERSON | {"personal_id": "", "insurance_number": "", "full_name": "Phạm Thị Hườnn"}
    Person.objects.filter(dossier=accepted).update(personal_id="")
    assert list(same_open_case(draft_of(clerk_user, persons=[misspelled])).filter(pk=accepted.pk)) == [accepted]


def test_who_hands_in_for_many_makes_no_twin(clerk_user: User) -> None:
    carrier = {"role": "submitter", "full_name": "Lê Thị Nộp Hộ", "personal_id": "031169000777"}
    first = draft_of(clerk_user, persons=[PERSON, carrier])
    registration.accept(dossier=first, by=clerk_user)
    someone = {"role": "insured", "full_name": "Vũ Văn Khác", "personal_id": "031069000999"}
    assert not same_open_case(draft_of(clerk_user, persons=[someone, carrier])).exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_is_known_comes_into_sight_beside_what_is_typed(browser_page: Page, sit: Sit, accepted: Dossier) -> None:
    """On 1366x768 the notice would begin below the foot of the page."""
    sit("tiepnhan-hp")
    browser_page.goto("/ho-so/moi/")
    browser_page.select_option("#id_procedure", "HUU")
    browser_page.wait_for_load_state("networkidle")
    name = browser_page.locator("[name=nguoi-0-full_name]")
    held: list[Route] = []
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.route(f"**{REGION}", lambda route: route.continue_() if held else held.append(route))
    with browser_page.expect_request(f"**{REGION}"):
        name.press_sequentially("pham thi")
    with browser_page.expect_event("requestfailed"):  # that one is still on its way
        name.press_sequentially(" huong")

    browser_page.get_by_role("button", name="Điền theo người này").first.click(trial=True)
    foot, notice = (browser_page.locator(one).first.bounding_box() for one in (".foot", ".known-person"))
    assert foot and notice and notice["y"] + notice["height"] <= foot["y"]
    expect(name).to_be_in_viewport(ratio=1)
    assert said == [], "what gave way to something newer is no fault"
