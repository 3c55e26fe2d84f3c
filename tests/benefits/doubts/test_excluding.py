"""Does no second benefit go through for the same person, or the same months, unless somebody says why?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from benefits.actions import deciding, granting
from benefits.bulk_signing import doubts
from benefits.doubts.excluding import excluding
from benefits.models import DocumentChange, Draft
from benefits.queries import open_drafts
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import User
from intake.models import Result, ResultKind
from tests.benefits.bereaved import CHILDREN, DEAD, MOTHER, beginning
from tests.benefits.conftest import As, ShortRoad, SurvivorsRoad
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON, periods

SAID = "Cùng người này đã có «Quyết định hưởng lương hưu» số 05/QĐ-BHXH ngày 20/11/2026 (hồ sơ {})"
NUMBERS = {"personal_id": "", "old_id": "", "insurance_number": ""}
Before = Callable[..., Result]


@pytest.fixture
def before(demo: dict[str, User]) -> Before:
    """`before(kind="07B-HSB")`: an issued decision of that kind on the person, with the 257 months of example T3."""

    def decided(person: dict[str, Any] = PERSON, *, kind: str = "07A-HSB", clerk: str = "tiepnhan-hp") -> Result:
        result = add_result(draft_of(demo[clerk], persons=[person]))
        Result.objects.filter(pk=result.pk).update(kind=kind)
        of_kind = ResultKind.objects.filter(code=kind).latest("pk")
        draft = Draft.objects.create(dossier=result.dossier, kind=of_kind, drafted_by=demo["chuyenvien-hp"])
        draft.periods.create(ordinal=1, first_month="2005-01-01", last_month="2026-05-01", regime="EMPLOYER")
        return result

    return decided


def test_a_second_pension_waits_for_a_reason_that_head_and_leader_read(
    unsigned_road: ShortRoad, draft: Draft, before: Before, signed_in: As
) -> None:
    first, road = before().dossier, unsigned_road
    said = SAID.format(first)
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    assert f"{said}, trùng 257 tháng đóng trong khoảng 01/2005 - 05/2026." in refused.value.problems
    page = signed_in("chuyenvien-hp").get(reverse("propose", args=[draft.dossier_id])).content.decode()
    assert f'<a href="{reverse("grant_again", args=[draft.dossier_id])}">Vẫn giải quyết, ghi lý do</a>' in page
    granting.grant_again(dossier=road.fresh(), reason="Bản án số 7", by=road.user("chuyenvien"))
    road.propose()
    for who, verb in (("truongphong-hp", "endorse"), ("giamdoc-hp", "sign")):
        assert doubts(road.fresh()).startswith(f"Cần xem: {said}, trùng 257 tháng")
        page = signed_in(who).get(reverse(verb, args=[draft.dossier_id])).content.decode()
        assert said in page and "cho giải quyết lại: Bản án số 7" in page
        if verb == "endorse":
            road.endorse()
    frozen = str(open_drafts(road.dossier).get().frozen)
    assert "Bản án số 7" not in frozen and "05/QĐ-BHXH" not in frozen, "printed nowhere"


def test_what_was_issued_since_the_proposal_stops_head_and_leader(
    unsigned_road: ShortRoad, draft: Draft, before: Before
) -> None:
    road, why = unsigned_road, "Hãy trả lại chuyên viên để ghi lý do"
    road.propose()
    issued = before()
    with pytest.raises(NotNow, match=why):
        road.endorse()
    Result.objects.filter(pk=issued.pk).update(void_at=timezone.now())
    road.endorse()
    Result.objects.filter(pk=issued.pk).update(void_at=None)
    with pytest.raises(NotNow, match=why):
        check_move(road.fresh(), "sign", by=road.user("giamdoc"), preparing=True)


def test_two_that_go_up_at_once_are_told_of_each_other(unsigned_road: ShortRoad, draft: Draft) -> None:
    assert doubts(draft.dossier).count("Cùng người này") == 0
    other = ShortRoad(unsigned_road.people, unsigned_road.run_jobs).to("propose")
    said = f"Cùng người này đang có hồ sơ {other} chờ «Quyết định về việc hưởng chế độ hưu trí hằng tháng»."
    assert said in doubts(draft.dossier)
    unsigned_road.propose()
    assert str(draft.dossier) in doubts(other)


def test_the_person_is_known_by_any_number_and_another_office_is_not_told_of(draft: Draft, before: Before) -> None:
    before(PERSON | NUMBERS | {"personal_id": "031169000999", "insurance_number": "3105000999"})
    assert excluding(draft) == []
    draft.dossier.persons.update(old_id="151169000")
    draft = open_drafts(draft.dossier).get()
    by_number = [before(PERSON | NUMBERS | {"insurance_number": "3105000123"}),
                 before(PERSON | NUMBERS | {"personal_id": "031169000123"}),
                 before(PERSON | NUMBERS | {"old_id": "151169000"})]  # fmt: skip
    assert [earlier.result for earlier in excluding(draft)] == by_number
    before(clerk="tiepnhan-na")
    assert excluding(draft)[-1].said_in(draft) == "Cùng người này đã có quyết định của đơn vị khác."


def test_what_is_replaced_or_excludes_nothing_stands_against_nothing(draft: Draft, before: Before) -> None:
    earlier = before(kind="07B-HSB")
    assert [row.result for row in excluding(draft)] == [earlier], "one long-term benefit excludes the other"
    draft.entries |= {"replaces": str(earlier.pk), "replaced_reason": "Sai mức bình quân"}
    assert excluding(draft) == []
    before(kind="QD_DIEUCHINH")
    assert excluding(draft) == []


def test_a_corrected_decision_stands_against_another_and_a_revoked_one_does_not(draft: Draft, before: Before) -> None:
    earlier, other = before(), before(PERSON | {"personal_id": "031169000999", "insurance_number": "3105000999"})
    change = DocumentChange.objects.create(
        by=other, act="corrects", earlier=earlier, dated=earlier.dated, in_force_at=timezone.now()
    )  # fmt: skip
    assert [row.result for row in excluding(draft)] == [earlier]
    change.act = "revokes"
    change.save()
    assert excluding(draft) == []


def test_months_that_were_paid_out_give_relatives_nothing_more(survivors: SurvivorsRoad, before: Before) -> None:
    begin, number = beginning(survivors), {"insurance_number": "3105000101"}
    survivors.bereaved = (DEAD | number, *CHILDREN, MOTHER)
    survivors.to("forward")
    draft = begin("08A-HSB", died_on="05/08/2026", rows=periods())
    who = PERSON | NUMBERS | number
    before(who)
    assert excluding(draft) == [], "a pension ends with who drew it"
    paid = before(who, kind="07B-HSB")
    [earlier] = excluding(draft)
    assert (earlier.result, len(earlier.months)) == (paid, 257)
