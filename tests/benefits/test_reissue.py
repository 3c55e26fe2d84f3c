"""Is a lost decision given out a second time, with a letter and as the very file that was issued?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.actions import deciding, drafting
from benefits.actions.signing import send_out
from benefits.calculation import compute
from benefits.earlier.reissuing import reissuable
from benefits.models import Draft
from benefits.queries import open_drafts
from benefits.series import series_of
from bhxh_archive.models import User
from intake.actions.dossier.results import remark_on
from intake.models import Result, ResultKind, ResultVersion
from intake.queries import results_of
from tests.benefits.conftest import As, ShortRoad
from tests.benefits.test_revision import printed
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON

REPLACED = "Đã được thay thế bởi Quyết định số 09/QĐ-BHXH ngày 27/11/2026"


@pytest.fixture
def lost(unsigned_road: ShortRoad) -> ShortRoad:
    """A dossier before an officer, in which the person asks for a decision again."""
    unsigned_road.procedure = "CAPLAI"
    unsigned_road.to("forward")
    return unsigned_road


def begin(road: ShortRoad, **entries: Any) -> Draft:
    kind, officer = road.dossier.procedure.result_kinds.get(code="BAN_SAO"), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def test_the_letter_names_it_and_the_file_goes_along(lost: ShortRoad, earlier: Result, demo: dict[str, User]) -> None:
    remark_on(dossier=earlier.dossier, number=earlier.number, text=REPLACED, ends=True)
    draft = begin(
        lost, copied=str(earlier.pk), with_statement=True, others="Bản sao y Quyết định số 18/QĐ-BHXH, 01 bản"
    )
    text = printed(draft)
    for seen in ("Kính gửi: bà Phạm Thị Hường",
                 "- Quyết định hưởng lương hưu số 05/QĐ-BHXH ngày 20/11/2026. " + REPLACED,
                 "- Bản sao y Quyết định số 18/QĐ-BHXH, 01 bản."):  # fmt: skip
        assert seen in text, seen
    assert series_of(draft.kind) == "CV"
    deciding.propose(dossier=lost.fresh(), by=lost.user("chuyenvien"))
    for _ in range(2):
        send_out(lost.fresh(), [], demo["vanthu-hp"])

    [again] = results_of(lost.fresh())
    assert (again.number, again.dated, again.main) == (earlier.number, earlier.dated, False)
    assert again.latest and earlier.latest and again.latest.file == earlier.latest.file and again.latest.valid
    assert [row.text for row in again.remarks.all()] == [REPLACED]
    remark_on(dossier=earlier.dossier, number=earlier.number, text="Đã bị thu hồi", ends=True)
    assert again.remarks.count() == 2, "what happens later is told there, too"
    assert lost.fresh().events.filter(verb="give_again").count() == 1


def test_nothing_goes_along_that_nobody_lost(lost: ShortRoad, earlier: Result, demo: dict[str, User]) -> None:
    for entries, said in (({}, "Chưa chọn văn bản được cấp lại"), ({"copied": "999999"}, "hãy chọn lại")):
        assert said in compute(begin(lost, **entries)).problems[0]
    stranger = draft_of(demo["tiepnhan-hp"], persons=[PERSON | {"personal_id": "031169000999", "insurance_number": ""}])
    add_result(stranger)
    draft = begin(lost)
    assert reissuable(draft) == [earlier]
    earlier.versions.update(stage=ResultVersion.Stage.PAPER_COPY)
    assert reissuable(draft) == [], "the scan of a paper is no original"


def test_both_desks_say_what_cannot_be_made_here(unsigned_road: ShortRoad, signed_in: As) -> None:
    clerk: Client = signed_in("tiepnhan-hp")
    added = {"code": "XN_KHAC", "name": "Giấy xác nhận khác"}
    ResultKind.objects.filter(procedure__code="UYQUYEN", role=ResultKind.Role.NOTICE).update(**added)
    for procedure, said in (("CAPLAI", False), ("BHTN", False), ("UYQUYEN", True)):
        road = ShortRoad(unsigned_road.people, unsigned_road.run_jobs)
        road.procedure = procedure
        road.register()
        counter = clerk.get(reverse("accept", args=[road.dossier.pk])).content.decode()
        assert "do Bộ phận Chế độ BHXH của Bảo hiểm xã hội thành phố Hải Phòng lập" in counter
        assert ("Phần mềm chưa soạn được «Giấy xác nhận khác»" in counter) is said
    road.to("forward")
    review = signed_in("chuyenvien-hp").get(reverse("review", args=[road.dossier.pk])).content.decode()
    assert "hồ sơ ở lại bước «Đang xét duyệt»" in review
