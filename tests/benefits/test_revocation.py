"""Does a decision revoke or annul an issued one with all that belongs to it, and is that one in force no longer?"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import localdate

from benefits.actions import deciding, drafting
from benefits.actions.changing import come_into_force, keep_change
from benefits.actions.confirming import confirm_doubts
from benefits.bulk_signing import amounts
from benefits.calculation import compute, headline
from benefits.doubts.naming import ended_twice, problems_of, replaceable_by, said_naming
from benefits.issued.payments import issued_decisions, lines_of, totals_of
from benefits.issued.standing import remarks_on
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.queries import open_drafts
from benefits.wording.legal_bases import unconfirmed
from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake.models import Result
from intake.queries.trail_names import names_in
from intake.trail.sentences import sentence
from tests.benefits.conftest import ShortRoad
from tests.benefits.delivered import sent_out
from tests.benefits.test_revision import printed
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON

TYPED = {"revoked_how": "revokes", "revoked_since": "01/06/2026", "replaced_reason": "Chưa đủ tuổi nghỉ hưu.",
         "ground": "Điều 64 Luật BHXH.", "recovered": "15.132.540"}  # fmt: skip
EARLIER = "Quyết định số 05/QĐ-BHXH ngày 20/11/2026 của Bảo hiểm xã hội thành phố Hải Phòng"

NOBODY = {"name": "Phạm Thị Hường", "id_number": "", "insurance_number": "", "birth": ""}
PAID = {"place": "", "method": "Tiền mặt", "account": ""}


def begin(road: ShortRoad, **entries: Any) -> Draft:
    """The revocation as its officer saved it."""
    kind, officer = road.dossier.procedure.result_kinds.get(code="QD_THUHOI"), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=TYPED | entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def test_it_says_which_from_when_why_and_what_is_paid_back(adjusting: ShortRoad, earlier: Result) -> None:
    draft = begin(adjusting, replaces=str(earlier.pk))
    text = printed(draft)
    for seen in (f"Về việc thu hồi {EARLIER}",
                 f"Điều 1. Thu hồi {EARLIER} từ ngày 01 tháng 6 năm 2026, cấp cho Bà Phạm Thị Hường",
                 "Lý do: Chưa đủ tuổi nghỉ hưu;", "Căn cứ: Điều 64 Luật BHXH.", "hoàn trả: 15.132.540 đồng",
                 f"Căn cứ hồ sơ {draft.dossier} về việc hưởng chế độ của bà Phạm Thị Hường"):  # fmt: skip
        assert seen in text, seen
    assert "thay thế" not in text.lower()
    assert headline(compute(draft)) == "thu hồi 15.132.540 đồng"
    assert amounts(draft.drafted_by, draft.dossier)["đồng thu hồi"] == 15_132_540
    assert said_naming([draft]) == [f"Thu hồi {EARLIER} từ ngày 01/06/2026. Lý do: Chưa đủ tuổi nghỉ hưu."]
    assert any("Cần xác nhận mẫu của văn bản này" in said for said in unconfirmed(draft))


@pytest.mark.parametrize("recovered, listed", [("15.132.540", [("Phạm Thị Hường", 0, 0, 15_132_540, "")]), ("", [])])
def test_what_is_paid_back_stands_in_the_list_of_payments(
    adjusting: ShortRoad, earlier: Result, recovered: str, listed: list[tuple[str, int, int, int, str]]
) -> None:
    begin(adjusting, replaces=str(earlier.pk), recovered=recovered)
    if not recovered:
        with pytest.raises(NotValid, match="Chưa ghi số tiền phải hoàn trả"):
            adjusting.propose()
        confirm_doubts(dossier=adjusting.fresh(), reason="Chưa chi trả tháng nào", by=adjusting.user("chuyenvien"))
    adjusting.propose()
    adjusting.endorse()
    clerk, leader = adjusting.people["vanthu-hp"], adjusting.people["giamdoc-hp"]
    sent_out(open_drafts(adjusting.fresh()).get(), "12/QĐ-BHXH", clerk, leader)
    lines = lines_of(issued_decisions(clerk, localdate(), localdate()))
    assert [(row.person, row.monthly, row.once, row.recovered, row.lacking) for row in lines] == listed
    assert all(f"Thu hồi {EARLIER} từ ngày 01/06/2026" in row.note for row in lines)
    assert totals_of(lines).recovered == sum(row[3] for row in listed)


def test_what_is_missing_is_told(adjusting: ShortRoad, earlier: Result) -> None:
    draft = begin(adjusting)
    told = " ".join(problems_of(draft, {"revoked_how": "revokes"}))
    for said in ("chọn văn bản bị thu hồi trong danh sách", "ghi ngày bắt đầu thu hồi", "ghi lý do thu hồi"):
        assert f"Chưa {said}" in told
    assert compute(begin(adjusting, ground="")).problems == ("Chưa ghi căn cứ pháp lý của việc thu hồi, hủy bỏ.",)
    assert compute(draft).result is None and papers_of(draft) == []
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=adjusting.fresh(), by=adjusting.user("chuyenvien"))
    assert refused.value.problems == ["Chưa ghi căn cứ pháp lý của việc thu hồi, hủy bỏ.", *problems_of(draft)]


def test_an_adjustment_is_revoked_from_its_first_day_or_not_at_all(adjusting: ShortRoad, earlier: Result) -> None:
    kind = adjusting.dossier.procedure.result_kinds.get(code="QD_DIEUCHINH")
    frozen = {"papers": [{"main": True, "data": {"start": "2026-06-01", "total": 3_900_000, "before": 3_783_135,
              "settled": 0, "settled_label": "", "person": NOBODY, "payment": PAID}}]}  # fmt: skip
    Draft.objects.create(dossier=earlier.dossier, kind=kind, drafted_by=adjusting.user("chuyenvien"), frozen=frozen)
    Result.objects.filter(pk=earlier.pk).update(kind=kind.code)
    late = compute(begin(adjusting, replaces=str(earlier.pk), revoked_since="01/07/2026"))
    assert late.result is None and "hủy bỏ quyết định đó từ đầu" in late.problems[0]
    draft = begin(adjusting, replaces=str(earlier.pk), paid_until="09/2026", recovered="")
    [line] = compute(draft).result.steps  # type: ignore[union-attr]
    assert line.formula_vi == "(3.900.000 - 3.783.135) × 4 tháng" and headline(compute(draft)) == "thu hồi 467.460 đồng"


def test_what_is_annulled_never_held_and_pays_nothing(adjusting: ShortRoad, earlier: Result) -> None:
    draft = begin(adjusting, replaces=str(earlier.pk), revoked_how="annuls", revoked_since="", recovered="")
    assert f"Hủy bỏ {EARLIER}, cấp cho Bà Phạm Thị Hường" in printed(draft) and "hoàn trả" not in printed(draft)
    assert headline(compute(draft)) == "Không chi trả khoản nào"


def test_the_revoked_decision_is_in_force_no_longer_once_the_other_is_issued(
    adjusting: ShortRoad, earlier: Result, demo: dict[str, User]
) -> None:
    draft = begin(adjusting, replaces=str(earlier.pk))
    assert "Hai dự thảo cùng thay thế, thu hồi" in ended_twice([draft, draft])[0] and not ended_twice([draft])
    deciding.propose(dossier=adjusting.fresh(), by=adjusting.user("chuyenvien"))
    deciding.endorse(dossier=adjusting.fresh(), by=adjusting.user("truongphong"))
    draft = open_drafts(adjusting.dossier).get(pk=draft.pk)
    newer = add_result(draft_of(demo["tiepnhan-hp"], "DIEUCHINH", persons=[PERSON]))
    Result.objects.filter(pk=newer.pk).update(kind="QD_THUHOI", number="12/QĐ-BHXH", number_folded="12QDBHXH")
    newer.refresh_from_db()
    assert replaceable_by(draft) == [earlier]
    keep_change(draft, newer)
    come_into_force(newer.dossier, demo["vanthu-hp"])

    [remark] = remarks_on([earlier.dossier_id])[earlier.dossier_id, earlier.number]
    assert remark.ends and remark.text.startswith(
        "Đã bị thu hồi từ ngày 01/06/2026 bởi Quyết định số 12/QĐ-BHXH ngày 20/11/2026, phát hành "
    )
    assert "đã bị thu hồi bởi Quyết định số 12/QĐ-BHXH" in problems_of(draft)[0] and replaceable_by(draft) == []
    event = earlier.dossier.events.get(verb="replaced")
    assert "bị thu hồi bởi Quyết định số 12/QĐ-BHXH ngày 20/11/2026" in sentence(event, names_in([event]))
