"""Do documents learn that what they rest on, or what had changed them, was ended in its turn?"""

from __future__ import annotations

from datetime import date

from benefits.actions.changing import come_into_force
from benefits.issued.standing import remarks_on
from benefits.models import DocumentChange
from bhxh_archive.models import User
from intake.models import Result
from tests.benefits.delivered import page
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON


def decide(people: dict[str, User], number: str, act: str, earlier: Result, since: date | None = None) -> Result:
    """A decision of another dossier that does this to the earlier one and was issued."""
    result = add_result(draft_of(people["tiepnhan-hp"], "DIEUCHINH", persons=[PERSON]), pdf=page())
    kind = "QD_DIEUCHINH" if act == "adjusts" else "QD_THUHOI"
    Result.objects.filter(pk=result.pk).update(number=number, number_folded=f"{number[:2]}QDBHXH", kind=kind)
    result.refresh_from_db()
    DocumentChange.objects.create(
        by=result, act=act, earlier=earlier, number=earlier.number, dated=earlier.dated, since=since
    )
    come_into_force(result.dossier, people["vanthu-hp"])
    return result


def told(result: Result) -> list[tuple[str, bool]]:
    """What is said of it at reception, which knows of it by itself."""
    return [(row.text.split(", phát hành")[0], row.ends) for row in result.remarks.order_by("pk")]


def test_an_adjustment_ends_with_the_decision_that_it_adjusts(demo: dict[str, User], earlier: Result) -> None:
    adjusting = decide(demo, "09/QĐ-BHXH", "adjusts", earlier, date(2026, 12, 1))
    again = decide(demo, "10/QĐ-BHXH", "adjusts", adjusting, date(2027, 1, 1))
    assert told(again) == []
    decide(demo, "12/QĐ-BHXH", "revokes", earlier, date(2027, 2, 1))
    said = ("Quyết định số 05/QĐ-BHXH ngày 20/11/2026 mà văn bản này điều chỉnh đã bị thu hồi từ ngày 01/02/2027 "
            "bởi Quyết định số 12/QĐ-BHXH ngày 20/11/2026")  # fmt: skip
    assert told(adjusting)[-1] == told(again)[-1] == (said, True)
    late = decide(demo, "13/QĐ-BHXH", "adjusts", again)
    assert told(late) == [(said, True)], "what is issued behind the end learns of it, too"
    for result in (adjusting, again, late):
        remark = remarks_on([result.dossier_id])[result.dossier_id, result.number][-1]
        assert (remark.text, remark.ends, remark.since) == (said, True, date(2027, 2, 1))


def test_of_an_adjustment_that_rests_on_an_ended_one_a_person_must_decide(
    demo: dict[str, User], earlier: Result
) -> None:
    adjusting = decide(demo, "09/QĐ-BHXH", "adjusts", earlier, date(2026, 12, 1))
    again = decide(demo, "10/QĐ-BHXH", "adjusts", adjusting, date(2027, 1, 1))
    decide(demo, "12/QĐ-BHXH", "annuls", adjusting)
    [(text, ends)] = told(again)
    assert text.endswith("đã bị hủy bỏ bởi Quyết định số 12/QĐ-BHXH ngày 20/11/2026: cần xem lại mức hưởng")
    assert not ends
    assert told(earlier) == [
        ("Đã được điều chỉnh từ ngày 01/12/2026 bởi Quyết định số 09/QĐ-BHXH ngày 20/11/2026", False),
        ("Quyết định số 09/QĐ-BHXH ngày 20/11/2026 (điều chỉnh văn bản này) đã bị hủy bỏ bởi Quyết định số "
         "12/QĐ-BHXH ngày 20/11/2026, nay không còn hiệu lực", False),
    ]  # fmt: skip
