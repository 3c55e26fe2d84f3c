"""Do very large packages stay within their memory?"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]


def measured(folder: Path, count: int, size: int) -> dict[str, float]:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.archive.packaging.soak_large",
        folder,
        str(count),
        str(size),
    ]
    run = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=1800)
    shutil.rmtree(folder)  # pytest would keep gigabytes for three runs
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_packing_memory_does_not_grow_with_the_files(tmp_path):
    facts = measured(tmp_path, 4, 40 * 2**20)
    assert facts["exit_code"] == 0
    assert facts["zip_mib"] - facts["before_mib"] < 60, facts


@pytest.mark.soak
def test_two_gigabytes_within_300_mib(tmp_path):
    facts = measured(tmp_path, 8, 256 * 2**20)
    assert facts["exit_code"] == 0 and facts["bytes"] > 2 * 2**30
    assert facts["zip_mib"] < 300, facts


@pytest.mark.soak
def test_one_file_over_four_gigabytes_needs_zip64(tmp_path):
    facts = measured(tmp_path, 1, 4 * 2**30 + 1)
    assert facts["exit_code"] == 0 and facts["zip_bytes"] > facts["bytes"]


@pytest.mark.soak
def test_twenty_thousand_tiny_files(tmp_path):
    facts = measured(tmp_path, 20_000, 100)
    assert facts["exit_code"] == 0 and facts["zip_mib"] < 500, facts
