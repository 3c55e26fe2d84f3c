"""Does another rule book follow as a copy that can be changed first, on a day, and may it be taken back?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, User
from intake.actions.administration import cataloguing, rule_books
from intake.loading.catalogue import load_catalogue
from intake.models import Procedure, RuleBook
from intake.queries import procedure_on, procedures_on
from intake.queries.versions import forerunner_of, newest_versions, version_of
from intake.rules.versions import differences_of
from tests.days import today, tomorrow

VALUES: dict[str, Any] = {
    "code": "QD99", "name": "Quy trình mới", "number": "99/QĐ-BHXH", "issued_on": date(2026, 11, 20),
    "source": "QĐ 99/QĐ-BHXH", "needs_confirmation": False, "note": "",
}  # fmt: skip


@pytest.fixture
def chief(demo: dict[str, User]) -> User:
    return demo["quantri"]


@pytest.fixture
def before(chief: User) -> RuleBook:
    return procedure_on("HUU", today()).rule_book


@pytest.fixture
def book(chief: User, before: RuleBook) -> RuleBook:
    return rule_books.open_book(by=chief, **VALUES)


def draft(book: RuleBook, code: str = "HUU") -> Procedure:
    return Procedure.objects.get(rule_book=book, code=code)


def test_it_begins_as_a_whole_copy_that_no_dossier_sees(book: RuleBook, before: RuleBook, chief: User) -> None:
    copies, originals = newest_versions(book), newest_versions(before)

    assert [row.code for row in copies] == [row.code for row in originals] and book.legal_bases == before.legal_bases
    assert forerunner_of(draft(book)) == procedure_on("HUU", today())
    for old, new in zip(originals[:3], copies[:3], strict=True):
        assert differences_of(version_of(old), version_of(new)) == []
    assert procedure_on("HUU", tomorrow()).rule_book == before
    with pytest.raises(NotNow):
        rule_books.open_book(by=chief, **VALUES | {"code": "QD100"})


def test_from_its_day_on_it_holds_and_the_one_before_is_closed(book: RuleBook, before: RuleBook, chief: User) -> None:
    cataloguing.change_next(draft=draft(book), values={"deadline_amount": 15}, by=chief)
    cataloguing.discard_next(draft=draft(book, "BHTN"), by=chief)
    with pytest.raises(NotNow, match="cùng quy trình"):
        cataloguing.put_in_force(draft=draft(book), valid_from=tomorrow(), by=chief)
    with pytest.raises(NotValid, match="ngày mai"):
        rule_books.put_book_in_force(book=book, valid_from=today(), by=chief)

    rule_books.put_book_in_force(book=book, valid_from=tomorrow(), by=chief)
    load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")  # the next start closes nothing and opens nothing

    before.refresh_from_db()
    assert before.valid_to == today() and procedure_on("HUU", today()).rule_book == before
    assert procedure_on("HUU", tomorrow()).deadline_amount == 15
    assert "BHTN" not in {row.code for row in procedures_on(tomorrow())}
    assert AdminEvent.objects.get(verb="open_rule_book").after["closed"] == before.number


def test_a_procedure_that_cannot_work_holds_the_whole_book_back(book: RuleBook, chief: User) -> None:
    draft(book).component_types.filter(requirement__in="MA").delete()

    with pytest.raises(NotValid, match="Hưởng lương hưu: .*bắt buộc"):
        rule_books.put_book_in_force(book=book, valid_from=tomorrow(), by=chief)


def test_before_its_day_it_may_be_taken_back_and_thrown_away(book: RuleBook, before: RuleBook, chief: User) -> None:
    rule_books.put_book_in_force(book=book, valid_from=tomorrow(), by=chief)

    with pytest.raises(NotNow, match="rút cả quy trình"):
        cataloguing.withdraw_version(version=draft(book), by=chief)
    back = rule_books.withdraw_book(book=book, by=chief)
    before.refresh_from_db()
    assert (back.valid_from, before.valid_to, draft(book).valid_from) == (None, None, None)
    rule_books.discard_book(book=book, by=chief)
    assert procedure_on("HUU", tomorrow()).rule_book == before and not RuleBook.objects.filter(code="QD99").exists()


def test_only_the_chief_administrator(demo: dict[str, User], before: RuleBook) -> None:
    with pytest.raises(NotAllowed):
        rule_books.open_book(by=demo["quantri-hp"], **VALUES)
    with pytest.raises(NotAllowed):
        cataloguing.new_procedure(book=before, code="MOI", values={}, by=demo["quantri-hp"])
