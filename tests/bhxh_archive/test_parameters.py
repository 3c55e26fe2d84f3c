"""Does a dated value beat the default, an office's own beat the general one, and a later one wait for its day?"""

from datetime import date, time

import pytest

from bhxh_archive.models import Office, Parameter
from bhxh_archive.parameters import DEFAULTS, parameter

pytestmark = pytest.mark.django_db


def put(key: str, value: str, since: date, office: Office | None = None) -> None:
    Parameter.objects.create(key=key, value=value, valid_from=since, office=office)


def test_the_default_holds_until_somebody_sets_a_value() -> None:
    assert parameter("receipt_cutoff") == time(17, 0)
    assert parameter("has_controller") is True
    assert parameter("printed_copies") == 2


def test_a_value_holds_from_its_day_on() -> None:
    put("printed_copies", "3", date(2026, 7, 1))
    assert parameter("printed_copies", day=date(2026, 6, 30)) == 2
    assert parameter("printed_copies", day=date(2026, 7, 1)) == 3


def test_an_office_may_differ() -> None:
    office = Office.objects.create(code="mau", agency_id="G12.99.99", kind="province", valid_from=date(2020, 1, 1))
    put("has_controller", "0", date(2026, 1, 1), office)
    put("has_controller", "1", date(2026, 6, 1))
    assert parameter("has_controller", office=office, day=date(2026, 11, 1)) is False
    assert parameter("has_controller", day=date(2026, 11, 1)) is True


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        parameter("no_such_parameter")


def test_every_default_names_its_source() -> None:
    assert all(row.source and row.label for row in DEFAULTS.values())
