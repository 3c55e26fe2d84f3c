"""On which package do the tests of verification work?"""

from pathlib import Path

import pytest

from archive.packaging.build import build
from archive.packaging.sinks import DirectorySink
from tests.archive.packaging.samples import spec


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return tmp_path / build(spec(), DirectorySink(tmp_path, durable=False)).bag_name
