"""Does a draft go up only when it is whole, past three different people, and back with its reason?"""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from benefits.actions import claiming, deciding, drafting, preparing
from benefits.models import Draft
from benefits.papers import digest_of
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment, Parameter, User
from bhxh_archive.roles import Role
from tests.benefits.actions.test_drafting import colleague
from tests.benefits.conftest import ShortRoad
from tests.room import ENTRIES


def give(user: User, role: Role) -> User:
    """One more function in the same office, as small offices do it."""
    assert user.office
    Assignment.objects.create(user=user, office=user.office, role=role, valid_from="2026-01-01")
    user.__dict__.pop("seats", None)
    return user


def test_nothing_to_propose(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("forward")

    with pytest.raises(NotValid, match="Chưa có dự thảo"):
        deciding.propose(dossier=dossier, by=unsigned_road.user("chuyenvien"))


def test_what_a_colleague_works_on_is_not_proposed_behind_their_back(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    other = colleague(unsigned_road)

    with pytest.raises(NotNow, match="Đặng Văn Bình đang xử lý"):
        deciding.propose(dossier=dossier, by=other)
    claiming.release(dossier=dossier, by=unsigned_road.user("chuyenvien"))
    assert deciding.propose(dossier=unsigned_road.fresh(), by=other).state == State.AWAITING_CONTROL


def test_a_draft_that_can_not_be_computed_stays(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    officer = unsigned_road.user("chuyenvien")
    drafting.save_draft(draft=dossier.drafts.get(), entries={}, by=officer, periods=[])

    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=dossier, by=officer)
    assert len(refused.value.problems) == 2


def test_an_answer_needs_reasons_and_stands_alone(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    officer = unsigned_road.user("chuyenvien")
    kind = dossier.procedure.result_kinds.get(role="ANSWER")
    answer = drafting.open_draft(dossier=dossier, kind=kind, by=officer)

    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=dossier, by=officer)
    assert len(refused.value.problems) == 2

    drafting.drop_draft(draft=dossier.drafts.get(kind__code="07A-HSB"), by=officer)
    drafting.save_draft(draft=answer, entries={"reasons": "Chưa đủ 王 năm | Điều 64"}, by=officer)
    with pytest.raises(NotValid, match="ký tự không in được: «王»"):
        deciding.propose(dossier=dossier, by=officer)
    drafting.save_draft(draft=answer, entries={"reasons": "Chưa đủ 15 năm | Điều 64"}, by=officer)
    assert deciding.propose(dossier=dossier, by=officer).state == State.AWAITING_CONTROL


def test_the_drafter_does_not_control_and_the_database_agrees(unsigned_road: ShortRoad) -> None:
    unsigned_road.to("propose")
    officer = give(unsigned_road.user("chuyenvien"), Role.HEAD)

    with pytest.raises(NotAllowed):
        deciding.endorse(dossier=unsigned_road.fresh(), by=officer)
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Draft.objects.update(controlled_by=officer)


def written_by_two(road: ShortRoad) -> tuple[User, User]:
    """One officer typed the whole draft and let go of it; another saved it unchanged and proposed it."""
    dossier, first = road.to("draft"), road.user("chuyenvien")
    draft, second = dossier.drafts.get(), colleague(road)
    claiming.release(dossier=dossier, by=first)
    claiming.claim(dossier=dossier, by=second)
    drafting.save_draft(draft=draft, entries=draft.entries, by=second)
    deciding.propose(dossier=road.fresh(), by=second)
    return first, second


def test_an_earlier_author_neither_controls_nor_signs(unsigned_road: ShortRoad) -> None:
    first, _ = written_by_two(unsigned_road)
    give(first, Role.HEAD)
    give(first, Role.LEADER)

    with pytest.raises(NotAllowed, match="đã soạn"):
        deciding.endorse(dossier=unsigned_road.fresh(), by=first)
    deciding.endorse(dossier=unsigned_road.fresh(), by=unsigned_road.user("truongphong"))
    with pytest.raises(NotAllowed, match="đã soạn"):
        preparing.prepare_signature(dossier=unsigned_road.fresh(), by=first)


@pytest.mark.parametrize("part", ["controlled_by", "signed_by"])
def test_the_database_knows_every_author(unsigned_road: ShortRoad, part: str) -> None:
    first, second = written_by_two(unsigned_road)
    draft = unsigned_road.dossier.drafts.get()

    assert [row.pk for row in draft.authors.order_by("pk")] == sorted([first.pk, second.pk])
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        Draft.objects.update(**{part: first})


def test_an_author_is_never_forgotten_and_no_controller_becomes_one(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("endorse")
    draft, head = dossier.drafts.get(), unsigned_road.user("truongphong")

    with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
        draft.authors.clear()
    with pytest.raises(IntegrityError, match="four_eyes"), transaction.atomic():
        draft.authors.add(head)


def test_who_proposes_answers_for_the_draft(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    claiming.release(dossier=dossier, by=unsigned_road.user("chuyenvien"))
    head = give(unsigned_road.user("truongphong"), Role.OFFICER)
    deciding.propose(dossier=unsigned_road.fresh(), by=head)

    with pytest.raises(NotAllowed):
        deciding.endorse(dossier=unsigned_road.fresh(), by=head)


def test_endorsing_freezes_what_was_endorsed(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("endorse")
    draft = dossier.drafts.get()

    assert dossier.state == State.AWAITING_SIGNATURE
    assert draft.controlled_by == unsigned_road.user("truongphong")
    assert draft.frozen_digest == digest_of(draft.frozen or {})
    assert [paper["kind"] for paper in (draft.frozen or {})["papers"]] == ["07A-HSB", "04-HSB"]


def test_nothing_is_edited_after_it_went_up(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("propose")

    with pytest.raises(NotNow):
        drafting.save_draft(draft=dossier.drafts.get(), entries=ENTRIES, by=unsigned_road.user("chuyenvien"))


def test_an_office_without_controller_goes_straight_to_the_leader(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("draft")
    Parameter.objects.create(
        key="has_controller", office=dossier.settling_office, value="0", valid_from="2026-01-01", source="Thử"
    )
    moved = deciding.propose(dossier=dossier, by=unsigned_road.user("chuyenvien"))

    assert moved.state == State.AWAITING_SIGNATURE
    assert dossier.drafts.get().frozen and dossier.drafts.get().controlled_by is None


def test_returning_needs_a_reason_and_leads_to_the_desk_it_came_from(unsigned_road: ShortRoad) -> None:
    unsigned_road.to("endorse")
    head = unsigned_road.user("truongphong")

    with pytest.raises(NotValid, match="lý do"):
        deciding.return_draft(dossier=unsigned_road.dossier, reason=" ", by=head)
    moved = deciding.return_draft(dossier=unsigned_road.fresh(), reason="Sai tháng hưởng", by=head)

    draft = moved.drafts.get()
    assert (moved.state, moved.holder) == (State.IN_REVIEW, unsigned_road.user("chuyenvien"))
    assert (draft.frozen, draft.controlled_by) == (None, None)


def test_a_page_that_is_older_than_the_dossier_moves_nothing(unsigned_road: ShortRoad) -> None:
    dossier = unsigned_road.to("propose")

    with pytest.raises(ChangedMeanwhile):
        deciding.return_draft(
            dossier=dossier, reason="Xem lại", by=unsigned_road.user("truongphong"), version=dossier.version - 1
        )
