"""Is every file and every function short enough to be read in one go?

The bounds are those of the architecture; `median` and `p90` speak of files that hold anything. A file that passes
the hard stop is two files, and the ones over the p90 bound are few enough to be known by name.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.contracts import source

HARD_STOP = 400
CODE = [path for path in source.files(".py") if path.parts[0] != "tests"]
TESTS = [path for path in source.files(".py") if path.parts[0] == "tests"]


def p90(values: list[int]) -> float:
    return quantiles(values, n=10)[-1]


@pytest.mark.parametrize("suffix", sorted(source.WRITTEN))
def test_no_file_passes_the_hard_stop(suffix: str) -> None:
    paths = source.files(suffix)
    assert paths, "nothing of this kind is read: has a folder moved?"
    assert {path: lines for path, lines in source.lengths(paths).items() if lines > HARD_STOP} == {}


@pytest.mark.parametrize(("paths", "half", "most"), [(CODE, 80, 200), (TESTS, 100, 200)], ids=["code", "tests"])
def test_most_files_are_read_without_scrolling_far(paths: list[Path], half: int, most: int) -> None:
    lines = list(source.lengths(paths).values())
    assert (median(lines) <= half, p90(lines) <= most) == (True, True), f"median {median(lines)}, p90 {p90(lines)}"


@pytest.mark.parametrize(
    ("paths", "half", "most", "longest"), [(CODE, 7, 15, 50), (TESTS, 7, 15, 50)], ids=["code", "tests"]
)
def test_functions_do_one_thing(paths: list[Path], half: int, most: int, longest: int) -> None:
    found = dict(source.functions(paths))
    lines = list(found.values())
    assert (median(lines) <= half, p90(lines) <= most) == (True, True), f"median {median(lines)}, p90 {p90(lines)}"
    assert {name: length for name, length in found.items() if length > longest} == {}
