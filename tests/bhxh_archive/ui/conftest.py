"""What do the tests of the look share?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.bhxh_archive.ui import urls

HERE = Path(__file__).parent


@pytest.fixture
def sprite(settings: Settings) -> str:
    """The text of the sprite that holds all shapes."""
    return (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text(encoding="utf-8")


@pytest.fixture
def received(settings: Settings) -> Iterator[list[tuple[str, dict[str, list[str]]]]]:
    """The small server of this folder; yields what it was sent, in order."""
    settings.ROOT_URLCONF = "tests.bhxh_archive.ui.urls"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"]}]
    urls.RECEIVED.clear()
    urls.STATE.update(version=1, polls=0, changed=0, signed_out=0)
    yield urls.RECEIVED
