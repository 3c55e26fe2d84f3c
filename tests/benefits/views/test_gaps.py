"""Can records clerk and leader see which numbers were lost, and nobody else?"""

from __future__ import annotations

from django.urls import reverse

from benefits.actions import deciding, preparing
from bhxh_archive.models import NumberGap, User
from bhxh_archive.numbering import log_gap
from tests.benefits.conftest import As, ShortRoad

REASON = "Sai tháng bắt đầu hưởng"


def test_a_number_lost_by_a_return_is_told_with_its_reason(unsigned_road: ShortRoad, signed_in: As) -> None:
    unsigned_road.to("endorse")
    preparing.prepare_signature(dossier=unsigned_road.fresh(), by=unsigned_road.user("giamdoc"))
    deciding.return_draft(dossier=unsigned_road.fresh(), reason=REASON, by=unsigned_road.user("giamdoc"))

    for name in ("vanthu-hp", "giamdoc-hp"):
        page = signed_in(name).get(reverse("number_gaps"))
        assert page.context["rows"] == [(NumberGap.objects.get(number=1), "Quyết định", unsigned_road.dossier)]
        text = page.content.decode()
        assert REASON in text and ">01<" in text and "Nguyễn Thị Ngọc Khuê" in text


def test_it_lies_in_the_rail_of_those_who_may_open_it(demo: dict[str, User], signed_in: As) -> None:
    address = reverse("number_gaps")

    assert address in signed_in("vanthu-hp").get(reverse("home")).content.decode()
    assert address not in signed_in("chuyenvien-hp").get(reverse("home")).content.decode()
    assert signed_in("chuyenvien-hp").get(address).status_code == 403


def test_another_office_sees_nothing_of_it(demo: dict[str, User], signed_in: As) -> None:
    office = demo["vanthu-hp"].office
    assert office
    log_gap(office=office, code="QD", year=2026, number=7, reason=REASON, by=None)

    assert "Chưa có số nào bị bỏ trống" in signed_in("vanthu-na").get(reverse("number_gaps")).content.decode()


def test_years_and_pages(demo: dict[str, User], signed_in: As) -> None:
    office = demo["vanthu-hp"].office
    assert office
    for number in range(1, 61):
        log_gap(office=office, code="CV", year=2025 + number % 2, number=number, reason=REASON, by=None)
    clerk = signed_in("vanthu-hp")

    first = clerk.get(reverse("number_gaps"))
    second = clerk.get(reverse("number_gaps") + first.context["next_url"])
    assert (len(first.context["rows"]), len(second.context["rows"]), second.context["next_url"]) == (50, 10, "")
    of_year = clerk.get(reverse("number_gaps"), {"nam": "2025"}).context["rows"]
    assert {row.year for row, *_ in of_year} == {2025} and len(of_year) == 30
    for odd in ("x", "99999", "²", "-1"):
        answer = clerk.get(reverse("number_gaps"), {"nam": odd, "truoc": odd})
        assert not answer.context["rows"] and f"trong năm «{odd}»" in answer.content.decode()
