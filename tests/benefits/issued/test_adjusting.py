"""Does an adjustment of one relative's allowance leave the others' in the list of payments?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from benefits.issued.adjusting import taken_over
from benefits.issued.payments import PaymentLine, issued_decisions, lines_of
from benefits.kinds import Money, Payee
from benefits.kinds.granting import meant_by
from benefits.models import DocumentChange, Draft, PreparedDocument
from bhxh_archive.models import User
from bhxh_archive.text import number_fold
from intake.models import Result, ResultKind
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result

PAID = {"place": "", "method": "Tiền mặt", "account": ""}
CHILD = {"name": "Bùi Minh Khôi", "id_number": "", "insurance_number": "", "birth": "01/03/2009"}
MOTHER = {"name": "Trần Thị Gấm", "id_number": "031150000017", "insurance_number": "", "birth": "1950"}
ROWS = [row | {"receiver": "", "account": "", "amount": 1_265_000, "end": end}
        for row, end in ((CHILD, "03/2027"), (MOTHER, ""))]  # fmt: skip
SURVIVORS = {"start": "2026-10-01", "relatives": ROWS, "payment": PAID, "funeral": None}
UNKNOWN = "Cần xem: điều chỉnh không rõ của thân nhân nào"
THEIR_LEFT = {"Bùi Minh Khôi": "03/2027", "Trần Thị Gấm": ""}


def decided(people: dict[str, User], kind: str, number: str, data: dict[str, Any]) -> tuple[Draft, Result]:
    """An issued decision of that kind with just this frozen."""
    result = add_result(draft_of(people["tiepnhan-hp"]))
    known = {"kind": kind, "number": number, "dated": localdate()}
    Result.objects.filter(pk=result.pk).update(number_folded=number_fold(number), **known)
    result.refresh_from_db()
    draft = Draft.objects.create(
        dossier=result.dossier, kind=ResultKind.objects.filter(code=kind).latest("pk"),
        drafted_by=people["chuyenvien-hp"], frozen={"papers": [{"main": True, "data": data}]},
    )  # fmt: skip
    file = result.versions.get().file
    PreparedDocument.objects.create(
        draft=draft, title="Quyết định", doc_type="02", main=True, signer=people["giamdoc-hp"], file=file,
        signed_file=file, pages=1, state=PreparedDocument.State.SIGNED, **known,
    )  # fmt: skip
    return draft, result


def revision(person: dict[str, str]) -> dict[str, Any]:
    return {"start": "2026-12-01", "before": 1_265_000, "total": 1_771_000, "settled": 0, "settled_label": "",
            "person": person, "payment": PAID}  # fmt: skip


def adjusts(by: Result, earlier: Result) -> None:
    DocumentChange.objects.create(
        by=by, act="adjusts", earlier=earlier, number=earlier.number, dated=earlier.dated, since="2026-12-01",
        in_force_at=now(),
    )  # fmt: skip


def listed(clerk: User, number: str) -> dict[str, PaymentLine]:
    lines = lines_of(issued_decisions(clerk, localdate(), localdate()))
    return {line.person: line for line in lines if line.number == number}


def test_only_the_line_of_the_adjusted_relative_ends(demo: dict[str, User]) -> None:
    clerk = demo["vanthu-hp"]
    _, survivors = decided(demo, "08A-HSB", "05/QĐ-BHXH", SURVIVORS)
    draft, by = decided(demo, "QD_DIEUCHINH", "09/QĐ-BHXH", revision(CHILD))
    _, again = decided(demo, "QD_DIEUCHINH", "11/QĐ-BHXH", revision(CHILD) | {"start": "2027-01-01"})
    adjusts(by, survivors)
    adjusts(again, by)

    old = listed(clerk, "05/QĐ-BHXH")
    child, mother = old["Bùi Minh Khôi"], old["Trần Thị Gấm"]
    assert (child.monthly, child.last_month, child.ended) == (1_265_000, "11/2026", True)
    assert (mother.monthly, mother.last_month, mother.ended) == (1_265_000, "", False)
    assert "Chỉ điều chỉnh mức của Bùi Minh Khôi, mức ở dòng này giữ nguyên" in mother.note
    assert "Cần xem" not in child.note + mother.note
    assert listed(clerk, "11/QĐ-BHXH")["Bùi Minh Khôi"].last_month == "03/2027", "down two adjustments"

    for person in (CHILD | {"birth": "2001"}, MOTHER | {"id_number": "031150000099"}):
        Draft.objects.filter(pk=draft.pk).update(frozen={"papers": [{"main": True, "data": revision(person)}]})
        old = listed(clerk, "05/QĐ-BHXH")
        assert {line.person: line.last_month for line in old.values()} == THEIR_LEFT
        assert all(line.monthly == 1_265_000 and UNKNOWN in line.note for line in old.values())
        [new] = listed(clerk, "09/QĐ-BHXH").values()
        assert UNKNOWN in new.note


def payee(name: str, number: str = "", **more: Any) -> Payee:
    return Payee(name, number, "", date(2026, 10, 1), Money(1_265_000), "", "", "", **more)


def test_a_person_is_known_by_a_number_and_else_by_name_and_birth() -> None:
    held, child = payee("Trần Thị Gấm", "1"), payee("Bùi Khôi (bà Gấm nhận)", entitled="Bùi Khôi", born="2015")
    assert meant_by(payee("Trần Gấm", "1"), [held, child]) == [held]
    assert meant_by(payee("bùi khôi", "7", born="2015"), [held, child]) == [child]
    assert meant_by(payee("Trần Thị Gấm", "2"), [held, child]) == []
    assert len(meant_by(payee("Bùi Khôi", born="2015"), [child, child])) == 2
    assert meant_by(None, [held]) == [held], "of one amount there is no doubt"


@pytest.mark.parametrize("last, begins, monthly", [
    ("10/2026", date(2026, 10, 1), 1_265_000), ("09/2026", date(2026, 10, 1), 0),
])  # fmt: skip
def test_an_adjusted_amount_ends_with_the_one_before_it(last: str, begins: date, monthly: int) -> None:
    taken = taken_over(payee("Bùi Khôi"), [payee("Bùi Khôi", last_month=last)])
    assert (taken.begins, taken.last_month, taken.money.monthly) == (begins, last, monthly)
