"""Can every benchmark still be run? Each is rehearsed at its smallest size, as `make bench` runs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import names
from benchmarks.report import ROOT

LONG = ("findable", "whole_way", "stack", "sheet", "crowd_upload", "pages_a_minute", "pipeline", "desk")
"""The first six start the product or its workers, which takes up to a minute even for one page; the next one reads
pages for seconds, and what the last looks at, `test_queries` looks at too."""


@pytest.mark.slow
@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.soak] * (name in LONG)) for name in names()])
def test_a_benchmark(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", name, "--tiny"], cwd=ROOT, env=environment | {"VAR_DIR": str(tmp_path)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "figure" in done.stdout
