"""Who may open which page of this room: signed out, other office, other desk, right desk?"""

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.errors import NotNow
from bhxh_archive.roles import Role
from intake.actions.dossier.results import record_print
from tests.benefits.actions.test_deciding import give
from tests.benefits.conftest import As, ShortRoad

pytestmark = pytest.mark.slow

PAGES = {
    "forward": {
        "review": {"chuyenvien-hp": 200, "tiepnhan-hp": 200, "chuyenvien-na": 404, "luutru": 404},
        "propose": {"chuyenvien-hp": 200, "truongphong-hp": 403, "tiepnhan-hp": 403, "chuyenvien-na": 404},
        "send_back": {"chuyenvien-hp": 200, "vanthu-hp": 403, "chuyenvien-na": 404},
        "request_verification": {"chuyenvien-hp": 200, "giamdoc-hp": 403, "truongphong-na": 404},
        "endorse": {"truongphong-hp": 409, "chuyenvien-hp": 403, "truongphong-na": 404},
        "sign": {"giamdoc-hp": 409, "truongphong-hp": 403, "giamdoc-na": 404},
        "issue": {"vanthu-hp": 409, "giamdoc-hp": 403, "vanthu-na": 404},
        "results": {"chuyenvien-hp": 200, "tiepnhan-hp": 200, "giamdoc-na": 404},
    },
    "propose": {
        "endorse": {"truongphong-hp": 200, "chuyenvien-hp": 403, "giamdoc-hp": 403, "truongphong-na": 404},
        "return_draft": {"truongphong-hp": 200, "chuyenvien-hp": 403, "truongphong-na": 404},
        "propose": {"chuyenvien-hp": 409},
    },
    "endorse": {
        "sign": {"giamdoc-hp": 200, "phogiamdoc-hp": 200, "truongphong-hp": 403, "vanthu-hp": 403, "giamdoc-na": 404},
        "return_draft": {"giamdoc-hp": 200, "vanthu-hp": 403},
    },
}


def test_who_is_signed_out_is_sent_to_the_sign_in(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("forward")
    answer = Client().get(reverse("review", args=[dossier.pk]))

    assert answer.status_code == 302 and answer["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("step", PAGES)
def test_pages_by_person(step: str, unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to(step)
    seen = {
        (page, who): signed_in(who).get(reverse(page, args=[dossier.pk])).status_code
        for page, people in PAGES[step].items()
        for who in people
    }

    assert seen == {(page, who): wanted for page, people in PAGES[step].items() for who, wanted in people.items()}


def test_drafts_are_for_the_settling_office_only(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    draft = dossier.drafts.get()
    pages = [
        reverse("draft", args=[dossier.pk, draft.pk]),
        reverse("draft_preview", args=[dossier.pk, draft.pk]),
        reverse("draft_page", args=[dossier.pk, draft.pk, "07A-HSB", 1, "view"]),
        reverse("draft_pdf", args=[dossier.pk, draft.pk, "07A-HSB"]),
        reverse("periods_export", args=[dossier.pk, draft.pk]),
    ]

    assert {signed_in("tiepnhan-hp").get(page).status_code for page in pages} == {403}
    assert {signed_in("chuyenvien-na").get(page).status_code for page in pages} == {404}
    assert {signed_in("chuyenvien-hp").get(page).status_code for page in pages} == {200}
    assert "3.783.135" not in signed_in("tiepnhan-hp").get(reverse("review", args=[dossier.pk])).content.decode()


def test_a_draft_is_not_found_under_another_dossier(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    draft = dossier.drafts.get()
    unsigned_road.register()

    assert (
        signed_in("chuyenvien-hp").get(reverse("draft", args=[unsigned_road.dossier.pk, draft.pk])).status_code == 404
    )


def test_a_signed_file_is_kept_in_house_until_it_is_issued(short_road: ShortRoad, signed_in: As) -> None:
    dossier = short_road.to("sign")
    version = dossier.results.get(main=True).latest
    assert version
    pages = [
        reverse("result_page", args=[dossier.pk, version.pk, 1, "view"]),
        reverse("result_file", args=[dossier.pk, version.pk]),
    ]
    returned = [dossier.pk, version.result_id]
    for_return = [
        reverse("return_result", args=returned),
        reverse("return_result_file", args=returned),
        reverse("return_result_image", args=[*returned, 1]),
    ]
    assert {signed_in("tiepnhan-hp").get(page).status_code for page in for_return} == {403}
    assert signed_in("tiepnhan-hp").post(reverse("record_print", args=returned), {"copies": "2"}).status_code == 403
    assert {signed_in("tiepnhan-hp").get(page).status_code for page in pages} == {403}
    assert {signed_in("vanthu-hp").get(page).status_code for page in pages} == {200}
    assert {signed_in("vanthu-na").get(page).status_code for page in pages} == {404}
    assert "01/QĐ-BHXH" not in signed_in("tiepnhan-hp").get(reverse("results", args=[dossier.pk])).content.decode()


def test_no_copy_is_printed_of_what_is_not_issued(short_road: ShortRoad) -> None:
    result = short_road.to("sign").results.get(main=True)
    with pytest.raises(NotNow, match="chưa phát hành"):
        record_print(result=result, copies=2, by=short_road.user("tiepnhan"))

    result.refresh_from_db()
    assert result.printed_copies == 0


def test_a_colleague_is_not_offered_to_propose_what_another_holds(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    give(unsigned_road.user("truongphong"), Role.OFFICER)
    propose = reverse("propose", args=[dossier.pk])

    assert propose in signed_in("chuyenvien-hp").get(reverse("review", args=[dossier.pk])).content.decode()
    assert propose not in signed_in("truongphong-hp").get(reverse("review", args=[dossier.pk])).content.decode()
    assert signed_in("truongphong-hp").get(propose).status_code == 409


def test_the_drafter_is_not_offered_to_control_or_sign(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("propose")
    give(unsigned_road.user("chuyenvien"), Role.HEAD)
    page = signed_in("chuyenvien-hp").get(reverse("review", args=[dossier.pk])).content.decode()

    assert reverse("endorse", args=[dossier.pk]) not in page
    assert reverse("return_draft", args=[dossier.pk]) in page
    assert signed_in("chuyenvien-hp").post(reverse("endorse", args=[dossier.pk])).status_code == 403
