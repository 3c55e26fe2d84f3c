"""Is a note kept with its page and spot, by whom is it changed, and what becomes of its former words?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.actions.noting import MOST, Spot, pin_note, reword_note, take_back_note
from benefits.models import PageNote
from benefits.queries import live_notes
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier, Page
from tests.benefits.conftest import As, ShortRoad
from tests.intake.conftest import component
from tests.intake.rows import add_pages, picture, put_in_state

TEXT = "Ngày sinh ở đây khác <CCCD>"


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    dossier = unsigned_road.to("forward")
    add_pages(dossier, 2, component=component(dossier, "12-HSB"))
    return unsigned_road


def spot_on(dossier: Dossier, x: int = 340, y: int = 205) -> Spot:
    page = Page.objects.filter(folder=dossier.folder).earliest("pk")
    return Spot(page.pk, page.view_id, x, y)


def pinned(dossier: Dossier, by: User, text: str = TEXT, key: str = "") -> PageNote:
    note = pin_note(dossier=dossier, spot=spot_on(dossier), text=text, by=by, key=key)
    assert note
    return note


def test_a_note_is_pinned_once_and_its_words_stay_out_of_the_trail(road: ShortRoad) -> None:
    officer, dossier = road.user("chuyenvien"), road.dossier
    note = pinned(dossier, officer, key="k1")
    again = pin_note(dossier=dossier, spot=spot_on(dossier), text=TEXT, by=officer, key="k1")
    second = pinned(dossier, road.user("truongphong"), key="k2")

    assert again is None and [row.number for row in live_notes(dossier)] == [1, 2] == [note.number, second.number]
    event = dossier.events.filter(verb="pin_note").earliest("seq")
    assert event.detail == {"note": note.pk, "number": 1, "page": note.page_id} and event.reason == ""


def test_what_is_reworded_or_taken_back_is_kept(road: ShortRoad) -> None:
    officer, dossier = road.user("chuyenvien"), road.dossier
    first = pinned(dossier, officer)
    for _ in range(2):
        reword_note(dossier=dossier, number=1, text="Đã đối chiếu", by=officer)
    (shown,) = live_notes(dossier)
    for _ in range(2):
        take_back_note(dossier=dossier, number=1, by=officer)

    assert (shown.text, shown.number, shown.x, shown.reworded) == ("Đã đối chiếu", 1, first.x, True)
    assert not live_notes(dossier) and list(dossier.page_notes.values_list("text", flat=True)) == [TEXT, "Đã đối chiếu"]
    verbs = dossier.events.filter(verb__endswith="_note").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["pin_note", "reword_note", "take_back_note"]
    with pytest.raises(NotNow, match="đã được rút"):
        reword_note(dossier=dossier, number=1, text="Lại", by=officer)
    assert pinned(dossier, officer).number == 2, "a number is never given twice"


def test_only_its_author_changes_a_note_and_only_the_unit_pins(road: ShortRoad) -> None:
    dossier, head = road.dossier, road.user("truongphong")
    pinned(dossier, road.user("chuyenvien"))

    with pytest.raises(NotAllowed, match="Đặng Văn Bình"):
        reword_note(dossier=dossier, number=1, text="Khác", by=head)
    with pytest.raises(NotAllowed):
        take_back_note(dossier=dossier, number=1, by=head)
    for outsider in (road.user("tiepnhan"), road.user("vanthu"), road.people["chuyenvien-na"]):
        with pytest.raises(NotAllowed):
            pinned(dossier, outsider)
    put_in_state(dossier, State.SIGNED)
    with pytest.raises(NotNow):
        pinned(dossier, road.user("chuyenvien"))


def test_a_note_has_words_and_a_spot_on_the_picture_that_was_looked_at(road: ShortRoad) -> None:
    officer, dossier = road.user("chuyenvien"), road.dossier
    for text in (" \n", "a" * (MOST + 1)):
        with pytest.raises(NotValid):
            pinned(dossier, officer, text)
    with pytest.raises(NotValid, match="ngoài trang"):
        pin_note(dossier=dossier, spot=spot_on(dossier, x=1001), text=TEXT, by=officer)
    stale = spot_on(dossier)
    note = pinned(dossier, officer)
    Page.objects.filter(pk=stale.page).update(view=picture(77))
    with pytest.raises(ChangedMeanwhile, match="chọn lại vị trí"):
        pin_note(dossier=dossier, spot=stale, text=TEXT, by=officer)
    assert not live_notes(dossier).get(pk=note.pk).still_there


def test_the_unit_sees_pin_and_words_as_long_as_the_picture_is_the_same(road: ShortRoad, signed_in: As) -> None:
    dossier = road.dossier
    page_id = pinned(dossier, road.user("chuyenvien")).page_id or 0
    review = reverse("review", args=[dossier.pk])
    officer = signed_in("chuyenvien-hp")
    page = officer.get(review).content.decode()
    reception = signed_in("tiepnhan-hp").get(review).content.decode()

    assert 'cx="34.0%" cy="20.5%"' in page and "khác &lt;CCCD&gt;" in page and "<CCCD>" not in page
    assert "Sửa hoặc rút" in page and "Sửa hoặc rút" not in signed_in("truongphong-hp").get(review).content.decode()
    assert "ghi-chu" not in reception and "Ngày sinh ở đây" not in reception
    Page.objects.filter(pk=page_id).update(view=picture(78))
    changed = officer.get(review).content.decode()
    assert "trang đã thay đổi" in changed and "<circle" not in changed and "Ngày sinh ở đây" in changed
    Page.objects.filter(pk=page_id).delete()
    assert "trang không còn trong hồ sơ" in officer.get(review).content.decode()


def test_without_scripts_a_note_goes_to_a_rough_place_and_a_refused_one_is_kept(road: ShortRoad, signed_in: As) -> None:
    dossier, officer = road.dossier, signed_in("chuyenvien-hp")
    spot, pin = spot_on(dossier), reverse("pin_note", args=[dossier.pk])
    sent = {"page": f"{spot.page}-{spot.picture}", "place": "830-170", "text": TEXT, "key": "k3"}
    gone = officer.post(pin, sent | {"page": f"{spot.page}-0"})
    empty = officer.post(pin, sent | {"text": "", "place": "point", "x": "900", "y": "9999"})
    assert (gone.status_code, empty.status_code) == (422, 422)
    assert "khác &lt;CCCD&gt;</textarea>" in gone.content.decode() and "chọn lại" in gone.content.decode()
    assert "Bấm lại vào trang" in empty.content.decode()

    done = [officer.post(pin, sent, follow=True) for _ in range(2)][-1].content.decode()
    assert 'cx="83.0%" cy="17.0%"' in done and live_notes(dossier).count() == 1
    htmx = {"HX-Request": "true"}
    own = reverse("reword_note", args=[dossier.pk, 1])
    refused = officer.post(own, {"text": ""}, headers=htmx)
    answer = officer.post(own, {"text": "Xem lại"}, headers=htmx).content.decode()
    assert refused.status_code == 422 and "<html" not in answer
    assert "Xem lại" in answer and 'hx-swap-oob="true"' in answer
    assert "Đã rút ghi chú 1" in officer.post(
        reverse("take_back_note", args=[dossier.pk, 1]), follow=True).content.decode()  # fmt: skip
    assert 'href="?xem=ban-quet&amp;trang=2"' in done, "the next page, not a page of the drafts"
    put_in_state(dossier, State.SIGNED)
    late = officer.post(pin, sent | {"key": "k4"})
    told = late.content.decode()
    assert late.status_code == 409 and "khác &lt;CCCD&gt;" in told and "830-170" not in told
