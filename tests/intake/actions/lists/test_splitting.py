"""Do lines leave whole, with their papers and a clock of their own, and is nothing lost or doubled by it?"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pytest
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries, rules
from intake.actions.counter import registration
from intake.actions.lists import lists, own_files
from intake.actions.lists.line_papers import file_to_line
from intake.actions.lists.splitting import split_lines
from intake.actions.page_desk import cutting, pages
from intake.models import Dossier, ListLine
from intake.needs.lists import list_problems
from intake.slips.counter import receipt
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, counts, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages, put_in_state
from tests.intake.sheets import HEAD, HEN, LAN, NAM, people, xlsx


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """An accepted list: Lan and Nam have a page each out of one file, Hen's line is to be mended."""
    found = sickness(clerk_user, counted_pages=3, counted_sheets=3)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    registration.accept(dossier=found, by=clerk_user)
    add_pages(found, component=component(found, "01B-HSB"))
    kind = paper_kind(found, "GIAY_RA_VIEN")
    for name, page in zip(("Nguyễn Thị Lan", "Trần Văn Nam"), add_pages(found, 2, name="giay.pdf"), strict=True):
        file_to_line(dossier=found, line=line(found, name), kind=kind, page_ids=[page.pk], by=clerk_user)
    return Dossier.objects.get(pk=found.pk)


def totals(*dossiers: Dossier) -> tuple[Any, ...]:
    """Lines, pages and counted pages of these dossiers together."""
    rows = [Dossier.objects.get(pk=row.pk) for row in dossiers]
    return (
        sum(sum(counts(row).values()) for row in rows), sum(queries.pages_of(row).count() for row in rows),
        sum(row.counted_pages or 0 for row in rows), sum(row.counted_sheets or 0 for row in rows),
    )  # fmt: skip


def test_a_bad_line_leaves_and_the_others_can_go_on(sick: Dossier, clerk_user: User) -> None:
    new = split_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user)

    assert list_problems(sick) == [] and len(list_problems(new)) == 1
    pages.check_pages(dossier=sick, page_ids=[row.pk for row in queries.pages_of(sick)], by=clerk_user)
    assert rules.count_problem(Dossier.objects.get(pk=sick.pk), list(queries.pages_of(sick))) == []


def test_its_receipt_names_its_people_and_the_dossier_it_came_from(sick: Dossier, clerk_user: User) -> None:
    new = split_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user)

    said = receipt(Dossier.objects.get(pk=new.pk), clerk_user)

    assert said["person"].startswith("1 dòng") and said["notes"][0] == f"Tách từ hồ sơ {sick}, gồm: H'Hen Niê."
    assert "Tách từ" not in receipt(sick, clerk_user)["notes"][0]


def test_it_has_number_receipt_clock_and_a_place_in_the_event(sick: Dossier, clerk_user: User) -> None:
    new = split_lines(dossier=sick, ids=[line(sick, "Trần Văn Nam").pk], by=clerk_user)

    assert (new.state, new.event_of, new.number != sick.number) == (State.RECEIVED, sick, True)
    receipt = new.receipts.get()
    assert timezone.localdate(receipt.received_at) == timezone.localdate() and new.due_on == receipt.due_on
    assert not [row for row in queries.checklist_of(new) if row.missing]
    told = {"lines": 1, "pages": 1, "asked": 0, "to": new.pk, "recount": []}
    assert sick.events.filter(verb="split_lines").get().detail == told
    assert new.events.filter(verb="split_from").get().detail["origin"] == sick.pk
    found = queries.list_of(sick)
    assert found and queries.split_off(found) == [(new, 1)]


def test_papers_go_along_and_the_totals_agree(sick: Dossier, clerk_user: User) -> None:
    before = totals(sick)
    new = split_lines(dossier=sick, ids=[line(sick, "Trần Văn Nam").pk], by=clerk_user)

    assert totals(sick, new) == before
    assert [row.component.line.full_name for row in queries.pages_of(new)] == ["Trần Văn Nam"]  # type: ignore[union-attr]
    assert (Dossier.objects.get(pk=sick.pk).counted_pages, new.counted_pages) == (2, 1)
    split_lines(dossier=sick, ids=[line(sick, "Nguyễn Thị Lan").pk], by=clerk_user)
    assert sick.folder.uploads.filter(name="giay.pdf").count() == 0  # the last page took the file along


def test_a_shared_file_stays_and_the_new_dossier_gets_one_of_its_own_pages(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    shared = sick.folder.uploads.get(name="giay.pdf")
    new = run_jobs(lambda: split_lines(dossier=sick, ids=[line(sick, "Trần Văn Nam").pk], by=clerk_user))
    own, (page,) = new.folder.uploads.get(), queries.pages_of(new)

    assert (page.upload, page.upload_index, own.page_count, own.state) == (own, 0, 1, "accepted")
    with pdfium.PdfDocument(storage.read_file(own.file)) as pdf:
        assert len(pdf) == 1
    assert storage.read_file(page.image) in storage.read_file(own.file)  # the JPEG stream, byte for byte
    assert shared.folder == sick.folder and shared.pages.count() == 1
    told = new.events.get(verb="own_file")
    assert (told.evidence_digest, told.detail["pages"]) == (shared.digest, [page.pk])
    assert own_files.give_own_files(dossier=new, by=clerk_user) == 0 and new.folder.uploads.count() == 1


def test_an_image_that_was_split_is_packed_once(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    chosen = line(sick, "Trần Văn Nam").pk
    [page] = [row for row in queries.pages_of(sick) if row.component and row.component.line_id == chosen]
    cutting.split_pages(dossier=sick, page_ids=[page.pk], by=clerk_user)

    new = run_jobs(lambda: split_lines(dossier=sick, ids=[chosen], by=clerk_user))

    halves = list(queries.pages_of(new))
    assert [(half.upload.page_count, half.upload_index, half.part) for half in halves] == [(1, 0, 0), (1, 0, 1)]


def test_the_original_file_read_again_brings_no_line_back(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    new = split_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user)
    row = read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, HEN, ["", "Cộng"]), clerk_user)
    assert (row.summary["elsewhere"], row.summary["same"], counts(sick)) == (1, 2, {"taken": 2})

    hen = line(new, "H'Hen Niê")
    read_in(run_jobs, new, xlsx([*HEAD, "Mã dòng"], [*HEN[:2], "3105000103", *HEN[3:], hen.key]), clerk_user)
    assert counts(new) == {"good": 1}


def test_the_first_file_read_into_the_middle_one_of_three_doubles_no_line_and_names_the_others(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    middle = split_lines(
        dossier=sick, ids=[line(sick, name).pk for name in ("Trần Văn Nam", "H'Hen Niê")], by=clerk_user
    )
    last = split_lines(dossier=middle, ids=[line(middle, "H'Hen Niê").pk], by=clerk_user)

    row = read_in(run_jobs, middle, xlsx(HEAD, LAN, NAM, HEN, ["", "Cộng"]), clerk_user)

    assert (row.summary["elsewhere"], row.summary["same"], counts(middle)) == (2, 1, {"taken": 1})
    assert set(row.summary["places"]) == {str(sick), str(last)}


def test_a_mended_file_sent_again_brings_no_faulty_line_back_that_was_split_off(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    hen = line(sick, "H'Hen Niê")
    assert hen.standing == ListLine.Standing.BAD
    new = split_lines(dossier=sick, ids=[hen.pk], by=clerk_user)
    mended = [*HEN[:2], "3105000103", *HEN[3:]]
    row = read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM, mended), clerk_user)
    assert (row.summary["elsewhere"], row.summary["new"], counts(sick)) == (1, 0, {"taken": 2})
    read_in(run_jobs, new, xlsx([*HEAD, "Mã dòng"], [*mended, hen.key]), clerk_user)
    assert counts(new) == {"good": 1}


def test_a_second_press_opens_no_second_dossier(sick: Dossier, clerk_user: User) -> None:
    ids = [line(sick, "Trần Văn Nam").pk]
    first = split_lines(dossier=sick, ids=ids, by=clerk_user, key="nut-1")
    assert split_lines(dossier=sick, ids=ids, by=clerk_user, key="nut-1") == first


def test_a_double_that_leaves_names_the_dossier_of_the_first(clerk_user: User, run_jobs: RunJobs) -> None:
    found = sickness(clerk_user)
    read_in(run_jobs, found, xlsx(HEAD, LAN, ["2", *LAN[1:]], NAM), clerk_user)
    second = ListLine.objects.get(list__dossier=found, ordinal=2)
    split_lines(dossier=found, ids=[second.pk], by=clerk_user)
    second.refresh_from_db()
    said = f"dòng 1 của hồ sơ {found} (đang lập; không dùng thì từ chối hồ sơ đó)"
    assert (second.standing, second.double) == ("bad", said)


def test_a_draft_splits_into_a_draft(clerk_user: User, run_jobs: RunJobs) -> None:
    found = sickness(clerk_user)
    read_in(run_jobs, found, xlsx(HEAD, LAN, HEN), clerk_user)
    new = split_lines(dossier=found, ids=[line(found, "H'Hen Niê").pk], by=clerk_user)
    assert (new.state, counts(found), counts(new)) == (State.DRAFT, {"good": 1}, {"bad": 1})


def test_when_nothing_may_leave(sick: Dossier, clerk_user: User) -> None:
    everyone = list(queries.list_of(sick).lines.values_list("pk", flat=True))  # type: ignore[union-attr]
    with pytest.raises(NotValid, match="ít nhất một dòng"):
        split_lines(dossier=sick, ids=everyone, by=clerk_user)
    with pytest.raises(NotValid, match="Chưa chọn"):
        split_lines(dossier=sick, ids=[], by=clerk_user)
    put_in_state(sick, State.RETURNED)
    with pytest.raises(NotNow):
        split_lines(dossier=sick, ids=everyone[:1], by=clerk_user)


def test_lines_that_leave_once_more_come_from_the_dossier_they_left_last(sick: Dossier, clerk_user: User) -> None:
    nam, hen = line(sick, "Trần Văn Nam"), line(sick, "H'Hen Niê")
    first = split_lines(dossier=sick, ids=[nam.pk, hen.pk], by=clerk_user)
    second = split_lines(dossier=first, ids=[hen.pk], by=clerk_user)

    one, two, three = (queries.list_of(row) for row in (sick, first, second))
    assert one and two and three
    assert [queries.split_from(row) for row in (one, two, three)] == [None, sick, first]
    assert [queries.split_off(row) for row in (one, two, three)] == [[(first, 2)], [(second, 1)], []]
    assert receipt(second, clerk_user)["notes"][0].startswith(f"Tách từ hồ sơ {first}, ")


def test_a_number_of_a_line_that_left_is_given_to_nobody_else(
    sick: Dossier, clerk_user: User, run_jobs: RunJobs
) -> None:
    new = split_lines(dossier=sick, ids=[line(sick, "H'Hen Niê").pk], by=clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, people(1)[0]), clerk_user)
    read_in(run_jobs, new, xlsx(HEAD, people(2)[1]), clerk_user)

    assert sorted(row.ordinal for found in (sick, new) for row in ListLine.objects.filter(list__dossier=found)) == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip


def test_what_was_split_off_a_draft_is_not_called_after_it(clerk_user: User, run_jobs: RunJobs) -> None:
    found = sickness(clerk_user)
    read_in(run_jobs, found, xlsx(HEAD, LAN, HEN), clerk_user)

    new = split_lines(dossier=found, ids=[line(found, "H'Hen Niê").pk], by=clerk_user)

    assert new.note == "" and queries.split_from(new.employer_list) == found
