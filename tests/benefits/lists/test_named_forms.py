"""Are a settled list and a letter replaced, revoked and corrected as a decision is, and called what they are?"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from benefits.actions import confirming, deciding, drafting
from benefits.actions.changing import come_into_force, keep_change
from benefits.bulk_signing import doubts
from benefits.doubts.doubted import looked_at, unreasoned
from benefits.doubts.naming import problems_of, replaceable_by
from benefits.earlier.named import Named
from benefits.issued.standing import remarks_on
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.text import number_fold
from intake.models import EmployerList, ListImport, ListLine, Result, ResultKind
from intake.queries.trail_names import names_in
from intake.trail.sentences import sentence
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.earlier.test_named import WHY, naming
from tests.benefits.lists.conftest import ListRoad
from tests.benefits.test_correction import begin as correct
from tests.benefits.test_revocation import begin as revoke
from tests.bhxh_archive.documents.test_render import text_of
from tests.intake.conftest import draft_of
from tests.intake.lists import sickness
from tests.intake.rows import add_result
from tests.intake.sheets import UNIT
from tests.room import PERSON

OURS = "Bảo hiểm xã hội thành phố Hải Phòng"
LETTER = {"kind": "TRA_LOI", "title": "Văn bản trả lời", "doc_type": "22", "number": "31/BHXH-CĐBHXH"}
LIST = {"kind": "C70A-HSB", "title": "Danh sách giải quyết", "doc_type": "32", "number": "12/DS-BHXH"}


def issued(result: Result, **facts: Any) -> Result:
    """The decision as if it were another document."""
    Result.objects.filter(pk=result.pk).update(**facts, number_folded=number_fold(facts["number"]))
    result.refresh_from_db()
    return result


def settled(clerk: User) -> Result:
    """An issued list of an employer on which the person of the pension decision stands."""
    dossier = sickness(clerk)
    found = EmployerList.objects.create(dossier=dossier, **UNIT | {"period": "2026-09"})
    sent = ListImport.objects.create(list=found, name="ds.xlsx", digest="0" * 64, part="1", by=clerk)
    ListLine.objects.create(
        list=found, origin=found, key="A", ordinal=1, source=sent, source_row=2, standing=ListLine.Standing.TAKEN,
        full_name=str(PERSON["full_name"]), insurance_number=str(PERSON["insurance_number"]),
    )  # fmt: skip
    return issued(add_result(dossier), **LIST)


def text(draft: Draft) -> str:
    return " ".join(text_of(pdf_of(papers_of(draft)[0])).split())


def test_a_letter_is_replaced_by_a_letter_that_says_so(unsigned_road: ShortRoad, demo: dict[str, User]) -> None:
    unsigned_road.to("forward")
    kind, officer = unsigned_road.dossier.procedure.result_kinds.get(role="ANSWER"), unsigned_road.user("chuyenvien")
    draft = drafting.open_draft(dossier=unsigned_road.fresh(), kind=kind, by=officer)
    earlier = issued(add_result(draft_of(demo["tiepnhan-hp"], persons=[PERSON])), **LETTER)
    decision = add_result(draft_of(demo["tiepnhan-hp"], persons=[PERSON]))
    draft = naming(draft, reasons="Chưa đủ tuổi.", replaces=str(earlier.pk), **WHY)

    assert replaceable_by(draft) == [earlier] and problems_of(draft) == []
    words = f"Công văn số 31/BHXH-CĐBHXH ngày 20/11/2026 của {OURS}"
    assert f"(Thay thế {words})" in text(draft)
    assert f"Công văn này thay thế {words}; lý do: Sai mức bình quân." in text(draft)
    assert problems_of(draft, {"replaces": str(decision.pk)} | WHY) == [
        f"Quyết định số 05/QĐ-BHXH ngày 20/11/2026 của {OURS} không thay thế được bằng công văn: "
        "thay thế phải cùng hình thức văn bản."
    ]  # fmt: skip


def test_a_list_is_revoked_and_corrected_by_who_stands_on_it(adjusting: ShortRoad, demo: dict[str, User]) -> None:
    earlier, strange = settled(demo["tiepnhan-hp"]), settled(demo["tiepnhan-hp"])
    ListLine.objects.filter(list__dossier=strange.dossier).update(insurance_number="3105000999")
    draft = revoke(adjusting, replaces=str(earlier.pk))
    words = f"Danh sách số 12/DS-BHXH ngày 20/11/2026 của {OURS}"
    assert replaceable_by(draft) == [earlier] and problems_of(draft) == []
    assert f"Điều 1. Thu hồi {words} từ ngày 01 tháng 6 năm 2026, có tên Bà Phạm Thị Hường" in text(draft)
    assert "không phải của người hưởng, đơn vị" in problems_of(draft, draft.entries | {"replaces": str(strange.pk)})[0]

    letter = correct(adjusting, replaces=str(earlier.pk))
    assert f"đính chính {words}" in text(letter) and "nội dung khác của Danh sách giữ nguyên" in text(letter)
    by_hand = {"replaces": "", "replaced_form": "Thông báo", "replaced_number": "7/TB-BHXH",
               "replaced_on": "05/03/2019", "replaced_agency": "BHXH tỉnh Hải Dương"}  # fmt: skip
    letter = correct(adjusting, **by_hand)
    assert "V/v đính chính Thông báo số 7/TB-BHXH ngày 05/03/2019" in text(letter)


def test_what_ends_for_everybody_on_a_list_is_told_and_wants_a_reason(
    adjusting: ShortRoad, demo: dict[str, User]
) -> None:
    earlier, officer = settled(demo["tiepnhan-hp"]), adjusting.user("chuyenvien")
    draft = revoke(adjusting, replaces=str(earlier.pk), paid_nothing=True)
    ends = "thu hồi làm chấm dứt quyền lợi của tất cả những người này, không chỉ của người trong hồ sơ."
    assert unreasoned(looked_at([draft])) == [f"Danh sách số 12/DS-BHXH ngày 20/11/2026 có 1 lượt người: {ends}"]
    rows = [{"name": name, "id_number": "", "insurance_number": number, "amount": 1_500_000, "account": "", "bank": ""}
            for name, number in (("Lan", "1"), ("Lan", "1"), ("Nam", "2"))]  # fmt: skip
    kind = ResultKind.objects.filter(code="C70A-HSB").latest("pk")
    frozen = {"papers": [{"main": True, "data": {"groups": [{"lines": rows}]}}]}
    Draft.objects.create(dossier=earlier.dossier, kind=kind, drafted_by=officer, frozen=frozen)
    revoke(adjusting, replaces=str(earlier.pk), paid_nothing=True, recovered="")
    said = f"Danh sách số 12/DS-BHXH ngày 20/11/2026 có 2 người, cộng 4.500.000 đồng: {ends}"
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=adjusting.fresh(), by=officer)
    assert refused.value.problems == [said]
    confirming.confirm_doubts(dossier=adjusting.fresh(), reason="Cả danh sách sai kỳ", by=officer)
    deciding.propose(dossier=adjusting.fresh(), by=officer)
    assert f"{said} {officer} xác nhận: Cả danh sách sai kỳ" in doubts(adjusting.fresh())


def test_a_list_is_replaced_by_the_next_one_of_its_employer(
    list_road: ListRoad, demo: dict[str, User], signed_in: As
) -> None:
    earlier = settled(demo["tiepnhan-hp"])
    dossier = list_road.to("draft")
    draft, officer = open_drafts(dossier).get(), signed_in("chuyenvien-hp")
    address = f"{reverse('draft', args=[dossier.pk, draft.pk])}?xem=thay-the"
    assert address in officer.get(reverse("settle_list", args=[dossier.pk])).content.decode()
    assert "Số 12/DS-BHXH ngày 20/11/2026: Danh sách giải quyết" in officer.get(address).content.decode()
    EmployerList.objects.filter(dossier=dossier).update(replaces=earlier.dossier.employer_list.pk)
    [lacking] = problems_of(open_drafts(dossier).get())
    assert lacking.startswith("Danh sách này được nhận để thay thế danh sách của hồ sơ")
    half = officer.post(address, {"version": str(draft.version), **WHY})
    assert half.status_code == 422 and "Chưa chọn văn bản được thay thế" in half.content.decode()
    saved = officer.post(address, {"replaces": str(earlier.pk), "version": str(draft.version + 1), **WHY})
    assert saved["Location"] == reverse("settle_list", args=[dossier.pk])
    draft = open_drafts(dossier).get()
    words = f"Danh sách số 12/DS-BHXH ngày 20/11/2026 của {OURS}"
    assert problems_of(draft) == [] and f"Danh sách này thay thế {words}; lý do: Sai mức bình quân." in text(draft)

    newer = issued(add_result(dossier), **LIST | {"number": "14/DS-BHXH"})
    named = Named(earlier.pk, earlier.number, earlier.dated, OURS, "Sai", form="Danh sách")
    draft.frozen = {"named": named.as_frozen()}
    assert str(keep_change(draft, newer)) == "Thay thế Danh sách số 12/DS-BHXH ngày 20/11/2026"
    come_into_force(dossier, demo["vanthu-hp"])
    [remark] = remarks_on([earlier.dossier_id])[earlier.dossier_id, earlier.number]
    assert remark.ends and remark.text.startswith("Đã được thay thế bởi Danh sách số 14/DS-BHXH ngày 20/11/2026")
    event = earlier.dossier.events.get(verb="replaced")
    assert "được thay thế bởi Danh sách số 14/DS-BHXH" in sentence(event, names_in([event]))
