"""Are dates and amounts read as Vietnamese clerks type them?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bhxh_archive.ui.fields import ManyFilesField, MoneyField, TextField, VnDateField


@pytest.mark.parametrize("typed", ["05/09/2026", "5/9/2026", "05092026", "05-09-2026", " 05.09.2026 "])
def test_a_date_in_the_usual_ways(typed: str) -> None:
    assert VnDateField().clean(typed) == date(2026, 9, 5)


@pytest.mark.parametrize("typed", ["2026-09-05", "09/2026", "hôm qua"])
def test_a_date_that_is_none(typed: str) -> None:
    with pytest.raises(ValidationError, match="dd/mm/yyyy"):
        VnDateField().clean(typed)


@pytest.mark.parametrize("typed", ["31/02/2026", "5.13.2026", "29-02-2026"])
def test_a_day_that_no_calendar_has_is_told_as_such(typed: str) -> None:
    with pytest.raises(ValidationError, match="Lịch không có ngày này"):
        VnDateField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "amount"), [("3.783.135", 3_783_135), ("3783135", 3_783_135), ("3 783 135", 3_783_135)]
)
def test_an_amount_with_and_without_dots(typed: str, amount: int) -> None:
    assert MoneyField().clean(typed) == amount


@pytest.mark.parametrize("typed", ["3.78", "3,5 triệu", "1.0000", "12.34.567"])
def test_an_amount_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_several_files_come_as_a_list_and_none_is_an_error() -> None:
    files = [SimpleUploadedFile(name, b"x") for name in ("a.pdf", "b.pdf")]
    assert [file.name for file in ManyFilesField().clean(files)] == ["a.pdf", "b.pdf"]
    with pytest.raises(ValidationError, match="Chọn ít nhất một tệp"):
        ManyFilesField().clean([])
    assert ManyFilesField(required=False).clean([]) == []


def test_text_is_taken_as_it_can_be_printed_and_what_can_not_be_is_named() -> None:
    assert TextField().clean("\uf0b7 Thiếu chư\u0303 ký") == "• Thiếu chữ ký"
    with pytest.raises(ValidationError, match=r"Có ký tự không in được trên giấy tờ: «王», U\+0007"):
        TextField().clean("王 \x07")
