"""Is the adjusted allowance of one of several relatives paid once, whoever received the decision for all of them?"""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.utils.timezone import localdate

from benefits.actions import drafting
from benefits.calculation import compute
from benefits.doubts.colliding import colliding
from benefits.doubts.naming import problems_of, replaceable_by
from benefits.forms.sheet import saved, typed
from benefits.issued.payments import PaymentLine, issued_decisions, lines_of
from benefits.models import Draft
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from tests.benefits.bereaved import CHILDREN, DEAD, MOTHER, Begin, beginning
from tests.benefits.conftest import ShortRoad, SurvivorsRoad
from tests.benefits.delivered import sent_out
from tests.benefits.test_revision import RAISED, printed, told
from tests.room import periods

FIRST, SECOND = (
    child | {"personal_id": f"03121500000{n}", "sex": "M"} for n, child in enumerate(CHILDREN, start=1)
)  # fmt: skip
GUARDIAN = {"role": "receiver", "full_name": "Lê Thị Mùa", "birth_year": 1980, "sex": "F"}
MINE, HERS = "Bùi Minh Khôi (bà Lê Thị Mùa nhận)", "Bùi Ngọc Diệp (bà Lê Thị Mùa nhận)"
NEW = {"benefit_month": "10/2026", "before": "1.265.000", "after": "1.771.000", "paid_until": "11/2026",
       "earlier": "", "allowance": "", "payment_method": "Tiền mặt"}  # fmt: skip


@pytest.fixture
def begin(survivors: SurvivorsRoad) -> Begin:
    return beginning(survivors)


def granted(begin: Begin, road: SurvivorsRoad, *people: dict[str, Any], receiver: str = "Lê Thị Mùa") -> str:
    """Id of the issued decision that pays these from 09/2026, received by one person."""
    road.bereaved = (DEAD, *people)
    road.to("forward")
    begin("08A-HSB", receiver=receiver, died_on="05/08/2026", rows=periods(), funeral=False)
    return send(road, "05/QĐ-BHXH")


def adjusting(road: SurvivorsRoad, person: dict[str, Any], **entries: Any) -> tuple[ShortRoad, Draft]:
    """The draft of an adjustment in a dossier about that person."""
    other = ShortRoad(road.people, road.run_jobs)
    other.procedure, other.person = "DIEUCHINH", person | {"role": "insured"}
    other.to("forward")
    kind, officer = other.dossier.procedure.result_kinds.get(code="QD_DIEUCHINH"), other.user("chuyenvien")
    draft = drafting.open_draft(dossier=other.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=RAISED | NEW | entries, by=officer)
    return other, open_drafts(other.dossier).get()


def send(road: ShortRoad, number: str) -> str:
    road.propose()
    road.endorse()
    draft = open_drafts(road.fresh()).get()
    return str(sent_out(draft, number, road.people["vanthu-hp"], road.people["giamdoc-hp"]).pk)


def all_lines(road: ShortRoad) -> list[PaymentLine]:
    return lines_of(issued_decisions(road.people["vanthu-hp"], localdate(), localdate()))


def listed(road: ShortRoad) -> dict[tuple[str, str], PaymentLine]:
    lines = all_lines(road)
    assert len({(line.number, line.person) for line in lines}) == len(lines)
    return {(line.number[:2], line.person): line for line in lines}


def paid(line: PaymentLine) -> tuple[str, str, int, int, int]:
    begins = f"{line.begins:%m/%Y}" if line.begins else ""
    return begins, line.last_month, line.monthly, line.once, line.recovered


def test_a_child_whose_guardian_received_the_decision_is_paid_once(survivors: SurvivorsRoad, begin: Begin) -> None:
    grant = granted(begin, survivors, FIRST, SECOND, GUARDIAN)
    road, draft = adjusting(survivors, FIRST, adjusts=grant)
    assert grant in dict(saved(draft).form.fields["adjusts"].choices)  # type: ignore[attr-defined]
    assert told(compute(draft).result) == [], "1.265.000 is what the one child draws"
    text = printed(draft)
    assert "Người nhận: bà Lê Thị Mùa" in text and "Trưởng phòng Chế độ BHXH và bà Lê Thị Mùa chịu" in text
    first = send(road, "09/QĐ-BHXH")

    lines = listed(road)
    assert paid(lines["05", MINE]) == ("09/2026", "11/2026", 1_265_000, 0, 0)
    assert paid(lines["05", HERS]) == ("09/2026", "11/2036", 1_265_000, 0, 0)
    assert paid(lines["09", MINE]) == ("12/2026", "03/2033", 1_771_000, 1_012_000, 0)
    assert not any("Cần xem" in line.note for line in lines.values())

    again = {"before": "1.771.000", "after": "1.518.000", "replaced_reason": "Ghi nhầm"}
    _, draft = adjusting(survivors, FIRST, adjusts=grant, replaces=first, **again)
    assert replaceable_by(draft) == [] and "không thay thế và không bị thay thế" in problems_of(draft)[0]
    drafting.drop_draft(draft=draft, by=survivors.user("chuyenvien"))
    road, draft = adjusting(survivors, FIRST, adjusts=first, before="1.771.000", after="1.518.000")
    assert "Người nhận: bà Lê Thị Mùa" in printed(draft), "named by the adjustment before it"
    aunt = draft.entries | {"received_by": "bà Bùi Thị Lựu"}
    drafting.save_draft(draft=draft, entries=aunt, by=survivors.user("chuyenvien"))
    send(road, "11/QĐ-BHXH")
    lines = listed(road)
    assert paid(lines["05", HERS]) == ("09/2026", "11/2036", 1_265_000, 0, 0)
    assert paid(lines["11", "Bùi Minh Khôi (bà Bùi Thị Lựu nhận)"]) == ("12/2026", "03/2033", 1_518_000, 0, 506_000)


def test_a_guardian_with_a_line_of_her_own(survivors: SurvivorsRoad, begin: Begin) -> None:
    grant = granted(begin, survivors, FIRST, SECOND, MOTHER, receiver="Trần Thị Gấm")
    road, _ = adjusting(survivors, SECOND, earlier=f"số 05/QĐ-BHXH ngày {localdate():%d/%m/%Y}")
    send(road, "09/QĐ-BHXH")
    road, draft = adjusting(survivors, MOTHER, adjusts=grant, paid_until="")
    assert told(compute(draft).result) == []
    send(road, "11/QĐ-BHXH")

    assert {key: paid(line) for key, line in listed(road).items()} == {
        ("05", "Bùi Minh Khôi (bà Trần Thị Gấm nhận)"): ("09/2026", "03/2033", 1_265_000, 0, 0),
        ("05", "Bùi Ngọc Diệp (bà Trần Thị Gấm nhận)"): ("09/2026", "11/2026", 1_265_000, 0, 0),
        ("05", "Trần Thị Gấm"): ("09/2026", "09/2026", 1_265_000, 0, 0),
        ("09", "Bùi Ngọc Diệp (bà Trần Thị Gấm nhận)"): ("12/2026", "11/2036", 1_771_000, 1_012_000, 0),
        ("11", "Trần Thị Gấm"): ("10/2026", "", 1_771_000, 0, 0),
    }  # fmt: skip


def test_of_two_relatives_of_one_name_nobody_is_guessed(survivors: SurvivorsRoad, begin: Begin) -> None:
    namesake = CHILDREN[0] | {"birth_month": None, "birth_day": None}
    grant = granted(begin, survivors, CHILDREN[0], namesake, GUARDIAN)
    road, draft = adjusting(survivors, FIRST, adjusts=grant, before="", paid_until="")
    assert "chưa rõ điều chỉnh mức của ai" in compute(draft, entries=draft.entries | {"before": "1"}).problems[0]
    form = saved(draft).form
    assert list(form.fields["adjusted_line"].choices)[1:] == [  # type: ignore[attr-defined]
        ("1", "Bùi Minh Khôi, sinh 01/03/2015: 1.265.000 đồng/tháng"),
        ("2", "Bùi Minh Khôi, sinh 2015: 1.265.000 đồng/tháng"),
    ]  # fmt: skip
    assert "adjusted_line" in dict(form.headed())["Quyết định đang hưởng"]

    post = QueryDict(mutable=True)
    post.update(draft.entries | {"adjusted_line": "2"})
    chosen = typed(draft, post).entries
    assert chosen["before"] == "1.265.000", "of the line that was chosen"
    drafting.save_draft(draft=draft, entries=chosen, by=road.user("chuyenvien"))
    send(road, "09/QĐ-BHXH")
    old, namesakes, new = all_lines(road)
    assert paid(old) == ("09/2026", "03/2033", 1_265_000, 0, 0)
    assert paid(namesakes) == ("09/2026", "09/2026", 1_265_000, 0, 0)
    assert paid(new)[2:] == (1_771_000, 0, 0) and "Cần xem" not in old.note + namesakes.note + new.note

    for line, said in (("2", "đã được điều chỉnh"), ("1", "")):
        _, again = adjusting(survivors, GUARDIAN | {"role": "insured"}, adjusts=grant, adjusted_line=line)
        assert said in "".join(colliding(again)) and bool(colliding(again)) == bool(said)


def test_the_sum_of_all_relatives_is_adjusted_with_a_reason_only(survivors: SurvivorsRoad, begin: Begin) -> None:
    grant = granted(begin, survivors, FIRST, SECOND, MOTHER, receiver="Trần Thị Gấm")
    road, draft = adjusting(survivors, MOTHER, adjusts=grant, before="3.795.000", after="4.301.000", paid_until="")
    (said,) = told(compute(draft).result)
    assert "quyết định đang hưởng ghi 1.265.000 đồng cho người này; số đã ghi là tổng của mọi thân nhân" in said
    with pytest.raises(NotValid, match="tổng của mọi thân nhân"):
        road.propose()


def test_who_only_receives_it_says_whose_amount_is_meant(survivors: SurvivorsRoad, begin: Begin) -> None:
    grant = granted(begin, survivors, FIRST, SECOND, GUARDIAN)
    road, draft = adjusting(survivors, GUARDIAN, adjusts=grant, before="2.530.000", after="3.542.000", paid_until="")
    assert "chưa rõ điều chỉnh mức của ai" in compute(draft).problems[0]
    with pytest.raises(NotValid, match="chưa rõ điều chỉnh mức của ai"):
        road.propose()


def test_who_receives_for_a_child_is_known_or_looked_at(survivors: SurvivorsRoad, begin: Begin) -> None:
    grant = granted(begin, survivors, FIRST, SECOND, GUARDIAN)
    unknown = "số 77/QĐ-BHXH ngày 01/01/2026"
    _, draft = adjusting(survivors, FIRST, earlier=unknown)
    assert any("chưa ghi ai nhận tiền thay" in said for said in told(compute(draft).result))
    assert "Người nhận" not in printed(draft)
    _, draft = adjusting(survivors, FIRST | {"birth_year": 2000}, adjusts=grant)
    assert any("đã đủ 18 tuổi hoặc chưa rõ năm sinh" in said for said in told(compute(draft).result))
