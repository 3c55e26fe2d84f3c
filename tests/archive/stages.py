"""Which dossiers do all processes of a run start from, taken down the road once for all of them?

A stage is a database and a folder of stores as they lie after some step. It is made from the stage before it by the
first process that asks for it; every test then works on copies. The road with its recognition, signatures and
verifications takes ten seconds and more, a copy a part of one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.test import override_settings

from bhxh_archive.models import User
from intake.loading.demo import load_demo
from intake.models import Dossier
from tests import databases, shared
from tests.archive.room import ArchiveRoad, MixedRoad
from tests.furnished import furnished
from tests.hardening.house import run_here
from tests.hardening.test_signed_original import signed_pdf
from tests.room import Road
from tools.trust import KnownTrust

LOCK: Final = 20_250_501
ORIGINAL: Final = "original.pdf"
RunJobs = Callable[[Callable[[], object]], object]


@dataclass(frozen=True)
class Stage:
    """The name of the database, which nobody works in, and the folder: `store`, `var`, the file that came signed."""

    database: str
    folder: Path


def _consolidated(road: ArchiveRoad) -> None:
    road.road.to("consolidate")


BEGUN: Final[dict[str, tuple[str, Callable[[ArchiveRoad], object]]]] = {
    "consolidated": ("", _consolidated),
    "built": ("consolidated", ArchiveRoad.build),
    "sent": ("built", ArchiveRoad.hand_over),
    "transferred": ("built", ArchiveRoad.transfer),
    "archived": ("transferred", ArchiveRoad.accept),
    "scans": ("", _consolidated),
    "scans_built": ("scans", ArchiveRoad.build),
    "scans_sent": ("scans_built", ArchiveRoad.hand_over),
}
"""Stage -> the stage it begins from, and the step. One paper of a dossier is a file that came signed, except where all
are scans: such a file is no PDF/A and has findings of its own."""


def stage(name: str, trust: KnownTrust) -> Stage:
    """The stage of this run; whoever comes while it is being made waits for it."""
    before = BEGUN[name][0] and stage(BEGUN[name][0], trust)
    found = Stage(f"stage_{name}", shared.folder() / "stages" / name)
    with closing(databases.maintenance()) as server:
        server.autocommit = True
        server.cursor().execute("SELECT pg_advisory_lock(%s, %s)", [LOCK, list(BEGUN).index(name)])
        if not found.folder.exists():
            _make(name, before or None, found, trust)
    return found


def _make(name: str, before: Stage | None, found: Stage, trust: KnownTrust) -> None:
    """Under a name of its own until it is whole: a process that dies meanwhile leaves no half-made one behind."""
    draft = Stage(f"{found.database}_{os.getpid()}", found.folder.with_suffix(f".{os.getpid()}"))
    databases.order("CREATE DATABASE {} TEMPLATE {}", draft.database, before.database if before else furnished())
    if before:
        shutil.copytree(before.folder, draft.folder)
    with databases.talking_to(draft.database), places(draft.folder, trust):
        BEGUN[name][1](_begun(draft.folder, trust, signed=not name.startswith("scans")))
    databases.order("ALTER DATABASE {} RENAME TO {}", draft.database, found.database)
    draft.folder.rename(found.folder)


def _begun(folder: Path, trust: KnownTrust, *, signed: bool) -> ArchiveRoad:
    if folder.exists():
        return road_in(folder, run_here)
    folder.mkdir(parents=True)
    load_demo()  # now with their certificates
    if signed:
        (folder / ORIGINAL).write_bytes(signed_pdf(trust, folder))
    return road_in(folder, run_here)


def road_in(folder: Path, run_jobs: RunJobs) -> ArchiveRoad:
    """The road of the stage whose database is being talked to."""
    people, original = {user.username: user for user in User.objects.all()}, folder / ORIGINAL
    road = MixedRoad(people, run_jobs) if original.exists() else Road(people, run_jobs)
    if isinstance(road, MixedRoad):
        road.original = original.read_bytes()
    if begun := Dossier.objects.first():
        road.dossier = begun
    return ArchiveRoad(road)


def places(folder: Path, trust: KnownTrust) -> override_settings:
    """The product with its data in that folder and the demo trust service."""
    store = folder / "store"
    return override_settings(
        VAR_DIR=folder / "var", WORKING_STORE_URL=(store / "working").as_uri(),
        PERMANENT_STORE_URL=(store / "permanent").as_uri(), TRUST_DIR=trust.layout.folder,
        TIMESTAMP_URL=trust.layout.timestamp_url,
    )  # fmt: skip
