"""Do the printed papers say what was decided, in words that stand up?"""

import re
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.urls import reverse

from benefits.actions import deciding, drafting, preparing
from benefits.arithmetic.periods import Period
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from benefits.views.verbs import about
from benefits.wording.legal_bases import bases_of, unconfirmed_bases
from benefits.wording.letters import answer_data
from bhxh_archive.models import Office, Parameter
from bhxh_archive.money import round_half_up
from bhxh_archive.ui.facts import Fact
from intake.models import Dossier, EmployerList, ListImport, ListLine, Procedure
from tests.benefits.arithmetic.builders import employer, lasting
from tests.benefits.conftest import As, ShortRoad
from tests.bhxh_archive.documents.test_render import text_of


def of_a_man(draft: Draft, born: int, *periods: Period, **entries: str) -> Draft:
    """The draft for a man born in that year, with these periods and entries."""
    draft.dossier.persons.update(sex="M", birth_year=born, full_name="Trần Văn Đức")
    typed = {**draft.entries, **entries}
    drafting.save_draft(draft=draft, entries=typed, periods=periods, by=draft.drafted_by)
    return open_drafts(draft.dossier).get()


def one_time(draft: Draft, *periods: Period, month: str) -> Draft:
    """A decision on the one-time benefit with these periods."""
    dossier = draft.dossier
    dossier.procedure = Procedure.objects.get(code="BHXH1L", rule_book=dossier.procedure.rule_book)
    dossier.save(update_fields=["procedure"])
    draft.kind = dossier.procedure.result_kinds.get(code="07B-HSB")
    draft.save(update_fields=["kind"])
    drafting.save_draft(draft=draft, entries={"benefit_month": month}, periods=periods, by=draft.drafted_by)
    return open_drafts(dossier).get()


def printed(draft: Draft) -> str:
    """The text of the decision, line breaks taken out."""
    return " ".join(text_of(pdf_of(papers_of(draft)[0])).split())


def test_the_printed_formula_of_a_pension_gives_the_printed_amount(draft: Draft) -> None:
    """257 months at 4,050,000: the rounded average times 58 % would come to a đồng more than is paid."""
    rows = (employer("01/2005", "05/2026", 4_050_000),)
    drafting.save_draft(draft=draft, entries=draft.entries, periods=rows, by=draft.drafted_by)
    text = printed(open_drafts(draft.dossier).get())

    assert "làm căn cứ đóng: 6.576.444 đồng" in text
    assert "6.576.443,5798 × 58% = 3.814.337 đồng" in text
    assert round_half_up(Fraction("6576443.5798") * 58 / 100) == 3_814_337
    assert round_half_up(Fraction(6_576_444) * 58 / 100) == 3_814_338


def test_a_retirement_grant_prints_its_formula(draft: Draft) -> None:
    """Example T8: the article alone would not let anybody check the sum."""
    text = printed(of_a_man(draft, 1963, lasting(456, "04/2026"), benefit_month="07/2026",
                            stated_average="10.000.000", regional="0,5 x 60"))  # fmt: skip

    assert "c) Trợ cấp một lần khi nghỉ hưu: (1 năm × 0,5 + 2 năm sau tuổi nghỉ hưu × 2) × 10.000.000" in text
    assert "= 45.000.000 đồng" in text
    assert "d) Trợ cấp khu vực một lần: (0,5 × 60 tháng) × 15% × 2.530.000 = 11.385.000 đồng" in text
    assert "56.385.000 đồng" in text


def test_a_grant_without_late_years_has_no_term_for_them(draft: Draft) -> None:
    text = printed(of_a_man(draft, 1965, lasting(456, "06/2026"), benefit_month="07/2026",
                            stated_average="10.000.000"))  # fmt: skip

    assert "(3 năm × 0,5) × 10.000.000 = 15.000.000 đồng" in text


def test_the_sums_of_a_one_time_benefit_multiply_out_from_what_is_printed(draft: Draft) -> None:
    """46 months before 2014 and 31 from then on; the average of 77 months has decimals without end."""
    text = printed(one_time(draft, employer("03/2010", "12/2013", 2_500_000), employer("01/2014", "07/2016", 3_200_000),
                            month="07/2026"))  # fmt: skip

    exact = Fraction(re.search(r"chưa làm tròn: ([\d.,]+) đồng", text)[1].replace(".", "").replace(",", "."))  # type: ignore[index]
    total = int(re.search(r"Tổng số tiền được hưởng: ([\d.]+) đồng", text)[1].replace(".", ""))  # type: ignore[index]
    assert exact.denominator > 1
    assert round(exact * (3 * Fraction(3, 2) + Fraction(7, 2) * 2)) == total


def test_under_a_year_the_decision_shows_what_was_paid_instead_of_an_empty_table(draft: Draft) -> None:
    """Example T10."""
    made = one_time(draft, employer("03/2024", "10/2024", 5_000_000), month="01/2026")

    assert papers_of(made)[0].data["parts"] == []
    text = printed(made)
    assert "22% × 41.200.000 = 9.064.000; tối đa 2 × 5.150.000 = 10.300.000" in text
    assert "xã hội: 8 tháng." in text and "Số năm tính hưởng" not in text


def test_odd_months_that_move_behind_2014_are_told(draft: Draft) -> None:
    """Example T9: 31 and 64 months make two and six years."""
    made = one_time(draft, employer("03/2011", "09/2013", 3_000_000), employer("01/2014", "04/2019", 5_000_000),
                    month="07/2026")  # fmt: skip

    assert "07 tháng lẻ đóng trước ngày 01/01/2014 được chuyển sang" in printed(made)
    assert "64 + 7 = 71 tháng" in printed(made)


def test_time_before_2014_alone_still_adds_up(draft: Draft) -> None:
    """31 months before 2014: the seven that move make a year from 2014 on, which has no months of its own."""
    data = papers_of(one_time(draft, employer("03/2011", "09/2013", 3_000_000), month="07/2026"))[0].data

    assert [(part["months"], part["years"]) for part in data["parts"]] == [(31, "2"), (0, "1")]
    assert sum(part["amount"] for part in data["parts"]) == data["total"]


def test_nothing_is_printed_of_what_is_not_known(draft: Draft) -> None:
    draft.dossier.persons.update(address="", insurance_number="")
    drafting.save_draft(draft=draft, entries={"benefit_month": "06/2026"}, by=draft.drafted_by)
    pages = [text_of(pdf_of(paper)) for paper in papers_of(open_drafts(draft.dossier).get())]

    for label in ("cơ quan, đơn vị", "chức danh", "nơi cư trú", "hình thức nhận", "nơi khám bệnh", "số sổ bhxh"):
        assert label not in pages[0].lower()
    assert "mã số bhxh" not in pages[1].lower()
    assert "SỐ ĐDCN" in pages[0]


def test_who_is_known_to_be_a_woman_is_spoken_to_as_one(draft: Draft) -> None:
    text = printed(draft)

    assert "Điều 1. Bà Phạm Thị Hường" in text and "và bà Phạm Thị Hường chịu trách nhiệm" in text
    assert "ông/bà" not in text.lower()


def test_whole_years_have_no_months_beside_them(draft: Draft) -> None:
    text = printed(of_a_man(draft, 1963, lasting(456, "04/2026"), benefit_month="07/2026",
                            stated_average="10.000.000"))  # fmt: skip

    assert "xã hội bắt buộc: 38 năm." in text


def test_legal_bases_are_whole_and_follow_the_month_of_the_benefit(draft: Draft) -> None:
    """NĐ 30/2020 App. I: kind, number, issuer, date and title; a law by its name and date."""
    text = printed(draft)
    assert "Căn cứ Quyết định số 391/QĐ-BTC ngày 26 tháng 02 năm 2025 của Bộ trưởng Bộ Tài chính" in text
    assert "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024;" in text
    assert "Thông tư số 12/2025/TT-BNV ngày 30 tháng 6 năm 2025 của Bộ trưởng Bộ Nội vụ quy định chi tiết" in text
    assert text.count("Căn cứ") == 5

    before = {**draft.entries, "benefit_month": "06/2025"}
    drafting.save_draft(draft=draft, entries=before, by=draft.drafted_by)
    assert "Luật Bảo hiểm xã hội ngày 20 tháng 11 năm 2014" in bases_of(open_drafts(draft.dossier).get())


def test_what_wants_confirming_among_the_bases_is_said_beside_the_computation(draft: Draft, signed_in: As) -> None:
    said = unconfirmed_bases(draft)

    assert len(said) == 1 and "391/QĐ-BTC" in said[0]
    page = signed_in("chuyenvien-hp").get(reverse("propose", args=[draft.dossier_id])).content.decode()
    assert "Cần xác nhận căn cứ in trên quyết định" in page


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("Trả lời đề nghị hưởng lương hưu", "V/v trả lời đề nghị hưởng lương hưu"),
        ("V/v trả lời đề nghị", "V/v trả lời đề nghị"),
        ("về việc trả lời", "về việc trả lời"),
        ("BHXH trả lời", "V/v BHXH trả lời"),
        ("", "V/v trả lời hồ sơ đề nghị hưởng lương hưu"),
    ],
)
def test_the_summary_of_a_letter_begins_as_it_should(draft: Draft, typed: str, about: str) -> None:
    draft.kind = draft.dossier.procedure.result_kinds.get(role="ANSWER")
    draft.entries = {"about": typed, "reasons": "Chưa đủ 15 năm"}

    assert papers_of(draft)[0].data["about"] == about


AFTER_MIDNIGHT = datetime(2026, 6, 5, 18, 30, tzinfo=UTC)
"""01:30 of the next day in Vietnam."""


def test_the_answer_letter_tells_the_day_of_receipt_in_vietnam(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("forward")
    Dossier.objects.filter(pk=dossier.pk).update(received_at=AFTER_MIDNIGHT)
    officer, kind = unsigned_road.user("chuyenvien"), dossier.procedure.result_kinds.get(role="ANSWER")
    answer = drafting.open_draft(dossier=dossier, kind=kind, by=officer)
    drafting.save_draft(draft=answer, entries={"reasons": "Chưa đủ 15 năm | Điều 64"}, by=officer)
    assert "Ngày 06/06/2026" in text_of(pdf_of(papers_of(answer)[0]))

    deciding.propose(dossier=unsigned_road.fresh(), by=officer)
    unsigned_road.endorse()
    answer.refresh_from_db()
    assert answer.frozen
    assert answer.frozen["papers"][0]["data"]["received"] == "2026-06-06T01:30:00+07:00"


def test_documents_bear_the_notation_that_the_office_was_given(unsigned_road: ShortRoad) -> None:
    office = unsigned_road.user("chuyenvien").office
    Parameter.objects.create(key="decision_notation", office=office, value="QĐ-BHXHHP", valid_from="2026-01-01")
    Parameter.objects.create(key="letter_notation", office=office, value="BHXHHP-CĐ", valid_from="2026-01-01")
    dossier, officer = unsigned_road.to("draft"), unsigned_road.user("chuyenvien")
    answer = drafting.open_draft(
        dossier=dossier, kind=dossier.procedure.result_kinds.get(role="ANSWER"), by=officer
    )  # fmt: skip
    assert [paper.data["letterhead"]["notation"] for paper in papers_of(answer)] == ["BHXHHP-CĐ"]

    drafting.drop_draft(draft=answer, by=officer)
    unsigned_road.propose()
    unsigned_road.endorse()
    documents = preparing.prepare_signature(dossier=unsigned_road.fresh(), by=unsigned_road.user("giamdoc"))
    assert {row.number for row in documents} == {"01/QĐ-BHXHHP"}


def test_the_answer_on_an_employers_list_goes_to_the_employer_and_names_the_people(unsigned_road: ShortRoad) -> None:
    unsigned_road.to("draft")
    dossier = unsigned_road.dossier
    found = EmployerList.objects.create(dossier=dossier, unit_name="Công ty Mẫu", unit_code="IE1", period="2026-10")
    facts = {"digest": "d", "name": "a.xlsx", "part": "1", "by": unsigned_road.user("tiepnhan")}
    whole = {"list": found, "origin": found, "source": ListImport.objects.create(list=found, **facts), "source_row": 1}
    for ordinal, name in enumerate(("Nguyễn Thị Lan", "Trần Văn Nam"), start=1):
        ListLine.objects.create(key=str(ordinal), ordinal=ordinal, full_name=name, standing="taken", **whole)
    kind = dossier.procedure.result_kinds.get(role="ANSWER")
    answer = drafting.open_draft(dossier=dossier, kind=kind, by=unsigned_road.user("chuyenvien"))
    local = Office.objects.filter(kind=Office.Kind.LOCAL)[0]
    Dossier.objects.filter(pk=dossier.pk).update(receiving_office=local)
    letter = answer_data(open_drafts(dossier).get(pk=answer.pk))

    assert (letter["receiver"], letter["letterhead"]["agency"]) == (local.name, dossier.settling_office.name)
    assert (letter["to"], letter["address"]) == ("Công ty Mẫu", "quý đơn vị")
    assert "danh sách 01B-HSB tháng 10/2026, đợt 1, gồm: Nguyễn Thị Lan, Trần Văn Nam" in letter["request"]
    assert about(dossier) == Fact("Đơn vị đề nghị", "Công ty Mẫu, danh sách tháng 10/2026, đợt 1")
