"""Does a person find what they look for, and does what was typed stand in no address?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Search
from bhxh_archive.models import AccessLog
from intake.actions.counter import registration
from intake.actions.dossier import books
from tests.archive.conftest import SignIn
from tests.archive.shelf import Shelf
from tests.archive.views.conftest import search, shown

PAGE = "<b>Bà Phạm Thị Hường</b> được nghỉ việc kể từ ngày 01/6/2026"


# --- where the words are ---


@pytest.mark.parametrize("text", ["Phạm Thị Hường", "031169000123", "nghỉ việc"])
def test_what_was_typed_stands_in_no_address(shelf: Shelf, archivist: Client, text: str) -> None:
    shelf.add(pages=[PAGE])
    answer = search(archivist, text)

    (moved,) = answer.redirect_chain
    assert re.fullmatch(r"/tim-kiem/[0-9a-f-]{36}/", moved[0])
    links = re.findall(r'(?:href|src|action|hx-get)="([^"]*)"', answer.content.decode())
    assert any(link.startswith("/luu-tru/") for link in links)
    for link in links:
        assert re.fullmatch(r"[A-Za-z0-9/._#?=&;-]*", link), link
        assert "031169000123" not in link


def test_a_text_in_the_address_is_not_looked_for(shelf: Shelf, archivist: Client) -> None:
    shelf.add()
    answer = archivist.get(reverse("search"), {"q": "Phạm Thị Hường"})

    assert answer.status_code == 200
    assert "Hường" not in shown(answer)
    assert not Search.objects.exists()


def test_a_search_belongs_to_who_made_it(shelf: Shelf, archivist: Client, sign_in: SignIn) -> None:
    shelf.add()
    address = search(archivist, "huong").redirect_chain[0][0]

    assert archivist.get(address).status_code == 200
    assert sign_in("tiepnhan-hp").get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith("/dang-nhap/")
    assert archivist.get("/tim-kiem/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_each_look_at_results_is_logged_without_the_words(shelf: Shelf, archivist: Client) -> None:
    search(archivist, "Phạm Thị Hường", purpose="Xác minh quá trình đóng")

    log = AccessLog.objects.get(action="search")
    assert (log.by.username, log.subject) == ("luutru", f"search:{Search.objects.get().pk}")
    assert log.purpose == "Xác minh quá trình đóng"


# --- what is found ---


def test_a_hit_shows_whose_it_is_with_masked_identifiers_and_the_words_as_written(
    shelf: Shelf, archivist: Client
) -> None:
    record = shelf.add(pages=["Trang một", PAGE], decision="05/QĐ-BHXH")
    answer = search(archivist, "nghi viec ke tu")

    page = answer.content.decode()
    assert "031169000123" not in page and "3105000123" not in page
    assert "ĐDCN 031***0123 · BHXH 310***0123" in page
    assert "05/QĐ-BHXH ngày 05/06/2026" in page
    assert "Hường&lt;/b&gt; được <mark>nghỉ việc kể từ</mark> ngày" in page
    assert f'href="/luu-tru/{record.pk}/tai-lieu/1/?trang=2"' in page


def test_dossiers_on_their_way_stand_apart_from_archived_ones(shelf: Shelf, archivist: Client, sign_in: SignIn) -> None:
    record = shelf.add()
    answer = search(sign_in("tiepnhan-hp"), "pham thi huong")

    assert [line.label for line in answer.context["open_rows"]] == [str(shelf.dossier)]
    assert [line.label for line in answer.context["hits"]] == [record.file_code]
    assert "open_rows" in search(archivist, "pham thi huong").context
    assert search(archivist, "pham thi huong").context["open_rows"] == []


def test_a_scanned_number_opens_the_dossier_of_the_own_office_only(shelf: Shelf, sign_in: SignIn) -> None:
    clerk = shelf.people["tiepnhan-hp"]
    books.take_book(dossier=shelf.dossier, form="paper", covers=1, leaves=2, by=clerk)
    registration.set_counts(dossier=shelf.dossier, sheets=1, pages=2, by=clerk)
    shelf.dossier.return_method = "counter"
    shelf.dossier.save(update_fields=["return_method"])
    number = registration.accept(dossier=shelf.dossier, by=clerk).number
    assert number

    own = search(sign_in("tiepnhan-hp"), number.lower())
    assert own.redirect_chain == [(reverse("dossier", args=[shelf.dossier.pk]), 302)]
    assert "Không tìm thấy hồ sơ lưu trữ nào khớp" in shown(search(sign_in("tiepnhan-na"), number))

    wrong = f"{number[:-3]}{(int(number[-3]) + 1) % 10}{number[-2:]}"
    own, strange = (search(sign_in(name), wrong.lower()) for name in ("tiepnhan-hp", "tiepnhan-na"))
    assert f"Mã {wrong} sai ký tự kiểm tra ở cuối" in shown(own) and own.context["near"] == shelf.dossier
    assert "sai ký tự kiểm tra" in shown(strange) and strange.context["near"] is None
    assert "sai ký tự kiểm tra" not in shown(search(sign_in("tiepnhan-na"), number))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("luutru", "Trung tâm Lưu trữ: mọi đơn vị"), ("tiepnhan-na", "Bạn chỉ tìm được hồ sơ mà đơn vị mình tham gia"),
        ("giamdoc-na", "Không tìm thấy hồ sơ nào khớp"),
    ],
)  # fmt: skip
def test_nothing_found_says_what_to_do(shelf: Shelf, sign_in: SignIn, name: str, sentence: str) -> None:
    shelf.add()

    assert sentence in shown(search(sign_in(name), "khong co ai ten nay"))


def test_who_signs_finds_open_dossiers_but_no_archived_ones(shelf: Shelf, sign_in: SignIn) -> None:
    shelf.add()
    answer = search(sign_in("giamdoc-hp"), "pham thi huong", birth_year="1969")

    assert len(answer.context["open_rows"]) == 1
    assert "Hồ sơ đã lưu trữ" not in shown(answer)


def test_who_works_with_no_dossiers_has_nothing_to_search(shelf: Shelf, sign_in: SignIn) -> None:
    assert sign_in("quantri").get(reverse("search")).status_code == 403
    assert search(sign_in("quantri"), "huong").status_code == 403
