"""Is nobody's amount changed by two documents at once unless an officer says why, and head and leader read it?"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from benefits.actions import confirming, deciding, drafting
from benefits.bulk_signing import doubts
from benefits.doubts.colliding import changed_twice, colliding
from benefits.models import DocumentChange, Draft
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier, Result
from tests.benefits.conftest import ShortRoad
from tests.benefits.test_revision import RAISED
from tests.benefits.test_revocation import TYPED
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON

NAMED = "quyết định số 05/QĐ-BHXH ngày 20/11/2026"


def begin(road: ShortRoad, code: str, **entries: Any) -> Draft:
    """A draft of that kind as its officer saved it."""
    kind, officer = road.dossier.procedure.result_kinds.get(code=code), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def elsewhere(people: dict[str, User], code: str, state: State = State.AWAITING_SIGNATURE, **entries: Any) -> Draft:
    """The same of another dossier about the same person, that stands there already."""
    dossier = draft_of(people["tiepnhan-hp"], "DIEUCHINH", persons=[PERSON])
    Dossier.objects.filter(pk=dossier.pk).update(state=state)
    kind = dossier.procedure.result_kinds.get(code=code)
    return Draft.objects.create(dossier=dossier, kind=kind, drafted_by=people["chuyenvien-hp"], entries=entries)


def test_one_dossier_does_not_adjust_what_it_ends(adjusting: ShortRoad, earlier: Result) -> None:
    revoking = begin(adjusting, "QD_THUHOI", **TYPED, replaces=str(earlier.pk))
    revising = begin(adjusting, "QD_DIEUCHINH", **RAISED | {"earlier": "", "adjusts": str(earlier.pk)})
    said = f"Hai dự thảo cùng điều chỉnh, thu hồi {NAMED}. Hãy bỏ một dự thảo."
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=adjusting.fresh(), by=adjusting.user("chuyenvien"))
    assert said in refused.value.problems
    revising.entries |= {"adjusts": "", "earlier": "05/QĐ-BHXH ngày 20/11/2026"}
    assert changed_twice([revising, revoking]) == [said], "typed by hand it is the same"
    revising.entries |= {"earlier": "05/QĐ-BHXH ngày 21/11/2026"}
    assert changed_twice([revising, revoking]) == []


@pytest.mark.parametrize("act, code, entries", [
    ("thu hồi", "QD_THUHOI", TYPED), ("hủy bỏ", "QD_THUHOI", TYPED | {"revoked_how": "annuls"}),
    ("điều chỉnh", "QD_DIEUCHINH", RAISED),
], ids=["revoked", "annulled", "adjusted"])  # fmt: skip
def test_two_dossiers_at_once_want_a_reason(
    adjusting: ShortRoad, earlier: Result, demo: dict[str, User], act: str, code: str, entries: dict[str, Any]
) -> None:
    chosen = {"adjusts": str(earlier.pk), "earlier": ""} if code == "QD_DIEUCHINH" else {"replaces": str(earlier.pk)}
    other, officer = elsewhere(demo, code, **entries | chosen), adjusting.user("chuyenvien")
    draft = begin(adjusting, "QD_DIEUCHINH", **RAISED | {"earlier": "05/QĐ-BHXH ngày 20/11/2026"})
    said = f"Hồ sơ {other.dossier} đang trình {act} {NAMED}, dự thảo này điều chỉnh cùng văn bản."
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=adjusting.fresh(), by=officer)
    assert said in refused.value.problems
    confirming.confirm_doubts(dossier=adjusting.fresh(), reason="Khác tháng", by=officer)
    adjusting.propose()
    assert f"{said} {officer} xác nhận: Khác tháng" in doubts(draft.dossier)
    assert f"Hồ sơ {draft.dossier} đang trình điều chỉnh {NAMED}" in doubts(other.dossier), "the first learns of it"


def test_what_does_not_go_up_or_is_of_another_collides_with_nothing(
    adjusting: ShortRoad, earlier: Result, demo: dict[str, User]
) -> None:
    draft = begin(adjusting, "QD_THUHOI", **TYPED, replaces=str(earlier.pk))
    other = elsewhere(demo, "QD_THUHOI", State.IN_REVIEW, **TYPED, replaces=str(earlier.pk))
    assert colliding(draft) == []
    Dossier.objects.filter(pk=other.dossier_id).update(state=State.SIGNED)
    assert f"đang trình thu hồi {NAMED}, dự thảo này thu hồi cùng văn bản" in colliding(draft)[0]
    Draft.objects.filter(pk=other.pk).update(dropped_at=timezone.now())
    assert colliding(draft) == []


def test_an_amount_that_is_adjusted_already_wants_a_reason(
    adjusting: ShortRoad, earlier: Result, demo: dict[str, User]
) -> None:
    by = add_result(draft_of(demo["tiepnhan-hp"], "DIEUCHINH", persons=[PERSON]))
    change = DocumentChange.objects.create(
        by=by, act="adjusts", earlier=earlier, dated=earlier.dated, since="2026-11-01", in_force_at=timezone.now()
    )  # fmt: skip
    draft = begin(adjusting, "QD_DIEUCHINH", **RAISED | {"earlier": "", "adjusts": str(earlier.pk)})
    [said] = colliding(draft)
    assert "đã được điều chỉnh từ ngày 01/11/2026 bởi" in said and said.startswith("Quyết định số 05/QĐ-BHXH")
    draft.entries |= {"replaces": str(by.pk), "replaced_reason": "Sai mức"}
    assert colliding(draft) == [], "what it replaces pays no longer"
    draft.entries |= {"replaces": "", "replaced_reason": ""}
    change.void_at = timezone.now()
    change.save()
    assert colliding(draft) == []
