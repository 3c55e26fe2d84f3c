"""How are official data looked up for a component, and taken in place of the paper?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import StoredFile, User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_lookup
from intake.models import Component, Dossier, Lookup, Person
from intake.rules.comparing import differences
from intake.rules.snapshots import SOURCES, in_words
from intake.sources import Found, SourceDown, Wanted
from intake.sources.asking import ask

Outcome = Lookup.Outcome
SOMEBODY_WAITS: Final = 20
"""The priority among quick work: a person at the counter looks at the page until the answer is there."""


@transaction.atomic
def look_up(*, dossier: Dossier, component: Component, person: Person | None, by: User) -> Lookup:
    """Put the question to the source of the catalogue about this paper of that person; a worker asks it.

    While the same question is under way, that one is returned. Raises NotAllowed, NotNow, NotValid.
    """
    locked = lock_for_lookup(dossier, by)
    asked = _checked(locked, component, person)
    under_way = Lookup.objects.filter(component=component, person=asked, outcome=Outcome.ASKED).first()
    lookup = under_way or Lookup.objects.create(
        component=component, person=asked, source=component.type.data_source, outcome=Outcome.ASKED, by=by
    )
    enqueue("intake.tasks.look_up", key=lookup.job_key, priority=SOMEBODY_WAITS, by=by, lookup_id=lookup.pk)
    return lookup


def compare_again(dossier: Dossier, by: User) -> list[Component]:
    """Open every component whose accepted data no longer fit the person as now registered: nobody has looked at that
    difference. The caller's transaction changed the persons."""
    data = Component.Satisfied.DATA
    rows = Lookup.objects.filter(component__dossier=dossier, component__satisfied=data, accepted_at__isnull=False)
    rows = rows.filter(at=F("component__data_at")).select_related("snapshot", "component", "person")
    return [row.component for row in rows if _reopened(dossier, row, by)]


def _reopened(dossier: Dossier, row: Lookup, by: User) -> bool:
    assert row.snapshot  # nothing else is accepted
    content = json.loads(storage.read_file(row.snapshot))
    now = [label for label in differences(content["facts"], row.person) if label not in row.differing]
    if row.person and not now:
        return False
    row.component.satisfied = Component.Satisfied.MISSING
    row.component.save(update_fields=["satisfied"])
    row.accepted_at, row.differing = None, []
    row.save(update_fields=["accepted_at", "differing"])
    record(dossier, "reopen_data", by=by, component=row.component_id, lookup=row.pk, differing=len(now))
    return True


def _checked(dossier: Dossier, component: Component, person: Person | None) -> Person:
    """The person, when this paper of theirs may be looked up."""
    if component.dossier_id != dossier.pk or not component.type.data_source:
        raise NotValid("Danh mục không cho dùng dữ liệu thay giấy tờ này: hãy nhận giấy.")
    if component.line_id:  # the people of a list are no persons of the dossier
        raise NotValid("Giấy tờ của một dòng: tra cứu tại nguồn, rồi ghi ở «Ghi dữ liệu đã tra cứu ở nơi khác».")
    if person is None or person.dossier_id != dossier.pk:
        raise NotValid("Chọn người cần tra cứu.")
    if not person.personal_id and not person.insurance_number:
        raise NotValid("Người này chưa có số định danh và mã BHXH: hãy ghi ít nhất một số rồi tra cứu.")
    return person


def answer(lookup: Lookup) -> None:
    """Ask the source and write down what it said; done before, nothing is asked again.

    No lock is held while the source thinks. A single record is kept as it came, whatever becomes of it; of several
    nothing is kept. A source that is down is an outcome, no error. Asked again after a worker died, the question bears
    the same id.
    """
    if lookup.outcome != Outcome.ASKED:
        return
    try:
        found = list(ask(lookup.source, _wanted(lookup)))
        outcome = {0: Outcome.NOTHING, 1: Outcome.FOUND}.get(len(found), Outcome.SEVERAL)
    except SourceDown:
        found, outcome = [], Outcome.DOWN
    _keep(lookup, outcome, found)


def _wanted(lookup: Lookup) -> Wanted:
    """The question; who was taken out of the dossier meanwhile is nobody to ask about."""
    person, component = lookup.person, lookup.component
    if person is None:
        raise SourceDown("nobody to ask about any more")
    return Wanted(component.type.code, person.personal_id, person.insurance_number, str(lookup.query_id),
                  component.dossier.number or "")  # fmt: skip


def give_up(lookup: Lookup) -> None:
    """Nobody could ask: for who waits the source is down."""
    _keep(lookup, Outcome.DOWN, [])


@transaction.atomic
def _keep(lookup: Lookup, outcome: Lookup.Outcome, answer: Sequence[Found]) -> None:
    row = Lookup.objects.select_for_update(of=("self",)).select_related("component__type").get(pk=lookup.pk)
    if row.outcome != Outcome.ASKED:
        return
    row.outcome, row.at = outcome, timezone.now()
    row.snapshot = _snapshot(row, answer[0], row.at) if outcome == Outcome.FOUND else None
    row.save(update_fields=["outcome", "at", "snapshot"])
    digest = row.snapshot.digest if row.snapshot else ""
    record(row.component.dossier, "look_up", by=row.by, digest=digest, lookup=row.pk, outcome=str(outcome),
           component=row.component_id)  # fmt: skip


def _snapshot(lookup: Lookup, found: Found, at: datetime) -> StoredFile:
    content: dict[str, Any] = {
        "source": lookup.source, "kind": lookup.component.type.code, "query_id": str(lookup.query_id),
        "at": at.isoformat(), "reference": found.reference, "title": found.title,
        "facts": [list(fact) for fact in found.facts],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return storage.keep_bytes(text.encode(), "application/json")


@transaction.atomic
def accept_lookup(*, lookup: Lookup, by: User, reason: str = "") -> Component:
    """Take what was found in place of the paper: source, time, digest and query id go into the dossier.

    `reason`: why a record is used that does not agree with what is registered of the person. Raises NotAllowed, NotNow,
    and NotValid where there is nothing to accept, or no such reason. Accepted once, it stays accepted.
    """
    dossier = lock_for_lookup(lookup.component.dossier, by)
    rows = Lookup.objects.select_for_update(of=("self",)).select_related("snapshot", "component", "person")
    row = rows.get(pk=lookup.pk)
    if row.snapshot is None:
        raise NotValid("Lần tra cứu này không có dữ liệu để dùng.")
    component = row.component
    if row.accepted_at:
        return component
    content = json.loads(storage.read_file(row.snapshot))
    differing = differences(content["facts"], row.person)
    if differing and not is_reason(reason):
        raise NotValid(f"Bản ghi khác hồ sơ ở: {', '.join(differing)}. Muốn vẫn dùng, hãy ghi lý do.")
    component.satisfied, component.data_at = Component.Satisfied.DATA, row.at
    component.data_source = SOURCES[row.source]
    component.data_snapshot = in_words(content, row.snapshot.digest)
    component.save(update_fields=["satisfied", "data_at", "data_source", "data_snapshot"])
    row.accepted_at, row.differing = timezone.now(), differing
    row.save(update_fields=["accepted_at", "differing"])
    record(dossier, "satisfy_by_data", by=by, digest=row.snapshot.digest, component=component.pk, lookup=row.pk,
           reason=reason.strip() if differing else "", differing=len(differing))  # fmt: skip
    return component
