"""How does the head of an office order that results are signed on paper, and call that off?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from benefits.models import PaperOrder
from benefits.signers.mandates import may_order_paper
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.parameters import parameter
from bhxh_archive.reasons import is_reason

FIELDS: Final = ("office_id", "begins", "ends", "reason", "number")


@transaction.atomic
def give_order(*, office: Office, begins: date, ends: date, reason: str, number: str = "", by: User) -> PaperOrder:
    """Order that results may be signed on paper from `begins` to `ends`, both counted in.

    Raises NotAllowed for who does not lead the office, NotValid with everything that is wrong.
    """
    _permit(by, office)
    Office.objects.select_for_update().get(pk=office.pk)  # nobody gives another one while this is judged
    problems = [*_malformed(office, begins, ends, reason), *_beside(office, begins, ends)]
    if problems:
        raise NotValid(problems[0], problems)
    order = PaperOrder.objects.create(
        office=office, begins=begins, ends=ends, reason=reason.strip(), number=number.strip(), by=by
    )
    write_down(by=by, verb="order_paper", row=order, after=snapshot(order, FIELDS))
    return order


def _permit(by: User, office: Office) -> None:
    if not may_order_paper(by, office):
        raise NotAllowed("Lệnh ký trên giấy do người đứng đầu đơn vị, người ký thay hoặc quyền thủ trưởng ra.")


def _malformed(office: Office, begins: date, ends: date, reason: str) -> list[str]:
    most = parameter("paper_order_days", office=office)
    found = [] if begins >= timezone.localdate() else ["Lệnh có hiệu lực từ hôm nay hoặc một ngày sau."]
    if ends < begins:
        found.append("Ngày cuối phải từ ngày đầu trở đi.")
    if (ends - begins).days >= most:
        found.append(f"Một lệnh dài nhất {most} ngày: hết hạn mà vẫn chưa ký số được thì ra lệnh mới.")
    return found if is_reason(reason) else [*found, "Hãy ghi vì sao không ký số được."]


def _beside(office: Office, begins: date, ends: date) -> list[str]:
    open_ones = PaperOrder.objects.filter(office=office, called_off_at=None, begins__lte=ends, ends__gte=begins)
    other = open_ones.select_related("by").first()
    return [f"{other} đã có hiệu lực trong thời gian này: hãy chấm dứt lệnh đó trước."] if other else []


@transaction.atomic
def call_off_order(*, order: PaperOrder, by: User) -> PaperOrder:
    """End an order at once; doing it again changes nothing. What was signed on paper under it goes on.

    Raises NotAllowed, and NotNow for one that is over.
    """
    _permit(by, order.office)
    row = PaperOrder.objects.select_for_update(of=("self",)).select_related("by").get(pk=order.pk)
    if row.called_off_at:
        return row
    if row.standing == "over":
        raise NotNow("Lệnh này đã hết hạn nên không cần chấm dứt.")
    row.called_off_at, row.called_off_by = timezone.now(), by
    row.save(update_fields=["called_off_at", "called_off_by"])
    write_down(by=by, verb="call_off_paper", row=row, before=snapshot(row, FIELDS))
    return row
