"""Is a draft kept as typed, by who holds the dossier, and never over a newer one?"""

import pytest

from benefits.actions import claiming, drafting
from benefits.models import Draft
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import Assignment, User
from bhxh_archive.roles import Role
from tests.benefits.conftest import ShortRoad
from tests.room import ENTRIES, periods


def colleague(road: ShortRoad) -> User:
    """A second officer of the same office."""
    user = User.objects.create(username="chuyenvien2", full_name="Lê Văn Hai")
    office = road.user("chuyenvien").office
    assert office
    Assignment.objects.create(user=user, office=office, role=Role.OFFICER, valid_from="2026-01-01")
    return user


def test_opening_a_draft_takes_the_dossier(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("forward")
    officer = unsigned_road.user("chuyenvien")
    kind = dossier.procedure.result_kinds.get(code="07A-HSB")

    first = drafting.open_draft(dossier=dossier, kind=kind, by=officer)
    again = drafting.open_draft(dossier=dossier, kind=kind, by=officer)

    assert first == again
    assert unsigned_road.fresh().holder == officer
    verbs = dossier.events.order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["claim", "open_draft"]


def test_a_statement_is_never_drafted_alone(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("forward")
    kind = dossier.procedure.result_kinds.get(role="STATEMENT")

    with pytest.raises(NotValid):
        drafting.open_draft(dossier=dossier, kind=kind, by=unsigned_road.user("chuyenvien"))


def test_who_does_not_hold_the_dossier_does_not_write(draft: Draft, unsigned_road: ShortRoad) -> None:
    with pytest.raises(NotNow, match="Đặng Văn Bình đang xử lý"):
        drafting.save_draft(draft=draft, entries={}, by=colleague(unsigned_road))


def test_an_older_page_does_not_overwrite_a_newer_draft(draft: Draft, unsigned_road: ShortRoad) -> None:
    officer = unsigned_road.user("chuyenvien")
    seen = draft.version
    drafting.save_draft(draft=draft, entries={**ENTRIES, "category": "A"}, by=officer, version=seen)

    with pytest.raises(ChangedMeanwhile):
        drafting.save_draft(draft=draft, entries={**ENTRIES, "category": "B"}, by=officer, version=seen)
    draft.refresh_from_db()
    assert draft.entries["category"] == "A"


def test_typed_text_is_kept_composed(draft: Draft, unsigned_road: ShortRoad) -> None:
    decomposed = "Hoa\u0300"
    kept = drafting.save_draft(draft=draft, entries={"employer": decomposed}, by=unsigned_road.user("chuyenvien"))

    assert kept.entries["employer"] == "Hoà"


def test_rows_are_replaced_only_when_given(draft: Draft, unsigned_road: ShortRoad) -> None:
    officer = unsigned_road.user("chuyenvien")
    drafting.save_draft(draft=draft, entries=ENTRIES, by=officer)
    assert draft.periods.count() == 3

    drafting.save_draft(draft=draft, entries=ENTRIES, by=officer, periods=periods()[:1])
    assert draft.periods.count() == 1


def test_a_dropped_draft_stays_on_record_and_a_new_one_begins(draft: Draft, unsigned_road: ShortRoad) -> None:
    officer = unsigned_road.user("chuyenvien")
    drafting.drop_draft(draft=draft, by=officer)
    new = drafting.open_draft(dossier=unsigned_road.fresh(), kind=draft.kind, by=officer)

    assert new.pk != draft.pk
    assert Draft.objects.get(pk=draft.pk).periods.count() == 3


def test_after_release_another_officer_goes_on(draft: Draft, unsigned_road: ShortRoad) -> None:
    claiming.release(dossier=unsigned_road.dossier, by=unsigned_road.user("chuyenvien"))
    second = colleague(unsigned_road)
    kept = drafting.save_draft(draft=draft, entries=ENTRIES, by=second)

    assert kept.drafted_by == second
