"""Are rows of a file written once and for all, and brought up to date the next time?"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bhxh_archive.models import Assignment, Office, OfficeName, User
from bhxh_archive.upserting import upsert
from intake.loading.catalogue import load_catalogue
from intake.loading.demo import load_demo
from intake.models import ComponentType, Procedure, ResultKind

OFFICE = {"code": "mau", "agency_id": "G12.99.77", "kind": "province", "valid_from": date(2026, 1, 1)}


def test_a_row_that_exists_keeps_its_id_and_gets_what_is_new(db: None) -> None:
    [first] = upsert(Office, [OFFICE], "code")
    again = upsert(Office, [OFFICE | {"agency_id": "G12.99.78"}, OFFICE | {"code": "khac"}], "code")

    assert [row.code for row in again] == ["mau", "khac"] and again[0].pk == first.pk
    assert Office.objects.get(code="mau").agency_id == "G12.99.78"


def test_catalogue_and_demo_loaded_twice_are_there_once(demo: dict[str, User]) -> None:
    tables = (Procedure, ComponentType, ResultKind, Office, OfficeName, User, Assignment)
    before = [set(table._default_manager.values_list("pk", flat=True)) for table in tables]
    passwords = dict(User.objects.values_list("username", "password"))
    with CaptureQueriesContext(connection) as asked:
        load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")
        load_demo()

    assert [set(table._default_manager.values_list("pk", flat=True)) for table in tables] == before
    assert dict(User.objects.values_list("username", "password")) == passwords
    assert len(asked) < 40  # a statement for every row would be two thousand
