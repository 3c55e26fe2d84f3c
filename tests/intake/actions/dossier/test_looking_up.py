"""Are official data looked up, shown, and only then taken in place of the paper, whatever the source does?"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pytest_django import Settings

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from intake import queries, tasks
from intake.actions.counter import registration
from intake.actions.counter.correcting import correct_person
from intake.actions.dossier import looking_up
from intake.models import Component, Dossier, Lookup
from intake.queries.lookups import to_compare_again
from intake.sources import Found, SourceDown, Wanted
from intake.sources.files import FileSource
from intake.trail.sentences import sentence
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state
from tests.room import PERSON

DEMO = Path(__file__).parents[4] / "fixtures" / "demo" / "sources"
HANGS, BREAKS = f"{__name__}.Hangs", f"{__name__}.Breaks"


class Hangs:
    """A source that never answers."""

    def __init__(self, code: str, folder: Path) -> None: ...

    def look_up(self, wanted: Wanted, *, seconds: float) -> Sequence[Found]:
        time.sleep(seconds + 2)
        return []


class Breaks:
    """An adapter that raises what it must not, with a name in the text."""

    def __init__(self, code: str, folder: Path) -> None: ...

    def look_up(self, wanted: Wanted, *, seconds: float) -> Sequence[Found]:
        raise RuntimeError(f"no answer about {wanted.personal_id}")


@pytest.fixture(autouse=True)
def sources(settings: Settings) -> None:
    settings.LOOKUP_FOLDER = str(DEMO)


def put(dossier: Dossier, by: User, code: str = "SO_BHXH") -> Lookup:
    """The question, before a worker has asked it."""
    person = dossier.persons.earliest("pk")
    return looking_up.look_up(dossier=dossier, component=component(dossier, code), person=person, by=by)


def look_up(dossier: Dossier, by: User, code: str = "SO_BHXH") -> Lookup:
    """The question with its answer, as a worker brings it."""
    asked = put(dossier, by, code)
    looking_up.answer(asked)
    return Lookup.objects.select_related("snapshot", "component__dossier").get(pk=asked.pk)


def test_what_is_found_is_kept_and_taken_only_when_accepted(draft: Dossier, clerk_user: User) -> None:
    found = look_up(draft, clerk_user)
    assert found.outcome == Lookup.Outcome.FOUND and found.snapshot
    assert component(draft, "SO_BHXH").satisfied == Component.Satisfied.MISSING

    looking_up.accept_lookup(lookup=found, by=clerk_user)

    paper = component(draft, "SO_BHXH")
    assert (paper.satisfied, paper.data_at) == (Component.Satisfied.DATA, found.at)
    assert paper.data_source == "Cơ sở dữ liệu quốc gia về bảo hiểm"
    for said in ("Phạm Thị Hường", "21 năm 5 tháng", str(found.query_id), found.snapshot.digest):
        assert said in paper.data_snapshot
    assert "SO_BHXH" not in {line.component.type.code for line in queries.checklist_of(draft) if line.missing}


def test_a_record_that_differs_is_taken_for_a_reason_only(draft: Dossier, clerk_user: User) -> None:
    draft.persons.update(birth_day=13)
    found = look_up(draft, clerk_user)
    with pytest.raises(NotValid, match="khác hồ sơ ở: Ngày sinh"):
        looking_up.accept_lookup(lookup=found, by=clerk_user, reason=" ")
    assert component(draft, "SO_BHXH").satisfied == Component.Satisfied.MISSING

    looking_up.accept_lookup(lookup=found, by=clerk_user, reason="Đã đối chiếu thẻ căn cước")

    assert draft.events.get(verb="satisfy_by_data").reason == "Đã đối chiếu thẻ căn cước"
    assert component(draft, "SO_BHXH").satisfied == Component.Satisfied.DATA


def test_data_that_no_longer_fit_the_person_are_compared_again(draft: Dossier, clerk_user: User) -> None:
    looking_up.accept_lookup(lookup=look_up(draft, clerk_user), by=clerk_user)
    person = draft.persons.earliest("pk")
    same = PERSON | {"id": person.pk}
    registration.edit_registration(dossier=draft, persons=[same | {"phone": "0900000001"}], by=clerk_user)
    assert component(draft, "SO_BHXH").satisfied == "data"

    registration.edit_registration(dossier=draft, persons=[same | {"full_name": "Phạm Thị Hương"}], by=clerk_user)
    assert component(draft, "SO_BHXH").satisfied == "missing"
    told = draft.events.get(verb="reopen_data")
    assert told.detail["differing"] == 1 and "không còn khớp người trong hồ sơ" in sentence(told)
    looking_up.accept_lookup(lookup=Lookup.objects.get(), by=clerk_user, reason="Sai dấu")
    registration.edit_registration(dossier=draft, persons=[same | {"full_name": "Phạm Thị Hương"}], by=clerk_user)
    assert component(draft, "SO_BHXH").satisfied == "data", "that difference was accepted with its reason"


def test_after_acceptance_too(accepted: Dossier, clerk_user: User) -> None:
    Component.objects.filter(pk=component(accepted, "SO_BHXH").pk).update(satisfied="missing")
    looking_up.accept_lookup(lookup=look_up(accepted, clerk_user), by=clerk_user)
    facts = {"full_name": "Phạm Thị Hương"}
    correct_person(person=accepted.persons.earliest("pk"), facts=facts, reason="Gõ nhầm", by=clerk_user)
    assert component(accepted, "SO_BHXH").satisfied == "missing"
    assert [row.component.type.code for row in to_compare_again(accepted)] == ["SO_BHXH"]


def test_the_snapshot_names_source_time_query_and_reference(draft: Dossier, clerk_user: User) -> None:
    found = look_up(draft, clerk_user)
    assert found.snapshot

    kept = json.loads(storage.read_file(found.snapshot))
    assert found.at and found.at >= found.asked_at
    assert (kept["source"], kept["query_id"], kept["at"]) == ("INSURANCE", str(found.query_id), found.at.isoformat())
    assert draft.events.get(verb="look_up").evidence_digest == found.snapshot.digest


def test_a_worker_asks_and_a_second_press_or_delivery_asks_nothing_again(
    draft: Dossier, clerk_user: User, run_jobs: Callable[[Callable[[], list[Lookup]]], list[Lookup]]
) -> None:
    asked, again = run_jobs(lambda: [put(draft, clerk_user), put(draft, clerk_user)])
    assert asked.outcome == Lookup.Outcome.ASKED  # as it was when the page was shown
    looking_up.answer(asked)
    looking_up.give_up(asked)

    assert again == asked and Lookup.objects.get().outcome == Lookup.Outcome.FOUND
    assert draft.events.filter(verb="look_up", by=clerk_user).count() == 1


def test_work_that_is_given_up_or_has_nobody_to_ask_about_is_a_source_that_is_down(
    draft: Dossier, clerk_user: User
) -> None:
    given_up, left = put(draft, clerk_user), put(draft, clerk_user, "SO_BHXH")
    assert given_up == left
    tasks.look_up.failed(Job.objects.get(key=left.job_key), lookup_id=left.pk)  # type: ignore[attr-defined]
    assert Lookup.objects.get().outcome == Lookup.Outcome.DOWN

    nobody = put(draft, clerk_user)
    Lookup.objects.filter(pk=nobody.pk).update(person=None)
    looking_up.answer(Lookup.objects.get(pk=nobody.pk))
    assert Lookup.objects.get(pk=nobody.pk).outcome == Lookup.Outcome.DOWN


def test_accepting_twice_is_one_event(draft: Dossier, clerk_user: User) -> None:
    found = look_up(draft, clerk_user)
    for _ in range(2):
        looking_up.accept_lookup(lookup=found, by=clerk_user)
    assert draft.events.filter(verb="satisfy_by_data").count() == 1


@pytest.mark.parametrize(
    ("number", "outcome"), [("031150000111", "several"), ("031100000999", "nothing"), ("031145000789", "found")]
)
def test_none_one_and_several_are_told_apart(clerk_user: User, number: str, outcome: str) -> None:
    dead = PERSON | {"role": "deceased", "personal_id": number, "insurance_number": ""}
    case = draft_of(clerk_user, "TUAT_T", persons=[dead])

    asked = look_up(case, clerk_user, "KHAI_TU")

    assert asked.outcome == outcome
    assert bool(asked.snapshot) == (outcome == "found")
    if outcome != "found":
        with pytest.raises(NotValid, match="không có dữ liệu"):
            looking_up.accept_lookup(lookup=asked, by=clerk_user)


@pytest.mark.parametrize("adapter", [HANGS, BREAKS])
def test_a_source_that_hangs_or_breaks_is_down_and_changes_nothing(
    draft: Dossier, clerk_user: User, settings: Settings, adapter: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOOKUP_ADAPTER, settings.LOOKUP_SECONDS = adapter, 0.2

    assert look_up(draft, clerk_user).outcome == Lookup.Outcome.DOWN
    assert str(PERSON["personal_id"]) not in caplog.text
    assert component(draft, "SO_BHXH").satisfied == Component.Satisfied.MISSING


def test_without_a_source_it_is_down(draft: Dossier, clerk_user: User, settings: Settings) -> None:
    settings.LOOKUP_FOLDER = ""
    assert look_up(draft, clerk_user).outcome == Lookup.Outcome.DOWN


def test_a_file_that_cannot_be_read_is_a_source_that_is_down(tmp_path: Path) -> None:
    (tmp_path / "INSURANCE").mkdir()
    (tmp_path / "INSURANCE" / "SO_BHXH.json").write_text('[{"personal_id": "1"}]', encoding="utf-8")
    wanted = Wanted("SO_BHXH", "1", "", "q", "")

    with pytest.raises(SourceDown):
        FileSource("INSURANCE", tmp_path).look_up(wanted, seconds=1)
    with pytest.raises(SourceDown):
        FileSource("POPULATION", tmp_path).look_up(wanted, seconds=1)


def test_only_what_the_catalogue_names_a_source_for_is_looked_up(draft: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="Danh mục không cho"):
        look_up(draft, clerk_user, "12-HSB")


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.AWAITING_SUPPLEMENT])
def test_the_benefits_desk_looks_up_in_review_and_while_something_is_awaited(
    draft: Dossier, demo: dict[str, User], state: State
) -> None:
    case, officer = put_in_state(draft, state), demo["chuyenvien-hp"]

    looking_up.accept_lookup(lookup=look_up(case, officer), by=officer)

    assert component(case, "SO_BHXH").satisfied == Component.Satisfied.DATA


def test_nobody_else_and_not_afterwards(draft: Dossier, demo: dict[str, User]) -> None:
    case = put_in_state(draft, State.AWAITING_SIGNATURE)
    for name in ("chuyenvien-hp", "tiepnhan-hp"):
        with pytest.raises(NotNow):
            look_up(case, demo[name])
    for name in ("giamdoc-hp", "truongphong-hp", "chuyenvien-na", "quantri"):
        with pytest.raises(NotAllowed):
            look_up(case, demo[name])
