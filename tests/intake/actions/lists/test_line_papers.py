"""Are papers filed to the line they belong to, and does the dossier wait for lines without any?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions.counter import registration
from intake.actions.dossier.components import waive_component
from intake.actions.lists import lists
from intake.actions.lists.line_papers import add_line_paper, file_to_line
from intake.actions.page_desk import pages
from intake.finding import find_dossiers
from intake.models import ComponentType, Dossier, ListLine
from intake.needs.lists import list_problems
from intake.rules.list_benefits import benefit_of
from tests.intake.conftest import component
from tests.intake.lists import RunJobs, line, paper_kind, read_in, sickness
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, HEN, LAN, NAM, xlsx


@pytest.fixture
def sick(clerk_user: User, run_jobs: RunJobs) -> Dossier:
    """An accepted list of two taken lines and one to be mended."""
    found = sickness(clerk_user, counted_pages=1)
    read_in(run_jobs, found, xlsx(HEAD, LAN, NAM, HEN), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    return registration.accept(dossier=found, by=clerk_user)


def leave_paper(dossier: Dossier) -> ComponentType:
    return paper_kind(dossier, "GIAY_RA_VIEN")


def test_pages_go_to_their_line_and_the_line_has_papers(sick: Dossier, clerk_user: User) -> None:
    page = add_pages(sick)[0]
    lan, kind = line(sick, "Nguyễn Thị Lan"), leave_paper(sick)
    file_to_line(dossier=sick, line=lan, kind=kind, page_ids=[page.pk], by=clerk_user)
    page.refresh_from_db()

    assert page.component and page.component.line == lan
    found = queries.list_of(sick)
    assert found and [row.full_name for row in queries.lines_without_papers(found)] == ["Trần Văn Nam"]
    pages.delete_pages(dossier=sick, page_ids=[page.pk], by=clerk_user)
    assert queries.lines_without_papers(found).count() == 2


@pytest.mark.parametrize(
    ("benefit", "lacking"), [("Dưỡng sức sau ốm đau", 1), ("Phục hồi sức khỏe", 1), ("D1", 1), ("Ốm đau", 2), ("", 2)]
)
def test_a_line_of_convalescence_lacks_no_paper(sick: Dossier, benefit: str, lacking: int) -> None:
    lan = line(sick, "Nguyễn Thị Lan")
    ListLine.objects.filter(pk=lan.pk).update(benefit=benefit_of(benefit))
    found = queries.list_of(sick)
    assert found and queries.lines_without_papers(found).count() == lacking


def test_another_way_than_paper_covers_a_line_too(sick: Dossier, clerk_user: User) -> None:
    paper = add_line_paper(dossier=sick, line=line(sick, "Trần Văn Nam"), kind=leave_paper(sick), by=clerk_user)
    waive_component(dossier=sick, component=paper, reason="Dữ liệu liên thông", by=clerk_user)
    found = queries.list_of(sick)
    assert found and queries.lines_without_papers(found).count() == 1


def test_the_dossier_waits_for_its_lines_not_for_the_common_papers(sick: Dossier) -> None:
    said = list_problems(sick)
    assert [text.split(" ", 1)[0] for text in said] == ["1", "2"]
    assert "cần sửa" in said[0] and "chưa có giấy tờ" in said[1]
    asked = {row.component.type.code for row in queries.checklist_of(sick) if row.needed}
    assert asked == {"01B-HSB"}


def test_the_checklist_does_not_grow_with_the_lines(sick: Dossier, clerk_user: User) -> None:
    before = len(queries.checklist_of(sick))
    for name in ("Nguyễn Thị Lan", "Trần Văn Nam"):
        add_line_paper(dossier=sick, line=line(sick, name), kind=leave_paper(sick), by=clerk_user)
    assert len(queries.checklist_of(sick)) == before


def test_only_papers_of_each_person_go_to_a_line(sick: Dossier, clerk_user: User, run_jobs: RunJobs) -> None:
    common = component(sick, "01B-HSB").type
    with pytest.raises(NotValid, match="không nộp riêng"):
        add_line_paper(dossier=sick, line=line(sick, "Trần Văn Nam"), kind=common, by=clerk_user)
    other = sickness(clerk_user)
    with pytest.raises(NotValid, match="không thuộc danh sách"):
        add_line_paper(dossier=other, line=line(sick, "Trần Văn Nam"), kind=leave_paper(sick), by=clerk_user)


def test_a_dossier_is_found_by_whoever_stands_on_its_list(sick: Dossier, clerk_user: User) -> None:
    for typed in ("tran van nam", "3105000101"):
        assert [row.dossier for row in find_dossiers(clerk_user, typed)] == [sick]
