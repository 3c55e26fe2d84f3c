"""Does a usual decision fit one page, and does no signature ever stand on a page without text?"""

from __future__ import annotations

from functools import cache
from typing import Any

import pypdfium2
import pytest
from pypdfium2.raw import FPDFText_GetFontSize

from bhxh_archive.documents.catalogue import TEMPLATES
from bhxh_archive.documents.render import Rendered, render, render_signed
from bhxh_archive.documents.shapes import (
    answer_letter,
    correction_letter,
    decision_03,
    decision_07a,
    decision_07b,
    decision_allowance,
    decision_funeral,
    decision_maternity,
    payment_list,
    receipt,
    reissue_letter,
    samples,
    settled_list,
    settlement_notice,
    statement_04hsb,
    supplement,
    verification_letter,
)
from bhxh_archive.documents.shapes.statement_04hsb import row

pytestmark = pytest.mark.slow

MM = 72 / 25.4
BOTTOM = 20 * MM
"""The lower margin of a decision."""
USUAL = {"employer": "Công ty TNHH May Mẫu", "address": "Số 5 ngõ Mẫu, phường Gia Viên, thành phố Hải Phòng"}


def lines_above(rendered: Rendered) -> int:
    """Lines of text above the signature's title on its page; the page number is none."""
    leader = rendered.boxes["leader"]
    page = pypdfium2.PdfDocument(rendered.pdf)[leader.page]
    above = page.get_textpage().get_text_bounded(bottom=leader.y2 + 8 * MM)
    return len([line for line in above.splitlines() if line.strip() and not line.strip().isdigit()])


def foot_of(pdf: bytes, number: int) -> float:
    """How far above the lower edge of that page its last line ends, in points."""
    textpage = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    return float(min(textpage.get_rect(index)[1] for index in range(textpage.count_rects())))


def pension(times: int) -> dict[str, Any]:
    """A pension decision with so many special times."""
    plain = decision_07a.example()
    return {**plain, "special_times": plain["special_times"] * times, "person": {**plain["person"], **USUAL}}


def one_time(length: int) -> dict[str, Any]:
    """A one-time benefit under one year, its ground so many times as long."""
    plain = decision_07b.example()
    paid = "22% × 41.200.000 = 9.064.000; tối đa 2 × 5.150.000 = 10.300.000"
    ground = " ".join(["Ra nước ngoài để định cư"] * length)
    return {**plain, "person": {**plain["person"], **USUAL}, "ground": ground, "parts": [], "moved": "",
            "under_year": paid}  # fmt: skip


def left(template: str, relatives: int) -> dict[str, Any]:
    """A decision after a death for so many relatives, for every other number with the funeral allowance."""
    given: Any = TEMPLATES[template].example()
    funeral = None if relatives % 2 else given["funeral"]
    return {**given, "relatives": given["relatives"][:1] * relatives, "funeral": funeral}


def buried(bases: int) -> dict[str, Any]:
    """A funeral allowance that rests on so many laws."""
    given = decision_funeral.example()
    return {**given, "legal_bases": given["legal_bases"][:1] * bases}


def accident(bases: int) -> dict[str, Any]:
    """An allowance after an accident that rests on so many laws."""
    given = decision_03.example()
    return {**given, "legal_bases": given["legal_bases"][:1] * bases, "person": {**given["person"], **USUAL}}


def changed(template: str, reasons: int) -> dict[str, Any]:
    """A changed amount, or a revoked decision, with so long a reason."""
    given: Any = TEMPLATES[template].example()
    return {**given, "reason": " ".join([given["reason"]] * reasons)}


def by_hand(methods: int) -> dict[str, Any]:
    """A monthly allowance that was worked out in so many words."""
    given = decision_allowance.example()
    return {**given, "method": " ".join([given["method"]] * methods), "person": {**given["person"], **USUAL}}


def birth(bases: int) -> dict[str, Any]:
    """A maternity allowance that rests on so many laws."""
    given = decision_maternity.example()
    return {**given, "legal_bases": given["legal_bases"][:1] * bases, "person": {**given["person"], **USUAL}}


def answer(reasons: int) -> dict[str, Any]:
    given = answer_letter.example()
    return {**given, "reasons": given["reasons"] * reasons}


def statement(rows: int) -> dict[str, Any]:
    listed = [row("01/2005", "12/2005", 2_000_000, 12, "3.27", 78_480_000)] * rows
    return {**statement_04hsb.example(), "rows": listed}


def settled(lines: int) -> Any:
    """An employer's list with so many sick, nobody refused."""
    return {**settled_list.long_example(lines), "refused": []}


def request(defects: int) -> dict[str, Any]:
    """A supplement slip that names so many papers, signed by the leader."""
    given = supplement.example()
    paper = {**given["defects"][0], "component": "Văn bản đề nghị hưởng chế độ (đơn đề nghị) (Mẫu số 14-HSB)",
             "defect": "Thiếu đơn", "remedy": ""}  # fmt: skip
    return {**given, "defects": [paper] * defects, "signature": samples.director()}


def corrected(places: int) -> dict[str, Any]:
    """A letter that corrects so many places."""
    given = correction_letter.example()
    return {**given, "places": given["places"][:1] * places}


def given_again(papers: int) -> dict[str, Any]:
    """A letter with copies of so many papers."""
    given = reissue_letter.example()
    return {**given, "copies": given["copies"] * papers}


def told(contents: int) -> dict[str, Any]:
    """A notice of so many sentences."""
    given = settlement_notice.example()
    return {**given, "contents": given["contents"][:1] * contents}


def asked(questions: int) -> dict[str, Any]:
    """A letter that asks another body so much."""
    given = verification_letter.example()
    return {**given, "questions": given["questions"][:1] * questions}


CASES = [
    *(("decision_07a", pension(times)) for times in range(16)),
    *(("decision_07b", one_time(length)) for length in range(1, 24, 2)),
    *(("decision_03", accident(bases)) for bases in range(1, 24, 2)),
    *(("decision_revision", changed("decision_revision", reasons)) for reasons in range(1, 24, 2)),
    *(("decision_revocation", changed("decision_revocation", reasons)) for reasons in range(1, 24, 4)),
    *(("decision_suspension", changed("decision_suspension", reasons)) for reasons in range(1, 24, 4)),
    *(("decision_maternity", birth(bases)) for bases in range(1, 24, 2)),
    *(("decision_allowance", by_hand(methods)) for methods in range(1, 24, 2)),
    *(("decision_08a", left("decision_08a", relatives)) for relatives in range(1, 16)),
    *(("decision_08b", left("decision_08b", relatives)) for relatives in range(1, 16)),
    *(("decision_unpaid", left("decision_unpaid", relatives)) for relatives in range(1, 16)),
    *(("decision_funeral", buried(bases)) for bases in range(1, 24, 2)),
    *(("answer_letter", answer(reasons)) for reasons in range(1, 18)),
    *(("correction_letter", corrected(places)) for places in range(1, 30, 4)),
    *(("reissue_letter", given_again(papers)) for papers in range(1, 24, 4)),
    *(("settlement_notice", told(contents)) for contents in range(1, 24, 3)),
    *(("verification_letter", asked(questions)) for questions in range(1, 24, 3)),
    *(("statement_04hsb", statement(rows)) for rows in range(1, 40, 3)),
    *(("settled_list", settled(lines)) for lines in range(1, 40, 3)),
    *(("payment_list", payment_list.long_example(people)) for people in range(1, 30, 3)),
    *(("supplement", request(defects)) for defects in range(1, 12)),
]


@cache
def case(number: int) -> Rendered:
    """This one of the cases, rendered once for all that is asked of it."""
    return render_signed(*CASES[number])


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{name}-{n}" for n, (name, _) in enumerate(CASES)])
def test_two_lines_of_text_at_least_stand_on_the_page_of_the_signature(number: int) -> None:
    assert lines_above(case(number)) >= 2


@pytest.mark.parametrize("template", ["decision_07a", "decision_07b", "decision_08a"])
def test_a_decision_that_goes_over_fills_its_first_page(template: str) -> None:
    """What is left free is less than the signature takes, with the article that stays with it."""
    cases = (case(number) for number, (name, _) in enumerate(CASES) if name == template)
    free = [foot_of(rendered.pdf, 0) - BOTTOM for rendered in cases if rendered.boxes["leader"].page == 1]
    assert free and max(free) < 30 * MM


def test_rows_of_a_statement_stand_where_there_is_room_for_them() -> None:
    plain = statement_04hsb.example()
    rendered = render_signed("statement_04hsb", {**plain, "rows": plain["rows"][:9]})
    first = pypdfium2.PdfDocument(rendered.pdf)[0].get_textpage().get_text_bounded()
    assert "I. Thời gian đóng" in first and rendered.boxes["leader"].page == 1
    assert foot_of(rendered.pdf, 0) < 50 * MM


@pytest.mark.parametrize("template", dict.fromkeys(name for name, _ in CASES))
def test_the_cases_run_over_one_page_and_more(template: str) -> None:
    """The test above would prove nothing for documents that never break."""
    pages = {case(number).boxes["leader"].page for number, (name, _) in enumerate(CASES) if name == template}
    assert {0, 1} <= pages


def test_a_usual_pension_decision_fits_one_page_in_thirteen_points() -> None:
    plain = decision_07a.example()
    usual = {**plain, "person": {**plain["person"], **USUAL}, "special_times": [], "clinic": "Bệnh viện Mẫu"}
    rendered = render_signed("decision_07a", usual)

    assert len(pypdfium2.PdfDocument(rendered.pdf)) == 1
    textpage = pypdfium2.PdfDocument(rendered.pdf)[0].get_textpage()
    start, _ = textpage.search("Tổng số thời gian").get_next()
    assert FPDFText_GetFontSize(textpage.raw, start) == 13


def test_a_supplement_slip_that_names_three_papers_fits_one_page() -> None:
    assert render_signed("supplement", request(3)).boxes["leader"].page == 0


def test_every_signed_template_is_tried_here_or_is_a_short_notice() -> None:
    signed = {name for name, template in TEMPLATES.items() if template.signed}
    assert signed - {name for name, _ in CASES} == {"apology", "lapse_notice", "withdrawal"}


def receipt_of(papers: int) -> Any:
    """Both copies of a receipt after a death, with so many papers of long names."""
    plain = receipt.example()
    long = {
        **plain["components"][0],
        "name": "Biên bản điều tra tai nạn lao động hoặc bệnh án điều trị bệnh nghề nghiệp",
    }
    death = {"deceased": "Đỗ Văn Khuất", "person": "Lê Thị Mùa, Đỗ Minh An", "previous_due": plain["due"]}
    return pypdfium2.PdfDocument(render("receipt", {**plain, **death, "components": [long] * papers}))


@pytest.mark.parametrize("papers", [1, 4, 7])
def test_each_copy_of_a_receipt_is_one_sheet_as_long_as_it_can_be(papers: int) -> None:
    assert len(receipt_of(papers)) == 2


def test_the_second_sheet_of_a_receipt_has_text_above_the_signatures() -> None:
    pages = receipt_of(10)
    assert len(pages) == 4
    said = pages[1].get_textpage().get_text_bounded()
    assert "Điện thoại liên hệ" in said and "NGƯỜI NỘP HỒ SƠ" in said
