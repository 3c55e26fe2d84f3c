"""Do refusal, supplement request and apology come out of the desks as numbered slips, wrong entries kept and said?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import deadlines
from intake.models import Dossier, IssuedSlip
from tests.browser import assert_accessible
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def print_slip(page: Page, words: str) -> None:
    """Press the button that issues it; the paper opens in a window of its own."""
    with page.context.expect_page() as printed:
        page.get_by_role("button", name=words).first.click()
    printed.value.close()


def refused(page: Page, draft: Dossier) -> None:
    page.goto(reverse("refuse", args=[draft.pk]))
    page.get_by_label("Nội dung").fill("Nơi cư trú ở tỉnh khác")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Chọn một lý do.")
    expect(page.get_by_label("Nội dung")).to_have_value("Nơi cư trú ở tỉnh khác")
    assert_accessible(page)
    page.get_by_text("Không thuộc thẩm quyền giải quyết").click()
    page.get_by_label("Hướng dẫn nơi đến").fill("BHXH tỉnh Nghệ An")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã từ chối tiếp nhận")
    print_slip(page, "In phiếu từ chối")


def asked_for(page: Page, accepted: Dossier) -> None:
    page.goto(reverse("request_supplement", args=[accepted.pk]))
    assert_accessible(page)
    page.locator("table.asking textarea").first.fill("Thiếu quyết định nghỉ việc")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("đồng hồ thời hạn dừng")
    print_slip(page, "In phiếu yêu cầu bổ sung")


def put_off(page: Page, in_review: Dossier) -> None:
    assert in_review.due_on
    later = deadlines.workdays.add_working_days(in_review.due_on + timedelta(days=1), 2, deadlines.calendar())
    page.goto(reverse("reappoint", args=[in_review.pk]))
    page.get_by_label("Ngày hẹn lại").fill(f"{later:%d/%m/%Y}")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ghi lý do chậm trả kết quả")
    expect(page.get_by_label("Ngày hẹn lại")).to_have_value(f"{later:%d/%m/%Y}")
    assert_accessible(page)
    page.get_by_label("Lý do chậm trả kết quả").fill("Phải đối chiếu quá trình đóng ở tỉnh khác")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Hẹn trả kết quả")).to_be_visible()
    print_slip(page, "Phiếu xin lỗi và hẹn lại")


def test_the_three_notices_are_typed_refused_and_printed(
    browser_page: Page, sit: Sit, accepted: Dossier, clerk_user: User
) -> None:
    page, other, third = browser_page, draft_of(clerk_user), draft_of(clerk_user)
    sit("tiepnhan-hp")
    refused(page, other)
    asked_for(page, accepted)
    facts = {"number": "G12.99.31-1", "due_on": accepted.due_on, "received_at": accepted.received_at}
    Dossier.objects.filter(pk=third.pk).update(**facts)
    sit("chuyenvien-hp")
    put_off(page, put_in_state(third, State.IN_REVIEW))

    assert set(IssuedSlip.objects.values_list("kind", flat=True)) == {"refusal", "supplement", "apology"}
