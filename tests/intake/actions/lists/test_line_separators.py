"""Does one stack of a list's dossier file itself to the lines by their sheets, and wait where a line takes no paper?"""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pypdfium2 import PdfDocument

from bhxh_archive.documents.sheet_codes import at_line, parse, separator_code
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.lists import splitting
from intake.actions.lists.lists import leave_lines, take_lines
from intake.models import BatchPart, Component, Dossier, ListLine, Page
from intake.slips.line_separators import line_separators
from intake.stacks import found, made
from tests.intake.actions.stacks.test_batches import Run, outline, paper, sheet, stack
from tests.intake.lists import line, read_in, sickness
from tests.intake.rows import put_in_state
from tests.intake.sheets import HEAD, LAN, NAM, xlsx

Part = BatchPart.State


@pytest.fixture
def listed(clerk_user: User, run_jobs: Run) -> Dossier:
    """An accepted dossier of an employer's list with two lines that want a paper each."""
    sick = sickness(clerk_user)
    read_in(run_jobs, sick, xlsx(HEAD, LAN, NAM), clerk_user)
    take_lines(dossier=sick, by=clerk_user)
    return registration.accept(dossier=sick, by=clerk_user)


def codes(dossier: Dossier, by: User) -> list[str]:
    return [separator_code(str(dossier.number), row["code"]) for row in line_separators(dossier, by)["sheets"]]


def test_a_stack_files_itself_to_the_lines(listed: Dossier, clerk_user: User, run_jobs: Run) -> None:
    lan, nam = codes(listed, clerk_user)
    pages = [sheet(str(listed.number)), sheet(lan), paper(200), paper(201), sheet(nam), paper(210)]
    batch = stack(clerk_user, run_jobs, *pages, file=True)
    assert outline(batch) == [(0, 4, Part.FILED, ""), (4, 6, Part.FILED, "")]
    rows = Page.objects.filter(component__dossier=listed)
    filed = {name: rows.filter(component__line__full_name=name).count() for name in ("Nguyễn Thị Lan", "Trần Văn Nam")}
    assert filed == {"Nguyễn Thị Lan": 2, "Trần Văn Nam": 1}
    with pytest.raises(NotNow, match="Không có dòng nào"):
        line_separators(listed, clerk_user)


def test_what_the_line_can_not_take_waits_with_its_own_words(listed: Dossier, clerk_user: User, run_jobs: Run) -> None:
    batch = stack(clerk_user, run_jobs, paper(200))
    lan, nam = (parse(text) for text in codes(listed, clerk_user))
    assert lan and nam and lan.sound and (lan.number, lan.line) == (listed.number, line(listed, "Nguyễn Thị Lan").pk)
    leave_lines(dossier=listed, ids=[lan.line], reason="Nghỉ việc", by=clerk_user)
    assert "dòng 1 đã ghi không nhận" in found(batch, lan).note.lower()

    taken = found(batch, nam)
    assert (taken.dossier, taken.component, taken.line) == (listed.pk, None, nam.line)
    assert (
        made(batch, nam, taken).component
        == made(batch, nam, taken).component
        == Component.objects.get(line=nam.line).pk
    )
    put_in_state(listed, State.IN_REVIEW)
    assert "đang ở trạng thái" in found(batch, nam).note
    other = parse(separator_code(str(listed.number), "D.999999.CT07"))
    assert other and "không còn trong danh sách" in found(batch, other).note


def test_the_page_of_the_list_prints_them_all_or_the_chosen_ones(
    listed: Dossier, clerk_user: User, client: Client
) -> None:
    client.force_login(clerk_user, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("employer_list", args=[listed.pk])).content.decode()
    assert reverse("slip", args=[listed.pk, "line_separators"]) in shown
    assert shown.count("In tờ phân cách") == 2 and 'formtarget="_blank"' in shown

    here, lan = reverse("chosen_line_separators", args=[listed.pk]), line(listed, "Nguyễn Thị Lan")
    answer = client.post(here, {"chosen": lan.pk})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert len(PdfDocument(answer.getvalue())) == 1
    assert listed.events.filter(verb="print_slip", detail__slip="line_separators").exists()
    leave_lines(dossier=listed, ids=[lan.pk], reason="Nghỉ việc", by=clerk_user)
    assert client.post(here, {"chosen": lan.pk}).status_code == 422


def test_a_line_that_was_split_off_is_named_with_its_dossier(listed: Dossier, clerk_user: User, run_jobs: Run) -> None:
    batch = stack(clerk_user, run_jobs, paper(200))
    lan = parse(codes(listed, clerk_user)[0])
    assert lan
    apart = splitting.split_lines(dossier=listed, ids=[lan.line], by=clerk_user)
    target = found(batch, lan)
    assert target.dossier == apart.pk and f"đã tách sang hồ sơ {apart.number}" in target.note
    assert ListLine.objects.get(pk=lan.line).list.dossier == apart


def test_the_preview_keeps_the_line_until_it_is_taken_away(
    listed: Dossier, clerk_user: User, run_jobs: Run, client: Client
) -> None:
    client.force_login(clerk_user, backend="django.contrib.auth.backends.ModelBackend")
    batch = stack(clerk_user, run_jobs, sheet(codes(listed, clerk_user)[0]), paper(200))
    part, lan = batch.parts.get(), line(listed, "Nguyễn Thị Lan")
    here = reverse("batch", args=[batch.pk])

    def offered() -> dict[str, bool]:
        found = re.findall(r'<option value="([^"]*)"( selected)?>', client.get(here).content.decode())
        return {value: bool(chosen) for value, chosen in found}

    def choose(value: str) -> tuple[str, int | None]:
        sent = {"part": part.pk, "number": str(listed.number), "component": value}
        client.post(reverse("change_batch", args=[batch.pk, "choose"]), sent)
        part.refresh_from_db()
        return (part.component.type.code, part.component.line_id) if part.component else ("", None)

    assert part.component
    was, places = part.component.type.code, offered()
    assert [value for value, chosen in places.items() if chosen] == [at_line(lan.pk, was)]
    assert choose(at_line(lan.pk, was)) == (was, lan.pk)
    other = next(value for value in places if value.startswith(f"D.{lan.pk}.") and not value.endswith(f".{was}"))
    assert choose(other) == (other.removeprefix(f"D.{lan.pk}."), lan.pk)
    assert offered()[other] and "Không còn là giấy tờ của dòng 1" in client.get(here).content.decode()
    assert choose("") == ("", None) and offered()[""]


def test_the_sheet_names_what_was_counted_and_otherwise_proposes(
    listed: Dossier, clerk_user: User, run_jobs: Run, client: Client
) -> None:
    client.force_login(clerk_user, backend="django.contrib.auth.backends.ModelBackend")
    kinds = [row["code"].rpartition(".")[2] for row in line_separators(listed, clerk_user)["sheets"]]
    rest = listed.components.filter(line=None, type__per_person=True).exclude(type__code=kinds[0])
    first, second = rest.order_by("pk")[:2]

    def proposal() -> bool:
        batch = stack(clerk_user, run_jobs, sheet(codes(listed, clerk_user)[0]), paper(200))
        return "chỉ là đề xuất" in client.get(reverse("batch", args=[batch.pk])).content.decode()

    assert proposal()
    for counted, proposed in ((first, False), (second, True)):
        listed.components.filter(pk=counted.pk).update(sheets=2)
        assert codes(listed, clerk_user)[0].split(".")[-1].startswith(f"{first.type.code}/")
        assert proposal() is proposed
