"""Does a stack reach its dossiers: each its own pages and no other, whatever is wrong with its neighbours?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import img2pdf
import pikepdf
import pytest
from PIL import Image

from bhxh_archive import storage
from bhxh_archive.documents.sheet_codes import parse, separator_code, supplement_code
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.page_desk.cutting import split_pages
from intake.actions.page_desk.pages import delete_pages
from intake.actions.page_desk.replacing import replace_page
from intake.actions.page_desk.undoing import undo_step
from intake.actions.stacks import batches, cuts, filing_parts, unfiling
from intake.actions.supplements.supplement import request_supplement
from intake.models import Batch, BatchPart, Dossier, Page
from intake.queries import newest_step, pages_of
from intake.stacks import found
from intake.trail.sentences import sentence
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages, put_in_state
from tools.demo_stacks import cover, jpeg, number, separators

Run = Callable[[Callable[[], Any]], Any]
Part = BatchPart.State


def paper(shade: int) -> bytes:
    """A small page; another shade is another page."""
    content = BytesIO()
    image = Image.new("RGB", (400, 560), (shade, shade, 250))
    image.paste("black", (60, 60, 300, 66 + shade % 50))
    image.save(content, "JPEG", dpi=(200, 200))
    return content.getvalue()


def sheet(text: str) -> bytes:
    name, _, about = text.partition("/")
    page = separators(name, [about.split("/")[0]])[0] if about else cover(name)
    return jpeg(page.resize((1240, 1754)).convert("L"))


def stack(clerk: User, run_jobs: Run, *pages: bytes, file: bool = False) -> Batch:
    """The pages as one PDF in the tray, examined, read and split."""
    office, content = clerk.office, img2pdf.convert(list(pages))
    assert office and content
    send = partial(batches.receive_stack, office=office, name="chong.pdf", chunks=[content], by=clerk)
    batch = run_jobs(send).batch
    return file_all(batch, clerk, run_jobs) if file else batch


def file_all(batch: Batch, clerk: User, run_jobs: Run) -> Batch:
    ids = [part.pk for part in batch.parts.all()]
    run_jobs(lambda: filing_parts.ask_to_file(batch=batch, part_ids=ids, by=clerk))
    return Batch.objects.get(pk=batch.pk)


def outline(batch: Batch) -> list[tuple[int, int, str, str]]:
    return [(part.first, part.stop, part.state, part.trouble) for part in batch.parts.order_by("first")]


@pytest.fixture
def second(clerk_user: User) -> Dossier:
    """Another accepted dossier of the office."""
    return registration.accept(dossier=draft_of(clerk_user, "BHXH1L"), by=clerk_user)


def test_every_dossier_gets_its_own_pages_and_no_sheet(
    accepted: Dossier, second: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    pages = [sheet(str(accepted.number)), paper(200), paper(210), sheet(str(second.number)), paper(220)]
    batch = stack(clerk_user, run_jobs, *pages, file=True)
    assert outline(batch) == [(0, 3, Part.FILED, ""), (3, 5, Part.FILED, "")]
    assert batch.closed_at
    mine, other = list(pages_of(accepted)), list(pages_of(second))
    assert [storage.read_file(page.image) for page in mine] == pages[1:3]
    assert [storage.read_file(page.image) for page in other] == pages[4:]
    upload = mine[0].upload
    assert upload.folder_id == accepted.folder_id and upload.file and upload.page_count == 2
    with pikepdf.open(BytesIO(storage.read_file(upload.file))) as pdf:
        assert [page.get_images()["/Im0"].read_raw_bytes() for page in pdf.pages] == pages[1:3]
    assert Page.objects.filter(folder=batch.folder_id).count() == 2  # the sheets stay with the stack
    event = accepted.events.get(verb="file_stack")
    assert (event.evidence_digest, event.detail["first"], event.detail["last"]) == (batch.upload.digest, 1, 3)


def test_separators_file_into_their_components(accepted: Dossier, clerk_user: User, run_jobs: Run) -> None:
    one = separator_code(str(accepted.number), "14-HSB")
    batch = stack(clerk_user, run_jobs, sheet(str(accepted.number)), sheet(one), paper(200), paper(201), file=True)
    assert outline(batch) == [(0, 4, Part.FILED, "")]
    assert component(accepted, "14-HSB").pages.count() == 2


def test_one_bad_sheet_keeps_only_its_own_pages_waiting(
    accepted: Dossier, second: Dossier, demo: dict[str, User], clerk_user: User, run_jobs: Run
) -> None:
    foreign = registration.accept(dossier=draft_of(demo["tiepnhan-na"], "BHXH1L"), by=demo["tiepnhan-na"])
    numbers = [str(row.number) for row in (accepted, foreign, second)]
    put_in_state(second, State.IN_REVIEW)
    pages = [paper(180)]
    for shade, name in enumerate([*numbers, number(9999)], start=200):
        pages += [sheet(name), paper(shade)]
    batch = stack(clerk_user, run_jobs, *pages, file=True)
    assert outline(batch) == [
        (0, 1, Part.OPEN, "no_sheet"), (1, 3, Part.FILED, ""), (3, 5, Part.OPEN, "elsewhere"), (5, 7, Part.OPEN, ""),
        (7, 9, Part.OPEN, "unknown"),
    ]  # fmt: skip
    assert pages_of(accepted).count() == 1
    assert batch.closed_at is None
    assert f"do {foreign.receiving_office.name} tiếp nhận" in batch.parts.get(trouble="elsewhere").note
    with pytest.raises(NotValid, match="Chưa có phần nào"):
        filing_parts.ask_to_file(batch=batch, part_ids=[part.pk for part in batch.parts.all()], by=clerk_user)


def test_an_answer_files_itself_by_its_slip(scanned: Dossier, clerk_user: User) -> None:
    asked = request_supplement(dossier=scanned, items=[(component(scanned, "14-HSB"), "Thiếu chữ ký")], by=clerk_user)
    batch = Batch(office=scanned.receiving_office)
    slip = parse(supplement_code(str(scanned.number), asked.ordinal))
    assert slip
    target = found(batch, slip)
    assert (target.dossier, target.component, target.trouble) == (scanned.pk, component(scanned, "14-HSB").pk, "")


def test_the_answer_to_a_request_for_one_of_several_papers_is_asked_about(accepted: Dossier, clerk_user: User) -> None:
    paper = component(accepted, "12-HSB")
    asked = request_supplement(dossier=accepted, items=[(paper, "Còn thiếu một trong các giấy tờ")], by=clerk_user)
    slip = parse(supplement_code(str(accepted.number), asked.ordinal))
    assert slip
    target = found(Batch(office=accepted.receiving_office), slip)
    assert (target.dossier, target.component, target.trouble) == (accepted.pk, None, "asks_several")


@pytest.fixture
def laid(accepted: Dossier, second: Dossier, clerk_user: User, run_jobs: Run) -> Batch:
    """A stack whose second cover sheet nobody read: everything seems to belong to the first dossier."""
    return stack(clerk_user, run_jobs, sheet(str(accepted.number)), *map(paper, (200, 201, 202, 203)))


def test_a_clerk_cuts_chooses_moves_and_joins(laid: Batch, second: Dossier, clerk_user: User, run_jobs: Run) -> None:
    part = cuts.add_cut(batch=laid, at=3, by=clerk_user)
    assert part.trouble == BatchPart.Trouble.CUT
    cuts.choose_target(batch=laid, part_id=part.pk, number=str(second.number), component_id=None, by=clerk_user)
    assert cuts.move_cut(batch=laid, part_id=part.pk, step=-1, by=clerk_user).first == 2
    cuts.leave_out(batch=laid, index=4, out=True, by=clerk_user)
    file_all(laid, clerk_user, run_jobs)
    assert pages_of(second).count() == 2
    with pytest.raises(NotNow):
        cuts.drop_cut(batch=laid, part_id=part.pk, by=clerk_user)


def test_joining_gives_the_pages_to_the_part_before(laid: Batch, clerk_user: User) -> None:
    part = cuts.add_cut(batch=laid, at=3, by=clerk_user)
    joined = cuts.drop_cut(batch=laid, part_id=part.pk, by=clerk_user)
    assert (joined.first, joined.stop, laid.parts.count()) == (0, 5, 1)


def test_a_typed_number_is_checked(laid: Batch, accepted: Dossier, clerk_user: User) -> None:
    part = laid.parts.get()
    wrong = str(accepted.number)[:-1] + ("A" if str(accepted.number)[-1] != "A" else "B")
    for typed, message in (("12", "chưa đúng dạng"), (wrong, "ký tự kiểm tra"), (number(9999), "Không có hồ sơ")):
        with pytest.raises(NotValid, match=message):
            cuts.choose_target(batch=laid, part_id=part.pk, number=typed, component_id=None, by=clerk_user)


def test_a_dropped_part_comes_back_and_its_stack_with_it(laid: Batch, clerk_user: User) -> None:
    part = laid.parts.get()
    cuts.drop_part(batch=laid, part_id=part.pk, by=clerk_user)
    assert Batch.objects.get(pk=laid.pk).closed_at
    cuts.take_back(batch=laid, part_id=part.pk, by=clerk_user)
    assert Batch.objects.get(pk=laid.pk).closed_at is None


def test_what_was_filed_by_mistake_comes_back_whole(
    laid: Batch, accepted: Dossier, second: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    file_all(laid, clerk_user, run_jobs)
    delete_pages(dossier=accepted, page_ids=[pages_of(accepted)[0].pk], by=clerk_user)
    part = unfiling.take_out(batch=laid, part_id=laid.parts.get().pk, by=clerk_user)
    assert (accepted.folder.uploads.count(), accepted.folder.pages.count()) == (0, 0)
    cuts.choose_target(batch=laid, part_id=part.pk, number=str(second.number), component_id=None, by=clerk_user)
    file_all(laid, clerk_user, run_jobs)
    assert pages_of(second).count() == 4
    assert Batch.objects.get(pk=laid.pk).closed_at


def test_a_newer_scan_of_what_was_filed_by_mistake_is_named(
    laid: Batch, accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    file_all(laid, clerk_user, run_jobs)
    old = pages_of(accepted)[0]
    [blurred, sharp] = add_pages(accepted, 2, name="quet-lai.jpg")
    replace_page(dossier=accepted, page_id=old.pk, new_id=blurred.pk, by=clerk_user)
    replace_page(dossier=accepted, page_id=blurred.pk, new_id=sharp.pk, by=clerk_user)

    part = unfiling.take_out(batch=laid, part_id=laid.parts.get().pk, by=clerk_user)

    assert unfiling.replacements_left(part) == [sharp] and list(pages_of(accepted)) == [sharp]
    assert "1 trang quét lại" in sentence(accepted.events.latest("seq"))
    assert not Page.objects.get(pk=old.pk).replaced_by  # the history of another dossier is no place for it


def test_halves_of_an_image_are_put_together_before_they_go_back(
    laid: Batch, accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    file_all(laid, clerk_user, run_jobs)
    pages = pages_of(accepted).count()
    split_pages(dossier=accepted, page_ids=[pages_of(accepted)[0].pk], by=clerk_user)
    back = {"batch": laid, "part_id": laid.parts.get().pk, "by": clerk_user}
    with pytest.raises(NotNow, match="tách đôi"):
        unfiling.take_out(**back)  # type: ignore[arg-type]
    step = newest_step(accepted, clerk_user)
    assert step
    undo_step(dossier=accepted, step_id=step.pk, by=clerk_user)
    unfiling.take_out(**back)  # type: ignore[arg-type]

    assert laid.folder.pages.filter(part=0, deleted_at=None).count() >= pages and not laid.folder.pages.filter(part=1)


def test_nothing_comes_back_from_a_dossier_that_went_on(
    laid: Batch, accepted: Dossier, clerk_user: User, run_jobs: Run
) -> None:
    file_all(laid, clerk_user, run_jobs)
    put_in_state(accepted, State.IN_REVIEW)
    with pytest.raises(NotNow):
        unfiling.take_out(batch=laid, part_id=laid.parts.get().pk, by=clerk_user)


def test_the_same_pages_are_not_filed_twice(laid: Batch, accepted: Dossier, clerk_user: User, run_jobs: Run) -> None:
    file_all(laid, clerk_user, run_jobs)
    again = stack(clerk_user, run_jobs, sheet(str(accepted.number)), *map(paper, (200, 201, 202, 203)), file=True)
    assert pages_of(accepted).count() == 4
    assert "đã có trong hồ sơ" in again.parts.get().note


def test_who_does_not_scan_there_and_who_saw_an_older_version_is_told(
    laid: Batch, demo: dict[str, User], clerk_user: User
) -> None:
    with pytest.raises(NotAllowed):
        cuts.add_cut(batch=laid, at=2, by=demo["tiepnhan-na"])
    cuts.add_cut(batch=laid, at=2, by=clerk_user, version=laid.version)
    with pytest.raises(ChangedMeanwhile):
        cuts.add_cut(batch=laid, at=3, by=clerk_user, version=laid.version)
