"""Does the command judge a package on disk by its bytes alone, and does its exit code say what it found?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from pytest_django import Settings

from archive.downloads import zip_of
from archive.packaging.bagzip import write_chunks
from tests.archive.room import ArchiveRoad, flip_a_byte

VALID, NOT_VALID, COULD_NOT_CHECK = 0, 1, 2


def verify(path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and answer of `manage.py verify_package`."""
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_package", str(path), *options, stdout=out)
    assert isinstance(ended.value.code, int)
    return ended.value.code, json.loads(out.getvalue())


@pytest.fixture
def bag(archived_road: ArchiveRoad, stores: Path) -> Path:
    """The package as a folder, as it lies in the permanent store."""
    return stores / "permanent" / "data" / archived_road.package.prefix


@pytest.fixture
def archive(archived_road: ArchiveRoad, bag: Path, tmp_path: Path) -> Path:
    """The package as it is downloaded."""
    path = tmp_path / "goi.zip"
    with path.open("wb") as out:
        write_chunks(zip_of(archived_road.package), out)
    return path


@pytest.mark.parametrize("form", ["bag", "archive"])
def test_a_sound_package_is_valid(request: pytest.FixtureRequest, archived_road: ArchiveRoad, form: str) -> None:
    path: Path = request.getfixturevalue(form)
    code, answer = verify(path)

    assert (code, answer["valid"], answer["complete"], answer["signatures"]) == (VALID, True, True, True)
    assert answer["path"] == path.name
    assert answer["files_checked"] == archived_road.package.file_count
    assert answer["bytes_checked"] == archived_road.package.size
    assert [found for found in answer["findings"] if found["severity"] != "warning"] == []


@pytest.mark.parametrize("part", ["rep1/data", "rep2/data", "EAD.xml", "METS.xml", "bag-info.txt"])
def test_a_flipped_byte_is_not_valid(bag: Path, part: str) -> None:
    damaged = flip_a_byte(bag, part)
    code, answer = verify(bag)

    assert (code, answer["valid"]) == (NOT_VALID, False)
    assert damaged.relative_to(bag).as_posix() in {found["path"] for found in answer["findings"]}
    assert all(found["message"] for found in answer["findings"])


def test_a_flipped_byte_in_a_zip_is_not_valid(archive: Path) -> None:
    flip_a_byte(archive.parent, archive.name)

    assert verify(archive)[0] == NOT_VALID


def test_a_lost_file_is_not_valid(bag: Path) -> None:
    next(bag.rglob("*.pdf")).unlink()

    assert verify(bag)[0] == NOT_VALID


@pytest.mark.parametrize("what", ["nothing", "text", "cut"])
def test_what_cannot_be_opened_was_not_checked(archive: Path, tmp_path: Path, what: str) -> None:
    path = tmp_path / f"{what}.zip"
    if what != "nothing":
        path.write_bytes(b"x" if what == "text" else archive.read_bytes()[:-100])
    code, answer = verify(path)

    assert (code, answer["valid"], answer["complete"]) == (COULD_NOT_CHECK, False, False)
    assert [found["severity"] for found in answer["findings"]] == ["unchecked"]


def test_an_empty_folder_is_no_package(tmp_path: Path) -> None:
    folder = tmp_path / "trong"
    folder.mkdir()

    assert verify(folder)[0] == NOT_VALID


def test_without_trust_signatures_were_not_checked(bag: Path, settings: Settings, tmp_path: Path) -> None:
    settings.TRUST_DIR = tmp_path / "none"
    code, answer = verify(bag)

    assert (code, answer["signatures"], answer["complete"]) == (COULD_NOT_CHECK, False, False)
    code, answer = verify(bag, "--no-signatures")
    assert (code, answer["signatures"], answer["valid"]) == (VALID, False, True)


def test_an_error_weighs_more_than_what_was_not_checked(bag: Path, settings: Settings, tmp_path: Path) -> None:
    settings.TRUST_DIR = tmp_path / "none"
    flip_a_byte(bag, "rep1/data")

    assert verify(bag)[0] == NOT_VALID


def test_nothing_else_of_the_product_is_needed(bag: Path, tmp_path: Path) -> None:
    """A process of its own, without a database, on a copy elsewhere: so an operator checks a disk from the shelf."""
    shutil.copytree(bag, tmp_path / "dia" / bag.name)
    environment = os.environ | {"DATABASE_URL": "postgres://x@127.0.0.1:1/x",
                                "TRUST_DIR": str(django_settings.TRUST_DIR)}  # fmt: skip
    line = [sys.executable, "manage.py", "verify_package", str(tmp_path / "dia" / bag.name)]
    done = subprocess.run(line, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True)

    assert done.returncode == VALID, done.stdout + done.stderr
    assert json.loads(done.stdout)["path"] == bag.name
