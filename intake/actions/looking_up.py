"""How are official data looked up for a component, and taken in place of the paper?"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.models import StoredFile, User
from bhxh_archive.trail import record
from intake.actions.locking import lock_for_lookup
from intake.models import Component, Dossier, Lookup, Person
from intake.rules.snapshots import SOURCES, in_words
from intake.sources import Found, SourceDown, Wanted
from intake.sources.asking import ask

Outcome = Lookup.Outcome


def look_up(*, dossier: Dossier, component: Component, person: Person | None, by: User) -> Lookup:
    """Ask the source of the catalogue for this paper of that person. Nothing but the question is recorded yet.

    No lock is held while the source thinks. A single record is kept as it came, whatever becomes of it; of several
    nothing is kept. Raises NotAllowed, NotNow, NotValid; a source that is down is an outcome, no error.
    """
    with transaction.atomic():
        wanted = _wanted(lock_for_lookup(dossier, by), component, person)
    try:
        answer = list(ask(component.type.data_source, wanted))
        outcome = {0: Outcome.NOTHING, 1: Outcome.FOUND}.get(len(answer), Outcome.SEVERAL)
    except SourceDown:
        answer, outcome = [], Outcome.DOWN
    return _keep(dossier, component, person, wanted, outcome, answer, by)


def _wanted(dossier: Dossier, component: Component, person: Person | None) -> Wanted:
    if component.dossier_id != dossier.pk or not component.type.data_source:
        raise NotValid("Danh mục không cho dùng dữ liệu thay giấy tờ này: hãy nhận giấy.")
    if person is None or person.dossier_id != dossier.pk:
        raise NotValid("Chọn người cần tra cứu.")
    if not person.personal_id and not person.insurance_number:
        raise NotValid("Người này chưa có số định danh và mã BHXH: hãy ghi ít nhất một số rồi tra cứu.")
    number = dossier.number or ""
    return Wanted(component.type.code, person.personal_id, person.insurance_number, str(uuid.uuid4()), number)


@transaction.atomic
def _keep(
    dossier: Dossier, component: Component, person: Person | None, wanted: Wanted, outcome: Lookup.Outcome,
    answer: Sequence[Found], by: User,
) -> Lookup:  # fmt: skip
    now = timezone.now()
    found = _snapshot(component, wanted, answer[0], now) if outcome == Outcome.FOUND else None
    lookup = Lookup.objects.create(
        component=component, person=person, source=component.type.data_source, query_id=wanted.query_id,
        outcome=outcome, snapshot=found, by=by, at=now,
    )  # fmt: skip
    digest = found.digest if found else ""
    record(dossier, "look_up", by=by, digest=digest, lookup=lookup.pk, outcome=str(outcome), component=component.pk)
    return lookup


def _snapshot(component: Component, wanted: Wanted, found: Found, at: datetime) -> StoredFile:
    content: dict[str, Any] = {
        "source": component.type.data_source, "kind": wanted.kind, "query_id": wanted.query_id, "at": at.isoformat(),
        "reference": found.reference, "title": found.title, "facts": [list(fact) for fact in found.facts],
    }  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return storage.keep_bytes(text.encode(), "application/json")


@transaction.atomic
def accept_lookup(*, lookup: Lookup, by: User) -> Component:
    """Take what was found in place of the paper: source, time, digest and query id go into the dossier.

    Raises NotAllowed, NotNow, and NotValid where there is nothing to accept. Accepted once, it stays accepted.
    """
    dossier = lock_for_lookup(lookup.component.dossier, by)
    row = Lookup.objects.select_for_update(of=("self",)).select_related("snapshot", "component").get(pk=lookup.pk)
    if row.snapshot is None:
        raise NotValid("Lần tra cứu này không có dữ liệu để dùng.")
    component = row.component
    if row.accepted_at:
        return component
    component.satisfied, component.data_at = Component.Satisfied.DATA, row.at
    component.data_source = SOURCES[row.source]
    component.data_snapshot = in_words(json.loads(storage.read_file(row.snapshot)), row.snapshot.digest)
    component.save(update_fields=["satisfied", "data_at", "data_source", "data_snapshot"])
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    record(dossier, "satisfy_by_data", by=by, digest=row.snapshot.digest, component=component.pk, lookup=row.pk)
    return component
