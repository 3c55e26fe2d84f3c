"""Does a salary that can hardly be, or a pension before its time, go up only with a reason that its leader reads?"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from benefits.actions import confirming, deciding, drafting
from benefits.arithmetic.months import Month
from benefits.bulk_signing import doubts
from benefits.doubts.doubted import looked_at, said_confirmed, unreasoned
from benefits.models import Draft
from benefits.queries import open_drafts
from bhxh_archive.errors import NotNow, NotValid
from intake.models import ResultKind
from tests.benefits.conftest import As, ShortRoad
from tests.room import ENTRIES, PERSON, periods

SAID = "Dòng 3, các tháng 01/2020 - 05/2026: Tiền lương 80.000.000 đồng cao hơn 20 lần mức tham chiếu"
FILE = "Từ tháng;Đến tháng;Đối tượng;Tiền lương\n01/2020;05/2026;DN;{}\n"


def keep(road: ShortRoad, draft: Draft, salary: int) -> None:
    """The last row of the history with this salary."""
    *rows, last = periods()
    changed = [*rows, replace(last, salary=Decimal(salary))]
    drafting.save_draft(draft=draft, entries=ENTRIES, by=road.user("chuyenvien"), periods=changed)


def test_a_doubtful_salary_waits_for_a_reason(unsigned_road: ShortRoad, draft: Draft, signed_in: As) -> None:
    road = unsigned_road
    keep(road, draft, 80_000_000)
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    assert refused.value.problems[0].startswith(SAID)
    officer, why = signed_in("chuyenvien-hp"), reverse("confirm_doubts", args=[draft.dossier_id])
    page = officer.get(reverse("propose", args=[draft.dossier_id])).content.decode()
    assert f'<a href="{why}">Xác nhận, ghi lý do</a>' in page
    assert officer.post(why, {"reason": " "}).status_code == 422
    after = officer.post(why, {"reason": "Đúng như sổ"}, follow=True).content.decode()
    assert "Còn chỗ phải sửa" not in after and "xác nhận: Đúng như sổ" in after
    assert "80.000.000" not in str(road.dossier.events.get(verb="confirm_doubts").detail)

    keep(road, draft, 90_000_000)
    with pytest.raises(NotValid):
        deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    keep(road, draft, 80_000_000)
    road.propose()
    for who, verb in (("truongphong-hp", "endorse"), ("giamdoc-hp", "sign")):
        assert f"{road.user('chuyenvien')} xác nhận: Đúng như sổ" in doubts(road.fresh())
        shown = signed_in(who).get(reverse(verb, args=[draft.dossier_id])).content.decode()
        assert SAID in shown and "xác nhận: Đúng như sổ" in shown
        if verb == "endorse":
            road.endorse()
    with pytest.raises(NotNow):
        confirming.confirm_doubts(dossier=road.fresh(), reason="Lần nữa", by=road.user("chuyenvien"))


def test_the_draft_and_the_import_tell_it_at_the_row(unsigned_road: ShortRoad, draft: Draft, signed_in: As) -> None:
    keep(unsigned_road, draft, 8_000)
    officer, at = signed_in("chuyenvien-hp"), [draft.dossier_id, draft.pk]
    page = officer.get(reverse("draft", args=at)).content.decode()
    assert "Dòng 3, các tháng 01/2020 - 05/2026: Tiền lương 8.000 đồng thấp hơn mức lương cơ sở" in page
    read = officer.post(reverse("periods_import", args=at), {"text": FILE.format("99.999.999.999.999")})
    said = "Dòng 2, các tháng 01/2020 - 05/2026: Tiền lương 99.999.999.999.999 đồng cao hơn 20 lần"
    assert said in read.content.decode()


def test_a_pension_before_its_age_or_time_waits_for_a_reason(unsigned_road: ShortRoad) -> None:
    unsigned_road.person = PERSON
    unsigned_road.to("draft")
    draft, officer = unsigned_road.dossier.drafts.get(), unsigned_road.user("chuyenvien")
    few = [replace(periods()[0], start=Month(2005, 2), end=Month(2019, 12))]
    drafting.save_draft(draft=draft, entries=ENTRIES, by=officer, periods=few)
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=unsigned_road.fresh(), by=officer)
    short, young = refused.value.problems
    assert "14 năm 11 tháng, chưa đủ 15 năm" in short and young.startswith("Đủ tuổi vào tháng 06/2026")
    confirming.confirm_doubts(dossier=unsigned_road.fresh(), reason="Theo bản án số 7", by=officer)
    unsigned_road.propose()
    assert doubts(unsigned_road.fresh()).count("xác nhận: Theo bản án số 7") == 2


def test_a_one_time_benefit_without_its_conditions_waits_for_a_reason(unsigned_road: ShortRoad, draft: Draft) -> None:
    draft.kind = ResultKind.objects.filter(code="07B-HSB").latest("pk")
    draft.save()
    recent, long = unreasoned(looked_at(open_drafts(unsigned_road.dossier)))
    assert "chưa đủ 12 tháng liên tục không tham gia BHXH" in recent and long == "Đã đóng từ đủ 20 năm trở lên."
    confirming.confirm_doubts(dossier=unsigned_road.fresh(), reason="Bệnh án số 7", by=unsigned_road.user("chuyenvien"))
    looked = looked_at(open_drafts(unsigned_road.dossier))
    assert unreasoned(looked) == [] and str(said_confirmed(looked)).count("xác nhận: Bệnh án số 7") == 2
