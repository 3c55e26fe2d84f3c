"""Does a letter correct the wording of an issued decision, which stays in force?"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from benefits.actions import deciding, drafting
from benefits.actions.changing import come_into_force, keep_change
from benefits.actions.numbers import bind_number
from benefits.calculation import compute
from benefits.doubts.naming import problems_of, replaceable_by
from benefits.issued.standing import remarks_on
from benefits.models import DocumentChange, Draft
from benefits.papers import papers_of
from benefits.queries import open_drafts
from benefits.series import series_of
from bhxh_archive.models import User
from intake.models import Result
from tests.benefits.conftest import ShortRoad
from tests.benefits.test_revision import printed
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON

PLACES = "Điều 1, nơi cư trú | đường Lạch Chay | đường Lạch Tray\nCăn cứ thứ nhất | ngày 26 | ngày 29"
EARLIER = "Quyết định số 05/QĐ-BHXH ngày 20/11/2026"


def begin(road: ShortRoad, **entries: Any) -> Draft:
    """The letter as its officer saved it."""
    kind, officer = road.dossier.procedure.result_kinds.get(code="CV_DINHCHINH"), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries={"corrections": PLACES} | entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def issue(draft: Draft, number: str, people: dict[str, User]) -> Result:
    """The endorsed letter as if it had been signed and sent out under that number, in a dossier of its own."""
    letter = add_result(draft_of(people["tiepnhan-hp"], "DIEUCHINH", persons=[PERSON]))
    Result.objects.filter(pk=letter.pk).update(kind="CV_DINHCHINH", doc_type="22", number=number)
    letter.refresh_from_db()
    keep_change(draft, letter)
    come_into_force(letter.dossier, people["vanthu-hp"])
    return letter


def test_it_names_the_decision_each_place_and_whom_it_goes_to(adjusting: ShortRoad, earlier: Result) -> None:
    draft = begin(adjusting, replaces=str(earlier.pk))
    text = printed(draft)
    for seen in (f"V/v đính chính {EARLIER}", "Kính gửi: bà Phạm Thị Hường", f"đính chính {EARLIER} của Bảo hiểm",
                 "Tại Điều 1, nơi cư trú: đã viết “đường Lạch Chay”, nay sửa là “đường Lạch Tray”.",
                 "Tại Căn cứ thứ nhất: đã viết “ngày 26”, nay sửa là “ngày 29”."):  # fmt: skip
        assert seen in text, seen
    assert papers_of(draft)[0].doc_type == "22" and "thay thế" not in text.lower()


def test_half_a_correction_is_none(adjusting: ShortRoad, earlier: Result) -> None:
    chosen = {"replaces": str(earlier.pk)}
    for typed, said in (("", "Chưa ghi nội dung đính chính"), ("Điều 1 | Lạch Chay", "chưa đúng dạng"),
                        ("Điều 1 | Lạch Tray | Lạch Tray", "giống phần đã viết")):  # fmt: skip
        assert said in compute(begin(adjusting, corrections=typed, **chosen)).problems[0]
    unnamed = begin(adjusting, replaces="")
    assert "Chưa chọn văn bản được đính chính" in problems_of(unnamed)[0]
    assert compute(unnamed).result is None and compute(unnamed).problems == (), "told once"


def test_a_corrected_decision_stays_in_force_and_is_corrected_again(
    adjusting: ShortRoad, earlier: Result, demo: dict[str, User]
) -> None:
    draft = begin(adjusting, replaces=str(earlier.pk))
    deciding.propose(dossier=adjusting.fresh(), by=adjusting.user("chuyenvien"))
    deciding.endorse(dossier=adjusting.fresh(), by=adjusting.user("truongphong"))
    draft = open_drafts(adjusting.dossier).get(pk=draft.pk)
    assert bind_number(draft, timezone.localdate()).code == series_of(draft.kind) == "CV"
    first, last = (issue(draft, number, demo) for number in ("12/BHXH-CĐ", "13/BHXH-CĐ"))
    remarks = remarks_on([earlier.dossier_id])[earlier.dossier_id, earlier.number]
    assert [remark.ends for remark in remarks] == [False, False]
    assert remarks[0].text.startswith("Đã được đính chính bởi Công văn số 12/BHXH-CĐ ngày 20/11/2026, phát hành ")
    assert replaceable_by(draft) == [last, first, earlier] and problems_of(draft) == []
    Result.objects.filter(pk=last.pk).update(kind="QD_THUHOI", doc_type="02")
    DocumentChange.objects.filter(by=last).update(act="revokes")
    assert "đã bị thu hồi bởi Quyết định số 13" in problems_of(draft)[0] and earlier not in replaceable_by(draft)
    DocumentChange.objects.filter(by=last).update(earlier=first)
    [remark, *_] = remarks_on([earlier.dossier_id])[earlier.dossier_id, earlier.number]
    assert remark.text.endswith("(văn bản này nay không còn hiệu lực)"), "the letter that corrected is over"
