"""Which files of a folder go to which component?"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bhxh_archive.text import nfc
from intake.models import Component, Dossier
from intake.queries import components_of


@dataclass(frozen=True)
class Scan:
    """One file, and either the component it is for or why there is none."""

    path: Path
    component: Component | None
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's name as it can be shown and stored, even when it is not UTF-8 on the disk."""
        return _readable(self.path.name)


def scans_in(folder: Path, dossier: Dossier) -> list[Scan]:
    """Loose files go to the first required component that is scanned, sub-folders to the component of their name."""
    components = list(components_of(dossier))
    first = next(row for row in components if row.type.scan and row.type.requirement in ("M", "A"))
    by_code = {row.type.code.upper(): row for row in components}
    return [_placed(path, path.relative_to(folder).parts[:-1], first, by_code) for path in _files(folder)]


def _placed(path: Path, folders: tuple[str, ...], first: Component, by_code: dict[str, Component]) -> Scan:
    if not folders:
        return Scan(path, first)
    if len(folders) > 1:
        return Scan(path, None, f"nằm sâu hơn một cấp thư mục con («{_readable('/'.join(folders))}»)")
    found = by_code.get(nfc(folders[0]).strip().upper())
    problem = "" if found else f"thủ tục này không có thành phần «{_readable(folders[0])}»"
    return Scan(path, found, problem)


def _files(folder: Path) -> list[Path]:
    """Every file below, loose ones first; what is hidden, or lies in a hidden folder, is left out."""
    found = [path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(folder))]
    return sorted(found, key=lambda path: (path.parent != folder, str(path)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _readable(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")
