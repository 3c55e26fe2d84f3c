"""Who gets which page: own office 200, another office 404, wrong function 403, nobody without signing in?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, Assignment, User
from bhxh_archive.roles import Role
from intake.models import Dossier
from tests.intake.conftest import component
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn, address

pytestmark = pytest.mark.slow

TABS = ("dossier", "pages", "trail", "upload_state", "documents_state")
BY_STATE = {
    State.DRAFT: ("edit_registration", "accept", "refuse", "draft_supplement"),
    State.RECEIVED: ("forward", "request_supplement", "withdraw"),
    State.AWAITING_SUPPLEMENT: ("resume", "withdraw"),
    State.ISSUED: ("hand_over",),
    State.RETURNED: ("consolidate",),
    State.READY_TO_ARCHIVE: ("rework",),
}
VERBS = [(state, name) for state, names in BY_STATE.items() for name in names]


@pytest.mark.parametrize("name", TABS)
def test_tabs_of_the_own_office_open(scanned: Dossier, clerk: Client, sign_in: SignIn, name: str) -> None:
    assert clerk.get(address(name, scanned)).status_code == 200
    assert sign_in("chuyenvien-hp").get(address(name, scanned)).status_code == 200


@pytest.mark.parametrize("name", TABS)
def test_tabs_of_another_office_are_not_there(scanned: Dossier, sign_in: SignIn, name: str) -> None:
    for stranger in ("tiepnhan-na", "luutru"):
        assert sign_in(stranger).get(address(name, scanned)).status_code == 404


@pytest.mark.parametrize(("state", "name"), VERBS)
def test_verbs_open_for_the_clerk_in_their_state(scanned: Dossier, clerk: Client, state: State, name: str) -> None:
    dossier = put_in_state(scanned, state)

    assert clerk.get(address(name, dossier)).status_code == 200


@pytest.mark.parametrize(("state", "name"), VERBS)
def test_verbs_are_closed_to_others(scanned: Dossier, sign_in: SignIn, state: State, name: str) -> None:
    dossier = put_in_state(scanned, state)

    assert sign_in("giamdoc-hp").get(address(name, dossier)).status_code == 403
    assert sign_in("tiepnhan-na").get(address(name, dossier)).status_code == 404
    assert sign_in("tiepnhan-na").post(address(name, dossier)).status_code == 404


@pytest.mark.parametrize("name", [name for _, name in VERBS])
def test_verbs_out_of_their_state_say_so(scanned: Dossier, clerk: Client, name: str) -> None:
    assert clerk.get(address(name, put_in_state(scanned, State.SIGNED))).status_code in (403, 409)


def test_pictures_and_files_keep_to_the_offices(scanned: Dossier, clerk: Client, sign_in: SignIn) -> None:
    page = scanned.folder.pages.all()[0]
    result = add_result(scanned)
    addresses = [
        reverse("page_image", args=[page.pk, "view"]), reverse("page_image", args=[page.pk, "thumb"]),
        reverse("upload_file", args=[scanned.pk, page.upload_id]),
        reverse("return_result_file", args=[scanned.pk, result.pk]), reverse("page", args=[scanned.pk, page.pk]),
        reverse("slip", args=[scanned.pk, "cover_sheet"]),
        reverse("component", args=[scanned.pk, component(scanned, "12-HSB").pk]),
    ]  # fmt: skip
    for found in addresses:
        assert clerk.get(found).status_code == 200, found
        assert sign_in("tiepnhan-na").get(found).status_code == 404, found
        assert Client().get(found).status_code == 302, found


def test_an_administrator_keeps_users_and_reads_no_dossier(scanned: Dossier, sign_in: SignIn) -> None:
    page = scanned.folder.pages.all()[0]
    addresses = [
        *(address(name, scanned) for name in (*TABS, "review", "results", "package", "forward")),
        reverse("page_image", args=[page.pk, "view"]), reverse("upload_file", args=[scanned.pk, page.upload_id]),
        reverse("page", args=[scanned.pk, page.pk]), reverse("slip", args=[scanned.pk, "cover_sheet"]),
    ]  # fmt: skip
    administrator = sign_in("quantri")
    assert {found: administrator.get(found).status_code for found in addresses} == dict.fromkeys(addresses, 404)
    assert not AccessLog.objects.filter(by__username="quantri").exists()


def test_who_administers_and_receives_sees_what_reception_sees(scanned: Dossier, sign_in: SignIn) -> None:
    administrator = sign_in("quantri")
    Assignment.objects.create(
        user=User.objects.get(username="quantri"), office=scanned.receiving_office, role=Role.RECEPTION,
        valid_from="2026-01-01",
    )  # fmt: skip

    assert administrator.get(address("dossier", scanned)).status_code == 200


def test_a_component_is_not_reached_through_another_dossier(scanned: Dossier, draft: Dossier, clerk: Client) -> None:
    from tests.intake.conftest import draft_of

    other = draft_of(scanned.created_by)

    assert clerk.get(reverse("component", args=[other.pk, component(scanned, "12-HSB").pk])).status_code == 404


def test_every_look_at_a_picture_is_logged_before_its_bytes(scanned: Dossier, clerk: Client) -> None:
    page = scanned.folder.pages.all()[0]

    answer = clerk.get(reverse("page_image", args=[page.pk, "view"]))

    log = AccessLog.objects.get(subject=f"page:{page.pk}")
    assert (log.action, log.by.username) == ("view", "tiepnhan-hp")
    assert answer["Cache-Control"] == "private, max-age=300"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"


def test_an_original_is_downloaded_under_a_name_without_persons(scanned: Dossier, clerk: Client) -> None:
    page = scanned.folder.pages.all()[0]

    answer = clerk.get(reverse("upload_file", args=[scanned.pk, page.upload_id]))

    assert answer["Content-Disposition"] == f'attachment; filename="{scanned.number}-tep-{page.upload_id}.jpg"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_page_that_says_no_keeps_the_frame_of_who_is_signed_in(scanned: Dossier, sign_in: SignIn) -> None:
    foreign = sign_in("tiepnhan-na").get(address("dossier", scanned))
    refused = sign_in("giamdoc-hp").get(reverse("register"))
    for answer, status in ((foreign, 404), (refused, 403)):
        page = answer.content.decode()
        assert answer.status_code == status
        assert 'class="rail"' in page and 'id="global-search"' in page and reverse("logout") in page
        assert 'class="rail-item"' in page and "rail-count" not in page, "it counts nothing for who looks in vain"
    outside = Client().get("/khong-co/").content.decode()
    assert 'class="rail"' not in outside and "đăng nhập rồi tìm" in outside


def test_an_address_of_a_button_says_so_when_it_is_opened(scanned: Dossier, clerk: Client) -> None:
    told = clerk.get(address("take_lines", scanned))
    assert told.status_code == 405 and told["Allow"] == "POST"
    assert "chỉ dùng khi bấm nút" in told.content.decode() and address("dossier", scanned) in told.content.decode()
    assert not Client().get(reverse("bridge_work")).content, "programs get none"
