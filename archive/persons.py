"""Which people are found by an archived file: those of its dossier in any role, and everybody on an employer's list?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import QuerySet

from archive.models import ArchiveRecord, RecordPerson
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from intake.models import Dossier, ListLine, Person
from intake.queries import list_of

AT_ONCE: Final = 1000
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@transaction.atomic
def index_persons(record: ArchiveRecord, dossier: Dossier) -> int:
    """Make the persons of a record anew from its dossier; run twice, nobody is there twice. Returns how many.

    Of a list those lines count that were taken: the others were asked for, and not granted.
    """
    record.persons.all().delete()
    rows = [*map(_of_person, dossier.persons.all()), *_of_list(dossier)]
    for row in rows:
        row.record = record
    RecordPerson.objects.bulk_create(rows, batch_size=AT_ONCE)
    record.persons.update(name_vector=SearchVector("name_folded", config="simple"))
    return len(rows)


def _of_person(row: Person) -> RecordPerson:
    return RecordPerson(
        role=row.role, full_name=row.full_name, name_folded=row.name_folded, birth_year=row.birth_year,
        personal_id=row.personal_id, insurance_number=row.insurance_number,
    )  # fmt: skip


def _of_list(dossier: Dossier) -> Iterable[RecordPerson]:
    found = list_of(dossier)
    taken = found.lines.filter(standing=ListLine.Standing.TAKEN) if found else ListLine.objects.none()
    for line in taken.order_by("ordinal").iterator(AT_ONCE):
        yield RecordPerson(
            role=Person.Role.LIST_MEMBER, full_name=line.full_name, name_folded=line.name_folded, line=line.ordinal,
            birth_year=_born(line.born), personal_id=line.personal_id, insurance_number=line.insurance_number,
        )  # fmt: skip


def _born(typed: str) -> int | None:
    """The year of a birth as the employer wrote it: `05/02/1990`, `1990`."""
    year = _YEAR.search(typed)
    return int(year.group()) if year else None


def unindexed() -> QuerySet[ArchiveRecord]:
    """Records of employers' lists whose people nobody finds yet: they were archived before lines were indexed."""
    lists = ArchiveRecord.objects.filter(dossier__employer_list__lines__standing=ListLine.Standing.TAKEN)
    return lists.exclude(persons__line__isnull=False).distinct()


def queue_unindexed() -> list[Job]:
    """Have every such record indexed by a worker."""
    ids = unindexed().order_by("pk").values_list("pk", flat=True)
    return [enqueue("archive.tasks.index_persons", key=f"persons:{pk}", lane=Job.Lane.SLOW, record_id=pk) for pk in ids]
