"""Does the page of what revokes a decision name the adjustments that fell with it, with a way to each?"""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from benefits.models import DocumentChange
from bhxh_archive.models import User
from intake.models import Result
from tests.benefits.conftest import As
from tests.benefits.issued.test_resting import decide


def test_what_fell_is_named_for_who_settles(demo: dict[str, User], earlier: Result, signed_in: As) -> None:
    adjusting = decide(demo, "09/QĐ-BHXH", "adjusts", earlier, date(2026, 12, 1))
    undone = decide(demo, "10/QĐ-BHXH", "adjusts", earlier, date(2027, 1, 1))
    undoing = decide(demo, "11/QĐ-BHXH", "annuls", undone)
    revoking = decide(demo, "12/QĐ-BHXH", "revokes", earlier, date(2027, 2, 1))

    shown_at, link = reverse("results", args=[revoking.dossier_id]), reverse("results", args=[adjusting.dossier_id])
    shown = signed_in("chuyenvien-hp").get(shown_at).content.decode()
    named = f'Quyết định điều chỉnh hết hiệu lực cùng văn bản đó: <a href="{link}">Quyết định số 09/QĐ-BHXH'
    assert named in shown and "10/QĐ-BHXH" not in shown, "what was annulled before did not fall"
    DocumentChange.objects.filter(by=revoking).update(in_force_at=None)
    assert "sẽ hết hiệu lực cùng văn bản đó khi phát hành" in signed_in("chuyenvien-hp").get(shown_at).content.decode()

    again = decide(demo, "13/QĐ-BHXH", "adjusts", undone, date(2027, 3, 1))
    shown = signed_in("chuyenvien-hp").get(reverse("results", args=[undoing.dossier_id])).content.decode()
    assert f'dựa trên văn bản đó: <a href="{reverse("results", args=[again.dossier_id])}">' in shown
