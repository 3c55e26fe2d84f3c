"""Do the buttons of the contact sheet do what they say, and nothing twice?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.page_desk.pages import delete_pages
from intake.models import Dossier, Page, PageFinding, PageStep, Upload
from intake.queries import pages_of
from intake.views.page_desk.since_shown import shown as shown_by
from tests.intake.conftest import component
from tests.intake.rows import add_pages, put_in_state, warn

pytestmark = pytest.mark.slow


def press(client: Client, dossier: Dossier, verb: str, *chosen: int, **data: Any) -> str:
    answer = client.post(reverse("change_pages", args=[dossier.pk, verb]), {"page": list(chosen), **data}, follow=True)
    assert answer.redirect_chain[0] == (reverse("pages", args=[dossier.pk]), 302)
    return answer.content.decode()


def order(dossier: Dossier) -> list[int]:
    return [page.pk for page in pages_of(dossier)]


def test_pages_are_filed_under_a_component_and_back(accepted: Dossier, clerk: Client) -> None:
    (page,), target = add_pages(accepted), component(accepted, "12-HSB")

    said = press(clerk, accepted, "assign", page.pk, component=target.pk)
    page.refresh_from_db()
    assert page.component_id == target.pk and "Đã xếp 1 trang" in said

    press(clerk, accepted, "assign", page.pk, component=0)
    page.refresh_from_db()
    assert page.component_id is None


def test_nothing_chosen_is_said(accepted: Dossier, clerk: Client) -> None:
    add_pages(accepted)

    assert "Chưa chọn trang" in press(clerk, accepted, "delete")


def test_of_a_page_that_went_meanwhile_is_said_how_and_the_others_wait(
    accepted: Dossier, clerk: Client, clerk_user: User
) -> None:
    target, ids = component(accepted, "12-HSB"), [page.pk for page in add_pages(accepted, 3)]
    delete_pages(dossier=accepted, page_ids=ids[:1], by=clerk_user)
    said = press(clerk, accepted, "assign", *ids, component=target.pk)
    assert f"trong 3 trang đã chọn, 1 trang vừa bị {clerk_user} xóa. 2 trang còn lại chưa đổi gì" in said
    assert f"trang đã chọn vừa bị {clerk_user} xóa. " in press(clerk, accepted, "delete", ids[0])
    assert {page.component_id for page in pages_of(accepted)} == {None}


def test_the_tray_follows_the_names_of_the_files_of_one_sending(accepted: Dossier, clerk: Client) -> None:
    for name in ("trang-10.jpg", "trang-9.jpg", "trang-1.jpg"):
        add_pages(accepted, name=name)
    Upload.objects.filter(folder=accepted.folder).update(sending="one")

    page = clerk.get(reverse("pages", args=[accepted.pk]))

    shown = [int(row.key) for row in page.context["sheet"].pages]
    names = [Page.objects.select_related("upload").get(pk=pk).upload.name for pk in shown]
    assert names == ["trang-1.jpg", "trang-9.jpg", "trang-10.jpg"]


@pytest.mark.parametrize(("direction", "moved"), [("up", [1, 0, 2]), ("down", [0, 2, 1])])  # the middle page of three
def test_a_step_repeated_from_the_same_sheet_moves_once(
    accepted: Dossier, clerk: Client, direction: str, moved: list[int]
) -> None:
    ids = [page.pk for page in add_pages(accepted, 3, component=component(accepted, "12-HSB"))]
    for _ in range(2):
        press(clerk, accepted, "reorder", ids[1], direction=direction, order=ids)

    assert order(accepted) == [ids[index] for index in moved]


def test_a_page_dropped_among_those_of_a_component_belongs_to_it(accepted: Dossier, clerk: Client) -> None:
    there = [page.pk for page in add_pages(accepted, 2, component=component(accepted, "12-HSB"))]
    (loose,) = [page.pk for page in add_pages(accepted)]

    press(clerk, accepted, "reorder", loose, dropped="1", order=[there[0], loose, there[1]])

    assert order(accepted) == [there[0], loose, there[1]]


def test_deleting_offers_its_undo(scanned: Dossier, clerk: Client) -> None:
    ids = order(scanned)
    said = press(clerk, scanned, "delete", ids[0])
    undo = reverse("undo_step", args=[scanned.pk, scanned.folder.steps.get(verb="delete_pages").pk])
    assert undo in said and order(scanned) == ids[1:]

    clerk.post(undo)

    assert order(scanned) == ids


def test_turning_with_the_same_sheet_turns_once(accepted: Dossier, clerk: Client) -> None:
    (page,) = add_pages(accepted)
    for _ in range(2):
        press(clerk, accepted, "rotate", page.pk, turn="90", version="to-trang-1")

    page.refresh_from_db()
    assert page.rotation == 90


def test_kinds_warnings_and_checks_are_kept(accepted: Dossier, clerk: Client) -> None:
    (page,) = add_pages(accepted)
    finding = warn(page)

    press(clerk, accepted, "mark", page.pk, kind=Page.Kind.BLANK_BACK)
    assert "Hãy ghi lý do" in press(clerk, accepted, "override", page.pk, reason=" ")
    press(clerk, accepted, "override", page.pk, reason="Mặt sau trắng", warned=warned(clerk, accepted))
    press(clerk, accepted, "check", page.pk, shown=shown_by(pages_of(accepted)))

    page.refresh_from_db()
    finding.refresh_from_db()
    assert (page.kind, finding.override_reason) == (Page.Kind.BLANK_BACK, "Mặt sau trắng")
    assert page.checked_by and page.checked_by.username == "tiepnhan-hp"


def warned(clerk: Client, dossier: Dossier) -> list[str]:
    """What the tiles say of the warnings that they show."""
    text = clerk.get(reverse("pages", args=[dossier.pk])).content.decode()
    return re.findall(r'name="warned" value="([^"]*)"', text)


def test_a_reason_accepts_no_warning_that_was_not_shown(accepted: Dossier, clerk: Client) -> None:
    first, second = add_pages(accepted, 2)
    warn(first)
    warn(second)
    before = warned(clerk, accepted)
    chosen = {"page": [first.pk, second.pk], "reason": "Bản gốc mờ"}
    came = PageFinding.objects.create(page=second, code="skewed", level="warning", message="nghiêng")

    for shown in (before, []):
        said = press(clerk, accepted, "override", warned=shown, **chosen)
        assert "có cảnh báo chưa hiện" in said and not PageFinding.objects.exclude(overridden_at=None).exists()

    assert "Đã chấp nhận 1 cảnh báo" in press(clerk, accepted, "override", first.pk, reason="Mờ", warned=before)
    assert "Đã chấp nhận 2 cảnh báo" in press(
        clerk, accepted, "override", second.pk, reason="Mờ", warned=warned(clerk, accepted)
    )
    came.refresh_from_db()
    assert came.override_reason == "Mờ"


def test_an_unknown_kind_is_refused(accepted: Dossier, clerk: Client) -> None:
    (page,) = add_pages(accepted)

    assert "Loại ảnh không hợp lệ." in press(clerk, accepted, "mark", page.pk, kind="gì đó")


def test_all_pages_are_checked_with_one_press(accepted: Dossier, clerk: Client) -> None:
    add_pages(accepted, 3)

    press(clerk, accepted, "check", all="1", shown=shown(clerk, accepted))

    assert not accepted.folder.pages.filter(checked_at=None).exists()


def shown(clerk: Client, dossier: Dossier) -> str:
    """What the button that confirms every page was shown with."""
    text = clerk.get(reverse("pages", args=[dossier.pk])).content.decode()
    return re.findall(r'name="shown" value="([^"]*)"', text)[0]


def test_every_page_confirms_none_that_came_or_changed_unseen(accepted: Dossier, clerk: Client) -> None:
    seen, turned = add_pages(accepted, 2)
    before = shown(clerk, accepted)
    add_pages(accepted, 2, name="sau.jpg")
    Page.objects.filter(pk=turned.pk).update(rotation=90)
    Page.objects.filter(pk=seen.pk).update(checked_at=timezone.now())  # who checked it meanwhile changes no picture

    answer = clerk.post(reverse("change_pages", args=[accepted.pk, "check"]), {"all": "1", "shown": before})

    said = answer.content.decode()
    assert answer.status_code == 409 and "có thêm 2 trang, 1 trang đã đổi" in said
    assert (said.count('data-tone="warn">Mới thêm'), said.count('data-tone="warn">Vừa đổi')) == (2, 1)
    assert accepted.folder.pages.filter(checked_at=None).count() == 3
    press(clerk, accepted, "check", all="1", shown=re.findall(r'name="shown" value="([^"]*)"', said)[0])
    assert not accepted.folder.pages.filter(checked_at=None).exists()


def test_what_a_clerk_changed_just_now_is_said_to_be_their_own(
    accepted: Dossier, clerk: Client, clerk_user: User
) -> None:
    (turned,) = add_pages(accepted, 1)
    before = shown(clerk, accepted)
    press(clerk, accepted, "rotate", turned.pk, turn="90")
    page = reverse("change_pages", args=[accepted.pk, "check"])
    own = "1 trang đã đổi do chính bạn vừa làm"

    assert own in clerk.post(page, {"all": "1", "shown": before}).content.decode()

    PageStep.objects.update(by=User.objects.exclude(pk=clerk_user.pk).earliest("pk"))
    assert own not in clerk.post(page, {"all": "1", "shown": before}).content.decode()


def test_a_button_that_says_nothing_of_what_it_showed_confirms_nothing(accepted: Dossier, clerk: Client) -> None:
    add_pages(accepted)

    answer = clerk.post(reverse("change_pages", args=[accepted.pk, "check"]), {"all": "1"})

    assert answer.status_code == 409 and "có thêm 1 trang" in answer.content.decode()
    assert accepted.folder.pages.filter(checked_at=None).exists()


def test_in_review_the_sheet_has_no_buttons(scanned: Dossier, clerk: Client) -> None:
    reviewed = put_in_state(scanned, State.IN_REVIEW)
    page = clerk.get(reverse("pages", args=[reviewed.pk])).content.decode()

    assert "sorter-bar" not in page and "data-upload" not in page and page.count("data-page-key") == 2
    refused = clerk.post(reverse("change_pages", args=[reviewed.pk, "delete"]), {"page": order(reviewed)})
    assert refused.status_code == 409


def test_one_page_shows_its_words_and_neighbours(scanned: Dossier, clerk: Client) -> None:
    first, second = order(scanned)
    page = clerk.get(reverse("page", args=[scanned.pk, first])).content.decode()

    assert "Trang 1/2" in page and reverse("page", args=[scanned.pk, second]) in page
    assert "Trang đang chờ nhận dạng chữ." in page


def test_a_component_is_cut_here_and_goes_on_in_another(accepted: Dossier, clerk: Client) -> None:
    ids = [page.pk for page in add_pages(accepted, 3, component=component(accepted, "12-HSB"))]
    target = component(accepted, "14-HSB")

    press(clerk, accepted, "assign-rest", ids[1], component=target.pk)

    assert list(target.pages.values_list("pk", flat=True)) == ids[1:]
    assert "đã xếp" in press(clerk, accepted, "assign-rest", *ids[:2], component=target.pk)


def test_steps_are_walked_back_and_forth_without_scripts(accepted: Dossier, clerk: Client) -> None:
    ids = [page.pk for page in add_pages(accepted, 2, component=component(accepted, "12-HSB"))]
    address = reverse("pages", args=[accepted.pk])
    assert "Hoàn tác: đánh dấu loại ảnh, 1 trang" in press(clerk, accepted, "mark", ids[0], kind="separator")
    assert "Hoàn tác: chuyển chỗ trang, 2 trang" in press(clerk, accepted, "reorder", ids[1], direction="up", order=ids)

    for verb in ("chuyển chỗ trang", "đánh dấu loại ảnh"):
        undo = clerk.get(address).context["steps"]["undo"]
        assert f"Đã hoàn tác: {verb}" in clerk.post(undo.url, follow=True).content.decode()
    page = clerk.get(address)
    assert page.context["steps"]["undo"] is None and order(accepted) == ids
    assert "Đã làm lại: đánh dấu" in clerk.post(page.context["steps"]["redo"].url, follow=True).content.decode()


def test_two_halves_are_merged_from_the_page_itself(accepted: Dossier, clerk: Client) -> None:
    first, second = add_pages(accepted, 2)
    clerk.post(reverse("change_pages", args=[accepted.pk, "merge"]),
               {"page": first.pk, "other": second.pk, "side": "left", "from_page": first.pk})  # fmt: skip

    assert order(accepted) == [second.pk]


def test_a_line_is_typed_with_a_comma(accepted: Dossier, clerk: Client) -> None:
    (page,) = add_pages(accepted)
    assert "hãy nhập một số" in press(clerk, accepted, "split", page.pk, by_hand="1", at="giữa", line="upright")
    assert "thành 2 trang" in press(clerk, accepted, "split", page.pk, by_hand="1", at="48,5", line="upright")

    page.refresh_from_db()
    assert page.shape == {"box": [0, 0, 4850, 10_000]}


def test_the_keys_of_the_components_stay_while_pages_are_filed(accepted: Dossier, clerk: Client) -> None:
    def keys() -> list[str]:
        html = clerk.get(reverse("pages", args=[accepted.pk])).content.decode()
        return re.findall(r'data-key-label="Gán vào: ([^"]+)"', html)

    add_pages(accepted)
    before = keys()
    add_pages(accepted, component=component(accepted, "14-HSB"), name="don.jpg")

    assert before and keys() == before
