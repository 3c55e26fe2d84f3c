"""Is an allowance that the employment service centre decided paid by a list, a row for each person of the dossier?"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from benefits.actions import drafting
from benefits.calculation import compute, headline, lacks_of
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.forms.entries import undraftable
from benefits.kinds.paid_back import drawn_by
from benefits.models import Draft
from benefits.papers.annex import annex_pdf
from benefits.queries import open_drafts
from benefits.series import series_of
from benefits.wording.legal_bases import unconfirmed
from bhxh_archive.lifecycle import State
from intake.actions.counter import registration
from intake.models import Person
from intake.queries import results_of
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.test_allowance import words
from tests.benefits.test_revision import printed
from tests.room import PERSON

CENTRE = "Trung tâm Dịch vụ việc làm Hải Phòng"
GRANTED = {
    "decision_number": "1521/QĐ-SNV", "decided_on": "20112026", "agency": CENTRE, "monthly": "4.500.000",
    "first_month": "112026", "last_month": "012027", "total": "13.500.000", "account": "0000 1111 2222",
}  # fmt: skip
RECEIPT = {"payment_method": "Chuyển khoản", "payment_place": "Ngân hàng Mẫu"}
OTHER = PERSON | {"full_name": "Nguyễn Văn Bình", "role": "list_member", "sex": "M",
                  "personal_id": "031069000777", "insurance_number": "3105000777"}  # fmt: skip


class ListRoad(ShortRoad):
    """A dossier in which the centre asks for the payment of these people."""

    procedure = "BHTN"
    people_on_it: tuple[dict[str, Any], ...] = (PERSON,)

    def register(self) -> None:
        clerk = self.user("tiepnhan")
        assert clerk.office
        self.dossier = registration.register(
            office=clerk.office, procedure_code=self.procedure, persons=list(self.people_on_it), by=clerk,
            return_method="counter", counted_pages=0, counted_sheets=0,
        )  # fmt: skip

    def draft(self) -> None:
        begin(self, *(GRANTED for _ in self.people_on_it))


def begin(road: ShortRoad, *granted: dict[str, str]) -> Draft:
    kind, officer = road.dossier.procedure.result_kinds.get(code="DS_CHITRA"), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=typed(road, *granted), by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def typed(road: ShortRoad, *granted: dict[str, str]) -> dict[str, str]:
    people = road.dossier.persons.all()
    return RECEIPT | {f"{name}_{person.pk}": value for person, cells in zip(people, granted, strict=True)
                      for name, value in cells.items()}  # fmt: skip


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    found = ListRoad(unsigned_road.people, unsigned_road.run_jobs)
    found.to("forward")
    return found


def test_from_the_form_to_the_proposed_list(road: ShortRoad, signed_in: As) -> None:
    officer: Client = signed_in("chuyenvien-hp")
    kind = road.dossier.procedure.result_kinds.get(code="DS_CHITRA")
    assert undraftable(road.dossier.procedure, listed=False) == []
    url = officer.post(reverse("open_draft", args=[road.dossier.pk]), {"kind": kind.pk})["Location"]
    page = officer.post(url, {"version": "0", **typed(road, GRANTED)}, follow=True).content.decode()
    assert "Quyết định của trung tâm dịch vụ việc làm" in page and "4.500.000 đồng/tháng" in page

    draft = open_drafts(road.dossier).get()
    text = printed(draft)
    for seen in ("DANH SÁCH CHI TRẢ", "/DS-BHXH", "1521/QĐ-SNV", "ngày 20/11/2026", "11/2026 01/2027 3 4.500.000",
                 "TỔNG CỘNG: 01 người", "13.500.000 đồng (bằng chữ: mười ba triệu năm trăm nghìn đồng)",
                 f"- {CENTRE};"):  # fmt: skip
        assert seen in text, seen
    assert headline(compute(draft)) == "4.500.000 đồng/tháng" and series_of(kind) == "DS"
    assert "từ 11/2026 đến 01/2027: 4.500.000 × 3 tháng" in words(annex_pdf(draft))
    assert unconfirmed(draft) == ["Cần xác nhận mẫu của văn bản này: chưa đối chiếu với mẫu chính thức."]

    officer.post(reverse("propose", args=[road.dossier.pk]))
    assert road.fresh().state == State.AWAITING_CONTROL
    road.endorse()
    frozen = open_drafts(road.dossier).get()
    assert why_not_as_frozen(frozen) == "" and frozen.frozen["papers"][0]["data"]["head"]  # type: ignore[index]


WRONG = (
    ({"last_month": "102026"}, "Hưởng đến tháng 10/2026 trước tháng bắt đầu 11/2026: hãy xem lại."),
    ({"months": "4"}, "Từ 11/2026 đến 01/2027 là 3 tháng, không phải 4: hãy xem lại."),
    ({"last_month": ""}, "Chưa ghi tháng cuối hoặc số tháng hưởng."),
    ({"last_month": "", "months": "0"}, "Số tháng hưởng phải từ 1 trở lên."),
    ({"total": "13.000.000"}, "Tổng số tiền 13.000.000 đồng không bằng 4.500.000 × 3 tháng = 13.500.000 đồng: "
                              "hãy xem lại."),
    ({"monthly": "0", "total": ""}, "Mức hưởng hằng tháng phải lớn hơn 0."),
    ({"decided_on": "01/01/2900"},
     "Ngày của quyết định hưởng trợ cấp thất nghiệp 01/01/2900 sau hôm nay: hãy xem lại."),
    ({"decision_number": "", "agency": ""}, "Chưa ghi số quyết định hưởng trợ cấp thất nghiệp."),
)  # fmt: skip


def unsaved(unsigned_road: ShortRoad, *people: dict[str, Any]) -> tuple[ListRoad, Draft]:
    road = ListRoad(unsigned_road.people, unsigned_road.run_jobs)
    road.people_on_it = people
    road.register()
    return road, Draft(dossier=road.dossier, kind=road.dossier.procedure.result_kinds.get(code="DS_CHITRA"))


def test_what_is_missing_or_cannot_be_is_told(unsigned_road: ShortRoad) -> None:
    road, draft = unsaved(unsigned_road, PERSON)
    for changes, said in WRONG:
        assert said in compute(draft, entries=typed(road, GRANTED | changes), periods=()).problems, said
    assert [lack.said for lack in lacks_of(draft, typed(road, GRANTED | {"account": ""}))] == [
        "Nhận bằng chuyển khoản nhưng chưa ghi số tài khoản."
    ]
    longer = GRANTED | {"last_month": "", "months": "13", "total": ""}
    result = compute(draft, entries=typed(road, longer), periods=()).result
    assert result and [found.code for found in result.findings] == ["MANY_MONTHS"]


def test_everybody_on_the_issued_list_is_paid(short_road: ShortRoad, signed_in: As) -> None:
    road = ListRoad(short_road.people, short_road.run_jobs)
    road.people_on_it = (PERSON, OTHER)
    road.to("issue")
    [issued] = results_of(road.dossier)
    assert (issued.number, issued.doc_type, issued.receiver) == ("01/DS-BHXH", "32", None)
    assert [(one.name, str(one.rates[0].last)) for one in drawn_by(issued)] == [
        ("Phạm Thị Hường", "01/2027"), ("Nguyễn Văn Bình", "01/2027"),
    ]  # fmt: skip
    clerk: Client = signed_in("vanthu-hp")
    assert "9.000.000 đồng/tháng" in clerk.get(reverse("payment_list")).content.decode()
    sheet = load_workbook(BytesIO(clerk.get(reverse("payment_file")).content)).active
    assert sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert [row[4] for row in rows] == ["Phạm Thị Hường", "Nguyễn Văn Bình"]
    for row in rows:
        assert f"{row[8]:%d/%m/%Y}" == "01/11/2026" and row[9:12] == ["01/2027", 4_500_000, 0]
        assert row[16:19] == ["Ngân hàng Mẫu", "Chuyển khoản", "0000 1111 2222"]


def test_of_several_people_each_is_named_in_what_is_missing(unsigned_road: ShortRoad) -> None:
    road, draft = unsaved(unsigned_road, PERSON, OTHER)
    assert {person.role for person in road.dossier.persons.all()} == {Person.Role.INSURED, Person.Role.LIST_MEMBER}
    entries = typed(road, GRANTED, GRANTED | {"monthly": "", "account": ""})
    assert [lack.said for lack in lacks_of(draft, entries)] == [
        "Nhận bằng chuyển khoản nhưng chưa ghi số tài khoản của Nguyễn Văn Bình."
    ]
    assert compute(draft, entries=entries, periods=()).problems == ("Nguyễn Văn Bình: chưa ghi mức hưởng hằng tháng.",)
