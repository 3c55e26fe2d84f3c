"""Do the printed papers say what was decided, in words that stand up?"""

from datetime import UTC, datetime

from benefits.actions import deciding, drafting, preparing
from benefits.papers import papers_of
from benefits.previewing import pdf_of
from bhxh_archive.models import Parameter
from intake.models import Dossier
from tests.benefits.conftest import ShortRoad
from tests.bhxh_archive.documents.test_render import text_of

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
