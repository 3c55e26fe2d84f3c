"""Is a request without a form of its own granted by a notice, numbered among the notices?"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from benefits.actions import deciding, drafting
from benefits.actions.numbers import bind_number
from benefits.calculation import compute
from benefits.kinds.notice import SUBJECTS
from benefits.models import Draft
from benefits.queries import open_drafts
from benefits.series import series_of
from bhxh_archive.lifecycle import State
from tests.benefits.conftest import ShortRoad
from tests.benefits.test_revision import printed

PROCEDURES = {"VB_XACNHAN_TG": "XACNHAN_TG", "VB_PRE95": "PRE95_HTLD", "TB_DIEUCHINH": "DIEUCHINH",
              "TB_CHUYEN": "CHUYEN", "XN_UYQUYEN": "UYQUYEN"}  # fmt: skip


def begin(road: ShortRoad, code: str, **entries: Any) -> Draft:
    road.procedure = PROCEDURES[code]
    road.to("forward")
    kind, officer = road.dossier.procedure.result_kinds.get(code=code), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


@pytest.mark.parametrize("code", SUBJECTS)
def test_what_was_written_is_printed_proposed_and_numbered_as_a_notice(unsigned_road: ShortRoad, code: str) -> None:
    draft = begin(unsigned_road, code, contents="Nội dung thứ nhất.\nNội dung thứ hai", guidance="Mang theo căn cước",
                  others="Bảo hiểm xã hội tỉnh Đắk Lắk")  # fmt: skip
    text = printed(draft)
    for seen in ("/TB-BHXH", "THÔNG BÁO", f"Về việc {SUBJECTS[code]}", "Kính gửi: bà Phạm Thị Hường",
                 "- Nội dung thứ nhất.", "- Nội dung thứ hai.", "Mang theo căn cước.",
                 "- Bảo hiểm xã hội tỉnh Đắk Lắk;"):  # fmt: skip
        assert seen in text, seen
    deciding.propose(dossier=unsigned_road.fresh(), by=unsigned_road.user("chuyenvien"))
    assert unsigned_road.fresh().state == State.AWAITING_CONTROL
    assert bind_number(draft, timezone.localdate()).code == series_of(draft.kind) == "TB"


def test_the_summary_is_the_officers_own_and_nothing_told_is_no_notice(unsigned_road: ShortRoad) -> None:
    draft = begin(unsigned_road, "TB_CHUYEN", about="V/v Chuyển hồ sơ", contents="Đã chuyển")
    assert "Về việc chuyển hồ sơ" in printed(draft)
    drafting.save_draft(draft=draft, entries={}, by=unsigned_road.user("chuyenvien"))
    assert compute(open_drafts(unsigned_road.dossier).get()).problems == ("Chưa ghi nội dung thông báo.",)
