"""How does an empty installation get its offices and its first administrator?"""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from bhxh_archive.models import AdminEvent, Assignment, Office, User
from bhxh_archive.roles import Role
from intake.models import Decentralisation

ADA = ("ada", "  Trần  Thị Ánh ")


@pytest.fixture
def opened(demo: dict[str, User]) -> Office:
    """Offices without anybody who administers."""
    Assignment.objects.filter(role=Role.ADMIN).delete()
    return Office.objects.get(code="hai-phong")


def said(*words: str, **options: Any) -> str:
    out = StringIO()
    call_command(*words, stdout=out, **options)
    return out.getvalue()


def test_the_first_administrator_chooses_a_password_and_makes_the_next(opened: Office) -> None:
    password = said("first_administrator", *ADA, office="hai-phong").rsplit(" ", 1)[1].strip()
    ada = User.objects.get(username="ada")
    client = Client()

    client.post(reverse("login"), {"username": "ada", "password": password})

    assert ada.full_name == "Trần Thị Ánh"
    assert client.get(reverse("users"))["Location"].startswith(reverse("password_change"))
    assert set(AdminEvent.objects.filter(by=ada).values_list("verb", flat=True)) == {"create_user", "open_function"}


def test_there_is_one_first_administrator_only(opened: Office) -> None:
    said("first_administrator", *ADA, office="hai-phong")

    with pytest.raises(CommandError, match="đã có người quản trị"):
        said("first_administrator", "khac", "Người Khác", office="hai-phong")
    assert not User.objects.filter(username="khac").exists()


def test_an_unknown_office_is_answered_with_those_that_are_there(opened: Office) -> None:
    with pytest.raises(CommandError, match="hai-phong"):
        said("first_administrator", *ADA, office="ha-noi")


def listed(folder: Path, **changed: Any) -> str:
    """One more office below that of Hải Phòng, beside the demo's."""
    rows = json.loads((settings.BASE_DIR / "fixtures" / "demo" / "offices.json").read_text(encoding="utf-8"))
    below = next(row for row in rows if row["parent"])
    path = folder / "offices.json"
    path.write_text(json.dumps([*rows, {**below, "code": "le-chan", "agency_id": "G12.99.31.002", **changed}]))
    return str(path)


def test_offices_are_loaded_twice_and_are_there_once(demo: dict[str, User], tmp_path: Path) -> None:
    for _ in range(2):
        assert "5 đơn vị" in said("load_offices", listed(tmp_path))
        Office.objects.filter(code="le-chan").update(certificate="a1" * 32)  # of a token: no file tells of it

    assert "5 đơn vị" in said("load_offices", listed(tmp_path))
    assert Office.objects.get(code="le-chan").certificate == "a1" * 32
    office = Office.objects.get(code="le-chan")
    assert office.parent and office.parent.code == "hai-phong"
    assert Decentralisation.objects.get(receiving_office=office).settling_office == office.parent


@pytest.mark.parametrize("wrong", [{"parent": "o-dau-do"}, {"names": None}, {"settled_from": None}])
def test_a_wrong_list_loads_nothing(demo: dict[str, User], tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="Chưa nạp được đơn vị nào"):
        said("load_offices", listed(tmp_path, **wrong))
    assert not Office.objects.filter(code="le-chan").exists()
