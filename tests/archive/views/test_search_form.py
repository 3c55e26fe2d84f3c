"""What do filters, wrong input and paging do to a search?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Search
from archive.searching import PAGE_SIZE
from tests.archive.shelf import HUONG, Shelf
from tests.archive.views.conftest import queries_of, search, shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("birth_year", "99999", "Nhập năm sinh từ 1880 đến năm nay"), ("birth_year", "1800", "từ 1880 đến năm nay"),
        ("birth_year", "9" * 5000, "gồm 4 chữ số"), ("birth_year", "năm 1969", "gồm 4 chữ số"),
        ("decided_from", "31/02/2026", "Lịch không có ngày này"), ("decided_to", "hôm nay", "dd/mm/yyyy"),
        ("procedure_code", "KHONG_CO", "KHONG_CO"), ("q", "a" * 301, "300"), ("purpose", "a" * 301, "300"),
        ("q", "a\0b", "q"),
    ],
)  # fmt: skip
def test_wrong_input_is_said_at_its_field(
    shelf: Shelf, archivist: Client, field: str, value: str, sentence: str
) -> None:
    answer = archivist.post(reverse("search"), {"q": "huong", "purpose": "Xác minh", field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert sentence in str(answer.context["form"].errors)
    assert f'id="id_{field}-error"' in answer.content.decode() or f'href="#id_{field}"' in answer.content.decode()
    assert not Search.objects.exists()


def test_a_range_that_ends_before_it_starts_is_refused_with_what_was_typed(shelf: Shelf, archivist: Client) -> None:
    days = {"decided_from": "06/06/2026", "decided_to": "05/06/2026"}
    answer = archivist.post(reverse("search"), {"q": "huong", **days})

    assert answer.status_code == 422
    assert "Ngày cuối phải sau ngày đầu" in shown(answer)
    assert all(f'value="{typed}"' in shown(answer) for typed in ("huong", *days.values()))


def test_a_chip_takes_its_filter_away_and_leaves_the_rest(shelf: Shelf, archivist: Client) -> None:
    shelf.add(HUONG | {"birth_year": 1970}, decision="05/QĐ-BHXH")
    chosen = {"birth_year": "1969", "decided_from": "05/06/2026", "procedure_code": "HUU"}
    narrow = search(archivist, "huong", **chosen)
    assert [name for name, _ in narrow.context["chips"]] == ["procedure_code", "birth_year", "decided_from"]
    assert narrow.context["hits"] == []

    wider = search(archivist, "huong", **chosen, drop="birth_year")
    assert [name for name, _ in wider.context["chips"]] == ["procedure_code", "decided_from"]
    assert len(wider.context["hits"]) == 1


def test_pages_continue_behind_the_last_line(shelf: Shelf, archivist: Client) -> None:
    records = shelf.many(PAGE_SIZE + 2)
    first = search(archivist, "huong")
    following = first.context["paging"].next_url
    assert re.fullmatch(r"\?after=\d+", following)

    second = archivist.get(first.redirect_chain[0][0] + following)
    assert [line.label for line in second.context["hits"]] == [row.file_code for row in records[1::-1]]
    assert second.context["paging"].next_url == ""
    assert "open_rows" not in second.context


def test_more_than_is_counted_reads_1000_plus(shelf: Shelf, archivist: Client) -> None:
    shelf.many(1001)

    assert "1.000+" in re.sub(r"\s", "", shown(search(archivist, "huong")))
    assert "Quá nhiều kết quả để đếm hết" in shown(search(archivist))


def test_one_line_and_a_full_page_ask_the_database_equally_often(shelf: Shelf, archivist: Client) -> None:
    shelf.add(pages=["nghỉ việc"])
    address = search(archivist, "nghi viec").redirect_chain[0][0]
    few = queries_of(archivist, address)
    for _ in range(PAGE_SIZE):
        shelf.add(pages=["nghỉ việc", "nghỉ việc"])

    assert queries_of(archivist, address) == few <= 24
