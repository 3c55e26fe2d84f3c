"""Is a watched folder read without being led elsewhere, and is nothing taken that is still being written?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intake.scanning.folder import REFUSED, TAKEN, Folder, FolderTrouble, Seen, called_away, same


def names(root: Path, path: str = "hp/quay-1") -> tuple[list[str], int]:
    with Folder(root, path) as there:
        found = there.look()
    return [seen.name for seen in found.files], found.odd


def test_a_folder_that_is_missing_is_made_and_empty(tmp_path: Path) -> None:
    assert names(tmp_path) == ([], 0)
    assert (tmp_path / "hp" / "quay-1").is_dir()


def test_only_whole_files_of_the_folder_itself_are_seen(tmp_path: Path) -> None:
    here = tmp_path / "hp" / "quay-1"
    (here / "con").mkdir(parents=True)
    secret = tmp_path / "secret.pdf"
    for file in (secret, here / "b.pdf", here / "a.pdf", here / ".an.pdf", here / "dang.pdf.part", here / "Thumbs.db",
                 here / "con" / "c.pdf"):  # fmt: skip
        file.write_bytes(b"%PDF")
    (here / "link.pdf").symlink_to(secret)
    os.mkfifo(here / "ong.pdf")
    Path(os.fsdecode(os.fsencode(here) + b"/\xff.pdf")).touch()
    assert names(tmp_path) == (["a.pdf", "b.pdf"], 3)


def test_no_link_is_followed_anywhere(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    for folder in (outside, root / "hp"):
        folder.mkdir(parents=True)
    (outside / "a.pdf").write_bytes(b"%PDF")
    (root / "hp" / "quay-1").symlink_to(outside)
    with pytest.raises(FolderTrouble, match="link"):
        names(root)
    (root / "hp" / "a.pdf").symlink_to(outside / "a.pdf")
    (root / "hp" / TAKEN).symlink_to(outside)
    with Folder(root, "hp") as there:
        with pytest.raises(FolderTrouble), there.reading(Seen("a.pdf", 4, 0)):
            pass
        with pytest.raises(FolderTrouble, match="link"):
            there.put_away("a.pdf", TAKEN, "000001-a.pdf")


def test_a_file_that_changes_is_noticed_before_and_after_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "hp" / "a.pdf"
    file.parent.mkdir()
    file.write_bytes(b"%PDF")
    with Folder(tmp_path, "hp") as there:
        (seen,) = there.look().files
        with there.reading(seen) as whole:
            assert whole and whole.read() == b"%PDF" and same(whole, seen)
            with file.open("ab") as more:
                more.write(b" more")
            assert not same(whole, seen)
        with there.reading(seen) as changed, there.reading(Seen("none.pdf", 1, 1)) as gone:
            assert (changed, gone, there.is_there(seen)) == (None, None, False)


def test_what_is_put_away_keeps_its_name_behind_a_number(tmp_path: Path) -> None:
    (tmp_path / "hp").mkdir()
    (tmp_path / "hp" / "a.pdf").write_bytes(b"%PDF")
    with Folder(tmp_path, "hp") as there:
        there.put_away("a.pdf", REFUSED, called_away(7, "a.pdf"))
        there.put_away("a.pdf", REFUSED, "gone already")
    assert [file.name for file in (tmp_path / "hp" / REFUSED).iterdir()] == ["000007-a.pdf"]
    long = called_away(1, "ư" * 120 + ".pdf")
    assert len(long.encode()) <= 255 and long.endswith(".pdf") and called_away(1, ".x") == "000001-.x"


def test_a_folder_that_can_not_be_used_says_why(tmp_path: Path) -> None:
    for root, code in ((None, "no_root"), (tmp_path / "none", "unreadable")):
        with pytest.raises(FolderTrouble, match=code):
            names(root)  # type: ignore[arg-type]
