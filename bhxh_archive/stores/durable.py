"""How does a change of a directory survive a power cut?"""

import os
from pathlib import Path


def make_directories(directory: Path) -> list[Path]:
    """Make a directory and what is missing above it; return the directories whose listing changed, deepest first."""
    missing = []
    while not directory.is_dir():
        missing.append(directory)
        directory = directory.parent
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
    return [path.parent for path in missing]


def flush_directory(directory: Path) -> None:
    """Make the names in a directory durable."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link_durably(source: Path, target: Path) -> None:
    """Give a flushed file its name, create-only. Raises FileExistsError when the name is taken.

    The new name is flushed before the directories above it: the first flush commits them too on a journalling
    file system, so the others cost nothing there, and elsewhere they are still made durable.
    """
    changed = make_directories(target.parent)
    os.link(source, target)
    for directory in [target.parent, *changed]:
        flush_directory(directory)


def write_durably(path: Path, data: bytes, scratch: Path) -> None:
    """Replace a small file whole; ``scratch`` is a name on the same file system that no one else uses."""
    changed = make_directories(path.parent)
    with scratch.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    replace_durably(scratch, path)
    for directory in changed:
        flush_directory(directory)


def replace_durably(source: Path, target: Path) -> None:
    """Let a flushed file take a name of the same file system, whatever bore it before."""
    changed = make_directories(target.parent)
    source.replace(target)
    for directory in [target.parent, *changed]:
        flush_directory(directory)


def remove_durably(path: Path) -> None:
    """Remove a file if it is there."""
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    flush_directory(path.parent)
