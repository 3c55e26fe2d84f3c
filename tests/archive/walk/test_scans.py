"""Does every file of a folder find its component, or a reason why not?"""

import os
import unicodedata
from pathlib import Path

import pytest

from archive.walk.scans import Scan, scans_in
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.models import Dossier
from tests.room import PERSON


@pytest.fixture
def dossier(demo: dict[str, User]) -> Dossier:
    clerk = demo["tiepnhan-hp"]
    assert clerk.office
    return registration.register(office=clerk.office, procedure_code="HUU", persons=[PERSON], by=clerk)


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def placed(found: list[Scan]) -> dict[str, str]:
    return {scan.name: scan.component.type.code if scan.component else "" for scan in found}


def test_loose_files_and_sub_folders_by_code(dossier: Dossier, tmp_path: Path) -> None:
    put(tmp_path / "Quyết định nghỉ việc.jpg")
    put(tmp_path / "13-hsb " / "trang 1.jpg")
    assert placed(scans_in(tmp_path, dossier)) == {"Quyết định nghỉ việc.jpg": "12-HSB", "trang 1.jpg": "13-HSB"}


def test_what_has_no_place_says_why(dossier: Dossier, tmp_path: Path) -> None:
    put(tmp_path / "Ảnh gia đình" / "ảnh.jpg")
    put(tmp_path / "13-HSB" / "mặt sau" / "trang.jpg")
    found = {scan.name: scan for scan in scans_in(tmp_path, dossier)}
    assert "«Ảnh gia đình»" in found["ảnh.jpg"].problem
    assert "«13-HSB/mặt sau»" in found["trang.jpg"].problem
    assert not any(scan.component for scan in found.values())


def test_hidden_files_are_left_out_and_loose_ones_come_first(dossier: Dossier, tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/x.jpg", "13-HSB/a.jpg", "z.jpg"):
        put(tmp_path / name)
    assert [scan.name for scan in scans_in(tmp_path, dossier)] == ["z.jpg", "a.jpg"]


def test_names_of_other_systems_can_be_shown(dossier: Dossier, tmp_path: Path) -> None:
    put(tmp_path / os.fsdecode(b"Qu\xea qu\xe1n.jpg"))
    put(tmp_path / unicodedata.normalize("NFD", "quê quán.jpg"))
    for scan in scans_in(tmp_path, dossier):
        assert scan.name.encode().decode().endswith(".jpg")
