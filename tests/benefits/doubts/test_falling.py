"""Is it told that an adjustment falls with the decision that a draft replaces?"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from benefits.doubts.doubted import doubted
from benefits.doubts.falling import falling
from benefits.forms.sheet import saved
from benefits.models import DocumentChange, Draft
from bhxh_archive.models import User
from intake.models import Result
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result
from tests.room import PERSON


def change(by: Result, earlier: Result, act: str) -> None:
    facts: dict[str, Any] = {"number": earlier.number, "dated": earlier.dated, "in_force_at": timezone.now()}
    DocumentChange.objects.create(by=by, earlier=earlier, act=act, **facts)


def offered(draft: Draft, result: Result) -> str:
    choices = dict(saved(draft).form.fields["replaces"].choices)  # type: ignore[attr-defined]
    return str(choices[str(result.pk)])


def test_until_the_adjustment_itself_is_ended(demo: dict[str, User], earlier: Result) -> None:
    clerk = demo["tiepnhan-hp"]
    adjusts, again, annuls = (add_result(draft_of(clerk, "DIEUCHINH", persons=[PERSON])) for _ in range(3))
    dossier = draft_of(clerk, persons=[PERSON])
    kind = dossier.procedure.result_kinds.get(code="07A-HSB")
    entries = {"replaces": str(earlier.pk), "replaced_reason": "Sai mức"}
    draft = Draft.objects.create(dossier=dossier, kind=kind, drafted_by=demo["chuyenvien-hp"], entries=entries)
    assert falling(draft) == [] and "điều chỉnh bởi" not in offered(draft, earlier)

    change(adjusts, earlier, "adjusts")
    [said] = falling(draft)
    assert "đã được điều chỉnh bởi Quyết định số 05/QĐ-BHXH" in said and said in doubted(draft, None)
    assert offered(draft, earlier).endswith(", đã được điều chỉnh bởi số 05/QĐ-BHXH")
    change(again, adjusts, "adjusts")
    Result.objects.filter(pk=again.pk).update(number="11/QĐ-BHXH")
    assert [said] == falling(draft)[:1] and "bởi Quyết định số 11/QĐ-BHXH" in falling(draft)[1], "one on the other"
    draft.kind = draft_of(clerk, "DIEUCHINH", persons=[PERSON]).procedure.result_kinds.get(code="QD_THUHOI")
    draft.entries |= {"revoked_how": "revokes", "revoked_since": "01/10/2026"}
    assert "phải tính theo mức đã thực trả" in falling(draft)[0], "what is claimed back falls as well"
    change(annuls, adjusts, "annuls")
    change(annuls, again, "annuls")
    assert falling(draft) == [] and "điều chỉnh bởi" not in offered(draft, earlier)
    draft.entries = {}
    assert falling(draft) == []
