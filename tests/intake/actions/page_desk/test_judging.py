"""Are findings raised, settled and raised again as pages come, move, are marked and read?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from django.db.models import F
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.documents.sheet_codes import separator_code
from bhxh_archive.errors import NotValid
from bhxh_archive.models import Parameter, User
from intake import rules
from intake.actions.page_desk import pages, uploads
from intake.models import ComponentType, Dossier, Page, PageFinding
from intake.pages import recognition
from intake.pages.judging import (
    DifferingBits,
    judge_arrivals,
    note_anew,
    note_duplicate,
    note_our_sheet,
    note_resolution,
)
from intake.pipeline.checks import check_resolution
from intake.pipeline.likeness import likeness
from intake.pipeline.verdict import Finding
from intake.queries import pages_of
from tests.intake.actions.stacks.test_batches import paper, sheet, stack
from tests.intake.conftest import component
from tests.intake.pipeline import samples
from tests.intake.rows import add_pages, warn
from tools import demo_scans
from tools.demo_stacks import cover, jpeg, number, separators

LIKE = likeness(samples.page().convert("L").resize((420, 594)))
SCAN = next(demo_scans.FOLDER.rglob("ban-khai.jpg"))


def codes(dossier: Dossier) -> list[list[str]]:
    return [[found.code for found in rules.open_findings(page)] for page in pages_of(dossier)]


@pytest.fixture
def twins(accepted: Dossier) -> tuple[Page, Page]:
    """Two pages that look alike, in two files."""
    (first,), (second,) = add_pages(accepted, likeness=LIKE), add_pages(accepted, likeness=LIKE, name="lai.jpg")
    note_duplicate(second)
    return first, second


@pytest.mark.parametrize("pair", [(-1, 0), (-1, -2), (0, 0), (-(1 << 63), (1 << 63) - 1), (5, 6)])
def test_the_database_counts_the_bits_of_signed_numbers(accepted: Dossier, pair: tuple[int, int]) -> None:
    (page,) = add_pages(accepted, dhash=pair[0])

    counted = Page.objects.annotate(bits=DifferingBits(F("dhash").bitxor(pair[1]))).get(pk=page.pk).bits
    assert counted == samples.differing_bits(*pair)


def test_the_second_of_two_like_pages_is_asked_about(accepted: Dossier, twins: tuple[Page, Page]) -> None:
    (found,) = twins[1].findings.all()

    assert (found.code, found.other) == ("duplicate", twins[0])
    assert "trang 1 của tệp «quet.jpg»" in found.message
    assert codes(accepted) == [[], ["duplicate"]]


def test_sheets_of_ours_are_no_twins_and_may_lie_as_they_like(accepted: Dossier, twins: tuple[Page, Page]) -> None:
    note_anew(twins[1], [Finding("sideways", "warning", "nằm ngang")], ())
    note_our_sheet(twins[1], "là tờ bìa")
    assert codes(accepted) == [[], ["our_sheet"]]

    (third,) = add_pages(accepted, likeness=LIKE, name="ba.jpg")
    note_duplicate(third)
    assert third.findings.get().other == twins[0], "and not the sheet"
    note_our_sheet(twins[0], "là tờ bìa")
    assert codes(accepted) == [["our_sheet"], ["our_sheet"], []]
    note_duplicate(third)
    judge_arrivals(twins)
    assert codes(accepted) == [["our_sheet"], ["our_sheet"], []]


@pytest.mark.parametrize("settle", [
    lambda dossier, twins, by: pages.delete_pages(dossier=dossier, page_ids=[twins[0].pk], by=by),
    lambda dossier, twins, by: pages.mark_pages(dossier=dossier, page_ids=[twins[1].pk], kind="second_image", by=by),
])  # fmt: skip
def test_the_question_is_settled_by_what_is_done(
    accepted: Dossier, twins: tuple[Page, Page], clerk_user: User, settle: Callable[..., Any]
) -> None:
    settle(accepted, twins, clerk_user)
    assert not any(codes(accepted))

    pages.mark_pages(dossier=accepted, page_ids=[twins[1].pk], kind="normal", by=clerk_user)
    assert any(codes(accepted)) is not Page.objects.filter(deleted_at__isnull=False).exists()


def test_a_blank_back_is_kept_marked_and_not_counted(accepted: Dossier, clerk_user: User) -> None:
    front, back = add_pages(accepted, 2)
    note_anew(back, [Finding("blank", "warning", "trang trắng")], ())

    pages.mark_pages(dossier=accepted, page_ids=[back.pk], kind=Page.Kind.BLANK_BACK, by=clerk_user)

    assert not any(codes(accepted))
    assert rules.counted(pages_of(accepted)) == 1


@pytest.mark.parametrize(("kind", "said"), [("blank_back", "ảnh có nội dung"), ("separator", "không vào hồ sơ")])
def test_a_written_page_is_left_out_of_the_count_with_a_reason_only(
    accepted: Dossier, clerk_user: User, kind: str, said: str
) -> None:
    (page,) = add_pages(accepted)
    mark = partial(pages.mark_pages, dossier=accepted, page_ids=[page.pk], by=clerk_user)
    mark(kind=kind)
    assert codes(accepted) == [["uncounted"]] and said in page.findings.get().message
    mark(kind="normal")
    assert codes(accepted) == [[]]
    mark(kind=kind)
    pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Đã xem", by=clerk_user)
    mark(kind=kind)
    assert codes(accepted) == [[]]


def test_a_page_that_can_not_be_read_does_not_become_a_separator(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    warn(page, PageFinding.Level.HARD)
    pages.mark_pages(dossier=accepted, page_ids=[page.pk], kind="separator", by=clerk_user)
    assert "1 trang có lỗi phải quét lại." in rules.page_problems(list(pages_of(accepted)))


def test_a_warning_that_stays_keeps_its_acceptance(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    kept = warn(page)
    pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Bản gốc mờ", by=clerk_user)

    note_anew(page, [Finding(kept.code, "warning", kept.message), Finding("cut_edge", "warning", "cắt")], [kept.code])
    assert codes(accepted) == [["cut_edge"]]

    note_anew(page, [], [kept.code, "cut_edge"])
    assert not page.findings.exists()


def test_a_map_wants_more_dots_where_it_is_filed(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted)
    target = component(accepted, "12-HSB")
    ComponentType.objects.filter(pk=target.type_id).update(scan_dpi=300)
    target = component(accepted, "12-HSB")

    pages.file_pages(dossier=accepted, page_ids=[page.pk], component=target, by=clerk_user)
    assert codes(accepted) == [["low_resolution"]]
    assert "300 dpi" in page.findings.get().message

    pages.file_pages(dossier=accepted, page_ids=[page.pk], component=None, by=clerk_user)
    assert codes(accepted) == [[]]


def test_a_map_in_a_stack_wants_more_dots_too(
    accepted: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    ComponentType.objects.filter(pk=component(accepted, "14-HSB").type_id).update(scan_dpi=300)
    number = str(accepted.number)
    stack(clerk_user, run_jobs, sheet(number), sheet(separator_code(number, "14-HSB")), paper(200), file=True)

    (found,) = PageFinding.objects.filter(code="low_resolution", page__folder=accepted.folder)
    assert "300 dpi" in found.message


FIFTY: dict[str, Any] = {"dpi": 50, "width": 413, "height": 585}


def levels(dossier: Dossier) -> list[str]:
    return [found.level for page in pages_of(dossier) for found in rules.open_findings(page)]


def test_a_page_that_can_not_be_read_takes_no_reason_unless_it_came_signed(accepted: Dossier, clerk_user: User) -> None:
    rows = [*add_pages(accepted, **FIFTY), *add_pages(accepted, name="ky.pdf", signed=True, **FIFTY)]
    note_resolution(rows, None)
    assert levels(accepted) == ["hard"]
    with pytest.raises(NotValid, match="phải quét lại"):
        pages.override_findings(dossier=accepted, page_ids=[rows[0].pk], reason="Chỉ có bản này", by=clerk_user)
    assert levels(accepted) == ["hard"]
    assert "1 trang có lỗi phải quét lại." in rules.page_problems(list(pages_of(accepted)))

    Parameter.objects.create(key="least_dpi", value="40", office=accepted.receiving_office, valid_from=date(2026, 1, 1))
    note_resolution(rows, None)
    assert levels(accepted) == ["warning"], "each office sets its own"


def test_what_was_accepted_before_there_was_a_least_stays_accepted(accepted: Dossier, clerk_user: User) -> None:
    (page,) = add_pages(accepted, **FIFTY)
    note_anew(page, check_resolution(50), ())
    pages.override_findings(dossier=accepted, page_ids=[page.pk], reason="Chỉ có bản này", by=clerk_user)

    note_resolution([page], None)
    assert levels(accepted) == []
    PageFinding.objects.update(overridden_at=None)
    note_resolution([page], None)
    assert levels(accepted) == ["hard"]


def test_a_file_that_can_not_be_read_is_judged_as_it_comes(
    accepted: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    content = BytesIO()
    samples.page((413, 585)).save(content, "JPEG", dpi=(50, 50))
    run_jobs(
        lambda: uploads.receive_upload(dossier=accepted, name="mo.jpg", chunks=[content.getvalue()], by=clerk_user)
    )
    (found,) = accepted.folder.pages.get().findings.filter(code="low_resolution")
    assert found.level == "hard" and "quét lại từ 200 dpi" in found.message


def test_a_page_on_its_head_is_known_by_its_words(accepted: Dossier) -> None:
    (page,) = add_pages(accepted, rotation=180)
    page.image = storage.keep_bytes(SCAN.read_bytes(), "image/jpeg")
    page.save()

    recognition.recognise(page)
    assert codes(accepted) == [["upside_down"]]

    page.rotation = 0
    page.save()
    recognition.recognise(page)
    assert codes(accepted) == [[]]


@pytest.mark.parametrize("component", ["", "12-HSB"])
def test_a_sheet_of_ours_is_known_by_its_words_where_every_code_is_covered(accepted: Dossier, component: str) -> None:
    (page,) = add_pages(accepted)
    (kept,) = separators(number(1), [component]) if component else [cover(number(1))]
    page.image = storage.keep_bytes(jpeg(_without_codes(kept)), "image/jpeg")
    page.save()
    recognition.recognise(page)
    assert codes(accepted) == [["unread_sheet"]]

    page.findings.all().delete()
    Page.objects.filter(pk=page.pk).update(kind=Page.Kind.SEPARATOR)
    recognition.recognise(page)
    assert codes(accepted) == [[]]


def _without_codes(kept: Image.Image) -> Image.Image:
    """With black over every bar and every QR, as a marker leaves it."""
    page = kept.convert("RGB")
    for found in zxingcpp.read_barcodes(page):
        corners = (found.position.top_left, found.position.top_right, found.position.bottom_right,
                   found.position.bottom_left)  # fmt: skip
        across, down = [point.x for point in corners], [point.y for point in corners]
        page.paste("black", (min(across), min(down) - 60, max(across), max(down) + 60))
    assert zxingcpp.read_barcodes(page) == []
    return page


def test_a_file_that_is_scanned_twice_is_noticed_as_it_comes(
    accepted: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    with Image.open(SCAN) as image:
        for name, lean in (("mot.jpg", 0), ("hai.jpg", 0.4)):
            content = BytesIO()
            image.rotate(lean, fillcolor="white").save(content, "JPEG", quality=80, dpi=(200, 200))
            sent = {"name": name, "chunks": [content.getvalue()]}
            run_jobs(lambda sent=sent: uploads.receive_upload(dossier=accepted, by=clerk_user, **sent))  # type: ignore[misc]

    assert sorted(codes(accepted)) == [[], ["duplicate"]]
