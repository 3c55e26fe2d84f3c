"""Does a procedure with several statutory times promise the one of the dossier's case, also when an answer changes?"""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from bhxh_archive.models import User
from intake import deadlines
from intake.actions.counter import registration
from intake.actions.counter.asking import answer_questions
from intake.actions.desk.printing import issue_slip
from intake.models import Dossier, Term
from intake.queries import procedure_on, term_of
from intake.rules.terms import first_fitting
from intake.slips.counter import receipt
from tests.intake.conftest import draft_of

OWN = {"NGUOI_NOP": "NGUOI_LD"}


def maternity(clerk: User, **answers: str) -> Dossier:
    """A birth dossier accepted with these answers."""
    return registration.accept(dossier=draft_of(clerk, "THAISAN_NU"), by=clerk, answers=answers)


def days(dossier: Dossier, amount: int) -> date:
    """So many working days after day 0."""
    start = dossier.receipts.earliest("ordinal").counts_from
    return deadlines.workdays.add_working_days(start, amount, deadlines.calendar())


def test_who_submits_decides_between_seven_and_five_days(clerk_user: User) -> None:
    usual, own = maternity(clerk_user), maternity(clerk_user, **OWN)

    assert (usual.due_on, own.due_on) == (days(usual, 7), days(own, 5))
    assert receipt(usual, clerk_user)["statutory_time"] == "07 ngày làm việc"
    assert receipt(own, clerk_user)["statutory_time"] == "05 ngày làm việc (người lao động tự nộp)"


def test_another_answer_counts_from_the_same_day_and_a_new_receipt_says_so(clerk_user: User) -> None:
    case = maternity(clerk_user)
    before = case.due_on
    issue_slip(dossier=case, name="receipt", by=clerk_user)

    changed = answer_questions(dossier=case, answers=OWN, by=clerk_user)
    answer_questions(dossier=case, answers=OWN, by=clerk_user)

    assert changed.due_on == days(case, 5) != before
    assert [row.due_on for row in case.receipts.all()] == [before, changed.due_on]
    assert case.receipts.latest("ordinal").counts_from == case.receipts.earliest("ordinal").counts_from
    assert case.events.filter(verb="follow_case", by=clerk_user).count() == 1
    told = receipt(Dossier.objects.get(pk=case.pk), clerk_user)
    assert before and str(told["previous_due"]).startswith(before.isoformat())


def test_the_way_of_filing_may_decide_too(clerk_user: User) -> None:
    procedure = procedure_on("BHXH1L", timezone.localdate())
    Term.objects.create(procedure=procedure, code="TRUC_TUYEN", ordinal=1, name="Nộp trực tuyến", amount=3,
                        kind="WORKING_DAYS", channels=["online"], source="QĐ 1")  # fmt: skip
    online = registration.accept(dossier=draft_of(clerk_user, "BHXH1L", channel="online"), by=clerk_user)
    counter = registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user)

    assert (online.due_on, counter.due_on) == (days(online, 3), days(counter, 7))
    assert term_of(counter) is None


@pytest.mark.parametrize(
    ("answers", "channel", "found"),
    [({}, "online", "B"), ({1: "X"}, "online", "A"), ({1: "X"}, "counter", None), ({1: "Y"}, "counter", None)],
)
def test_the_first_case_that_fits_holds(answers: dict[int, str], channel: str, found: str | None) -> None:
    terms = [Term(code="B", ordinal=2, channels=["online"]),
             Term(code="A", ordinal=1, question_id=1, answers=["X"], channels=["online", "post"])]  # fmt: skip

    case = first_fitting(terms, answers, channel)

    assert (case.code if case else None) == found
