"""Does each file of a watched folder become one stack, once, whatever happens in between?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import img2pdf
import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import AdminEvent, Job, Office, User
from intake.actions.devices import watching as actions
from intake.actions.stacks.batches import receive_stack
from intake.arrival.examination import examine
from intake.devices import watching
from intake.models import Batch, Upload, WatchedFile, WatchedFolder
from intake.scanning.folder import REFUSED, TAKEN
from tests.intake.actions.stacks.test_batches import paper

State = WatchedFile.State


@pytest.fixture
def here(tmp_path: Path, settings: Settings) -> Path:
    """The folder on the disk."""
    settings.WATCHED_ROOT = tmp_path / "root"
    folder: Path = settings.WATCHED_ROOT / "hai-phong" / "quay-1"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def folder(here: Path, demo: dict[str, User], clerk_user: User) -> WatchedFolder:
    """The same folder, watched for Hải Phòng."""
    assert clerk_user.office
    by = demo["quantri-hp"]
    return actions.watch_folder(office=clerk_user.office, path="hai-phong/quay-1", keeper=clerk_user, by=by)


def stack_file(*shades: int) -> bytes:
    content = img2pdf.convert([paper(shade) for shade in shades])
    assert content
    return content


def look(folder: WatchedFolder) -> bool:
    return watching.look_into(WatchedFolder.objects.get(pk=folder.pk))


def wait() -> None:
    """Let what lies there lie still for a while."""
    WatchedFile.objects.update(since=F("since") - timedelta(minutes=2))
    WatchedFolder.objects.update(tried_at=F("tried_at") - timedelta(minutes=2))


def work(folder: WatchedFolder) -> None:
    """What a worker does; the files are judged in between, good ones without being opened."""
    for _ in range(2):
        watching.take_in(WatchedFolder.objects.get(pk=folder.pk))
        waiting = Upload.objects.filter(state=Upload.State.WAITING)
        for upload in waiting.filter(name__startswith="hong"):
            examine(upload)
        waiting.update(state=Upload.State.ACCEPTED)


def taken(folder: WatchedFolder) -> bool:
    """Look, wait until what is there is at rest, and let the worker take it and move it away."""
    look(folder)
    wait()
    ready = look(folder)
    work(folder)
    return ready


def test_a_file_at_rest_becomes_a_stack_and_is_moved_away(folder: WatchedFolder, here: Path) -> None:
    file = here / "Chồng sáng.pdf"
    file.write_bytes(stack_file(200)[:500])
    assert not look(folder), "nobody knows yet whether it is whole"
    file.write_bytes(stack_file(200, 201))
    wait()
    assert not look(folder), "it has changed since"
    wait()
    assert look(folder) and Job.objects.get(name="intake.device_tasks.take_in").lane == Job.Lane.SCAN
    work(folder)
    batch = Batch.objects.get()
    assert (batch.office, batch.by, batch.upload.name) == (folder.office, folder.keeper, "Chồng sáng.pdf")
    assert [row.name for row in (here / TAKEN).iterdir()] == [f"{WatchedFile.objects.get().pk:06d}-Chồng sáng.pdf"]
    assert not file.exists() and WatchedFile.objects.get().state == State.DONE
    assert not look(folder) and WatchedFolder.objects.get().looked_at


def test_what_is_no_paper_is_moved_apart_with_its_reason(folder: WatchedFolder, here: Path, settings: Settings) -> None:
    (here / "hong.pdf").write_bytes(b"khong phai PDF")
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    (here / "b.pdf").write_bytes(b"%PDF" + b"0" * 1024 * 1024)
    taken(folder)
    rows = {row.name: row for row in WatchedFile.objects.all()}
    assert {row.state for row in rows.values()} == {State.REFUSED} and len(list((here / REFUSED).iterdir())) == 2
    assert "lớn hơn 1 MB" in rows["b.pdf"].note and rows["hong.pdf"].note == Upload.objects.get().message


def test_a_worker_that_dies_after_any_step_takes_nothing_twice(
    folder: WatchedFolder, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "a.pdf").write_bytes(stack_file(200))
    look(folder)
    wait()

    class Killed(BaseException):
        """As good as SIGKILL: nothing is written after it."""

    def die(*args: object, **named: object) -> None:
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(watching, "take_watched", die)
        with pytest.raises(Killed):
            watching.take_in(folder)
    assert not Batch.objects.exists()
    watching.take_in(folder)  # taken; it is moved only when it is judged
    Upload.objects.update(state=Upload.State.ACCEPTED)
    assert (here / "a.pdf").exists() and Batch.objects.count() == 1
    with monkeypatch.context() as killed:
        killed.setattr(watching, "_end", die)
        with pytest.raises(Killed):
            watching.take_in(folder)
    look(folder)
    watching.take_in(folder)
    assert (Batch.objects.count(), WatchedFile.objects.get().state) == (1, State.DONE)
    assert len(list((here / TAKEN).iterdir())) == 1


def test_the_same_bytes_again_are_told_and_not_taken(folder: WatchedFolder, here: Path) -> None:
    content = stack_file(200)
    for name in ("a.pdf", "b.pdf"):
        (here / name).write_bytes(content)
        taken(folder)
    again = WatchedFile.objects.get(name="b.pdf")
    assert again.state == State.DONE and "Giống từng byte tệp «a.pdf»" in again.note
    assert Batch.objects.count() == 1 and len(list((here / TAKEN).iterdir())) == 2


def test_bytes_that_were_uploaded_by_hand_before_are_told_in_the_tray_and_on_the_page(
    folder: WatchedFolder, here: Path, clerk_user: User, demo: dict[str, User]
) -> None:
    content = stack_file(200)
    receive_stack(office=folder.office, name="tay.pdf", chunks=[content], by=clerk_user)
    (here / "b.pdf").write_bytes(content)
    taken(folder)

    assert "Giống từng byte chồng «tay.pdf» đã có" in WatchedFile.objects.get().note
    assert Batch.objects.count() == 1 and len(list((here / TAKEN).iterdir())) == 1
    for user, page in ((clerk_user, "batches"), (demo["quantri-hp"], "watched_folders")):
        reader = Client()
        reader.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert "Giống từng byte chồng" in reader.get(reverse(page)).content.decode()


def test_another_file_under_the_same_name_is_another_file(folder: WatchedFolder, here: Path) -> None:
    (here / "scan.pdf").write_bytes(stack_file(200))
    look(folder)
    wait()
    watching.take_in(folder)
    (here / "scan.pdf").write_bytes(stack_file(201, 202))
    work(folder)
    assert (here / "scan.pdf").exists(), "what lies there now was not taken yet"
    taken(folder)
    assert Batch.objects.count() == 2 and not (here / "scan.pdf").exists()


def test_what_is_taken_away_before_it_is_at_rest_is_forgotten(folder: WatchedFolder, here: Path) -> None:
    (here / "a.pdf").write_bytes(b"")
    look(folder)
    WatchedFile.objects.update(since=F("since") - timedelta(seconds=10))
    assert not look(folder), "an empty file is about to be filled"
    (here / "a.pdf").unlink()
    look(folder)
    assert not WatchedFile.objects.exists()


def test_a_keeper_who_left_keeps_files_waiting_until_there_is_another(
    folder: WatchedFolder, here: Path, demo: dict[str, User], clerk_user: User
) -> None:
    (here / "a.pdf").write_bytes(stack_file(200))
    clerk_user.assignments.all().delete()
    taken(folder)
    folder.refresh_from_db()
    assert folder.trouble == "keeper" and "chọn người khác" in folder.trouble_words and (here / "a.pdf").exists()
    WatchedFolder.objects.update(tried_at=F("looked_at"))
    assert not look(folder), "a folder with trouble is left alone for a while"
    with pytest.raises(NotValid, match="người quét và xếp trang"):
        actions.change_keeper(folder=folder, keeper=demo["chuyenvien-hp"], by=demo["quantri-hp"])
    actions.change_keeper(folder=folder, keeper=demo["truongtiepnhan-hp"], by=demo["quantri-hp"])
    taken(folder)
    assert Batch.objects.get().by == demo["truongtiepnhan-hp"]


def test_a_folder_that_can_not_be_read_says_so_and_recovers(folder: WatchedFolder, here: Path, tmp_path: Path) -> None:
    here.rmdir()
    here.symlink_to(tmp_path)
    look(folder)
    assert "không đi theo" in WatchedFolder.objects.get().trouble_words
    here.unlink()
    look(folder)
    assert WatchedFolder.objects.get().trouble == "" and watching.look_everywhere() == 0


@pytest.mark.parametrize(
    "path",
    ["", "../khac", "/etc", "/etc/../y", "a/../../b", "a//b", ".an", "a/b/c/d/e", "a\\b", "a b", "ổ"],
)
def test_no_path_leads_out_of_the_root(path: str, demo: dict[str, User], clerk_user: User) -> None:
    office = Office.objects.get(code="hai-phong")
    with pytest.raises(NotValid, match="Ghi đường dẫn"):
        actions.watch_folder(office=office, path=path, keeper=clerk_user, by=demo["quantri-hp"])


def test_the_list_is_kept_by_administrators_of_the_office(
    folder: WatchedFolder, demo: dict[str, User], clerk_user: User
) -> None:
    admin, office = demo["quantri-hp"], folder.office
    for path in ("hai-phong", "hai-phong/quay-1", "hai-phong/quay-1/con", "Hai-Phong/QUAY-1"):
        with pytest.raises(NotValid, match="trùng hoặc lồng"):
            actions.watch_folder(office=office, path=path, keeper=clerk_user, by=admin)
    for ours in ("hai-phong/khong-nhan", "da-nhan"):
        with pytest.raises(NotValid, match="thư mục con do hệ thống tạo"):
            actions.watch_folder(office=office, path=ours, keeper=clerk_user, by=admin)
    with pytest.raises(NotValid, match="người quét và xếp trang"):
        actions.watch_folder(office=office, path="khac", keeper=demo["tiepnhan-na"], by=admin)
    for stranger in (clerk_user, demo["tiepnhan-na"]):
        with pytest.raises(NotAllowed):
            actions.unwatch_folder(folder=folder, by=stranger)
    actions.unwatch_folder(folder=folder, by=admin)
    with pytest.raises(NotNow):
        actions.unwatch_folder(folder=folder, by=admin)
    assert actions.watch_folder(office=office, path="hai-phong/quay-1", keeper=clerk_user, by=admin).pk != folder.pk
    verbs = list(AdminEvent.objects.order_by("-seq").values_list("verb", flat=True)[:3])
    assert verbs == ["watch_folder", "unwatch_folder", "watch_folder"]
