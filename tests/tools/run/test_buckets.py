"""Are the buckets that the settings name there after the preparing step of a deployment?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.s3 import s3_endpoint  # noqa: F401

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_buckets_are_made_once(s3_endpoint: str) -> None:  # noqa: F811
    settings = {
        "WORKING_STORE_URL": f"s3://deploy-working?endpoint={s3_endpoint}",
        "PERMANENT_STORE_URL": f"s3://deploy-permanent?endpoint={s3_endpoint}",
        "BHXH_S3_ACCESS_KEY": "test-access-key",
        "BHXH_S3_SECRET_KEY": "test-secret-key",
    }
    command = [sys.executable, "-m", "tools.run.buckets"]
    said = [
        subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert said[0].stdout.split("\n")[:2] == ["deploy-working: created", "deploy-permanent: created"]
    assert said[1].stdout.split("\n")[:2] == ["deploy-working: there", "deploy-permanent: there"]


def test_directories_need_no_buckets(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.run.buckets"]
    environment = {**os.environ, "VAR_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
