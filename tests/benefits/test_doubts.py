"""Does who agrees to many dossiers at once read beside each what must be looked at in it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from benefits.actions import confirming
from intake.models import BulkLine
from tests.benefits.conftest import As, ShortRoad
from tests.room import PERSON


def test_what_speaks_against_the_law_is_told_beside_the_line_and_counted_above(
    unsigned_road: ShortRoad, signed_in: As, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    unsigned_road.person = PERSON
    confirming.confirm_doubts(dossier=unsigned_road.to("draft"), reason="Lý do", by=unsigned_road.user("chuyenvien"))
    unsigned_road.propose()
    chosen, head = {"chosen": [unsigned_road.dossier.pk]}, signed_in("truongphong-hp")
    run = run_jobs(lambda: head.post(reverse("bulk_choose", args=["cho-kiem-soat", "dong-y"]), chosen)).url
    page, line = head.get(run).content.decode(), BulkLine.objects.get()

    assert line.doubt.startswith("Cần xem: Đủ tuổi vào tháng 06/2026; lương hưu sớm nhất từ tháng 07/2026")
    assert "3.783.135 đồng/tháng" in line.said and line.said in page and f'data-tone="warn">{line.doubt}' in page
    assert "1 hồ sơ có điểm cần xem, ghi ở từng dòng" in page
