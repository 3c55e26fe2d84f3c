"""Does a sheet that is on screen get what changed, and nothing else?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.actions.page_desk import pages
from intake.models import Dossier, Page, Upload
from intake.queries import pages_of
from tests.intake.conftest import component
from tests.intake.rows import add_pages, picture

HTMX = {"HX-Request": "true", "HX-Target": "sorter"}


@pytest.fixture
def three(accepted: Dossier) -> list[int]:
    return [page.pk for page in add_pages(accepted, 3, component=component(accepted, "12-HSB"))]


def have(client: Client, dossier: Dossier) -> str:
    """What the sheet would say it shows."""
    sheet = client.get(reverse("pages", args=[dossier.pk])).context["sheet"]
    return ",".join(f"{page.key}:{page.mark}" for page in sheet.pages)


def press(client: Client, dossier: Dossier, verb: str, **data: Any) -> Any:
    return client.post(reverse("change_pages", args=[dossier.pk, verb]), data, headers=HTMX)


def tiles(text: str) -> list[int]:
    return [int(key) for key in re.findall(r'id="tile-(\d+)"', text)]


def order(text: str) -> list[int]:
    found = re.search(r'data-order="([\d,]+)"', text)
    return [int(key) for key in found.group(1).split(",")] if found else []


def test_a_press_is_answered_by_the_tile_that_it_changed(accepted: Dossier, clerk: Client, three: list[int]) -> None:
    answer = press(clerk, accepted, "mark", page=three[1], kind="separator", have=have(clerk, accepted))

    said = answer.content.decode()
    assert (answer.status_code, answer["HX-Reswap"], tiles(said), order(said)) == (200, "none", [three[1]], [])
    assert "Tờ phân cách" in said and "Đã đánh dấu 1 trang" in said and 'id="steps"' in said
    assert all(f'id="{region}"' in said for region in ("work", "tallies"))


def test_another_order_is_told_without_the_tiles(accepted: Dossier, clerk: Client, three: list[int]) -> None:
    said = press(clerk, accepted, "reorder", page=three[1], direction="up", order=three, have=have(clerk, accepted))

    assert (tiles(said.content.decode()), order(said.content.decode())) == ([], [three[1], three[0], three[2]])


def test_a_refused_press_brings_its_reason_and_what_others_did(
    accepted: Dossier, clerk: Client, three: list[int]
) -> None:
    shown = have(clerk, accepted)
    Page.objects.filter(pk=three[2]).update(kind=Page.Kind.BLANK_BACK)

    said = press(clerk, accepted, "override", page=three[0], reason=" ", have=shown).content.decode()

    assert "Hãy ghi lý do" in said and tiles(said) == [three[2]]


def test_a_picture_drawn_in_the_background_is_brought(accepted: Dossier, clerk: Client, three: list[int]) -> None:
    shown = have(clerk, accepted)
    Page.objects.filter(pk=three[0]).update(thumb=picture(77))
    [came] = add_pages(accepted, name="moi.jpg")

    said = clerk.post(reverse("sheet_changes", args=[accepted.pk]), {"have": shown}).content.decode()

    assert set(tiles(said)) == {three[0], came.pk} and order(said)[0] == came.pk


def test_an_empty_sheet_is_asked_for_whole(accepted: Dossier, clerk: Client, three: list[int], clerk_user: Any) -> None:
    shown = have(clerk, accepted)
    assert "sorter-bar" in clerk.post(reverse("sheet_changes", args=[accepted.pk]), {}).content.decode()
    pages.delete_pages(dossier=accepted, page_ids=three[1:], by=clerk_user)

    gone = press(clerk, accepted, "delete", page=three[0], have=shown)
    assert gone.status_code == 302 and not pages_of(accepted).exists()


def test_what_is_done_while_the_page_is_read_is_shown_or_asked_for_again(
    accepted: Dossier, clerk: Client, three: list[int]
) -> None:
    """The last page of a file lands between two reads of the page: either it is there, or the page goes on asking."""
    (page,) = add_pages(accepted, name="den-sau.jpg")
    facts = dict(Page.objects.filter(pk=page.pk).values().get())
    Page.objects.filter(pk=page.pk).delete()
    Upload.objects.filter(pk=page.upload_id).update(state=Upload.State.SPLITTING)
    landed: list[int] = []
    known = have(clerk, accepted)

    def land(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if not landed and "intake_page" in sql and "intake_upload" in sql:
            landed.append(page.pk)
            Page.objects.create(**facts)
            Upload.objects.filter(pk=page.upload_id).update(state=Upload.State.ACCEPTED)
        return found

    with connection.execute_wrapper(land):
        said = clerk.post(reverse("sheet_changes", args=[accepted.pk]), {"have": known}).content.decode()
    assert landed and (page.pk in tiles(said) or 'hx-trigger="every 1s"' in said)
    later = clerk.post(reverse("sheet_changes", args=[accepted.pk]), {"have": known}).content.decode()
    assert page.pk in tiles(later) and 'hx-trigger="every 1s"' not in later


def test_without_scripts_the_whole_page_follows(accepted: Dossier, clerk: Client, three: list[int]) -> None:
    assert press(clerk, accepted, "mark", page=three[0], kind="separator").status_code == 302


def news(client: Client, dossier: Dossier, seen: str, **told: str) -> Any:
    return client.get(reverse("sheet_news", args=[dossier.pk]), {"seen": seen, **told})


def standing_on(client: Client, dossier: Dossier) -> str:
    shown = client.get(reverse("pages", args=[dossier.pk])).content.decode()
    return re.findall(r'"seen": "([^"]+)"', shown)[0]


def test_an_idle_desk_is_told_what_came_and_changed(
    accepted: Dossier, clerk: Client, three: list[int], django_assert_num_queries: Any
) -> None:
    seen = standing_on(clerk, accepted)
    with CaptureQueriesContext(connection) as asked:
        assert news(clerk, accepted, seen).content.strip() == b""

    add_pages(accepted, 2, name="moi.jpg")
    with django_assert_num_queries(len(asked)):
        assert "Có 2 trang mới." in news(clerk, accepted, seen).content.decode()
    assert news(clerk, accepted, seen, told="2").status_code == 204

    Page.objects.filter(pk=three[0]).update(rotation=90)
    said = news(clerk, accepted, seen, told="2").content.decode()
    assert "Có 2 trang mới, có trang đã đổi." in said and reverse("pages", args=[accepted.pk]) in said
    assert news(clerk, accepted, standing_on(clerk, accepted)).content.strip() == b""
    assert news(clerk, accepted, "gì đó").content.strip() == b""
