"""Does every row of the map hold, and is there no way around it?"""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, transaction

from bhxh_archive.errors import AlreadyDone, ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import CLOCK_RUNS, ENDED, MOVES, Clock, Move, State, mermaid, move, moves_open_to, warrant
from bhxh_archive.models import User
from intake.models import Dossier
from tests.room import Road

ISSUE_TABLE = {
    "accept": ({"draft"}, "received"),
    "refuse": ({"draft"}, "refused"),
    "request_supplement": ({"received", "in_review"}, "awaiting_supplement"),
    "resume": ({"awaiting_supplement"}, None),
    "request_verification": ({"in_review"}, "awaiting_verification"),
    "verified": ({"awaiting_verification"}, "in_review"),
    "withdraw": (
        {"received", "awaiting_supplement", "awaiting_verification", "in_review", "awaiting_control",
         "awaiting_signature"}, "withdrawn"),
    "lapse": ({"awaiting_supplement"}, "lapsed"),
    "cancel": ({"draft", "received", "in_review"}, "cancelled"),
    "forward": ({"received"}, "in_review"),
    "send_back": ({"in_review"}, "received"),
    "propose": ({"in_review"}, "awaiting_control"),
    "propose_directly": ({"in_review"}, "awaiting_signature"),
    "endorse": ({"awaiting_control"}, "awaiting_signature"),
    "return_draft": ({"awaiting_control", "awaiting_signature"}, "in_review"),
    "sign": ({"awaiting_signature"}, "signed"),
    "recall": ({"signed"}, "in_review"),
    "issue": ({"signed"}, "issued"),
    "hand_over": ({"issued"}, "returned"),
    "consolidate": ({"returned"}, "ready_to_archive"),
    "rework": ({"ready_to_archive", "archive_rejected"}, "returned"),
    "transfer": ({"ready_to_archive"}, "transferred"),
    "accept_transfer": ({"transferred"}, "archived"),
    "reject_transfer": ({"transferred"}, "archive_rejected"),
}  # fmt: skip


def test_the_map_is_the_agreed_one() -> None:
    ours = {verb: ({source.value for source in row.sources}, row.target and row.target.value)
            for verb, row in MOVES.items()}  # fmt: skip
    assert ours == ISSUE_TABLE


def test_every_state_is_reached_and_only_ended_ones_lead_nowhere() -> None:
    reached = {row.target for row in MOVES.values() if row.target} | {State.DRAFT}
    left = {source for row in MOVES.values() for source in row.sources}
    assert reached == set(State)
    assert set(State) - left == ENDED


def test_the_diagram_names_every_move() -> None:
    drawn = mermaid()
    assert all(row.label in drawn for row in MOVES.values())


@pytest.fixture
def draft(demo: dict[str, User], run_jobs: object) -> Dossier:
    road = Road(demo, run_jobs)  # type: ignore[arg-type]
    return road.to("register")


def test_who_lacks_the_right_is_refused(draft: Dossier, demo: dict[str, User]) -> None:
    for stranger in ("chuyenvien-hp", "tiepnhan-na", "luutru", "quantri"):
        with pytest.raises(NotAllowed):
            move(draft, "accept", by=demo[stranger])
    assert Dossier.objects.get(pk=draft.pk).state == State.DRAFT


def test_a_superuser_is_not_exempt(draft: Dossier) -> None:
    root = User.objects.create_superuser("root", full_name="Quản trị máy", password="không-dùng-2026")
    assert warrant(MOVES["accept"], draft, root) is None
    with pytest.raises(NotAllowed):
        move(draft, "accept", by=root)


@pytest.mark.parametrize("row", MOVES.values(), ids=MOVES)
def test_what_a_move_does_to_the_clock_fits_the_states_it_joins(row: Move) -> None:
    targets = [row.target] if row.target else [State.RECEIVED, State.IN_REVIEW]
    before, after = ({state in CLOCK_RUNS for state in states} for states in (row.sources, targets))
    if row.clock is Clock.KEEP:
        assert before == after and len(after) == 1
    elif row.clock in (Clock.START, Clock.RESUME):
        assert (before, after) == ({False}, {True})
    else:
        assert after == {False}


def test_an_illegal_move_is_refused_and_leaves_no_event(draft: Dossier, demo: dict[str, User]) -> None:
    before = draft.events.count()
    with pytest.raises(NotNow, match="Đang lập"):
        move(draft, "forward", by=demo["tiepnhan-hp"])
    assert draft.events.count() == before


def test_a_reason_is_asked_for(draft: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotValid, match="lý do"):
        move(draft, "refuse", by=demo["tiepnhan-hp"], reason="  ")


def test_a_stale_page_is_refused(draft: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(ChangedMeanwhile):
        move(draft, "refuse", by=demo["tiepnhan-hp"], reason="Không thuộc thẩm quyền", version=draft.version - 1)


def test_a_double_click_moves_once(draft: Dossier, demo: dict[str, User]) -> None:
    clerk = demo["tiepnhan-hp"]
    move(draft, "refuse", by=clerk, reason="Không thuộc thẩm quyền")
    with pytest.raises(AlreadyDone, match=r"«.*» của hồ sơ này lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}"):
        move(draft, "refuse", by=clerk, reason="Không thuộc thẩm quyền", version=draft.version - 1)
    assert draft.events.filter(verb="refuse").count() == 1


def test_the_event_says_who_as_what_for_which_office(draft: Dossier, demo: dict[str, User]) -> None:
    move(draft, "refuse", by=demo["tiepnhan-hp"], reason="Không thuộc thẩm quyền", evidence_digest="ab" * 32)
    event = draft.events.get(verb="refuse")
    assert (event.by, event.role, event.office) == (demo["tiepnhan-hp"], "reception", draft.receiving_office)
    assert (event.from_state, event.to_state, event.reason) == ("draft", "refused", "Không thuộc thẩm quyền")
    assert event.evidence_digest == "ab" * 32


def test_state_can_not_be_set_by_hand(draft: Dossier) -> None:
    with pytest.raises(AttributeError):
        draft.state = State.ARCHIVED


def test_a_stale_object_does_not_write_its_old_state_back(draft: Dossier, demo: dict[str, User]) -> None:
    stale = Dossier.objects.get(pk=draft.pk)
    move(draft, "refuse", by=demo["tiepnhan-hp"], reason="Không thuộc thẩm quyền")
    stale.note = "ghi chú muộn"
    stale.save(update_fields=["note"])
    assert Dossier.objects.get(pk=draft.pk).state == State.REFUSED


def test_a_refresh_brings_the_new_state_and_leaves_the_guard_on(draft: Dossier, demo: dict[str, User]) -> None:
    move(Dossier.objects.get(pk=draft.pk), "refuse", by=demo["tiepnhan-hp"], reason="Không thuộc thẩm quyền")
    draft.refresh_from_db()
    assert draft.state == State.REFUSED
    with pytest.raises(FieldDoesNotExist):
        draft.refresh_from_db(fields=["no_such_field"])
    with pytest.raises(AttributeError):
        draft.state = State.ARCHIVED


def test_only_open_moves_become_buttons(draft: Dossier, demo: dict[str, User]) -> None:
    assert [row.verb for row in moves_open_to(draft, demo["tiepnhan-hp"])] == ["accept", "refuse"]
    assert moves_open_to(draft, demo["tiepnhan-na"]) == []
    assert "cancel" in [row.verb for row in moves_open_to(draft, demo["truongtiepnhan-hp"])]


def test_events_can_be_neither_changed_nor_deleted(draft: Dossier) -> None:
    event = draft.events.first()
    assert event
    with connection.cursor() as cursor:
        for statement in ("UPDATE intake_dossierevent SET reason = 'x' WHERE id = %s",
                          "DELETE FROM intake_dossierevent WHERE id = %s"):  # fmt: skip
            with pytest.raises(Exception, match="append-only"), transaction.atomic():
                cursor.execute(statement, [event.pk])
