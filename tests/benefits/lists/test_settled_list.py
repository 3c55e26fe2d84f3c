"""Does the settled list (C70a-HSB) hold exactly what was decided, add up, and wait for every line?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from benefits.actions import deciding, drafting, preparing, settling_lines
from benefits.arithmetic.rules import Rule
from benefits.arithmetic.steps import step
from benefits.calculation import compute, headline
from benefits.kinds import KINDS
from benefits.lists.workings import sentence
from benefits.models import Draft, LineSettlement
from benefits.papers import papers_of
from benefits.papers.annex import annex_pdf
from benefits.papers.previewing import pdf_of
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.lifecycle import State, check_move
from intake.models import Dossier, ListLine
from tests.benefits.conftest import Amend, As
from tests.benefits.lists.conftest import SICK, ListRoad
from tests.bhxh_archive.documents.test_render import text_of


def data_of(dossier: Dossier) -> dict[str, Any]:
    [paper] = papers_of(dossier.drafts.get())
    assert (paper.kind, paper.template, paper.doc_type, paper.main) == ("C70A-HSB", "settled_list", "32", True)
    return paper.data


def refuse_father(road: ListRoad, dossier: Dossier) -> None:
    line = road.line("Trần Văn Nam")
    settling_lines.refuse_lines(dossier=dossier, ids=[line.pk], reason="Ngoài thời hạn 60 ngày",
                                by=road.user("chuyenvien"))  # fmt: skip


def test_the_sums_are_those_of_the_lines_and_the_words_those_of_the_sum(list_road: ListRoad) -> None:
    data = data_of(list_road.to("draft"))
    amounts = {row["name"]: row["amount"] for group in data["groups"] for row in group["lines"]}
    assert amounts == {"Nguyễn Thị Lan": 1_875_000, "Trần Văn Nam": 1_500_000, "H'Hen Niê": 2_277_000}
    assert [group["title"] for group in data["groups"]] == [
        "Chế độ ốm đau", "Chế độ thai sản", "Chế độ dưỡng sức, phục hồi sức khỏe",
    ]  # fmt: skip
    assert all(group["amount"] == sum(row["amount"] for row in group["lines"]) for group in data["groups"])
    assert data["total"] == sum(amounts.values()) == 5_652_000 and data["people"] == 3
    assert data["total_in_words"] == "năm triệu sáu trăm năm mươi hai nghìn đồng"


def test_the_annex_shows_how_each_line_came_to_its_amount_and_is_frozen_with_the_list(list_road: ListRoad) -> None:
    list_road.to("endorse")
    draft = list_road.dossier.drafts.get()
    assert draft.frozen
    parts = {part["place"]: part for part in draft.frozen["working"]["parts"]}
    assert (parts["A1"]["name"], parts["A1"]["amount"]) == ("Nguyễn Thị Lan", 1_875_000)
    assert parts["A1"]["inputs"] == "nghỉ 01/10/2026 - 07/10/2026; số tháng đã đóng BHXH: 24"
    assert "ngày sinh con: 28/09/2026" in parts["B1"]["inputs"] and "sau ốm đau, phẫu thuật" in parts["C1"]["inputs"]
    draft.frozen["working"]["parts"] = draft.frozen["working"]["parts"][:1]
    text = " ".join(text_of(annex_pdf(draft)).split())
    said = "Trợ cấp ốm đau: 12.000.000 × 75% / 24 × 5 ngày = 1.875.000 đồng (Điều 45 Luật 41/2024/QH15)"
    assert said in text and "H'Hen" not in text, "as it was frozen"
    del draft.frozen["working"]["parts"]
    assert "từng dòng" not in text_of(annex_pdf(draft)), "lists of before had none"


def test_the_ground_of_a_stated_amount_is_said_once() -> None:
    stated = step("Số tiền ấn định", "Điều 51, 1 lần khám", 500_000, "đồng", "Điều 51, 1 lần khám")
    assert sentence(stated) == "Số tiền ấn định: Điều 51, 1 lần khám = 500.000 đồng"


def test_the_list_prints_lines_sums_and_what_is_refused(list_road: ListRoad) -> None:
    dossier = list_road.to("draft")
    refuse_father(list_road, list_road.fresh())
    printed = " ".join(text_of(pdf_of(papers_of(dossier.drafts.get())[0])).split())
    assert "Nguyễn Thị Lan" in printed and "Cộng A: 01 lượt người" in printed and "4.152.000" in printed
    assert "PHẦN 2. KHÔNG ĐƯỢC GIẢI QUYẾT: 01 dòng" in printed and "Ngoài thời hạn 60 ngày." in printed
    assert "lũy kế: 4.152.000 đồng" in printed and "DỰ THẢO" in printed
    assert "0100200300" in printed and "Ngân hàng Mẫu" in printed and "Công ty May Mẫu" in printed


def test_it_is_proposed_only_when_every_line_is_decided(list_road: ListRoad, in_review: Dossier) -> None:
    officer = list_road.user("chuyenvien")
    list_road.keep("Nguyễn Thị Lan", **SICK)
    settling_lines.approve_clean(dossier=in_review, by=officer)
    with pytest.raises(NotValid, match="Còn 2 dòng của danh sách chưa quyết"):
        deciding.propose(dossier=list_road.fresh(), by=officer)
    rest = list(ListLine.objects.exclude(full_name="Nguyễn Thị Lan").values_list("pk", flat=True))
    settling_lines.refuse_lines(dossier=in_review, ids=rest, reason="Không đủ điều kiện", by=officer)
    assert deciding.propose(dossier=list_road.fresh(), by=officer).state == State.AWAITING_CONTROL


def test_where_nothing_is_settled_an_answer_is_written_instead(list_road: ListRoad, in_review: Dossier) -> None:
    officer = list_road.user("chuyenvien")
    every = list(ListLine.objects.values_list("pk", flat=True))
    settling_lines.refuse_lines(dossier=in_review, ids=every, reason="Không đủ điều kiện", by=officer)
    with pytest.raises(NotValid, match="soạn văn bản trả lời"):
        deciding.propose(dossier=list_road.fresh(), by=officer)


def test_a_list_and_an_answer_do_not_stand_beside_each_other(list_road: ListRoad) -> None:
    dossier, officer = list_road.to("draft"), list_road.user("chuyenvien")
    answer = dossier.procedure.result_kinds.get(role="ANSWER")
    draft = drafting.open_draft(dossier=dossier, kind=answer, by=officer, receiver=dossier.persons.get())
    drafting.save_draft(draft=draft, entries={"reasons": "Không đủ | Điều 45"}, by=officer)
    with pytest.raises(NotValid, match="đã có phần không giải quyết"):
        check_move(list_road.fresh(), "propose", by=officer)


def test_a_line_that_changed_since_is_no_longer_what_was_decided(list_road: ListRoad) -> None:
    dossier = list_road.to("draft")
    ListLine.objects.filter(full_name="H'Hen Niê").update(days=4)
    computed = compute(dossier.drafts.get())
    assert computed.problems == ("Dòng 3: tính lại ra 3.036.000 đồng, đã quyết 2.277.000 đồng. "
                                 "Hãy bấm «Tính mọi dòng» rồi duyệt lại.",)  # fmt: skip
    assert papers_of(dossier.drafts.get()) == []


def test_a_number_of_the_law_that_changed_before_the_signature_is_caught(list_road: ListRoad, amend: Amend) -> None:
    dossier = list_road.to("endorse")
    amend(_raised)
    with pytest.raises(NotValid, match=r"Dòng 3: tính lại ra .* đã quyết 2\.277\.000 đồng.*trả lại chuyên viên"):
        preparing.prepare_signature(dossier=dossier, by=list_road.user("giamdoc"))


def _raised(rule: Rule) -> Rule:
    return replace(rule, value=rule.value + 100_000) if rule.table == "reference_level" else rule


def test_what_is_endorsed_is_frozen_with_the_name_of_the_head_and_pays_each_person(list_road: ListRoad) -> None:
    dossier = list_road.to("endorse")
    draft = dossier.drafts.get()
    assert draft.frozen and draft.receiver is None
    data = draft.frozen["papers"][0]["data"]
    assert (data["preparer"], data["head"]) == ("Đặng Văn Bình", list_road.user("truongphong").full_name)
    payees = KINDS["C70A-HSB"].payees(data)
    assert sum(payee.money.once for payee in payees) == data["total"]
    assert (payees[0].person, payees[0].account, payees[0].place) == ("Nguyễn Thị Lan", "0100200300", "Ngân hàng Mẫu")
    assert headline(compute(draft)) == "5.652.000 đồng"


def test_the_head_who_decided_a_line_does_not_control_the_list(list_road: ListRoad, in_review: Dossier) -> None:
    head = list_road.user("truongphong")
    list_road.draft()
    Draft.objects.get(dossier=in_review).authors.add(head)
    list_road.propose()
    with pytest.raises(NotAllowed, match="không được tự kiểm soát"):
        list_road.endorse()


def test_who_decided_lines_in_a_draft_that_was_dropped_still_does_not_control(
    list_road: ListRoad, in_review: Dossier
) -> None:
    head, officer = list_road.user("truongphong"), list_road.user("chuyenvien")
    list_road.draft()
    first = in_review.drafts.get()
    LineSettlement.objects.filter(line=list_road.line("Trần Văn Nam")).update(by=head)
    drafting.drop_draft(draft=first, by=officer)
    settling_lines.calculate_lines(dossier=list_road.fresh(), by=officer)
    assert set(in_review.drafts.get(dropped_at=None).authors.all()) == {officer, head}
    list_road.propose()
    with pytest.raises(NotAllowed, match="không được tự kiểm soát"):
        list_road.endorse()


def test_a_new_draft_of_the_list_leads_to_its_lines(signed_in: As, list_road: ListRoad, in_review: Dossier) -> None:
    officer, kind = signed_in("chuyenvien-hp"), in_review.procedure.result_kinds.get(role="LIST")
    asked = officer.post(
        reverse("open_draft", args=[in_review.pk]), {"kind": kind.pk, "receiver": in_review.persons.get().pk}
    )
    assert asked["Location"] == reverse("settle_list", args=[in_review.pk])
    draft = in_review.drafts.get()
    assert officer.get(reverse("draft", args=[in_review.pk, draft.pk]))["Location"] == asked["Location"]
    page = officer.get(reverse("review", args=[in_review.pk])).content.decode()
    assert "Còn 3 dòng của danh sách chưa quyết" in page and "Phiên bản này chưa soạn được" not in page
