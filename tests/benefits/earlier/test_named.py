"""Does a decision name what it replaces, and only what it may?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from benefits.actions import deciding, drafting
from benefits.actions.changing import come_into_force, keep_change, let_go_of_changes
from benefits.doubts.naming import problems_of, replaceable_by
from benefits.earlier.named import Named, named_in
from benefits.forms.sheet import saved
from benefits.issued.standing import remarks_on
from benefits.models import DocumentChange, Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import check_move
from bhxh_archive.models import FormVersion, User
from intake.models import Result, ResultVersion
from tests.benefits.conftest import ShortRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON

OURS = "Bảo hiểm xã hội thành phố Hải Phòng"
WHY = {"replaced_reason": "Sai mức bình quân"}
BY_HAND = WHY | {"replaced_number": "77/QĐ-BHXH", "replaced_on": "05/03/2019", "replaced_agency": "BHXH tỉnh Hải Dương"}
ANOTHER = PERSON | {"personal_id": "031169000999", "insurance_number": "3105000999"}
Decide = Callable[..., Result]


@pytest.fixture
def decide(demo: dict[str, User]) -> Decide:
    """`decide(clerk="tiepnhan-hp")`: a decision on the person of the draft, issued unless another stage is told."""

    def issued(*, clerk: str = "tiepnhan-hp", person: dict[str, Any] = PERSON, **how: Any) -> Result:
        return add_result(draft_of(demo[clerk], persons=[person]), **how)

    return issued


def naming(draft: Draft, **entries: Any) -> Draft:
    """The same draft once its officer typed this, too."""
    typed = draft.entries | entries
    drafting.save_draft(draft=draft, entries=typed, by=draft.drafted_by)
    return open_drafts(draft.dossier).get(pk=draft.pk)


def endorsed(road: ShortRoad, draft: Draft) -> Draft:
    road.propose()
    road.endorse()
    return open_drafts(draft.dossier).get(pk=draft.pk)


def test_the_decisions_in_force_on_the_person_are_offered(draft: Draft, decide: Decide) -> None:
    mine = decide()
    decide(person=ANOTHER)
    decide(clerk="tiepnhan-na")
    decide(stage=ResultVersion.Stage.LEADER_SIGNED)
    assert replaceable_by(draft) == [mine]
    offered = saved(draft).form.fields["replaces"].choices  # type: ignore[attr-defined]
    assert [words for _, words in offered][1:] == ["Số 05/QĐ-BHXH ngày 20/11/2026: Quyết định hưởng lương hưu"]


def test_what_is_replaced_stands_on_the_decision_and_is_frozen_with_it(
    unsigned_road: ShortRoad, draft: Draft, decide: Decide
) -> None:
    earlier = decide()
    draft = naming(draft, replaces=str(earlier.pk), **WHY)
    assert problems_of(draft) == []
    text = " ".join(text_of(pdf_of(papers_of(draft)[0])).split())
    words = f"Quyết định số 05/QĐ-BHXH ngày 20/11/2026 của {OURS}"
    assert f"(Thay thế {words})" in text and f"Quyết định này thay thế {words}; lý do: Sai mức bình quân." in text
    frozen = endorsed(unsigned_road, draft).frozen
    assert frozen and frozen["named"] == {
        "result": earlier.pk, "number": "05/QĐ-BHXH", "dated": "2026-11-20", "agency": OURS,
        "reason": "Sai mức bình quân", "act": "replaces", "since": None, "form": "Quyết định",
    }  # fmt: skip


TOMORROW = f"{localdate() + timedelta(days=1):%d/%m/%Y}"
HALF = (
    (WHY, "Chưa chọn văn bản được thay thế trong danh sách"),
    (BY_HAND | {"replaced_agency": ""}, "Chưa ghi cơ quan ban hành của văn bản"),
    (BY_HAND | {"replaced_reason": " "}, "Chưa ghi lý do thay thế"),
    (BY_HAND | {"replaced_on": "31/02/2019"}, "«31/02/2019» không hợp lệ"),
    (BY_HAND | {"replaced_number": "không nhớ"}, "không có chữ số"),
    (WHY | {"replaces": "1"}, "không có trong danh sách của đơn vị"),
    (BY_HAND | {"replaces": "1"}, "không cả hai"),
)


def test_half_a_name_is_none(draft: Draft) -> None:
    for typed, said in HALF:
        assert said in problems_of(draft, draft.entries | typed)[0], said
    assert "replaces" not in papers_of(naming(draft, **HALF[0][0]))[0].data["letterhead"]
    assert "ngày ban hành ở tương lai" in problems_of(draft, BY_HAND | {"replaced_on": TOMORROW})[0]


def test_another_person_s_or_what_was_not_issued_or_was_recalled_is_not_replaced(
    unsigned_road: ShortRoad, draft: Draft, decide: Decide
) -> None:
    stranger = decide(person=ANOTHER)
    assert "không phải của người hưởng" in problems_of(naming(draft, replaces=str(stranger.pk), **WHY))[0]
    with pytest.raises(NotValid, match="không phải của người hưởng"):
        deciding.propose(dossier=unsigned_road.fresh(), by=unsigned_road.user("chuyenvien"))
    signed = decide(stage=ResultVersion.Stage.LEADER_SIGNED)
    assert "chưa phát hành" in problems_of(draft, {"replaces": str(signed.pk)} | WHY)[0]


def test_our_own_decision_typed_by_hand_is_known_and_another_office_s_is_not_looked_up(
    draft: Draft, decide: Decide
) -> None:
    theirs = decide(clerk="tiepnhan-na", person=PERSON | {"personal_id": "", "insurance_number": "2905000999"})
    typed = BY_HAND | {"replaced_number": "05/qđ-bhxh", "replaced_on": "20/11/2026"}
    assert problems_of(draft, typed | {"replaced_agency": theirs.dossier.settling_office.name}) == []
    mine = decide()
    named = named_in(draft, typed | {"replaced_agency": "BHXH Hải Phòng"})
    assert named and (named.result, named.number, named.agency) == (mine.pk, "05/QĐ-BHXH", OURS)
    mine.dossier.results.update(void_at=timezone.now())
    assert "chưa phát hành" in problems_of(draft, typed | {"replaced_agency": OURS.upper()})[0]
    decide(person=ANOTHER)
    assert "không phải của người hưởng" in problems_of(draft, typed | {"replaced_agency": OURS.upper()})[0]


def test_nothing_is_replaced_before_the_issue_nor_by_what_was_recalled(
    unsigned_road: ShortRoad, draft: Draft, decide: Decide, demo: dict[str, User]
) -> None:
    earlier, newer = decide(), decide(person=ANOTHER)
    Result.objects.filter(pk=newer.pk).update(number="09/QĐ-BHXH", number_folded="09QDBHXH", dated=localdate())
    newer.refresh_from_db()
    draft = endorsed(unsigned_road, naming(draft, replaces=str(earlier.pk), **WHY))
    here, there = (earlier.dossier_id, "05/QĐ-BHXH"), (newer.dossier_id, "09/QĐ-BHXH")

    assert keep_change(draft, newer)
    told = remarks_on([earlier.dossier_id, newer.dossier_id])
    assert here not in told and "khi được phát hành" in told[there][0].text
    with pytest.raises(NotNow, match="đang được thay thế bởi Quyết định số 09/QĐ-BHXH .*, chờ phát hành"):
        check_move(unsigned_road.fresh(), "sign", by=demo["giamdoc-hp"], preparing=True)
    with pytest.raises(NotNow, match="vừa được văn bản khác thay thế"):
        keep_change(draft, decide(person=ANOTHER))
    let_go_of_changes(newer.dossier)
    assert remarks_on([newer.dossier_id]) == {} and replaceable_by(draft) != []
    assert check_move(unsigned_road.fresh(), "sign", by=demo["giamdoc-hp"], preparing=True)

    keep_change(draft, newer)
    come_into_force(newer.dossier, demo["vanthu-hp"])
    [remark] = remarks_on([earlier.dossier_id])[here]
    assert remark.ends and remark.text.startswith("Đã được thay thế bởi Quyết định số 09/QĐ-BHXH ngày")
    assert earlier not in replaceable_by(draft)
    assert "đã được thay thế bởi Quyết định số 09/QĐ-BHXH" in problems_of(draft)[0]
    event = earlier.dossier.events.get(verb="replaced")
    assert event.detail["number"] == "09/QĐ-BHXH" and come_into_force(newer.dossier, demo["vanthu-hp"]) == []


def test_no_decision_replaces_itself(draft: Draft, decide: Decide) -> None:
    own = decide()
    draft.frozen = {"named": Named(None, "05/QĐ-BHXH", own.dated, OURS, "Sai").as_frozen()}
    with pytest.raises(NotNow, match="là chính văn bản này"):
        keep_change(draft, own)
    assert not DocumentChange.objects.exists()


def test_what_was_before_the_system_is_replaced_once(draft: Draft, decide: Decide) -> None:
    earlier = Named(None, "77/QĐ-BHXH", date(2019, 3, 5), "BHXH tỉnh Hải Dương", "Sai tên")
    draft.frozen = {"named": earlier.as_frozen()}
    keep_change(draft, decide())
    assert "đang được thay thế bởi Quyết định số 05/QĐ-BHXH" in problems_of(draft, BY_HAND)[0]
    with pytest.raises(NotNow, match="vừa được"):
        keep_change(draft, decide(clerk="tiepnhan-na"))
    DocumentChange.objects.all().delete()
    keep_change(draft, decide(clerk="tiepnhan-na"))
    typed = BY_HAND | {"replaced_number": "77/qđ bhxh"}
    assert problems_of(draft, typed)[0].endswith("đã được thay thế bởi văn bản của đơn vị khác.")


def test_a_form_that_would_not_print_it_is_told(draft: Draft, demo: dict[str, User]) -> None:
    FormVersion.objects.create(
        template="decision_07a", text='#import "layout.typ": *', valid_from=localdate(), reason="Mẫu mới",
        state=FormVersion.State.APPROVED, added_by=demo["quantri"],
    )  # fmt: skip
    assert "không in câu thay thế" in problems_of(draft, BY_HAND)[0]
