"""Does everybody who decides see what becomes of the people of an issued list when another replaces it?"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from benefits.actions import confirming, deciding
from benefits.bulk_signing import doubts, drafted
from benefits.issued.payments import issued_decisions, lines_of
from benefits.lists.beside import beside, listed
from benefits.models import Draft
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from intake.models import EmployerList, Result, ResultKind
from tests.benefits.conftest import As
from tests.benefits.delivered import sent_out
from tests.benefits.earlier.test_named import WHY, naming
from tests.benefits.lists.conftest import ListRoad
from tests.intake.lists import sickness
from tests.intake.sheets import UNIT

SICK, OLD = "Chế độ ốm đau", "Danh sách số 12/DS-BHXH"


def row(name: str, number: str, starts: str | None, ends: str | None, amount: int) -> dict[str, Any]:
    return {"name": name, "id_number": "", "insurance_number": number, "starts": starts, "ends": ends, "days": "5",
            "amount": amount, "account": "1", "bank": "Ngân hàng Mẫu"}  # fmt: skip


def of_rows(*rows: dict[str, Any], title: str = SICK) -> dict[str, Any]:
    return {"groups": [{"title": title, "lines": list(rows)}]}


LAN = row("Nguyễn Thị Lan", "3105000101", "2026-10-01", "2026-10-06", 2_000_000)
GONE = row("Lê Văn Cũ", "3105000109", "2026-10-01", "2026-10-07", 18_000_000)


@pytest.fixture
def replaced(list_road: ListRoad) -> Result:
    """An issued list of the same employer: Lan with other days and amount, and somebody else."""
    people = list_road.people
    dossier = sickness(people["tiepnhan-hp"])
    EmployerList.objects.create(dossier=dossier, **UNIT | {"period": "2026-09"})
    kind = ResultKind.objects.filter(code="C70A-HSB").latest("pk")
    frozen = {"papers": [{"main": True, "data": of_rows(LAN, GONE)}]}
    draft = Draft.objects.create(
        dossier=dossier, kind=kind, drafted_by=people["chuyenvien-hp"], frozen=frozen
    )  # fmt: skip
    return as_list(sent_out(draft, "12/DS-BHXH", people["vanthu-hp"], people["giamdoc-hp"]))


def as_list(result: Result) -> Result:
    Result.objects.filter(pk=result.pk).update(doc_type="32")
    result.refresh_from_db()
    return result


def test_a_line_stands_for_one_of_the_same_person_benefit_and_days() -> None:
    twice = [row("Lan", "1", "2026-10-01", "2026-10-02", 1), row("Lan", "1", "2026-10-05", "2026-10-06", 2)]
    moved = [row("Lan", "1", "2026-10-05", "2026-10-06", 5), row("LAN", "1", "2026-10-02", "2026-10-03", 4)]
    pairs = beside(listed(of_rows(*twice)), listed(of_rows(*moved)))
    assert [(row.old and row.old.amount, row.difference, row.moved) for row in pairs] == [(2, 3, False), (1, 3, True)]
    other = [listed(of_rows(twice[0])), listed(of_rows(row("Lan", "1", "2026-11-01", "2026-11-02", 1)))]
    assert [pair.old is None for pair in beside(*other)] == [True, False], "another month is another leave"
    father = listed(of_rows(twice[0], title="Chế độ thai sản"))
    assert len(beside(listed(of_rows(twice[0])), father)) == 2
    namesake = listed(of_rows(row("Lan", "2", None, None, 1)))
    assert len(beside(listed(of_rows(twice[0])), namesake)) == 2


def test_who_is_paid_no_more_is_told_and_wants_a_reason(list_road: ListRoad, replaced: Result, signed_in: As) -> None:
    dossier, officer = list_road.to("draft"), list_road.user("chuyenvien")
    draft = naming(open_drafts(dossier).get(), replaces=str(replaced.pk), **WHY)
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=list_road.fresh(), by=officer)
    gone, added = refused.value.problems
    assert gone.startswith(f"{OLD}") and "1 dòng, cộng 18.000.000 đồng, không có dòng cùng người" in gone
    assert "Lê Văn Cũ (01/10/2026 - 07/10/2026, 5 ngày) 18.000.000 đồng" in gone
    assert added.startswith("2 dòng, cộng 3.777.000 đồng, không khớp dòng nào của Danh sách số 12") and "Nam" in added
    page = signed_in("chuyenvien-hp").get(f"{reverse('draft', args=[dossier.pk, draft.pk])}?xem=thay-the")
    said = page.content.decode()
    assert "không chi trả nữa" in said and "danh sách cũ: 01/10/2026 - 06/10/2026" in said

    confirming.confirm_doubts(dossier=list_road.fresh(), reason="Lê Văn Cũ đã nghỉ việc", by=officer)
    list_road.propose()
    assert "Lê Văn Cũ đã nghỉ việc" in doubts(list_road.fresh())
    change = "20.000.000 đồng, danh sách này 5.652.000 đồng, giảm 14.348.000 đồng. 1 dòng không còn được chi trả."
    assert change in drafted(list_road.fresh())
    head = signed_in("truongphong-hp").get(reverse("endorse", args=[dossier.pk])).content.decode()
    assert change in head and "Lê Văn Cũ" in head and "-14.348.000" in head
    list_road.endorse()
    leader = signed_in("giamdoc-hp").get(reverse("sign", args=[dossier.pk])).content.decode()
    assert change in leader and "-14.348.000" in leader


def test_finance_reads_both_amounts_at_the_lines_of_both_lists(list_road: ListRoad, replaced: Result) -> None:
    dossier, people = list_road.to("draft"), list_road.people
    naming(open_drafts(dossier).get(), replaces=str(replaced.pk), **WHY)
    confirming.confirm_doubts(dossier=list_road.fresh(), reason="Đã nghỉ việc", by=list_road.user("chuyenvien"))
    list_road.propose()
    list_road.endorse()
    as_list(sent_out(open_drafts(dossier).get(), "14/DS-BHXH", people["vanthu-hp"], people["giamdoc-hp"]))

    lines = lines_of(issued_decisions(people["vanthu-hp"], localdate(), localdate()))
    notes = {(line.number[:2], line.person): line.note for line in lines}
    there = "ghi 1.875.000 đồng, văn bản này ghi 2.000.000 đồng: nếu đã chi trả theo văn bản được thay thế"
    assert f"{there} thì chênh lệch giảm 125.000 đồng" in notes["12", "Nguyễn Thị Lan"]
    assert "không có dòng này, văn bản này ghi 18.000.000 đồng" in notes["12", "Lê Văn Cũ"]
    assert "chênh lệch giảm 18.000.000 đồng" in notes["12", "Lê Văn Cũ"]
    assert "Cần xem: Danh sách số 12/DS-BHXH đã ghi 2.000.000 đồng cho dòng này" in notes["14", "Nguyễn Thị Lan"]
    assert "chênh lệch" not in notes["14", "Trần Văn Nam"]
