"""Is a dossier on its way found by its number, its people, its decision, and by the words of its scans?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.finding import LIMIT, Found, find_dossiers
from intake.models import Dossier, Page, PageText
from intake.pages.recognition import vector_of
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, add_result, put_in_state

WORDS = "Được nghỉ việc để hưởng\nchế độ hưu trí kể từ ngày 01 tháng 10"


def read(page: Page, words: str = WORDS) -> Page:
    """The page as if its words had been recognised."""
    text = PageText.objects.create(page=page, words=words)
    PageText.objects.filter(pk=text.pk).update(vector=vector_of(words))
    return page


def found(user: User, text: str, **options: list[str]) -> list[Dossier]:
    return [row.dossier for row in find_dossiers(user, text, **options)]


@pytest.mark.parametrize("text", ["Phạm Thị Hường", "pham thi huong", "PHẠM", "031169000123", "3105000123"])
def test_by_its_person(accepted: Dossier, clerk_user: User, text: str) -> None:
    assert found(clerk_user, text) == [accepted]


def test_by_its_number_however_written(accepted: Dossier, clerk_user: User) -> None:
    assert accepted.number
    for text in (accepted.number, accepted.number.replace("-", " ").lower()):
        assert found(clerk_user, text) == [accepted]


def test_by_its_decision(accepted: Dossier, clerk_user: User) -> None:
    add_result(accepted)
    assert found(clerk_user, "05/QĐ-BHXH") == [accepted]


def test_by_the_tracking_number_on_the_envelope_that_came_back(scanned: Dossier, clerk_user: User) -> None:
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    returning.hand_over(dossier=put_in_state(scanned, State.ISSUED), method="post", by=clerk_user, carrier="VNPOST",
                        tracking_number="EM 123 VN", printed_copies=2, printed_now=True)  # fmt: skip
    assert found(clerk_user, "em123vn") == found(clerk_user, "EM-123-VN") == [scanned]

    put_in_state(scanned, State.ARCHIVED)
    assert found(clerk_user, "EM123VN", without=[State.ARCHIVED]) == [scanned]


@pytest.mark.parametrize("text", ["chế độ hưu trí", "HUONG che do huu tri", "ngay 01 thang 10"])
def test_by_words_of_a_scan(accepted: Dossier, clerk_user: User, text: str) -> None:
    page = read(add_pages(accepted, component=component(accepted, "12-HSB"))[0])
    assert find_dossiers(clerk_user, text) == [Found(accepted, page)]


def test_words_must_stand_together(accepted: Dossier, clerk_user: User) -> None:
    read(add_pages(accepted)[0])
    assert found(clerk_user, "chế độ ngày 01") == []


def test_the_first_page_that_bears_the_words_is_named(accepted: Dossier, clerk_user: User) -> None:
    first, second, third = add_pages(accepted, 3, component=component(accepted, "12-HSB"))
    for page in (third, second):
        read(page)
    read(first, "Trang bìa")
    assert [row.page for row in find_dossiers(clerk_user, "hưu trí")] == [second]


def test_a_page_taken_out_is_no_longer_found(accepted: Dossier, clerk_user: User) -> None:
    page = read(add_pages(accepted)[0])
    Page.objects.filter(pk=page.pk).update(deleted_at=timezone.now())
    assert found(clerk_user, "chế độ hưu trí") == []


def test_a_name_comes_before_words_of_a_scan(accepted: Dossier, clerk_user: User) -> None:
    other = draft_of(clerk_user, persons=[{"role": "insured", "full_name": "Hưu Trí"}])
    read(add_pages(accepted)[0])
    assert found(clerk_user, "hưu trí") == [other, accepted]


def test_each_dossier_once_whatever_it_is_found_by(accepted: Dossier, clerk_user: User) -> None:
    read(add_pages(accepted)[0], "Bà Phạm Thị Hường")
    assert find_dossiers(clerk_user, "phạm thị hường") == [Found(accepted)]


def test_the_newest_come_first_and_one_more_than_shown(clerk_user: User) -> None:
    made = [draft_of(clerk_user) for _ in range(LIMIT + 5)]
    assert found(clerk_user, "phạm thị hường") == made[::-1][: LIMIT + 1]


def test_states_left_out(accepted: Dossier, clerk_user: User) -> None:
    read(add_pages(accepted)[0])
    assert found(clerk_user, "phạm thị hường", without=["received"]) == []
    assert found(clerk_user, "chế độ hưu trí", without=["received"]) == []


def test_another_province_finds_nothing(accepted: Dossier, demo: dict[str, User]) -> None:
    read(add_pages(accepted)[0])
    for text in ("phạm thị hường", "chế độ hưu trí", accepted.number or ""):
        assert found(demo["tiepnhan-na"], text) == []


def test_nothing_typed_finds_nothing(accepted: Dossier, clerk_user: User) -> None:
    assert found(clerk_user, " -/ ") == []
