"""Does a list that asks for sickness, maternity and convalescence at once have the papers of each line's benefit?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions import lists, registration
from intake.actions.line_papers import add_line_paper, file_to_line
from intake.actions.ruling import follow_rules
from intake.actions.splitting import split_lines
from intake.models import Dossier
from intake.needs.lists import list_problems
from intake.rules.list_benefits import of_the_line
from intake.views.line_asking import line_asking
from tests.intake.conftest import draft_of
from tests.intake.lists import BOSS, RunJobs, line, read_in
from tests.intake.rows import add_pages
from tests.intake.sheets import HEAD, HEN, LAN, NAM, xlsx

HEADS = [*HEAD, "Chế độ"]
ROWS = (
    [*LAN, "Ốm đau"], [*NAM, "Vợ sinh con"], [*HEN[:2], "3105000103", *HEN[3:], "Dưỡng sức sau thai sản"],
)  # fmt: skip


def mixed(clerk: User, run_jobs: RunJobs, procedure: str) -> Dossier:
    """An accepted list of one line a benefit."""
    found = draft_of(clerk, procedure, persons=[BOSS], counted_pages=1)
    read_in(run_jobs, found, xlsx(HEADS, *ROWS), clerk)
    lists.take_lines(dossier=found, by=clerk)
    return registration.accept(dossier=found, by=clerk)


@pytest.mark.parametrize("procedure", ["OMDAU", "THAISAN_NU", "THAISAN_NAM", "DUONGSUC"])
def test_under_any_of_the_procedures_sick_and_born_want_papers(
    procedure: str, clerk_user: User, run_jobs: RunJobs
) -> None:
    found = queries.list_of(mixed(clerk_user, run_jobs, procedure))
    assert found
    names = [row.full_name for row in queries.lines_without_papers(found)]
    assert names == ["Nguyễn Thị Lan", "Trần Văn Nam"]
    codes = [kind.code for kind in queries.line_paper_types(found.dossier)]
    assert {"GIAY_RA_VIEN", "GIAY_KHAI_SINH"} <= set(codes) and len(codes) == len(set(codes))


def test_the_papers_of_its_own_benefit_stand_first_at_a_line(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    kinds = queries.line_paper_types(found)
    assert kinds[0].code == "GIAY_RA_VIEN"
    first = {name: of_the_line(line(found, name), kinds)[0].code for name in ("Nguyễn Thị Lan", "Trần Văn Nam")}
    assert first == {"Nguyễn Thị Lan": "GIAY_RA_VIEN", "Trần Văn Nam": "GIAY_KHAI_SINH"}
    asking = line_asking(found)
    assert asking and [row["k"] for row in asking.proposed] == [
        str(kinds.get(code=code).pk) for code in ("GIAY_RA_VIEN", "GIAY_KHAI_SINH")
    ]


def test_a_line_with_the_paper_of_another_procedure_is_whole_and_goes_along(
    clerk_user: User, run_jobs: RunJobs
) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    nam, birth = line(found, "Trần Văn Nam"), queries.line_paper_types(found).get(code="GIAY_KHAI_SINH")
    page = add_pages(found)[0]
    file_to_line(dossier=found, line=nam, kind=birth, page_ids=[page.pk], by=clerk_user)
    assert [text.split(" ", 1)[0] for text in list_problems(found)] == ["1"]

    new = split_lines(dossier=found, ids=[nam.pk], by=clerk_user)
    assert [row.type for row in queries.papers_of_lines(new)] == [birth] and list_problems(new) == []


def test_a_paper_filed_to_a_line_outlives_another_procedure_of_the_form(clerk_user: User, run_jobs: RunJobs) -> None:
    found = draft_of(clerk_user, "OMDAU", persons=[BOSS])
    read_in(run_jobs, found, xlsx(HEADS, *ROWS), clerk_user)
    summary = queries.line_paper_types(found).get(code="TOM_TAT_BENH_AN")
    lan = line(found, "Nguyễn Thị Lan")
    file_to_line(dossier=found, line=lan, kind=summary, page_ids=[add_pages(found)[0].pk], by=clerk_user)

    follow_rules(found, "THAISAN_NU")
    assert found.procedure.code == "THAISAN_NU"
    assert [row.type for row in queries.papers_of_lines(found)] == [summary]
    with pytest.raises(NotValid, match="Đã có trang"):
        follow_rules(found, "HUU")


def test_another_procedure_than_of_the_form_has_its_own_papers_alone(clerk_user: User, run_jobs: RunJobs) -> None:
    accident = draft_of(clerk_user, "TNLD_BNN", persons=[BOSS])
    kinds = queries.line_paper_types(accident)
    assert {kind.procedure_id for kind in kinds} <= {accident.procedure_id}
    found = mixed(clerk_user, run_jobs, "OMDAU")
    own = accident.procedure.component_types.first()
    assert own
    with pytest.raises(NotValid, match="không nộp riêng"):
        add_line_paper(dossier=found, line=line(found, "Trần Văn Nam"), kind=own, by=clerk_user)
