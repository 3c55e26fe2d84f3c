"""Does a database that an earlier start has filled move to today's schema with everything it knew?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from benefits.models import Draft
from benefits.queries import letters_of, open_questions, questions_of
from bhxh_archive.models import Holiday
from bhxh_archive.numbering import next_number
from intake.actions.counter.registration import REGISTER
from intake.models import BookMovement, Dossier, Receipt
from tests import databases
from tests.hardening import schema
from tests.hardening.steps import one_by_one

pytestmark = pytest.mark.slow

FIRST = [("bhxh_archive", "0003_administration"), ("intake", "0002_seal"), ("benefits", "0001_initial"),
         ("archive", "0001_initial")]  # fmt: skip
"""The schema of the first filled databases; later steps of the rooms are what is tested here."""
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
RETURNED = datetime(2026, 11, 25, 4, tzinfo=UTC)
DAY = date(2026, 1, 1)

CLOCK = (
    (date(2026, 3, 2), date(2026, 3, 18)),
    (date(2026, 3, 10), date(2026, 3, 20)),
    (date(2026, 3, 16), date(2026, 4, 1)),
)
"""Day 0 and due date of three receipts of a procedure of twelve working days."""


def first_schema() -> Any:
    """Build it, and give the models as they were."""
    executor = one_by_one()
    executor.migrate(FIRST)
    return executor.loader.project_state(FIRST).apps


class Filled:
    """What an office had on record: a dossier in review, its draft by two officers, its book taken and given back."""

    def __init__(self, old: Any) -> None:
        self.old = old
        self.office = self.add("bhxh_archive", "Office", code="cu", agency_id="G07.1", kind="province", valid_from=DAY)
        self.officers = [
            self.add("bhxh_archive", "User", username=f"officer{number}", full_name=f"Chuyên viên {number}")
            for number in (1, 2)
        ]
        self.dossier = self.add_dossier()
        self.draft = self.add_draft()
        self.add_book()
        self.add_receipts()
        self.add_days()
        self.add_verifications()

    def add(self, room: str, model: str, **values: Any) -> Any:
        return self.old.get_model(room, model).objects.create(**values)

    def add_dossier(self) -> Any:
        book = self.add("intake", "RuleBook", code="QĐ", name="Quy trình", number="1/QĐ", issued_on=DAY,
                        valid_from=DAY, source="thử")  # fmt: skip
        self.procedure = self.add(
            "intake", "Procedure", rule_book=book, code="HUU", ordinal=1, name="Hưu trí", deadline_amount=12,
            deadline_kind="WORKING_DAYS", supplement_clock="RESTART", supplement_limit_days=30,
            verification_clock="NONE", retention_code="01", paper_book_needed=True, source="thử",
        )  # fmt: skip
        return self.add(
            "intake", "Dossier", procedure=self.procedure, receiving_office=self.office, settling_office=self.office,
            paper_office=self.office, folder=self.add("intake", "Folder"), created_by=self.officers[0],
            state="in_review", number="G07.1-261120-0001-A", received_at=NOW,
        )  # fmt: skip

    def add_draft(self) -> Any:
        kind = self.add("intake", "ResultKind", procedure=self.procedure, code="07A-HSB", name="Quyết định",
                        role="DECISION", doc_type="02", required=True)  # fmt: skip
        draft = self.add("benefits", "Draft", dossier=self.dossier, kind=kind, drafted_by=self.officers[1])
        self.tell("open_draft", self.officers[0], draft=draft.pk)
        return draft

    def add_book(self) -> None:
        self.tell("take_book", self.officers[0])
        self.dossier.hand_overs.create(
            outcome="delivered", method="counter", receiver_name="Y Ghiê", by=self.officers[1]
        )
        book = self.add("intake", "BookCustody", dossier=self.dossier, form="paper", returned_at=RETURNED)
        type(book).objects.update(taken_at=NOW)  # which the table sets itself

    def add_receipts(self) -> None:
        """Accepted; after a verification due later; after a supplement due as if received on that day."""
        for ordinal, (start, due) in enumerate(CLOCK, start=1):
            self.dossier.receipts.create(ordinal=ordinal, received_at=NOW, counts_from=start, due_on=due,
                                         by=self.officers[0])  # fmt: skip

    def add_days(self) -> None:
        """Two days delivered as confirmed though nobody had checked them; an administrator has saved the second."""
        words = "lịch nghỉ của cán bộ, công chức; chưa đối chiếu thông báo chính thức"
        first, second = (
            self.add("bhxh_archive", "Holiday", day=day, kind="make_up", name="Làm bù", source=words, confirmed=True)
            for day in (date(2025, 4, 26), date(2026, 1, 10))
        )
        self.add("bhxh_archive", "AdminEvent", by=self.officers[0], verb="change_holiday",
                 subject=f"holiday:{second.pk}")  # fmt: skip

    def add_verifications(self) -> None:
        """One question to one body each: answered, and still open."""
        said = {"answer": "Đúng sổ gốc", "answered_at": RETURNED, "answered_by": self.officers[1]}
        for body, told in (("UBND phường", said), ("Công ty May Mẫu", {})):
            self.add("benefits", "VerificationRequest", dossier=self.dossier, body=body, question=f"{body} xác nhận?",
                     limit_on=DAY, by=self.officers[0], **told)  # fmt: skip

    def tell(self, verb: str, by: Any, **detail: Any) -> None:
        self.add("intake", "DossierEvent", dossier=self.dossier, verb=verb, by=by, office=self.office, role="officer",
                 detail=detail)  # fmt: skip


@pytest.fixture(scope="module")
def upgraded(django_db_blocker: Any) -> Iterator[Filled]:
    """Filled under the first schema, then migrated as a start of the product does it."""
    with django_db_blocker.unblock(), databases.fresh("upgrade") as name, databases.talking_to(name):
        filled = Filled(first_schema())
        call_command("migrate", verbosity=0, interactive=False)
        yield filled


def test_everybody_who_wrote_in_a_draft_is_its_author(upgraded: Filled) -> None:
    draft = Draft.objects.get(pk=upgraded.draft.pk)

    assert [row.username for row in draft.authors.order_by("username")] == ["officer1", "officer2"]


def test_the_custody_of_a_book_becomes_its_journey(upgraded: Filled) -> None:
    office, (taker, giver) = upgraded.office.pk, (row.pk for row in upgraded.officers)
    moved = BookMovement.objects.filter(book__dossier=upgraded.dossier.pk).order_by("pk")

    assert list(moved.values_list("from_office", "to_office", "at", "by", "receiver_name")) == [
        (None, office, NOW, taker, ""),
        (office, None, RETURNED, giver, "Y Ghiê"),
    ]


def test_a_book_that_went_back_is_closed_since_then_and_the_register_goes_on_counting(upgraded: Filled) -> None:
    dossier = Dossier.objects.select_related("book", "receiving_office").get(pk=upgraded.dossier.pk)

    assert dossier.book.closed_at == RETURNED
    assert (dossier.register_year, dossier.register_ordinal) == (NOW.year, 1)
    assert next_number(office=dossier.receiving_office, code=REGISTER, year=NOW.year) == 2


def test_a_receipt_says_whether_it_gave_the_whole_time(upgraded: Filled) -> None:
    receipts = Receipt.objects.filter(dossier=upgraded.dossier.pk).order_by("ordinal")

    assert list(receipts.values_list("from_day_0", flat=True)) == [True, False, True]


def test_days_that_nobody_checked_are_no_longer_called_confirmed(upgraded: Filled) -> None:
    confirmed = dict(Holiday.objects.values_list("day", "confirmed"))

    assert confirmed == {date(2025, 4, 26): False, date(2026, 1, 10): True}


def test_each_question_to_another_body_becomes_a_letter_with_its_answer(upgraded: Filled) -> None:
    dossier, answerer = Dossier.objects.get(pk=upgraded.dossier.pk), upgraded.officers[1].pk
    told = (
        questions_of(dossier)
        .order_by("number")
        .values_list(
            "number",
            "letter__agency",
            "letter__request__limit_on",
            "text",
            "answer",
            "answered_at",
            "answered_by",
            "verdict",
        )
    )

    assert list(told) == [
        (1, "UBND phường", DAY, "UBND phường xác nhận?", "Đúng sổ gốc", RETURNED, answerer, ""),
        (2, "Công ty May Mẫu", DAY, "Công ty May Mẫu xác nhận?", "", None, None, ""),
    ]
    assert open_questions(dossier).get().subject == "" and letters_of(dossier)[0].slip is None


def test_who_took_every_step_has_the_schema_that_a_new_database_is_given_at_once(upgraded: Filled) -> None:
    walked = schema.facts()

    with databases.fresh("new") as name, databases.talking_to(name):
        call_command("migrate", verbosity=0, interactive=False)
        made, filled = schema.facts(), schema.filled()
        call_command("migrate", "archive", "zero", verbosity=0, interactive=False)
        left = connection.introspection.table_names()

    assert walked ^ made == set() and len(made) > 3000
    assert filled == {"django_migrations", "django_content_type", "auth_permission"}
    assert not any(table.startswith("archive_") for table in left)


def test_who_took_every_step_has_nothing_more_to_do(upgraded: Filled, capsys: pytest.CaptureFixture[str]) -> None:
    """As in an office that did so before the steps were put into one."""
    steps = MigrationRecorder(connection).migration_qs
    at_once = sorted(steps.filter(name__endswith="_squashed").values_list("app", "name"))
    steps.filter(name__endswith="_squashed").delete()

    call_command("migrate", interactive=False)

    assert "No migrations to apply" in capsys.readouterr().out
    assert sorted(steps.filter(name__endswith="_squashed").values_list("app", "name")) == at_once and len(at_once) == 4
