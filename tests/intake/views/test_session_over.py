"""The session ended while a clerk was typing: is nothing lost, and is nothing sent that the clerk did not send?"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bhxh_archive.models import User
from intake.loading.demo import PASSWORD
from intake.models import Dossier
from intake.queries import procedure_on

NEW, RESEND = "/ho-so/moi/", "/dang-nhap/gui-lai/"
OWN, FOREIGN = {"Origin": "http://testserver"}, {"Origin": "http://elsewhere.test"}


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.fixture
def stranger(demo: dict[str, User]) -> Client:
    """A browser whose session has ended."""
    return Client()


def test_what_was_typed_goes_over_the_sign_in_and_is_sent_with_one_more_press(
    stranger: Client, typed: dict[str, Any]
) -> None:
    asked = stranger.post(NEW, typed)
    page = asked.content.decode()
    assert asked.status_code == 401
    assert "Phiên làm việc đã hết" in page and "Phạm Thị Hường" in page

    carried = hidden(page)
    assert carried["path"] == NEW
    again = stranger.post(RESEND, carried | {"username": "tiepnhan-hp", "password": "sai"})
    assert hidden(again.content.decode())["kept"] == carried["kept"]

    shown = stranger.post(RESEND, carried | {"username": "tiepnhan-hp", "password": PASSWORD})
    assert shown.status_code == 200 and "Gửi lại" in shown.content.decode()
    assert not Dossier.objects.exists()

    assert stranger.post(NEW, hidden(shown.content.decode())).status_code == 302
    assert Dossier.objects.get().persons.get().full_name == "Phạm Thị Hường"


def test_what_was_typed_is_shown_in_the_words_of_its_form(stranger: Client, typed: dict[str, Any]) -> None:
    page = stranger.post(NEW, {**typed, "seated": "HUU", "made_up": "tự chế"})
    name = procedure_on("HUU", timezone.localdate()).name
    shown = {line.label: line.value for line in page.context["typed"]}

    assert shown["Họ và tên"] == "Phạm Thị Hường"
    assert (shown["Vai trò"], shown["Hình thức nộp"]) == ("Người tham gia", "Trực tiếp tại quầy")
    assert (shown["Thủ tục"], shown["Nơi tiếp nhận"]) == (name, "Bảo hiểm xã hội thành phố Hải Phòng")
    assert not shown.keys() & {"seated", "office", "made_up", "nguoi-0-role"}
    assert "made_up" in hidden(page.content.decode())["kept"]


def test_no_password_is_carried(stranger: Client) -> None:
    page = stranger.post(NEW, {"password": "rat-bi-mat", "note": "ghi chú"}).content.decode()

    assert "rat-bi-mat" not in page and "ghi+ch" in page


@pytest.mark.parametrize("path", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)", ""])
def test_nothing_is_sent_to_another_site(stranger: Client, path: str) -> None:
    answer = stranger.post(RESEND, {"path": path, "kept": "a=1", "username": "tiepnhan-hp", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/")


def test_a_script_is_told_in_words_it_can_show(stranger: Client) -> None:
    answer = stranger.post(NEW, {}, headers={"Accept": "application/json"})

    assert answer.status_code == 401
    assert "Phiên làm việc đã hết" in answer.json()["message"]


def test_a_page_without_a_form_leads_to_the_plain_sign_in(stranger: Client) -> None:
    assert stranger.get(NEW)["Location"] == f"/dang-nhap/?next={NEW}"


@pytest.fixture
def strict(demo: dict[str, User]) -> Client:
    """A signed-in clerk whose page holds the token of an earlier session."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(demo["tiepnhan-hp"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_old_page_of_ours_may_be_sent_again(strict: Client, typed: dict[str, Any]) -> None:
    answer = strict.post(NEW, typed, headers=OWN)

    assert answer.status_code == 200
    assert hidden(answer.content.decode())["nguoi-0-full_name"] == "Phạm Thị Hường"
    assert not Dossier.objects.exists()


def test_a_form_of_another_site_is_refused_and_not_offered(strict: Client, typed: dict[str, Any]) -> None:
    for origin in (FOREIGN, {}):
        answer = strict.post(NEW, typed, headers=origin)
        assert answer.status_code == 403
        assert not hidden(answer.content.decode())


def test_a_conflict_shows_what_was_typed_in_the_words_of_the_page(
    clerk: Client, draft: Dossier, typed: dict[str, Any]
) -> None:
    Dossier.objects.filter(pk=draft.pk).update(version=draft.version + 1)
    answer = clerk.post(f"/ho-so/{draft.pk}/sua/", typed | {"version": draft.version})
    page = answer.content.decode()

    assert answer.status_code == 409
    for said in ("Họ và tên", "Phạm Thị Hường", "Hình thức nộp", "Trực tiếp tại quầy", f'href="/ho-so/{draft.pk}/"'):
        assert said in page
    for raw in ("TOTAL_FORMS", "nguoi-0", ">counter<", "to-khai-1"):
        assert raw not in page


def test_what_somebody_else_may_not_send_is_shown_back_in_words(typed: dict[str, Any], demo: dict[str, User]) -> None:
    archivist = Client()
    archivist.force_login(demo["luutru"], backend="django.contrib.auth.backends.ModelBackend")
    page = archivist.post(NEW, typed)

    assert page.status_code == 403
    assert {"Họ và tên", "Thủ tục", "Hình thức nộp"} <= {line.label for line in page.context["typed"]}
    assert "nguoi-0" not in page.content.decode()


def test_the_rows_of_a_contribution_history_are_shown_too(stranger: Client) -> None:
    page = stranger.post("/ho-so/1/du-thao/1/", {"p_start": ["01/2015", "01/2019"], "p_salary": ["5.000.000", ""]})
    shown = [(line.label, line.value) for line in page.context["typed"]]

    assert ("Quá trình đóng: Từ tháng", "01/2019") in shown and ("Quá trình đóng: Tiền lương", "5.000.000") in shown
