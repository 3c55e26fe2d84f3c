"""How does a records clerk enter numbers that were given outside the program, and withdraw what was entered wrongly?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from benefits.models import BoundNumber
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import NumberGap, Office, OutsideNumbers, User
from bhxh_archive.numbering import last_number, outside
from bhxh_archive.reasons import is_reason
from intake.models import IssuedSlip

RIGHT: Final = "benefits.issue"
MOST: Final = 100_000
"""Numbers of one block: a slip of the finger must not use up a series."""


@transaction.atomic
def enter_outside(
    *, office: Office, code: str, year: int, first: int, last: int, note: str, by: User
) -> OutsideNumbers:
    """Keep the numbers `first` to `last` of a series from being given once more (NĐ 30/2020 art. 15: one series for
    paper and electronic documents). Raises NotAllowed, and NotValid with everything that is wrong.
    """
    _permit(by, office)
    last_number(office=office, code=code, year=year)  # nobody takes a number while this one is judged
    problems = [*_malformed(first, last, note), *_taken(office, code, year, first, last)]
    if problems:
        raise NotValid(problems[0], problems)
    return OutsideNumbers.objects.create(
        office=office, code=code, year=year, first=first, last=last, note=note.strip(), by=by
    )


def _permit(by: User, office: Office) -> None:
    if not by.holds(RIGHT, office.pk):
        raise NotAllowed("Số dùng ngoài phần mềm do Văn thư của đơn vị ghi.")


def _malformed(first: int, last: int, note: str) -> list[str]:
    found = [] if 1 <= first <= last else ["Số cuối phải từ số đầu trở đi."]
    if last - first >= MOST:
        found.append(f"Ghi nhiều nhất {MOST:,} số một lần.".replace(",", "."))
    return found if note.strip() else [*found, "Hãy ghi các số này dùng cho văn bản nào."]


def _taken(office: Office, code: str, year: int, first: int, last: int) -> list[str]:
    series = {"office": office, "code": code, "year": year, "number__range": (first, last)}
    slips = IssuedSlip.objects.filter(office=office, series=code, year=year, number__range=(first, last))
    given = {*BoundNumber.objects.filter(**series).values_list("number", flat=True),
             *slips.values_list("number", flat=True),
             *NumberGap.objects.filter(**series).values_list("number", flat=True)}  # fmt: skip
    found = [f"Phần mềm đã cấp {len(given)} số trong đó, đầu tiên là số {min(given):02d}."] if given else []
    known = outside(office=office, code=code, year=year, first=first, last=last).first()
    return [*found, f"Số {known.numbers} đã được ghi là dùng ngoài."] if known else found


@transaction.atomic
def withdraw_outside(*, block: OutsideNumbers, reason: str, by: User) -> OutsideNumbers:
    """Take back a wrong entry, with the reason; doing it again changes nothing. Raises NotAllowed, NotValid without
    one, and NotNow once the series has passed the block by: given again later, a number of it would break the order."""
    _permit(by, block.office)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do bỏ ghi các số này.")
    reached = last_number(office=block.office, code=block.code, year=block.year)
    row = OutsideNumbers.objects.select_for_update(of=("self",)).get(pk=block.pk)
    if row.withdrawn_at:
        return row
    if reached >= row.last:
        raise NotNow(f"Phần mềm đã cấp đến số {reached:02d}, sau các số này, nên không bỏ ghi được nữa.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return row
