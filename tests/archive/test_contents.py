"""Is what nobody looked at ever called good, on the page or in the report?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import contents
from archive.actions.accepting import verify_transfer
from archive.models import Package
from archive.reports import acceptance_pdf, checks_of
from tests.archive.room import ArchiveRoad, flip_a_byte

GOOD = "Khớp mã băm"
STRUCTURE, DIGESTS, SIGNATURES, FORM = range(4)


def outcomes(package: Package) -> list[str]:
    return [check["outcome"] for check in checks_of(package)]


@pytest.fixture
def package(sent_scans_road: ArchiveRoad) -> Package:
    """Built and sent, not yet verified by the archive; all its papers are scans."""
    return sent_scans_road.package


@pytest.fixture
def bag(package: Package, stores: Path) -> Path:
    return stores / "working" / "data" / package.prefix


def test_before_the_archive_looked_nothing_is_said(package: Package) -> None:
    assert {line.words for line in contents.files_of(package)} == {"Chưa kiểm tra tại Trung tâm Lưu trữ"}
    assert outcomes(package) == []
    assert contents.headline(package)[1] == "quiet"


def test_a_sound_package_passes_in_every_group(package: Package) -> None:
    verify_transfer(package=package)

    assert {line.words for line in contents.files_of(package)} == {GOOD}
    assert outcomes(package) == ["passed"] * 4
    assert checks_of(package)[DIGESTS]["detail"] == f"{package.file_count} tệp khớp."
    assert contents.headline(package)[1] == "good"


def empty(bag: Path) -> None:
    shutil.rmtree(bag)


def without_list(bag: Path) -> None:
    (bag / "manifest-sha256.txt").unlink()


def other_list(bag: Path) -> None:
    flip_a_byte(bag, "/manifest-sha256.txt")


@pytest.mark.parametrize("damage", [empty, without_list, other_list])
def test_where_nothing_could_be_compared_no_file_passes(
    package: Package, bag: Path, damage: Callable[[Path], None]
) -> None:
    damage(bag)
    verify_transfer(package=package)

    assert package.verified is False
    assert GOOD not in {line.words for line in contents.files_of(package)}
    assert outcomes(package)[DIGESTS] != "passed"
    assert outcomes(package)[SIGNATURES] == outcomes(package)[FORM] == "unchecked"
    assert contents.headline(package)[0].startswith("Không đạt")
    assert acceptance_pdf(package, by=package.by, accepted=False, reason="Hỏng").startswith(b"%PDF")


def test_one_damaged_file_is_named_and_its_signature_is_unknown(package: Package, bag: Path) -> None:
    damaged = flip_a_byte(bag, "rep1/data")
    verify_transfer(package=package)

    lines = {line.name: line for line in contents.files_of(package)}
    assert (lines[damaged.name].words, lines[damaged.name].tone) == ("Nội dung tệp đã thay đổi so với mã băm kê khai.",
                                                                     "bad")  # fmt: skip
    assert {line.words for name, line in lines.items() if name != damaged.name} == {GOOD}
    assert outcomes(package)[DIGESTS:] == ["failed", "unchecked", "unchecked"]


def test_a_file_that_nobody_sent_is_said_of_the_package(package: Package, bag: Path) -> None:
    (bag / "la.txt").write_text("lạ")
    verify_transfer(package=package)

    ((sentence, tone),) = contents.general_findings(package)
    assert sentence.startswith("la.txt: ") and tone == "bad"
    assert contents.file_findings(package) == []


def test_a_warning_is_no_fault(package: Package) -> None:
    verify_transfer(package=package)
    path = next(row.path for row in package.files.all() if "rep1/data" in row.path)
    warning = {"code": "pdfa-xmp", "path": path, "severity": "warning", "message": "Chưa khai báo PDF/A."}
    package.report["findings"] = [warning]

    assert outcomes(package) == ["passed", "passed", "passed", "warned"]
    assert contents.file_findings(package) == [(f"{path}: Chưa khai báo PDF/A.", "warn")]
    assert contents.headline(package)[1] == "good"
