"""Is an order to sign on paper given by the head alone, for some days, and called off at once?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from benefits.actions.paper_orders import call_off_order, give_order
from benefits.models import PaperOrder
from benefits.queries import paper_order_in_force
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import AdminEvent, Assignment, Office, User
from intake.models import ResultVersion
from tests.benefits.conftest import As
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result, put_in_state


def day(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def head(demo: dict[str, User]) -> User:
    return demo["giamdoc-hp"]


def office_of(user: User) -> Office:
    assert user.office
    return user.office


def give(by: User, **changes: Any) -> PaperOrder:
    facts: dict[str, Any] = {
        "office": office_of(by),
        "begins": day(0),
        "ends": day(2),
        "reason": "Mất dịch vụ dấu thời gian",
    }
    return give_order(by=by, **facts | changes)


def test_an_order_holds_on_its_days_until_it_is_called_off(head: User) -> None:
    order = give(head, number="12/QĐ-BHXH")
    assert paper_order_in_force(order.office) == order and order.standing == "on"
    assert paper_order_in_force(Office.objects.get(code="nghe-an")) is None

    for _ in range(2):
        call_off_order(order=order, by=head)
    assert paper_order_in_force(order.office) is None
    assert list(AdminEvent.objects.order_by("seq").values_list("verb", flat=True)) == ["order_paper", "call_off_paper"]
    give(head)  # another one may follow


def test_before_its_days_and_after_them_it_holds_not(head: User) -> None:
    order = give(head, begins=day(1), ends=day(1))
    assert paper_order_in_force(order.office) is None and order.standing == "ahead"
    PaperOrder.objects.update(begins=day(-2), ends=day(-1))
    order.refresh_from_db()
    assert paper_order_in_force(order.office) is None
    with pytest.raises(NotNow, match="đã hết hạn"):
        call_off_order(order=order, by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperOrder.objects.update(ends=day(-9))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"begins": day(-1)}, "từ hôm nay"),
        ({"begins": day(3)}, "từ ngày đầu trở đi"),
        ({"ends": day(10)}, "dài nhất 10 ngày"),
        ({"reason": " "}, "vì sao không ký số được"),
    ],
)
def test_what_can_not_be_ordered(head: User, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NotValid, match=said):
        give(head, **changes)
    assert not PaperOrder.objects.exists()


def test_two_orders_do_not_overlap(head: User) -> None:
    give(head)
    with pytest.raises(NotValid, match="chấm dứt lệnh đó trước"):
        give(head, begins=day(2), ends=day(3))
    give(head, begins=day(3), ends=day(4))


def test_only_who_leads_the_office_orders(demo: dict[str, User], head: User) -> None:
    give(demo["phogiamdoc-hp"])  # KT.: acts for the head
    order = PaperOrder.objects.get()
    for desk in ("truongphong-hp", "vanthu-hp", "giamdoc-na"):
        with pytest.raises(NotAllowed):
            give(demo[desk], office=order.office)
        with pytest.raises(NotAllowed):
            call_off_order(order=order, by=demo[desk])
    Assignment.objects.filter(user=head).update(authority="TL.")
    with pytest.raises(NotAllowed):
        call_off_order(order=order, by=head)


def test_the_page_gives_asks_and_calls_off(demo: dict[str, User], head: User, signed_in: As) -> None:
    leader, clerk, page = signed_in("giamdoc-hp"), signed_in("vanthu-hp"), reverse("paper_orders")
    typed = {"office": office_of(head).pk, "begins": f"{day(0):%d/%m/%Y}", "ends": f"{day(30):%d/%m/%Y}",
             "reason": "Mất dịch vụ", "number": ""}  # fmt: skip
    refused = leader.post(page, typed)
    assert refused.status_code == 422 and "Mất dịch vụ" in refused.content.decode()
    assert leader.post(page, typed | {"ends": typed["begins"]}).status_code == 302

    seen = clerk.get(page).content.decode()
    assert "Đang hiệu lực" in seen and "Ra lệnh</button>" not in seen and "Chấm dứt" not in seen
    ending = reverse("call_off_paper_order", args=[PaperOrder.objects.get().pk])
    assert ending in leader.get(page).content.decode()
    put_in_state(draft_of(demo["tiepnhan-hp"]), State.AWAITING_SIGNATURE)
    add_result(put_in_state(draft_of(demo["tiepnhan-hp"]), State.SIGNED), stage=ResultVersion.Stage.ON_PAPER)
    put_in_state(draft_of(demo["tiepnhan-na"]), State.AWAITING_SIGNATURE)
    asked = leader.get(ending).content.decode()
    assert "Còn 1 hồ sơ chờ ký có thể ký trên giấy" in asked and "1 hồ sơ đã ký trên giấy chờ phát hành" in asked
    assert PaperOrder.objects.get().called_off_at is None
    assert "Đã chấm dứt" in leader.post(ending, follow=True).content.decode()
    assert leader.get(ending)["Location"] == page, "nothing is left to ask"
