"""Does what was asked of a line follow it into the dossier that it is split off to?"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from bhxh_archive.documents.sheet_codes import supplement_code
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries
from intake.actions.counter import registration
from intake.actions.lists import lists
from intake.actions.lists.line_papers import file_to_line
from intake.actions.lists.splitting import split_lines
from intake.actions.page_desk import pages
from intake.actions.stacks.cuts import choose_target
from intake.actions.supplements import supplement
from intake.models import Batch, BatchPart, Component, Defect, Dossier, Folder, SupplementRequest
from intake.queries.batches import choices_of
from intake.rules.stacks import obstacle
from intake.slips import slips_of
from intake.slips.notices import supplement as slip_of
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, LAN, NAM, xlsx
from tests.intake.views.conftest import address


@pytest.fixture
def asked(clerk_user: User, run_jobs: RunJobs) -> SupplementRequest:
    """A list of Lan and Nam, of whom a paper each was asked for, with two days left."""
    found = sickness(clerk_user, counted_pages=0, counted_sheets=0)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    registration.accept(dossier=found, by=clerk_user)
    kind = paper_kind(found, "GIAY_RA_VIEN")
    items = [
        Defect(Component(dossier=found, type=kind, line=line(found, name)), "Thiếu", "Nộp bản chính.", "Điều 61")
        for name in ("Nguyễn Thị Lan", "Trần Văn Nam")
    ]
    made = supplement.request_supplement(dossier=found, items=items, legal_ground="Luật BHXH", by=clerk_user)
    made.limit_on = timezone.localdate() + timedelta(days=2)
    made.save()
    return made


def test_a_slip_of_the_new_dossier_asks_for_it_until_the_day_that_was_told(
    asked: SupplementRequest, clerk_user: User
) -> None:
    new = split_lines(dossier=asked.dossier, ids=[line(asked.dossier, "Trần Văn Nam").pk], by=clerk_user)

    again = new.supplements.get()
    item = again.items.get()
    assert (new.state, new.waits_until, again.legal_ground) == (State.AWAITING_SUPPLEMENT, asked.limit_on, "Luật BHXH")
    assert (item.wanted, item.remedy, item.legal_ground) == ("Thiếu", "Nộp bản chính.", "Điều 61")
    assert item.component and item.component.dossier == new
    (defect,) = slip_of(new, clerk_user)["defects"]
    assert defect["component"].endswith("dòng 2 Trần Văn Nam")
    assert asked.dossier.events.get(verb="split_lines").detail["asked"] == 1


def test_the_old_dossier_waits_for_the_others_alone(asked: SupplementRequest, clerk_user: User) -> None:
    old = asked.dossier
    new = split_lines(dossier=old, ids=[line(old, "Trần Văn Nam").pk], by=clerk_user)

    (left,) = queries.open_items(old)
    (defect,) = slip_of(old, clerk_user)["defects"]
    assert str(left) == f"«{left.component}, dòng 1»: Thiếu" and defect["component"].endswith("Nguyễn Thị Lan")
    gone = asked.items.exclude(pk=left.pk).get()
    for act in (supplement.answer_item, supplement.reopen_item):
        with pytest.raises(NotNow, match=f"đã tách sang hồ sơ {new}"):
            act(item=gone, by=clerk_user)
    assert [row.line for row in choices_of({old.pk, new.pk})[new.pk] if row.line] == [line(new, "Trần Văn Nam")]


def test_with_nothing_left_to_wait_for_it_goes_on_at_once(asked: SupplementRequest, clerk_user: User) -> None:
    old = asked.dossier
    nam = asked.items.get(component__line__full_name="Trần Văn Nam").component
    assert nam and nam.line
    for item in asked.items.exclude(component=nam):
        supplement.answer_item(item=item, by=clerk_user, sheets=1, pages=1)
        (page,) = add_pages(old, component=item.component)
        pages.check_pages(dossier=old, page_ids=[page.pk], by=clerk_user)

    new = split_lines(dossier=old, ids=[nam.line.pk], by=clerk_user)
    assert supplement.resume(dossier=old, by=clerk_user).state == State.RECEIVED

    supplement.answer_item(item=new.supplements.get().items.get(), by=clerk_user, sheets=1, pages=1)
    (page,) = add_pages(new)
    file_to_line(dossier=new, line=line(new, "Trần Văn Nam"), kind=nam.type, page_ids=[page.pk], by=clerk_user)
    pages.check_pages(dossier=new, page_ids=[page.pk], by=clerk_user)
    assert supplement.resume(dossier=new, by=clerk_user).state == State.RECEIVED
    counted = [Dossier.objects.get(pk=row.pk).counted_pages for row in (old, new)]
    assert counted == [1, 1]


def test_the_old_slip_on_a_stack_proposes_the_dossier_of_the_line(asked: SupplementRequest, clerk_user: User) -> None:
    old = asked.dossier
    asked.items.filter(component__line__full_name="Nguyễn Thị Lan").delete()
    new = split_lines(dossier=old, ids=[line(old, "Trần Văn Nam").pk], by=clerk_user)
    slip, paper = supplement_code(str(old.number), asked.ordinal), asked.items.get().component
    assert paper
    batch = Batch.objects.create(office=old.receiving_office, folder=Folder.objects.create(), by=clerk_user)
    part = BatchPart.objects.create(batch=batch, first=0, stop=2)
    choose = partial(choose_target, batch=batch, part_id=part.pk, by=clerk_user)

    waits = choose(number=slip, component_id=None)
    assert (waits.dossier, waits.component, waits.trouble) == (new, paper, "no_component")
    assert f"tách sang hồ sơ {new}." in obstacle(waits, 1)

    sure = choose(number=str(new), component_id=paper.pk)
    assert (sure.dossier, sure.component, obstacle(sure, 1)) == (new, paper, "")


def test_no_slip_can_be_printed_that_asks_for_nothing(asked: SupplementRequest, clerk_user: User) -> None:
    asked.items.filter(component__line__full_name="Nguyễn Thị Lan").delete()
    assert "supplement" in [slip.name for slip in slips_of(asked.dossier)]

    new = split_lines(dossier=asked.dossier, ids=[line(asked.dossier, "Trần Văn Nam").pk], by=clerk_user)

    assert "supplement" not in [slip.name for slip in slips_of(asked.dossier)]
    assert "supplement" in [slip.name for slip in slips_of(new)]


def test_a_dossier_of_which_nothing_is_asked_any_more_does_not_lapse(
    asked: SupplementRequest, clerk_user: User
) -> None:
    old, yesterday = asked.dossier, timezone.now() - timedelta(days=1)
    asked.limit_on, asked.notified_at = timezone.localdate() - timedelta(days=2), yesterday
    asked.save()
    asked.items.filter(component__line__full_name="Nguyễn Thị Lan").delete()
    assert "lapse_notice" in [slip.name for slip in slips_of(old)]

    split_lines(dossier=old, ids=[line(old, "Trần Văn Nam").pk], by=clerk_user)

    assert supplement.lapse_overdue() == 0
    assert Dossier.objects.get(pk=old.pk).state == State.AWAITING_SUPPLEMENT
    assert "lapse_notice" not in [slip.name for slip in slips_of(old)]


def test_the_page_leads_to_where_it_is_taken_in_now(asked: SupplementRequest, clerk: Client, clerk_user: User) -> None:
    new = split_lines(dossier=asked.dossier, ids=[line(asked.dossier, "Trần Văn Nam").pk], by=clerk_user)

    shown = clerk.get(address("resume", asked.dossier))

    said = shown.content.decode()
    assert f'Dòng đã tách: nhận ở hồ sơ <a href="{address("resume", new)}">' in said
    assert [row.item.component.line.full_name for row in shown.context["left"]] == ["Nguyễn Thị Lan"]
    gone = line(new, "Trần Văn Nam")
    assert clerk.get(address("list_line", new, gone.pk)).status_code == 200
    assert address("list_line", new, gone.pk) in said
