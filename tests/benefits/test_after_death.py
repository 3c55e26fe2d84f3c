"""Does a death come out on paper as the brief reckons it, from the officer's form to the frozen decision?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from benefits.actions import deciding, drafting
from benefits.calculation import compute, headline, lacks_of
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.forms.sheet import typed
from benefits.kinds import KINDS, Money
from benefits.kinds.after_death.one_sum import shared_out
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from benefits.wording.legal_bases import unconfirmed
from bhxh_archive.errors import NotValid
from intake.models import Person
from tests.benefits.bereaved import CHILDREN, DEAD, MOTHER, Begin, beginning
from tests.benefits.conftest import Amend, As, SurvivorsRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.room import periods


@pytest.fixture
def begin(survivors: SurvivorsRoad) -> Begin:
    return beginning(survivors)


def cell(name: str, draft: Draft, person: str) -> str:
    return f"{name}_{draft.dossier.persons.get(full_name=person).pk}"


def printed(draft: Draft) -> str:
    return " ".join(text_of(pdf_of(papers_of(draft)[0])).split())


def typed_again(draft: Draft, survivors: SurvivorsRoad, **entries: Any) -> Draft:
    drafting.save_draft(draft=draft, entries=draft.entries | entries, by=survivors.user("chuyenvien"))
    return open_drafts(draft.dossier).get(pk=draft.pk)


def test_t12_two_children_and_a_mother_without_carer(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.to("forward")
    draft = begin("08A-HSB", died_on="05/08/2026", rows=periods())
    draft = typed_again(draft, survivors, **{cell("alone", draft, "Trần Thị Gấm"): True})

    assert headline(compute(draft)) == "4.301.000 đồng/tháng, 25.300.000 đồng một lần"
    text = printed(draft)
    for seen in ("Bùi Văn Thịnh", "Chết ngày 05/08/2026", "21 năm 5 tháng", "từ ngày 01 tháng 9 năm 2026",
                 "50% × 2.530.000 1.265.000 từ 09/2026 đến 03/2033 bà Trần Thị Gấm", "đến 11/2036",
                 "70% × 2.530.000 1.771.000 từ 09/2026 tự nhận", "Cộng 4.301.000",
                 "bốn triệu ba trăm linh một nghìn đồng", "10 × 2.530.000 = 25.300.000 đồng",
                 "Căn cứ hồ sơ đề nghị hưởng chế độ của thân nhân ông Bùi Văn Thịnh"):  # fmt: skip
        assert seen in text, seen
    statement = papers_of(draft)[1].data
    assert (statement["person"]["name"], statement["benefit_from"]) == ("Bùi Văn Thịnh", "09/2026")
    assert (statement["total_months"], statement["averages"]) == (257, [])


def test_t13_a_pensioner_leaves_one_sum_by_shares(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.procedure = "TUAT_1"
    survivors.to("forward")
    draft = begin("08B-HSB", died_on="05/08/2026", category="PENSIONER", received="6.000.000", received_months="26",
                  funeral=False)  # fmt: skip
    draft = typed_again(draft, survivors, **{cell("shares", draft, "Trần Thị Gấm"): "2"})

    assert compute(draft).money == Money(once=216_000_000)
    assert [row["amount"] for row in papers_of(draft)[0].data["relatives"]] == [54_000_000, 54_000_000, 108_000_000]
    text = printed(draft)
    assert "6.000.000 × 36 = 216.000.000 đồng" in text and "Trợ cấp mai táng" not in text
    assert len(papers_of(draft)) == 1, "who drew a pension has no history to prove"
    assert any("cách chia" in warning for warning in compute(draft).result.warnings)  # type: ignore[union-attr]


def test_one_sum_of_an_insured_person_goes_with_the_statement(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.procedure = "TUAT_1"
    survivors.to("forward")
    draft = begin("08B-HSB", died_on="05/08/2026", rows=periods())
    decision, statement = (paper.data for paper in papers_of(draft))

    assert decision["total"] == sum(row["amount"] for row in decision["relatives"])
    assert statement["averages"][-1]["amount"] > 0 and statement["total_months"] == 257
    assert [line["label"] for line in statement["times"]][1:] == ["Trước ngày 01/01/2014", "Từ ngày 01/01/2014"]


def test_a_funeral_alone_needs_no_relative_to_be_looked_at(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.procedure = "MAITANG"
    survivors.to("forward")
    draft = begin("QD_MAITANG", died_on="05/08/2026", category="PENSIONER", funeral_account="0123")

    assert headline(compute(draft)) == "25.300.000 đồng"
    text = printed(draft)
    assert "người nhận: bà Trần Thị Gấm, số tài khoản 0123" in text and "QD_MAITANG" not in text
    assert "sinh năm: 1975" in text, "no day is known"
    kept = typed_again(draft, survivors, category="KEPT")
    assert compute(kept).problems == ("Chưa nhập quá trình đóng BHXH của người chết.",)


def test_every_missing_thing_is_a_sentence(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.to("forward")
    draft = begin("08A-HSB")
    assert compute(draft).problems == ("Chưa ghi ngày chết (DD/MM/YYYY).",)

    draft = typed_again(draft, survivors, died_on="05/08/2026")
    assert compute(draft).problems == ("Chưa nhập quá trình đóng BHXH của người chết.",)

    Person.objects.filter(full_name="Bùi Minh Khôi").update(birth_year=None, relation="cháu")
    draft = typed_again(draft, survivors, by_accident=True, **{cell("kin", draft, "Bùi Minh Khôi"): ""})
    assert compute(draft).problems == (
        "Chưa có năm sinh của Bùi Minh Khôi ở phần tiếp nhận.", "Chưa chọn quan hệ của Bùi Minh Khôi với người chết.",
    )  # fmt: skip

    nobody = {cell("takes", draft, person.full_name): False for person in draft.dossier.persons.all()}
    assert compute(typed_again(draft, survivors, **nobody)).problems == ("Chưa chọn thân nhân nào được hưởng.",)
    late = typed_again(draft, survivors, died_on="05/08/2099")
    assert "sau hôm nay" in compute(late).problems[0]


def test_what_could_not_be_read_is_kept_as_typed(survivors: SurvivorsRoad, begin: Begin, signed_in: As) -> None:
    survivors.to("forward")
    draft = begin("08A-HSB")
    loss = cell("loss", draft, "Trần Thị Gấm")
    sent = {"died_on": "31/02/2026", loss: "101", "version": str(draft.version)}
    page = signed_in("chuyenvien-hp").post(reverse("draft", args=[draft.dossier_id, draft.pk]), sent)

    assert page.status_code == 422
    assert 'value="31/02/2026"' in page.content.decode() and 'value="101"' in page.content.decode()
    assert "Ngày «31/02/2026» không hợp lệ" in page.content.decode()
    draft.refresh_from_db()
    assert (draft.entries["died_on"], draft.entries[loss]) == ("31/02/2026", "101")
    assert typed(draft, QueryDict("died_on=05082026")).entries["died_on"] == "05/08/2026"


def test_what_reception_was_told_stands_there_to_begin_with(survivors: SurvivorsRoad, begin: Begin) -> None:
    dossier = survivors.to("forward")
    told = {"NGUOI_CHET": "HUONG", "CHET_DO_TNLD": "YES"}
    for question in dossier.procedure.questions.filter(code__in=told):
        dossier.answers.update_or_create(
            question=question,
            defaults={"value": told[question.code], "by": survivors.user("tiepnhan"), "at": dossier.created_at},
        )
    draft = begin("08A-HSB")

    assert (draft.entries["category"], draft.entries["by_accident"]) == ("PENSIONER", True)
    assert "Cần xác nhận mẫu của văn bản này: chưa đối chiếu với mẫu chính thức." in unconfirmed(draft)
    assert draft.entries[cell("kin", draft, "Bùi Ngọc Diệp")] == "CHILD"


def test_relatives_who_asked_for_monthly_allowances_may_be_given_one_sum(
    survivors: SurvivorsRoad, begin: Begin
) -> None:
    """They choose it, or the dead had not paid for long enough (art 89): one dossier, the other decision."""
    survivors.to("forward")
    draft = begin("08B-HSB", died_on="05/08/2026", rows=periods())

    assert papers_of(draft)[0].template == "decision_08b"
    assert set(draft.dossier.procedure.result_kinds.filter(role="DECISION").values_list("code", "required")) == {
        ("08A-HSB", False), ("08B-HSB", False)
    }, "either will do"  # fmt: skip


def test_a_transfer_wants_the_bank_and_an_account_of_everybody_who_is_paid(
    survivors: SurvivorsRoad, begin: Begin, signed_in: As
) -> None:
    survivors.procedure = "TUAT_1"
    survivors.to("forward")
    draft = begin("08B-HSB", died_on="05/08/2026", rows=periods(), payment_method="Chuyển khoản")
    own = cell("payee", draft, "Bùi Minh Khôi"), draft.dossier.persons.get(full_name="Bùi Minh Khôi").pk
    draft = typed_again(draft, survivors, **dict([own]))
    mother, child = (f"Nhận bằng chuyển khoản nhưng chưa ghi số tài khoản của {name}."
                     for name in ("Trần Thị Gấm", "Bùi Minh Khôi"))  # fmt: skip
    asked = [lack.said for lack in lacks_of(draft)]
    assert asked[1:] == [child, mother], "once of her who receives for the other child and for the funeral, too"
    draft = typed_again(draft, survivors, **{cell("account", draft, "Trần Thị Gấm"): "0123"})
    text = printed(draft)
    assert text.count("TK 0123") == 2 and "số tài khoản 0123" in text
    said = ["Nhận bằng chuyển khoản nhưng chưa ghi ngân hàng.", child]

    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=survivors.fresh(), by=survivors.user("chuyenvien"))
    assert refused.value.problems == said
    page = signed_in("chuyenvien-hp").get(reverse("propose", args=[draft.dossier_id])).content.decode()
    address = reverse("draft", args=[draft.dossier_id, draft.pk])
    assert f'{said[1]} <a href="{address}#id_{cell("account", draft, "Bùi Minh Khôi")}">Ghi</a>' in page
    draft = typed_again(draft, survivors, **{cell("shares", draft, "Bùi Minh Khôi"): "0"})
    assert [lack.said for lack in lacks_of(draft)] == said[:1], "whoever has no share needs no account"
    assert lacks_of(typed_again(draft, survivors, payment_method="Tiền mặt")) == []


def test_nothing_is_granted_by_two_decisions(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.to("forward")
    begin("08A-HSB", died_on="05/08/2026", rows=periods())
    second = begin("08A-HSB", receiver="Bùi Minh Khôi", died_on="05/08/2026", rows=periods())

    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=survivors.fresh(), by=survivors.user("chuyenvien"))
    assert any("trợ cấp mai táng" in problem for problem in refused.value.problems)
    assert any("chế độ tuất của Bùi Ngọc Diệp" in problem for problem in refused.value.problems)
    drafting.drop_draft(draft=second, by=survivors.user("chuyenvien"))
    Person.objects.filter(full_name="Bùi Minh Khôi").update(full_name="Bùi Ngọc Diệp")
    assert deciding.propose(dossier=survivors.fresh(), by=survivors.user("chuyenvien")), "two may bear one name"


def test_several_decisions_give_no_more_allowances_than_one(survivors: SurvivorsRoad, begin: Begin) -> None:
    survivors.bereaved = (DEAD, *CHILDREN, MOTHER, MOTHER | {"full_name": "Lê Thị Mùa"},
                          MOTHER | {"full_name": "Đỗ Thị Lan"})  # fmt: skip
    survivors.to("forward")
    first = begin("08A-HSB", died_on="05/08/2026", rows=periods())
    first = typed_again(
        first, survivors, **{cell("takes", first, name): False for name in ("Lê Thị Mùa", "Đỗ Thị Lan")}
    )
    second = begin("08A-HSB", receiver="Lê Thị Mùa", died_on="05/08/2026", rows=periods(), funeral=False)
    theirs = ("Bùi Minh Khôi", "Bùi Ngọc Diệp", "Trần Thị Gấm")
    second = typed_again(second, survivors, **{cell("takes", second, name): False for name in theirs})

    assert "cho 5 thân nhân hưởng hằng tháng, tối đa 4" in compute(second).problems[0]
    second = typed_again(second, survivors, **{cell("takes", second, "Đỗ Thị Lan"): False})
    assert compute(second).money == Money(1_265_000)
    assert deciding.propose(dossier=survivors.fresh(), by=survivors.user("chuyenvien"))


def test_what_was_frozen_is_paid_out_and_computed_anew(survivors: SurvivorsRoad, begin: Begin, amend: Amend) -> None:
    survivors.to("forward")
    draft = begin("08A-HSB", died_on="05/08/2026", rows=periods())
    survivors.propose()
    survivors.endorse()
    draft.refresh_from_db()
    assert draft.frozen
    paid = KINDS["08A-HSB"].payees(draft.frozen["papers"][0]["data"])

    assert [(payee.person, payee.money) for payee in paid] == [
        ("Bùi Minh Khôi (bà Trần Thị Gấm nhận)", Money(1_265_000)),
        ("Bùi Ngọc Diệp (bà Trần Thị Gấm nhận)", Money(1_265_000)),
        ("Trần Thị Gấm", Money(1_265_000)), ("Trần Thị Gấm", Money(once=25_300_000)),
    ]  # fmt: skip
    assert [payee.last_month for payee in paid] == ["03/2033", "11/2036", "", ""]
    Person.objects.filter(full_name="Trần Thị Gấm").update(full_name="Trần Thị Gấm Hoa")
    assert why_not_as_frozen(draft) == "", "a name is no figure"
    amend(lambda rule: replace(rule, value=rule.value * 2) if rule.key == "funeral_levels" else rule)
    assert "50.600.000 đồng một lần, dự thảo ghi" in why_not_as_frozen(draft)


@given(st.integers(0, 10**12), st.lists(st.integers(0, 50), min_size=1).filter(any))
def test_what_is_shared_out_adds_up_and_nobody_without_a_share_has_any(total: int, shares: list[int]) -> None:
    rows = shared_out(total, shares)

    assert sum(rows) == total and len(rows) == len(shares)
    assert all(not row for row, share in zip(rows, shares, strict=True) if not share)
