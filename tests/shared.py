"""What do all processes of one test run share: a folder, and a trust service beside the database?

The controlling process holds both until the last worker has ended. A run in a single process starts the trust service
only when a test asks for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from django.conf import settings

from tools.trust import DemoTrust, KnownTrust
from tools.trust.entities import load_entities
from tools.trust.service import open_layout

FOLDER: Final = "BHXH_TEST_RUN"
TRUST: Final = "BHXH_TEST_TRUST"


def folder() -> Path:
    """Where what is made once for the run lies."""
    return Path(os.environ[FOLDER])


class Shared:
    """What one run shares: its folder, and the trust service where processes share it."""

    def __init__(self, *, processes: bool) -> None:
        self._open = ExitStack()
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="bhxh-archive-run-")
        self._open.callback(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
        if processes:
            os.environ[TRUST] = str(self._open.enter_context(demo_trust()).layout.folder)

    def end(self) -> None:
        self._open.close()
        for name in (FOLDER, TRUST):
            os.environ.pop(name, None)


def demo_trust() -> DemoTrust:
    """A trust service with the certificates of the demo people, not started yet."""
    return DemoTrust(load_entities(Path(settings.BASE_DIR) / "fixtures" / "demo" / "entities.json"))


def trust() -> KnownTrust | None:
    """The one that the controlling process serves; None in a run of a single process."""
    return KnownTrust(open_layout(Path(os.environ[TRUST]))) if TRUST in os.environ else None
