"""Who asks twice for the same days: how do the open lines of a list learn it, whenever something about them changes?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from bhxh_archive.lifecycle import State as DossierState
from bhxh_archive.models import Office
from intake.models import EmployerList, ListLine
from intake.queries import lines_of, open_lines, standing_elsewhere
from intake.queries.list_people import asked_for_alone
from intake.rules.list_doubles import ALONE, Alone, Span, asked_alone, doubles, identities

State = ListLine.Standing
_PUT: Final = {
    name: f'UPDATE {ListLine._meta.db_table} AS line SET "{name}" = put.said '  # noqa: S608 # two names of ours
    f"FROM unnest(%s::bigint[], %s::text[]) AS put (pk, said) WHERE line.id = put.pk"
    for name in ("double", "overlap")
}
_DRAFT: Final = " (đang lập; không dùng thì từ chối hồ sơ đó)"
_FACTS: Final = (
    "pk", "ordinal", "part", "name_folded", "born", "insurance_number", "personal_id", "starts_on", "ends_on",
)  # fmt: skip


def mark_doubles(found: EmployerList) -> None:
    """Judge anew which open lines ask for what an earlier line, here or in another dossier of the office, asks already.

    A fixed number of queries, however many lines. Two lists of an office are judged one after the other: what one
    claims, the other sees. To be called in a transaction.
    """
    Office.objects.select_for_update(no_key=True).get(pk=found.dossier.receiving_office_id)
    opened = open_lines(found)
    own = list(opened.filter(problems=[]).values(*_FACTS))
    taken = lines_of(found).filter(standing=State.TAKEN).values(*_FACTS)
    judged = doubles(_spans(own), chain(_spans(taken), _elsewhere(found, own)))
    _write(opened, "overlap", asked_alone(_spans(own), _alone(found, own)) | judged.overlapping)
    _write(opened, "double", judged.same)
    opened.exclude(double="").filter(standing=State.GOOD).update(standing=State.BAD)
    opened.filter(problems=[], double="", standing=State.BAD).update(standing=State.GOOD)


def _write(opened: QuerySet[ListLine], name: str, said: Mapping[int, str]) -> None:
    """Put down what is said, and take back what no longer holds; rows that say so already are left alone."""
    there = dict(opened.exclude(**{name: ""}).values_list("pk", name))
    now = {pk: said.get(pk, "")[:200] for pk in there.keys() | said.keys()}
    changed = {pk: text for pk, text in now.items() if text != there.get(pk, "")}
    with connection.cursor() as cursor:  # one statement: a CASE of thousands of branches takes a minute
        cursor.execute(_PUT[name], [list(changed), list(changed.values())])


def _spans(rows: Iterable[dict[str, Any]]) -> Iterator[Span]:
    return (_span(row, f"dòng {row['ordinal']}", name=row["name_folded"]) for row in rows)


def _span(row: dict[str, Any], where: str, *, near: bool = True, name: str = "") -> Span:
    known = identities(row["name_folded"], row["born"], row["insurance_number"], row["personal_id"])
    return Span(row["pk"], where, row["part"], known, row["starts_on"], row["ends_on"], near, name)


def _elsewhere(found: EmployerList, own: list[dict[str, Any]]) -> Iterator[Span]:
    """Lines of other lists, each called so that a clerk finds it and sees why it counts."""
    asked = standing_elsewhere(found, own)
    rows = {row["pk"]: row for lines in asked for row in lines.values(*_FACTS, "list_id")}.values()
    lists = EmployerList.objects.select_related("dossier").in_bulk({row["list_id"] for row in rows})
    called = {pk: _called(found, other) for pk, other in lists.items()}
    for row in rows:
        dossier, more = called[row["list_id"]]
        days = f", nghỉ {row['starts_on']:%d/%m/%Y} đến {row['ends_on']:%d/%m/%Y}" if more else ""
        name = row["name_folded"] if lists[row["list_id"]].unit_code == found.unit_code else ""
        yield _span(row, f"dòng {row['ordinal']} của hồ sơ {dossier}{more}{days}", near=not more, name=name)


def _alone(found: EmployerList, own: list[dict[str, Any]]) -> Iterator[Alone]:
    """Dossiers of the people of these lines, under every number that is known of them there."""
    for person in asked_for_alone(found, own):
        day = localdate(person.on)  # type: ignore[attr-defined]  # annotated
        numbers = (("i", person.insurance_number), ("p", person.personal_id), ("p", person.old_id))
        known = tuple(f"{kind}:{number}" for kind, number in numbers if number)
        yield Alone(f"{ALONE}{person.dossier}, nhận {day:%d/%m/%Y}", known, day)


def _called(found: EmployerList, other: EmployerList) -> tuple[str, str]:
    """The dossier of another list; and its employer and period where these differ, "" where both are the same."""
    draft = _DRAFT if other.dossier.state == DossierState.DRAFT else ""
    if (other.unit_code, other.period) == (found.unit_code, found.period):
        return f"{other.dossier}{draft}", ""
    unit = f", đơn vị {other.unit_code}" if other.unit_code != found.unit_code else ""
    return f"{other.dossier}{draft}", f"{unit}, {other.period_words}"
