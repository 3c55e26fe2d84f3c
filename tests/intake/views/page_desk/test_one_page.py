"""Does a single page keep what was typed on it when a press is refused, and say why at the field?"""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.page_desk import pages, replacing
from intake.models import Dossier, PageFinding, PageStep
from intake.models import Page as ScannedPage
from intake.views.page_desk.since_shown import shown
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, warn
from tests.intake.views.conftest import address


@pytest.fixture
def page(accepted: Dossier) -> ScannedPage:
    (row,) = add_pages(accepted)
    warn(row)
    return row


def refused(clerk: Client, dossier: Dossier, verb: str, page: ScannedPage, **typed: str) -> str:
    """The page as it comes back; nothing was done."""
    sent = {"page": page.pk, "from_page": page.pk, **typed}
    answer = clerk.post(address("change_pages", dossier, verb), sent)
    assert answer.status_code == 422 and not PageStep.objects.exists()
    return answer.content.decode()


def field(html: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{name}"[^>]*>', html)
    assert found
    return found[0]


def test_what_no_reason_makes_good_is_not_asked_for_one(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    shown = address("page", accepted, page.pk)
    assert "Lý do chấp nhận cảnh báo" in clerk.get(shown).content.decode()

    page.findings.update(level=PageFinding.Level.HARD)
    assert "Lý do chấp nhận cảnh báo" not in clerk.get(shown).content.decode()
    assert 'data-tone="bad"' in clerk.get(address("pages", accepted)).content.decode()


@pytest.mark.parametrize(("code", "kind"), [("duplicate", "second_image"), ("blank", "blank_back")])
def test_the_remedy_of_a_warning_does_what_it_says(
    accepted: Dossier, clerk: Client, page: ScannedPage, code: str, kind: str
) -> None:
    page.findings.update(code=code, other=add_pages(accepted, name="giong.jpg")[0])
    shown = clerk.get(address("page", accepted, page.pk)).content.decode()
    button = re.search(rf'formaction="([^"]+/mark/)" name="(\w+)" value="{kind}"', shown)
    assert button

    clerk.post(button[1], {"page": page.pk, button[2]: kind, "kind": "normal"})  # the list beside it goes along
    page.refresh_from_db()
    assert page.kind == kind


def test_a_refused_crop_keeps_its_numbers(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    typed = {"top": "1,5", "bottom": "hai", "left": "3", "right": ""}
    html = refused(clerk, accepted, "crop", page, **typed)

    assert {name: f'value="{value}"' in field(html, name) for name, value in typed.items()} == dict.fromkeys(
        typed, True
    )
    assert [name for name in typed if "aria-invalid" in field(html, name)] == ["bottom"]
    assert "autofocus" in field(html, "bottom") and 'aria-describedby="crop-problem"' in field(html, "bottom")
    assert re.search(r'id="crop-problem"[^>]*>.*Mép dưới: hãy nhập một số', html)
    assert '<details class="shaping" open><summary>Nắn thẳng' in html


def test_a_crop_that_leaves_nothing_is_wrong_on_every_side(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    html = refused(clerk, accepted, "crop", page, top="60", bottom="60", left="", right="")

    assert html.count('aria-describedby="crop-problem"') == 4 and html.count("autofocus") == 1
    assert "Phần giữ lại quá nhỏ" in html and 'value="60"' in field(html, "top")


@pytest.mark.parametrize(
    ("verb", "name", "typed", "words"),
    [
        ("straighten", "degrees", "40", "Chỉ nắn được tới 15 độ"),
        ("split", "at", "giữa", "Vị trí đường cắt: hãy nhập một số"),
        ("override", "reason", " ", "Hãy ghi lý do"),
    ],
)
def test_every_field_of_the_page_says_why_it_was_refused(
    accepted: Dossier, clerk: Client, page: ScannedPage, verb: str, name: str, typed: str, words: str
) -> None:
    html = refused(clerk, accepted, verb, page, by_hand="1", line="level", **{name: typed})

    assert f'value="{typed}"' in field(html, name) and "aria-invalid" in field(html, name)
    assert f'{verb}-problem"' in field(html, name)
    assert re.search(rf'id="{verb}-problem"[^>]*>.*{words}', html)


def test_a_press_on_a_page_that_is_gone_leads_to_the_sheet(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    sent = {"page": page.pk, "from_page": page.pk + 1, "top": "hai"}
    answer = clerk.post(address("change_pages", accepted, "crop"), sent)

    assert answer.headers["Location"] == address("pages", accepted)


def test_an_undo_of_another_page_leads_to_that_page(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    (other,) = add_pages(accepted, name="khac.jpg")
    clerk.post(address("change_pages", accepted, "rotate"), {"page": other.pk, "turn": "90"})
    step = PageStep.objects.get()

    answer = clerk.post(address("undo_step", accepted, step.pk), {"from_page": page.pk}, follow=True)

    assert answer.redirect_chain[-1][0] == address("page", accepted, other.pk)
    assert "Trang được đổi là trang đang xem" in answer.content.decode()


def test_straightening_by_nothing_asks_for_an_angle(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    said = refused(clerk, accepted, "straighten", page, degrees="0", by_hand="1")
    assert "Nhập góc nắn khác 0" in said


def test_the_address_of_a_page_that_was_replaced_leads_to_the_new_one(
    accepted: Dossier, clerk: Client, clerk_user: User, page: ScannedPage
) -> None:
    (newer,), (newest,) = add_pages(accepted, name="lai.jpg"), add_pages(accepted, name="lai-nua.jpg")
    replacing.replace_page(dossier=accepted, page_id=page.pk, new_id=newer.pk, by=clerk_user)
    replacing.replace_page(dossier=accepted, page_id=newer.pk, new_id=newest.pk, by=clerk_user)

    answer = clerk.get(address("page", accepted, page.pk), follow=True)
    assert answer.redirect_chain == [(address("page", accepted, newest.pk), 302)]
    assert "đã được thay bằng bản quét mới" in answer.content.decode()

    pages.delete_pages(dossier=accepted, page_ids=[newest.pk], by=clerk_user)
    told = clerk.get(address("page", accepted, newest.pk), follow=True)
    assert told.redirect_chain == [(address("pages", accepted), 302)] and "đã được xóa" in told.content.decode()


def seen(page: ScannedPage) -> dict[str, object]:
    """What the form of a single page says of it, as it looks now."""
    return {"page": page.pk, "from_page": page.pk, "shown": shown([ScannedPage.objects.get(pk=page.pk)])}


def test_a_page_of_another_dossier_is_not_told_of(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    (elsewhere,) = add_pages(registration.accept(dossier=draft_of(clerk_user), by=clerk_user))

    assert clerk.get(address("page", accepted, elsewhere.pk)).status_code == 404


def test_a_reason_and_a_kind_beside_it_are_taken_when_the_page_is_confirmed(
    accepted: Dossier, clerk: Client, page: ScannedPage
) -> None:
    found = page.findings.get()
    typed = {"kind": "blank_back", "reason": "Giấy mỏng", "warned": f"{found.pk},"}
    clerk.post(address("change_pages", accepted, "check"), seen(page) | typed)
    for row in (page, found):
        row.refresh_from_db()
    assert (page.kind, found.override_reason) == ("blank_back", "Giấy mỏng") and page.checked_at

    (calm,) = add_pages(accepted, name="em.jpg")
    clerk.post(address("change_pages", accepted, "check"), seen(calm) | typed)
    calm.refresh_from_db()
    assert calm.checked_at, "a warning that somebody else accepted meanwhile needs no reason"


def test_a_reason_typed_goes_along_with_the_button_of_a_component(
    accepted: Dossier, clerk: Client, page: ScannedPage
) -> None:
    found, home = page.findings.get(), component(accepted, "12-HSB")
    typed = {"kind": "normal", "warned": f"{found.pk},", "component": home.pk}
    html = refused(clerk, accepted, "assign", page, reason="a", **{key: str(value) for key, value in typed.items()})
    assert 'value="a"' in field(html, "reason") and 'id="override-problem"' in html

    sent = typed | {"page": page.pk, "from_page": page.pk, "reason": "Bản gốc mờ"}
    clerk.post(address("change_pages", accepted, "assign"), sent)
    for row in (page, found):
        row.refresh_from_db()
    assert (page.component, found.override_reason) == (home, "Bản gốc mờ")


def test_what_has_to_be_scanned_again_is_not_confirmed(accepted: Dossier, clerk: Client, page: ScannedPage) -> None:
    page.findings.update(level=PageFinding.Level.HARD, message="ảnh dưới 200 dpi")
    assert "Xác nhận đã kiểm tra<" not in clerk.get(address("page", accepted, page.pk)).content.decode()
    (sound,) = add_pages(accepted, name="em.jpg")

    check = address("change_pages", accepted, "check")
    said = clerk.post(
        check, {"page": [page.pk, sound.pk], "shown": shown(ScannedPage.objects.all())}, follow=True
    ).content.decode()
    assert "Đã xác nhận kiểm tra 1 trang. Còn lại 1 trang có lỗi phải quét lại" in said and "ảnh dưới 200 dpi" in said
    alone = clerk.post(check, seen(page), follow=True).content.decode()
    assert "1 trang có lỗi phải quét lại nên không xác nhận được: ảnh dưới 200 dpi." in alone
    checked = [row.pk for row in (page, sound) if ScannedPage.objects.get(pk=row.pk).checked_at]
    assert checked == [sound.pk]


def test_what_looks_another_way_than_it_did_is_not_confirmed(
    accepted: Dossier, clerk: Client, clerk_user: User, page: ScannedPage
) -> None:
    form, check = seen(page), address("change_pages", accepted, "check")
    assert f'name="shown" value="{form["shown"]}"' in clerk.get(address("page", accepted, page.pk)).content.decode()
    pages.rotate_pages(dossier=accepted, page_ids=[page.pk], degrees=90, by=clerk_user)
    for stale in (form, form | {"from_page": ""}, form | {"shown": ""}):
        said = clerk.post(check, stale | {"reason": "Giấy mỏng"}, follow=True).content.decode()
        assert "Chưa xác nhận: 1 trang vừa đổi" in said
    page.refresh_from_db()
    assert page.checked_at is None

    clerk.post(check, seen(page))
    page.refresh_from_db()
    assert page.checked_at
