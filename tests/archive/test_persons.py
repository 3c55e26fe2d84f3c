"""Is everybody found by an archived file: its persons in any role, and each worker on an employer's list?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from archive.models import ArchiveRecord
from archive.persons import index_persons, unindexed
from archive.searching import find
from bhxh_archive.models import User
from intake.models import Dossier, EmployerList, ListImport, ListLine
from tests.archive.conftest import SignIn
from tests.archive.shelf import Shelf
from tests.archive.views.conftest import queries_of, shown
from tests.intake.lists import sickness
from tests.intake.sheets import UNIT


def listed(dossier: Dossier, by: User, *names: str, standing: str = ListLine.Standing.TAKEN) -> EmployerList:
    """The employer's list of a dossier with these people on it."""
    found, _ = EmployerList.objects.get_or_create(dossier=dossier, defaults=UNIT)
    source = ListImport.objects.create(list=found, digest="0" * 64, name="ds.xlsx", part="1", by=by)
    start = found.lines.count()
    for ordinal, name in enumerate(names, start=start + 1):
        line = ListLine(list=found, origin=found, key=f"K{ordinal}", ordinal=ordinal, source=source, source_row=ordinal,
                        standing=standing, born="05/02/1990", insurance_number=f"31050{ordinal:05d}")  # fmt: skip
        line.write(full_name=name)
        line.save()
    return found


@pytest.fixture
def sick(shelf: Shelf) -> tuple[ArchiveRecord, Dossier]:
    """A record of an employer's list, and its dossier."""
    clerk = shelf.people["tiepnhan-hp"]
    dossier = sickness(clerk)
    listed(dossier, clerk, "Nguyễn Thị Sáu", "Trần Văn Bảy")
    listed(dossier, clerk, "Lê Văn Loại", standing=ListLine.Standing.LEFT_OUT)
    record = shelf.add(dossier=dossier)
    index_persons(record, dossier)
    return record, dossier


def test_a_worker_is_found_by_name_number_and_year_with_the_line(
    sick: tuple[ArchiveRecord, Dossier], shelf: Shelf
) -> None:
    record, dossier = sick
    for text, name in (("tran van bay", "Trần Văn Bảy"), ("3105000002", "Trần Văn Bảy"), ("Nguyễn Thị Sáu",) * 2):
        (hit,) = shelf.search(text).hits
        assert hit.record == record and hit.listed and hit.listed.full_name == name
    assert shelf.found("tran van bay", birth_year=1990) == [record] and shelf.found("Lê Văn Loại") == []
    (hit,) = shelf.search("Lê Thị Kế Toán").hits
    assert hit.listed is None  # the submitter is the face of the record
    index_persons(record, dossier)
    assert record.persons.count() == 3


def test_what_was_archived_before_is_indexed_by_a_worker(
    sick: tuple[ArchiveRecord, Dossier], shelf: Shelf, run_jobs: Callable[[Callable[[], Any]], Any]
) -> None:
    record, _ = sick
    record.persons.filter(line__isnull=False).delete()
    assert list(unindexed()) == [record] and not shelf.found("tran van bay")

    run_jobs(lambda: call_command("index_persons"))
    assert shelf.found("tran van bay") == [record] and not unindexed().exists()


def test_a_long_list_is_read_page_by_page(sick: tuple[ArchiveRecord, Dossier], shelf: Shelf, sign_in: SignIn) -> None:
    record, dossier = sick
    reader, page = sign_in("luutru"), reverse("record", args=[record.pk])
    few = queries_of(reader, page)
    listed(dossier, shelf.people["tiepnhan-hp"], *(f"Phạm Văn Số {number}" for number in range(60)))
    index_persons(record, dossier)

    first = shown(reader.get(page))
    assert "Người trong danh sách của đơn vị" in first and "Phạm Văn Số 46" in first and "Phạm Văn Số 49" not in first
    assert queries_of(reader, page) == few
    assert "Phạm Văn Số 59" in shown(reader.get(page, {"dong": "51"}))
    assert find(shelf.people["luutru"], text="Phạm Văn Số 59").hits[0].listed
