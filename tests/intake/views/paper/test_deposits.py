"""Does the page say what is left, and lead from the list to the day the paper went?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.models import Dossier, PaperDeposit
from tests.intake.actions.paper.test_depositing import TAKER, YEAR, ended
from tests.intake.rows import put_in_state
from tests.intake.shelves import shelf
from tests.intake.views.conftest import SignIn, address

pytestmark = pytest.mark.slow

PAGE = reverse("paper_deposits")


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(PAGE).status_code == 200
    return len(seen)


def test_from_what_is_left_to_gone(draft: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn) -> None:
    assert "Không còn hồ sơ giấy nào phải nộp lưu" in clerk.get(PAGE).content.decode()
    (box,) = shelf(clerk_user)
    first = ended(draft, box, 1, clerk_user)
    few = queries_of(clerk)
    assert "đến hạn nộp lưu" not in clerk.get(reverse("paper_store")).content.decode()
    Parameter.objects.create(key="deposit_months", value="0", valid_from=date(2026, 1, 1))
    assert "Có hồ sơ giấy đến hạn nộp lưu" in clerk.get(reverse("paper_store")).content.decode()
    for number in (2, 3):
        put_in_state(ended(draft, box, number, clerk_user), State.READY_TO_ARCHIVE)
    assert queries_of(clerk) == few
    assert "Không có nhóm nào khớp" in clerk.get(PAGE, {"nam": str(YEAR - 1)}).content.decode()

    store = box.place.parent.parent.parent  # type: ignore[union-attr]
    assert store
    ask = reverse("draw_up_deposit", args=[store.pk, YEAR, "co-thoi-han"])
    assert ask in clerk.get(PAGE, {"nam": str(YEAR), "thoi-han": "co-thoi-han"}).content.decode()
    Dossier.objects.filter(pk=first.pk).update(counted_sheets=None)
    assert "1 hồ sơ có giấy tờ chưa đếm số tờ" in clerk.get(ask).content.decode()
    refused = clerk.post(ask, {**TAKER, "taker_name": "", "metres": "ba"})
    assert refused.status_code == 422 and "Ghi họ tên người đại diện bên nhận." in refused.content.decode()
    assert 'value="ba"' in refused.content.decode()
    filled = {**TAKER, "metres": "3,60"}
    stale = clerk.post(ask, filled | {"seen": "another list"})
    assert stale.status_code == 422 and "vừa thay đổi" in stale.content.decode() and not PaperDeposit.objects.exists()
    clerk.post(ask, filled | {"seen": stale.context["seen"]})
    made = PaperDeposit.objects.get()
    one = reverse("paper_deposit", args=[made.pk])
    assert "chưa đếm" in clerk.get(one).content.decode()
    waiting = clerk.get(address("paper_of_dossier", first)).content.decode()
    assert f"{made.metres}" == "3.60" and "Đã lên mục lục" in waiting
    assert one in waiting and 'value="lend"' not in waiting
    for paper in ("muc-luc", "bien-ban"):
        assert clerk.get(reverse("deposit_file", args=[made.pk, paper])).getvalue().startswith(b"%PDF")

    clerk.post(reverse("call_off_deposit", args=[made.pk]))
    printed = reverse("deposit_file", args=[made.pk, "bien-ban"])
    assert printed not in clerk.get(one).content.decode() and clerk.get(printed).status_code == 409
    clerk.post(ask, {**TAKER, "seen": clerk.get(ask).context["seen"]})
    made = PaperDeposit.objects.latest("pk")
    one = reverse("paper_deposit", args=[made.pk])

    assert clerk.post(one, {"on": "31/12/2020"}).status_code == 422
    done = clerk.post(one, {"on": f"{localdate(made.at):%d/%m/%Y}"}, follow=True).content.decode()
    assert "Các hồ sơ đã rời kho" in done and "Đã giao" in done
    assert "Đã nộp lưu" in clerk.get(address("paper_of_dossier", first)).content.decode()
    assert "Nộp lưu hồ sơ giấy ngày" in clerk.get(address("trail", first)).content.decode()
    assert sign_in("tiepnhan-na").get(one).status_code == 404 and sign_in("chuyenvien-hp").get(PAGE).status_code == 403
