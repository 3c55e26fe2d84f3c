"""Does one image become two pages, and two images one page, with the originals kept and every step taken back?"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from archive.derived import derivations
from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import StoredFile, User
from intake import rules
from intake.actions.page_desk import cutting, editing, pages
from intake.actions.page_desk.undoing import undo_step
from intake.component_files import recipes
from intake.models import Dossier, Page, PageDerivation, PageFinding
from intake.pages import drawing
from intake.queries import cut_of, deleted_pages, newest_edits, newest_step, pages_of
from tests.intake.conftest import component
from tests.intake.rows import JPEG, add_pages, warn
from tests.room import scan

RED, BLUE = (200, 40, 40), (40, 40, 200)
Run = Callable[[Callable[[], Any]], Any]


def coloured(size: tuple[int, int], left: tuple[int, ...], right: tuple[int, ...]) -> StoredFile:
    """A picture whose halves have these colours."""
    picture, content = Image.new("RGB", size, left), BytesIO()
    picture.paste(right, (size[0] // 2, 0, *size))
    picture.save(content, "JPEG", dpi=(200, 200), quality=95)
    return storage.keep_bytes(content.getvalue(), JPEG)


def seen(page: Page) -> tuple[tuple[int, int], list[str]]:
    """The size of what is shown, and whether its left and its right are red or blue."""
    page.refresh_from_db()
    with Image.open(BytesIO(storage.read_file(page.picture))) as image:
        places = [(image.width // 4, 30), (image.width * 3 // 4, 30)]
        return image.size, ["red" if image.getpixel(place)[0] > 120 else "blue" for place in places]  # type: ignore[index]


@pytest.fixture
def spread(accepted: Dossier) -> Page:
    """An open booklet scanned in one, between two other pages of its component."""
    home = component(accepted, "12-HSB")
    add_pages(accepted, 1, component=home, name="truoc.jpg")
    [page] = add_pages(accepted, component=home, name="mo.jpg", width=400, height=280)
    add_pages(accepted, 1, component=home, name="sau.jpg")
    for ordinal, row in enumerate(Page.objects.order_by("pk"), start=1):
        Page.objects.filter(pk=row.pk).update(ordinal=ordinal)
    Page.objects.filter(pk=page.pk).update(image=coloured((400, 280), RED, BLUE))
    return Page.objects.get(pk=page.pk)


def test_an_open_booklet_becomes_two_pages_of_the_same_image(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    counted = rules.counted(pages_of(accepted))
    for _ in range(2):  # pressed twice, cut once
        cutting.split_pages(dossier=accepted, page_ids=[spread.pk], at=4000, key="mot-lan-bam", by=clerk_user)

    rows = list(pages_of(accepted))
    [second] = [row for row in rows if row.part]
    assert [row.pk for row in rows][1:3] == [spread.pk, second.pk]
    assert rules.counted(rows) == counted + 1
    assert second.place == f"{spread.place}, nửa sau"
    for half in (spread, second):
        drawing.redraw(Page.objects.get(pk=half.pk))
    assert (seen(spread), seen(second)) == (((160, 280), ["red", "red"]), ((240, 280), ["blue", "blue"]))
    assert spread.image == second.image
    made = PageDerivation.objects.filter(page__in=[spread, second])
    assert {row.source_digest for row in made} == {spread.image.digest} and made.count() == 2


def test_a_split_is_taken_back_as_a_whole(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    before = [(row.pk, row.ordinal, row.shape) for row in pages_of(accepted)]
    cutting.split_pages(dossier=accepted, page_ids=[spread.pk], by=clerk_user)
    assert not newest_edits(accepted, [spread.pk])  # not on one half alone
    with pytest.raises(NotNow, match="hai trang"):
        edit = Page.objects.get(pk=spread.pk).edits.get()
        editing.undo_edits(dossier=accepted, edit_ids=[edit.pk], by=clerk_user)
    with pytest.raises(NotNow, match="tách hoặc ghép"):
        editing.show_original(dossier=accepted, page_id=spread.pk, by=clerk_user)

    step = cut_of(spread)
    assert step
    undo_step(dossier=accepted, step_id=step.pk, by=clerk_user)

    assert [(row.pk, row.ordinal, row.shape) for row in pages_of(accepted)] == before
    assert not deleted_pages(accepted).exists()  # a half that was never one is nothing to bring back


def test_what_is_shown_turned_is_cut_as_it_is_seen(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    Page.objects.filter(pk=spread.pk).update(rotation=90)
    [first, second] = cutting.split_pages(dossier=accepted, page_ids=[spread.pk], at=5000, line="level", by=clerk_user)

    for half in (first, second):
        drawing.redraw(Page.objects.get(pk=half.pk))
    assert (seen(first)[1], seen(second)[1]) == (["red", "red"], ["blue", "blue"])


def test_a_warning_that_outlasts_the_cut_is_told_of_both(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    warn(spread)
    halves = cutting.split_pages(dossier=accepted, page_ids=[spread.pk], by=clerk_user)

    assert [half.findings.count() for half in halves] == [1, 1]


def test_halves_cut_through_their_text_are_not_warned_of(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    written = storage.keep_bytes(scan(), JPEG)
    Page.objects.filter(pk=spread.pk).update(image=written, width=1654, height=2339)
    halves = cutting.split_pages(dossier=accepted, page_ids=[spread.pk], line="level", by=clerk_user)
    for half in halves:
        drawing.redraw(Page.objects.get(pk=half.pk))

    assert [half.findings.count() for half in halves] == [0, 0]


@pytest.mark.parametrize("at", [0, 100, 9950, 10_000])
def test_next_to_nothing_is_not_cut_off(spread: Page, accepted: Dossier, clerk_user: User, at: int) -> None:
    with pytest.raises(NotValid, match="sát mép"):
        cutting.split_pages(dossier=accepted, page_ids=[spread.pk], at=at, by=clerk_user)
    assert not Page.objects.filter(part__gt=0).exists()


@pytest.fixture
def two_halves(accepted: Dossier) -> list[Page]:
    """An A3 sheet fed in two passes: one half upright, the other one turned."""
    home = component(accepted, "12-HSB")
    [left] = add_pages(accepted, component=home, name="trai.jpg", width=200, height=280)
    [right] = add_pages(accepted, component=home, name="phai.jpg", width=280, height=200, rotation=90)
    Page.objects.filter(pk=left.pk).update(image=coloured((200, 280), RED, RED))
    Page.objects.filter(pk=right.pk).update(image=coloured((280, 200), BLUE, BLUE))
    return list(Page.objects.filter(pk__in=[left.pk, right.pk]).order_by("pk"))


def test_two_halves_become_one_page_and_the_archive_knows_both(
    two_halves: list[Page], accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    left, right = two_halves
    home = component(accepted, "12-HSB")
    before = recipes.recipe_of(home)
    run_jobs(lambda: cutting.merge_pages(dossier=accepted, page_ids=[left.pk, right.pk], by=clerk_user))

    assert list(pages_of(accepted)) == [left] and rules.counted(pages_of(accepted)) == 1
    assert seen(left) == ((400, 280), ["red", "blue"])
    assert recipes.recipe_of(home) != before
    [told] = derivations(accepted)
    assert told["source_sha256"] == left.image.digest
    assert [part["source_sha256"] for part in told["within"]] == [right.image.digest]
    assert [part["digest"] for part in told["shape"]["parts"]] == [left.image.digest, right.image.digest]
    assert not deleted_pages(accepted).exists()

    step = newest_step(accepted, clerk_user)
    assert step
    run_jobs(lambda: undo_step(dossier=accepted, step_id=step.pk, by=clerk_user))
    assert {row.pk: (row.component_id, row.rotation) for row in pages_of(accepted)} == {
        left.pk: (home.pk, 0), right.pk: (home.pk, 90)
    }  # fmt: skip
    assert seen(left)[1] == ["red", "red"]


def test_a_merged_page_is_straightened_and_cut_like_any_other(
    two_halves: list[Page], accepted: Dossier, clerk_user: User
) -> None:
    left, right = two_halves
    cutting.merge_pages(dossier=accepted, page_ids=[right.pk, left.pk], by=clerk_user)
    editing.crop_page(dossier=accepted, page_id=right.pk, box=(0, 0, 10_000, 5000), by=clerk_user)

    drawing.redraw(Page.objects.get(pk=right.pk))
    assert seen(right) == ((400, 140), ["blue", "red"])


def test_an_upper_and_a_lower_half_become_one_long_page(
    two_halves: list[Page], accepted: Dossier, clerk_user: User
) -> None:
    upper, lower = two_halves
    cutting.merge_pages(dossier=accepted, page_ids=[upper.pk, lower.pk], level=True, by=clerk_user)

    drawing.redraw(Page.objects.get(pk=upper.pk))
    upper.refresh_from_db()
    with Image.open(BytesIO(storage.read_file(upper.picture))) as kept:
        image = kept.rotate(-upper.rotation, expand=True)  # as every viewer turns it
        top, bottom = (image.getpixel((100, place)) for place in (140, 420))
        assert image.size == (200, 560) and top[0] > 120 > bottom[0]  # type: ignore[index]


@pytest.mark.parametrize(("turn", "level"), [(0, True), (90, False)])
def test_a_merged_page_is_cut_across_its_longer_side_as_it_is_shown(
    accepted: Dossier, clerk_user: User, turn: int, level: bool
) -> None:
    """Low strips one below the other are wider than high (280 x 200), narrow ones side by side higher (200 x 280)."""
    strips = [row for name in ("mot.jpg", "hai.jpg")
              for row in add_pages(accepted, name=name, width=280, height=100, rotation=turn)]  # fmt: skip
    for strip, colour in zip(strips, (RED, BLUE), strict=True):
        Page.objects.filter(pk=strip.pk).update(image=coloured((280, 100), colour, colour))
    ids = [strip.pk for strip in strips]
    merged = cutting.merge_pages(dossier=accepted, page_ids=ids, level=level, by=clerk_user)

    half, _ = cutting.split_pages(dossier=accepted, page_ids=[merged.pk], by=clerk_user)

    drawing.redraw(half)
    assert sorted(seen(half)[0]) == [140, 200]


def test_pages_that_lie_apart_are_no_halves(two_halves: list[Page], accepted: Dossier, clerk_user: User) -> None:
    left, right = (page.pk for page in two_halves)
    home = component(accepted, "12-HSB")
    [loose] = add_pages(accepted, name="le.jpg")
    with pytest.raises(NotValid, match=f"«{home.type.name}» và «khay chưa xếp»"):
        cutting.merge_pages(dossier=accepted, page_ids=[left, loose.pk], by=clerk_user)

    Page.objects.filter(pk=loose.pk).update(component=home, ordinal=2)
    Page.objects.filter(pk=right).update(ordinal=3)
    with pytest.raises(NotValid, match="còn 1 trang khác"):
        cutting.merge_pages(dossier=accepted, page_ids=[left, right], by=clerk_user)
    assert pages_of(accepted).count() == 3


def test_only_two_sound_halves_are_merged(two_halves: list[Page], accepted: Dossier, clerk_user: User) -> None:
    left, right = (page.pk for page in two_halves)
    with pytest.raises(NotValid, match="đúng hai trang"):
        cutting.merge_pages(dossier=accepted, page_ids=[left], by=clerk_user)
    finding = warn(two_halves[1], PageFinding.Level.HARD)
    with pytest.raises(NotValid, match="ảnh mờ"):
        cutting.merge_pages(dossier=accepted, page_ids=[left, right], by=clerk_user)
    finding.delete()
    cutting.merge_pages(dossier=accepted, page_ids=[left, right], by=clerk_user)
    [third] = add_pages(accepted, name="ba.jpg")
    with pytest.raises(NotValid, match="không ghép tiếp"):
        cutting.merge_pages(dossier=accepted, page_ids=[left, third.pk], by=clerk_user)


def test_a_half_deleted_by_hand_comes_back_as_a_half(spread: Page, accepted: Dossier, clerk_user: User) -> None:
    _, second = cutting.split_pages(dossier=accepted, page_ids=[spread.pk], by=clerk_user)
    pages.delete_pages(dossier=accepted, page_ids=[second.pk], by=clerk_user)
    assert list(deleted_pages(accepted)) == [second]

    pages.restore_pages(dossier=accepted, page_ids=[second.pk], by=clerk_user)
    assert second in pages_of(accepted)


def test_halves_that_wait_in_the_tray_are_neighbours_as_they_are_shown_there(
    accepted: Dossier, clerk_user: User
) -> None:
    """Files dropped together arrive in any order; the tray shows them by name."""
    arrived = {name: add_pages(accepted, name=name)[0] for name in ("nua-3.jpg", "nua-1.jpg", "nua-2.jpg")}
    accepted.folder.uploads.update(sending="mot-lan-tha")
    first, second, third = (arrived[f"nua-{number}.jpg"] for number in (1, 2, 3))

    with pytest.raises(NotValid, match="còn 1 trang khác"):
        cutting.merge_pages(dossier=accepted, page_ids=[first.pk, third.pk], by=clerk_user)
    merged = cutting.merge_pages(dossier=accepted, page_ids=[second.pk, third.pk], by=clerk_user)

    assert {page.pk for page in pages_of(accepted)} == {first.pk, merged.pk}
