"""Does the memory of killed runs come back, and is nothing taken from those that live?"""

from pathlib import Path

import pytest

from tests import memory_disk


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Another folder in place of the machine's: other runs have theirs there."""
    monkeypatch.setattr(memory_disk, "MEMORY", tmp_path)
    monkeypatch.setattr(memory_disk, "ROOM", 1)
    return tmp_path


def test_what_nobody_holds_is_swept_after_a_while(memory: Path) -> None:
    (living, held), (dead, let_go) = memory_disk.new_folder(), memory_disk.new_folder()
    let_go.close()
    memory_disk.sweep()
    assert {*memory.iterdir()} == {living, dead}, "perhaps it is about to be held"

    memory_disk.sweep(older_than=0)

    assert {*memory.iterdir()} == {living}
    held.close()


def test_without_room_in_memory_it_lies_on_the_disk(memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_disk, "ROOM", 1 << 60)
    folder, held = memory_disk.new_folder()
    held.close()
    assert folder.parent != memory
    (folder / memory_disk.HELD).unlink()
    folder.rmdir()
