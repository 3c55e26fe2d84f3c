"""Which files of a folder go to which component?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from intake.models import Component, Dossier
from intake.queries import components_of


@dataclass(frozen=True)
class Scan:
    """One file and the component it is for; None when its folder names no component of the dossier."""

    path: Path
    component: Component | None
    folder: str


def scans_in(folder: Path, dossier: Dossier) -> list[Scan]:
    """Loose files go to the first required component that is scanned, sub-folders to the component of their name."""
    components = list(components_of(dossier))
    first = next(row for row in components if row.type.scan and row.type.requirement in ("M", "A"))
    by_code = {row.type.code.upper(): row for row in components}
    return [
        Scan(path, first if path.parent == folder else by_code.get(path.parent.name.upper()), path.parent.name)
        for path in _files(folder)
    ]


def _files(folder: Path) -> list[Path]:
    """Every file directly inside or one folder below, hidden ones left out, loose files first."""
    found = [path for path in folder.rglob("*") if path.is_file() and len(path.relative_to(folder).parts) <= 2]
    return sorted((path for path in found if not path.name.startswith(".")), key=lambda path: (path.parent != folder,
                  str(path)))  # fmt: skip
