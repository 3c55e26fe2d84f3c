"""How is the paper of a dossier lent, for longer, and brought back?"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.text import clean_name
from bhxh_archive.trail import permit, record
from bhxh_archive.workdays import add_working_days
from intake import deadlines
from intake.actions.paper.paper_places import RIGHT
from intake.models import Dossier, PaperLoan
from intake.queries.deposits import deposit_of

PAST: Final = "Hạn trả không thể trước hôm nay."


@transaction.atomic
def lend_paper(
    *, dossier: Dossier, borrower: str, unit: str, purpose: str, by: User, due_on: date | None = None
) -> PaperLoan:  # fmt: skip
    """Lend the paper until that day, without one for the working days of the office's parameter.

    Raises NotAllowed, NotNow, NotValid.
    """
    locked = _locked(dossier, by)
    _check_listed(locked)
    if not locked.box_entries.filter(left_at=None).exists():
        raise NotNow("Giấy của hồ sơ chưa xếp vào hộp nào nên chưa cho mượn được.")
    if locked.paper_loans.filter(returned_on=None).exists():
        raise NotNow("Giấy của hồ sơ đang cho mượn.")
    today = timezone.localdate()
    asked = [("Hãy ghi người mượn.", borrower.strip()), ("Hãy ghi mục đích mượn.", purpose.strip()),
             (PAST, due_on is None or due_on >= today)]  # fmt: skip
    if problems := [said for said, good in asked if not good]:
        raise NotValid(" ".join(problems), problems)
    loan = PaperLoan.objects.create(
        dossier=locked, borrower=clean_name(borrower), unit=unit.strip(), purpose=purpose.strip(), lent_on=today,
        due_on=due_on or loan_due(locked, today), by=by,
    )  # fmt: skip
    record(locked, "lend_paper", by=by, loan=loan.pk, due=loan.due_on.isoformat())
    return loan


def _check_listed(dossier: Dossier) -> None:
    """Both sides sign the list for paper that lies in the store; what they signed for is the archive's."""
    listed = deposit_of(dossier)
    if listed and listed.deposit.waits:
        raise NotNow(f"Giấy của hồ sơ đã lên mục lục nộp lưu {listed.deposit}, chờ hai bên ký nên không cho mượn được. "
                     "Nếu cần mượn, hãy hủy mục lục rồi lập lại sau khi trả giấy.")  # fmt: skip
    if listed:
        raise NotNow(f"Giấy của hồ sơ đã nộp lưu theo mục lục {listed.deposit}, không còn ở kho: hãy hỏi mượn ở "
                     f"{listed.deposit.taker_unit}.")  # fmt: skip


@transaction.atomic
def renew_loan(*, dossier: Dossier, by: User) -> PaperLoan:
    """As long again from its due date, of an overdue one from today, so often as the parameter allows.

    Raises NotAllowed, NotNow.
    """
    locked = _locked(dossier, by)
    loan = _running(locked)
    most = parameter("paper_loan_renewals", office=locked.paper_office)
    if loan.renewals >= most:
        raise NotNow(f"Đã gia hạn {most} lần. Hãy thu hồi giấy rồi cho mượn lại nếu còn cần.")
    loan.renewals += 1
    loan.due_on = loan_due(locked, max(loan.due_on, timezone.localdate()))
    loan.save(update_fields=["renewals", "due_on"])
    record(locked, "renew_loan", by=by, loan=loan.pk, due=loan.due_on.isoformat())
    return loan


@transaction.atomic
def return_paper(*, dossier: Dossier, by: User) -> PaperLoan:
    """The paper is back in its box. Raises NotAllowed, NotNow."""
    locked = _locked(dossier, by)
    loan = _running(locked)
    loan.returned_on = timezone.localdate()
    loan.save(update_fields=["returned_on"])
    record(locked, "return_paper", by=by, loan=loan.pk)
    return loan


def _locked(dossier: Dossier, by: User) -> Dossier:
    locked: Dossier = Dossier.objects.select_for_update(of=("self",)).select_related("paper_office").get(pk=dossier.pk)
    permit(locked, RIGHT, by, Seat.PAPER)
    return locked


def _running(dossier: Dossier) -> PaperLoan:
    loan: Any = dossier.paper_loans.filter(returned_on=None).first()
    if loan is None:
        raise NotNow("Giấy của hồ sơ không cho ai mượn.")
    found: PaperLoan = loan
    return found


def loan_due(dossier: Dossier, start: date) -> date:
    """Until when a loan goes that begins on that day: the working days of the office that keeps the paper."""
    days: int = parameter("paper_loan_days", office=dossier.paper_office)
    return add_working_days(start, days, deadlines.calendar())
