"""Does the tray take a stack in, show where it falls apart, and file what is sure?"""

from __future__ import annotations

from functools import partial
from typing import Any

import img2pdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from bhxh_archive import storage
from bhxh_archive.documents.sheet_codes import supplement_code
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AccessLog, User
from intake.actions.counter import registration
from intake.actions.stacks import cuts
from intake.actions.supplements.supplement import request_supplement
from intake.models import Batch, BatchPart, Dossier
from intake.queries import pages_of
from intake.scanning.wish import COLOUR_NAMES
from tests.browser import assert_accessible
from tests.intake.actions.stacks.test_batches import file_all, paper, sheet, stack
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state
from tests.intake.scanners import Plug
from tests.intake.views.conftest import SignIn, Sit
from tools.demo_stacks import cover, jpeg, number


def bound(*pages: bytes) -> bytes:
    content = img2pdf.convert(list(pages))
    assert content
    return content


@pytest.mark.django_db
def test_an_empty_tray_says_how_to_fill_it(clerk: Client) -> None:
    shown = clerk.get(reverse("batches")).content.decode()
    assert "Khay trống" in shown
    assert "Khay chồng giấy quét" in clerk.get(reverse("home")).content.decode()


@pytest.mark.django_db
def test_a_file_becomes_a_stack_and_a_broken_one_stops_no_other(clerk: Client, run_jobs: Any) -> None:
    files = [SimpleUploadedFile("a.pdf", bound(paper(200))), SimpleUploadedFile("b.pdf", b"khong phai PDF")]
    run_jobs(lambda: clerk.post(reverse("batch_upload"), {"files": files}))
    shown = clerk.get(reverse("batches")).content.decode()
    assert "1 phần cần xem" in shown
    assert "Không nhận" in shown


@pytest.fixture
def laid(accepted: Dossier, clerk_user: User, run_jobs: Any) -> Batch:
    return stack(clerk_user, run_jobs, paper(180), sheet(str(accepted.number)), paper(200), paper(201))


@pytest.mark.django_db
def test_the_tray_counts_as_ready_what_the_stack_counts_so(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    code, other = str(accepted.number), draft_of(clerk_user, counted_pages=1)
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=1)
    Dossier.objects.filter(pk=other.pk).update(state=State.IN_REVIEW, number=number(9))
    batch = stack(clerk_user, run_jobs, sheet(code), paper(200), sheet(number(9)), paper(201), sheet(code))

    assert "2 phần cần xem, 1 phần chờ xác nhận" in clerk.get(reverse("batches")).content.decode()
    assert "1 xếp được ngay, 2 cần xem" in clerk.get(reverse("batch", args=[batch.pk])).content.decode()


@pytest.mark.django_db
def test_a_sheet_of_another_dossier_within_a_part_is_looked_at_first(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    batch = stack(clerk_user, run_jobs, sheet(str(accepted.number)), paper(200), sheet(number(9)), paper(201))
    sheet_part = BatchPart.objects.get(batch=batch, first=2)
    page = {"version": batch.version, "part": sheet_part.pk}
    clerk.post(reverse("change_batch", args=[batch.pk, "join"]), page)

    assert "1 phần cần xem" in clerk.get(reverse("batches")).content.decode()
    assert "0 xếp được ngay, 1 cần xem" in clerk.get(reverse("batch", args=[batch.pk])).content.decode()


@pytest.mark.django_db
def test_an_unreadable_sheet_whose_code_was_typed_is_told_of_until_it_is_left_out(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    batch = stack(clerk_user, run_jobs, sheet(str(accepted.number)), paper(200))
    batch.pages.filter(index=0).update(unread=True, texts=[], left_out=False)
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=None)
    shown = [
        (clerk.get(reverse("batches")).content.decode(), clerk.get(reverse("batch", args=[batch.pk])).content.decode())
        for way in ("keep", "out")
        if clerk.post(reverse("change_batch", args=[batch.pk, way]), {"page": 0})
    ]
    assert ["1 phần cần xem" in tray for tray, _ in shown] == [True, False]
    assert ["bấm «Để ngoài» ở trang đó" in stack for _, stack in shown] == [True, False]


@pytest.mark.django_db
def test_the_preview_says_where_each_part_goes_and_why_not(laid: Batch, accepted: Dossier, clerk: Client) -> None:
    shown = clerk.get(reverse("batch", args=[laid.pk])).content.decode()
    assert str(accepted.number) in shown
    assert "đứng trước tờ bìa đầu tiên" in shown
    assert "Xếp 1 phần vào hồ sơ" in shown
    assert AccessLog.objects.filter(subject=f"batch:{laid.pk}").exists()
    picture = Batch.objects.get(pk=laid.pk).folder.pages.first()
    assert picture and clerk.get(reverse("page_image", args=[picture.pk, "thumb"])).status_code == 200


@pytest.mark.django_db
def test_a_stack_that_was_filed_already_is_said_to_be_so_at_once(
    laid: Batch, accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    file_all(laid, clerk_user, run_jobs)
    cuts.drop_part(batch=laid, part_id=laid.parts.get(first=0).pk, by=clerk_user)
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=4)
    upload = laid.upload.file
    assert upload
    file = SimpleUploadedFile("lai.pdf", storage.read_file(upload))
    sent = run_jobs(
        lambda: clerk.post(reverse("batch_upload"), {"files": [file]}, headers={"Accept": "application/json"})
    )
    said = f"do {clerk_user}, đã xếp vào 1 hồ sơ"
    assert sent.json()["verdict"] == "warned" and said in sent.json()["message"]
    assert said in clerk.get(reverse("batches")).content.decode()

    again = Batch.objects.latest("pk")
    shown = clerk.get(reverse("batch", args=[again.pk])).content.decode()
    assert said in shown and reverse("batch", args=[laid.pk]) in shown
    assert "Bỏ chồng này khỏi khay" in shown and "Vẫn xếp 1 phần vào hồ sơ" in shown
    clerk.post(reverse("change_batch", args=[again.pk, "put-away"]))
    assert "Khay trống" in clerk.get(reverse("batches")).content.decode()
    assert said not in clerk.get(reverse("batch", args=[again.pk])).content.decode()


@pytest.mark.django_db
def test_what_lies_in_a_dossier_that_went_on_is_not_offered_to_be_taken_out(
    laid: Batch, accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    file_all(laid, clerk_user, run_jobs)
    shown = reverse("batch", args=[laid.pk])
    assert "Xếp nhầm, lấy lại" in clerk.get(shown).content.decode()
    put_in_state(accepted, State.ARCHIVED)
    assert "Xếp nhầm, lấy lại" not in clerk.get(shown).content.decode()


@pytest.mark.django_db
def test_a_slip_that_asks_for_the_book_alone_says_so_at_once(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    book = component(accepted, "SO_BHXH")
    asked = request_supplement(dossier=accepted, items=[(book, "Thiếu tờ rời")], by=clerk_user)
    slip = supplement_code(str(accepted.number), asked.ordinal)
    batch = stack(clerk_user, run_jobs, sheet(slip), paper(200))
    shown = clerk.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "0 xếp được ngay, 1 cần xem" in shown
    assert "không bao giờ quét" in shown
    assert reverse("dossier", args=[accepted.pk]) + "#so-bhxh" in shown

    part, letter = batch.parts.get(), component(accepted, "14-HSB")
    choose = reverse("change_batch", args=[batch.pk, "choose"])
    assert "Hãy chọn thành phần" in clerk.post(choose, {"part": part.pk, "number": slip}, follow=True).content.decode()
    clerk.post(choose, {"part": part.pk, "number": str(accepted.number), "component": letter.pk})
    assert "1 xếp được ngay" in clerk.get(reverse("batch", args=[batch.pk])).content.decode()


def two_covers(one: str, other: str) -> bytes:
    """A sheet on which the upper half of another cover sheet was stuck."""
    page, stuck = cover(one), cover(other)
    whole = Image.new("RGB", (page.width, page.height * 2), "white")
    whole.paste(page, (0, 0))
    whole.paste(stuck, (0, page.height))
    return jpeg(whole.resize(page.size).convert("L"))


@pytest.mark.django_db
def test_of_two_codes_on_a_sheet_the_clerk_presses_the_right_one(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    mine, unknown = str(accepted.number), number(9999)
    batch = stack(clerk_user, run_jobs, two_covers(mine, unknown), paper(200))
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=1)
    here = reverse("batch", args=[batch.pk])
    shown = clerk.get(here).content.decode()
    assert f'name="read" value="{mine}"' in shown and f"<code>{unknown}</code>" in shown
    assert f'value="{unknown}"' not in shown  # it leads nowhere
    pressed = {"part": batch.parts.get().pk, "read": mine, "version": batch.version}
    clerk.post(reverse("change_batch", args=[batch.pk, "choose"]), pressed)
    assert "1 xếp được ngay" in clerk.get(here).content.decode()


@pytest.mark.django_db
def test_another_office_sees_neither_stack_nor_picture(laid: Batch, sign_in: SignIn) -> None:
    stranger, picture = sign_in("tiepnhan-na"), laid.folder.pages.first()
    assert picture
    for address in (reverse("batch", args=[laid.pk]), reverse("page_image", args=[picture.pk, "view"])):
        assert stranger.get(address).status_code == 404


@pytest.mark.django_db
def test_more_parts_cost_no_more_queries(
    laid: Batch, clerk: Client, clerk_user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here = reverse("batch", args=[laid.pk])
    clerk.get(here)
    cuts.add_cut(batch=laid, at=2, by=clerk_user)
    cuts.add_cut(batch=laid, at=3, by=clerk_user)
    with django_assert_max_num_queries(24):
        clerk.get(here)


@pytest.mark.django_db
def test_a_new_cut_proposes_the_dossier_it_was_cut_from(laid: Batch, clerk: Client, clerk_user: User) -> None:
    whole = laid.parts.latest("first")
    part = cuts.add_cut(batch=laid, at=whole.first + 2, by=clerk_user)
    shown = clerk.get(reverse("batch", args=[laid.pk])).content.decode()

    assert part.dossier is None and shown.count(f'data-takes-code value="{whole.dossier}"') == 2
    assert "ghi sẵn mã của phần trước" in shown
    cuts.add_cut(batch=laid, at=whole.first + 1, by=clerk_user)
    shown = clerk.get(reverse("batch", args=[laid.pk])).content.decode()
    assert shown.count(f'data-takes-code value="{whole.dossier}"') == 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_stack_is_scanned_into_the_tray(browser_page: Page, sit: Sit, plug_in: Plug) -> None:
    page = browser_page
    _, machine = plug_in(sheets=3, jam=3)
    sit("tiepnhan-hp")
    page.goto(reverse("batches"))
    page.get_by_role("link", name="Quét từ máy quét").click()
    page.get_by_text(COLOUR_NAMES["gray"], exact=True).click()
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".scan-run")).to_contain_text("đang chờ máy quét")
    for _ in range(3):
        drain()
    expect(page.locator(".scan-run")).to_contain_text("đã nhận 2 trang. Máy quét bị kẹt giấy")
    expect(page.locator("#stacks")).to_contain_text("1 phần cần xem")
    assert_accessible(page)
    machine.put_in(1)
    page.get_by_role("link", name="Quét tiếp").click()
    expect(page.get_by_label(COLOUR_NAMES["gray"])).to_be_checked()


@pytest.mark.django_db
def test_a_part_that_goes_elsewhere_than_its_own_sheet_says_is_filed_by_itself_only(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    other = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    pages = [sheet(str(accepted.number)), paper(180), sheet(str(other.number)), paper(220)]
    batch = stack(clerk_user, run_jobs, *pages)
    here, change = reverse("batch", args=[batch.pk]), partial(reverse, "change_batch")
    second = batch.parts.latest("first")
    clerk.post(change(args=[batch.pk, "choose"]), {"part": second.pk, "number": str(accepted.number)})

    shown = clerk.get(here).content.decode()
    said = f"Trang 3 của chồng là tờ mang mã {other.number}, còn phần này xếp vào {accepted.number}"
    assert said in shown and "1 xếp được ngay, 1 cần xem" in shown
    run_jobs(lambda: clerk.post(change(args=[batch.pk, "file"])))
    assert list(batch.parts.order_by("first").values_list("state", flat=True)) == ["filed", "open"]
    run_jobs(lambda: clerk.post(change(args=[batch.pk, "file"]), {"part": second.pk}))
    assert pages_of(accepted).count() == 2


@pytest.mark.django_db
def test_parts_of_a_dossier_that_was_counted_otherwise_wait_for_an_answer(
    accepted: Dossier, clerk: Client, clerk_user: User, run_jobs: Any
) -> None:
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=5)
    other = registration.accept(dossier=draft_of(clerk_user), by=clerk_user)
    Dossier.objects.filter(pk=other.pk).update(counted_pages=1)
    own = str(accepted.number)
    pages = [sheet(own), paper(180), sheet(f"{own}/12-HSB"), paper(190), sheet(str(other.number)), paper(220)]
    batch = stack(clerk_user, run_jobs, *pages)
    file = reverse("change_batch", args=[batch.pk, "file"])

    shown = clerk.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "1 xếp được ngay, 2 cần xem" in shown and shown.count("Vẫn xếp mọi phần của hồ sơ này") == 1
    assert shown.index('aria-hidden="true">Chọn<') < shown.index("of_dossier"), "what Enter in a box means"
    assert "2 phần cần xem, 1 phần chờ xác nhận" in clerk.get(reverse("batches")).content.decode()
    run_jobs(lambda: clerk.post(file))
    assert list(batch.parts.order_by("first").values_list("state", flat=True)) == ["open", "open", "filed"]
    run_jobs(lambda: clerk.post(file, {"part": batch.parts.earliest("first").pk, "of_dossier": "1"}))
    assert pages_of(accepted).count() == 2
