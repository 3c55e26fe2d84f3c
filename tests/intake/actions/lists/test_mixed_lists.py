"""Does a list that asks for sickness, maternity and convalescence at once have the papers of each line's benefit?"""

from __future__ import annotations

import pytest

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from intake import queries
from intake.actions.counter import registration
from intake.actions.counter.ruling import follow_rules
from intake.actions.dossier.components import ask_component, count_components
from intake.actions.lists import lists
from intake.actions.lists.line_papers import add_line_paper, file_to_line
from intake.actions.lists.splitting import split_lines
from intake.actions.supplements import supplement
from intake.forms.verbs import SupplementForm
from intake.models import Component, Defect, Dossier, ListLine
from intake.needs.lists import list_problems
from intake.rules.grounds import ground_of
from intake.rules.list_benefits import of_the_line
from intake.rules.problems import Problem
from intake.rules.scans import paper_problems
from intake.slips.common import request_of
from intake.slips.counter import receipt
from intake.slips.notices import supplement as supplement_slip
from intake.views.supplements.line_asking import line_asking
from tests.intake.conftest import draft_of
from tests.intake.lists import BOSS, RunJobs, line, paper_kind, read_in
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
    assert {"GIAY_RA_VIEN", "GIAY_KHAI_SINH"} <= set(codes)


def test_a_work_accident_is_no_sickness(clerk_user: User, run_jobs: RunJobs) -> None:
    found = draft_of(clerk_user, "TNLD_BNN", persons=[BOSS], counted_pages=1)
    rows = [*LAN, "Tai nạn lao động"], [*NAM, "Bệnh nghề nghiệp"], [*HEN[:2], "3105000103", *HEN[3:], "Ốm đau"]
    read_in(run_jobs, found, xlsx(HEADS, *rows), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    lines = ListLine.objects.filter(list__dossier=found).order_by("ordinal")
    told = [[text for name, text in row.notes if name == "benefit"] for row in lines]
    assert {row.benefit for row in lines} == {""} and told[:2] == [[], []]
    assert "«Ốm đau» nộp theo danh sách 01B-HSB, không thuộc thủ tục" in told[2][0]
    assert "ốm đau" not in request_of(found)


def test_the_papers_of_its_own_benefit_stand_first_at_a_line(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    kinds = queries.line_paper_types(found)
    assert kinds[0].code == "GIAY_RA_VIEN"
    first = {name: of_the_line(line(found, name), kinds)[0].code for name in ("Nguyễn Thị Lan", "Trần Văn Nam")}
    assert first == {"Nguyễn Thị Lan": "GIAY_RA_VIEN", "Trần Văn Nam": "GIAY_KHAI_SINH"}
    lost = line(found, "Trần Văn Nam")
    lost.cells["benefit"] = "Sảy thai"
    own = of_the_line(lost, kinds)[0]
    assert (own.code, own.procedure.code) == ("GIAY_RA_VIEN", "THAISAN_NU"), "no birth, no certificate of it"
    asking = line_asking(found)
    assert asking and [row["k"] for row in asking.proposed] == [
        str(paper_kind(found, code).pk) for code in ("GIAY_RA_VIEN", "GIAY_KHAI_SINH")
    ]


def test_the_papers_of_every_benefit_can_be_counted_after_a_split_too(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")

    new = split_lines(dossier=found, ids=[line(found, "Trần Văn Nam").pk], by=clerk_user)

    assert new.components.filter(line=None, type__code="GIAY_KHAI_SINH").exists()


def test_a_line_with_the_paper_of_another_procedure_is_whole_and_goes_along(
    clerk_user: User, run_jobs: RunJobs
) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    nam, birth = line(found, "Trần Văn Nam"), paper_kind(found, "GIAY_KHAI_SINH")
    page = add_pages(found)[0]
    file_to_line(dossier=found, line=nam, kind=birth, page_ids=[page.pk], by=clerk_user)
    assert [text.split(" ", 1)[0] for text in list_problems(found)] == ["1"]

    new = split_lines(dossier=found, ids=[nam.pk], by=clerk_user)
    assert [row.type for row in queries.papers_of_lines(new)] == [birth] and list_problems(new) == []


def test_the_paper_of_another_benefit_proves_nothing(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    lan = line(found, "Nguyễn Thị Lan")
    birth, leave = paper_kind(found, "GIAY_KHAI_SINH"), paper_kind(found, "GIAY_NGHI_BHXH")
    for kind, lacking in ((birth, 2), (leave, 1)):
        file_to_line(dossier=found, line=lan, kind=kind, page_ids=[add_pages(found)[0].pk], by=clerk_user)
        assert list_problems(found)[0].startswith(f"{lacking} ")
        assert queries.proves(lan, kind) is (kind == leave)


def test_what_proves_a_miscarriage_proves_no_birth(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    nam, listed = line(found, "Trần Văn Nam"), queries.list_of(found)
    assert listed
    discharged = queries.line_paper_types(found).filter(code="GIAY_RA_VIEN", procedure__code="THAISAN_NU")[0]
    file_to_line(dossier=found, line=nam, kind=discharged, page_ids=[add_pages(found)[0].pk], by=clerk_user)
    assert nam in queries.lines_without_papers(listed) and not queries.proves(nam, discharged)
    ListLine.objects.filter(pk=nam.pk).update(cells=nam.cells | {"benefit": "Sảy thai"})
    nam.refresh_from_db()
    assert nam not in queries.lines_without_papers(listed) and queries.proves(nam, discharged)


@pytest.mark.parametrize("typed", ["Sảy thai", "Đặt vòng"])
def test_what_proves_a_birth_proves_no_miscarriage(typed: str, clerk_user: User, run_jobs: RunJobs) -> None:
    found = draft_of(clerk_user, "OMDAU", persons=[BOSS], counted_pages=1)
    read_in(run_jobs, found, xlsx(HEADS, [*LAN, typed]), clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    lan, listed = line(found, "Nguyễn Thị Lan"), queries.list_of(found)
    assert listed
    birth = paper_kind(found, "GIAY_KHAI_SINH")
    file_to_line(dossier=found, line=lan, kind=birth, page_ids=[add_pages(found)[0].pk], by=clerk_user)
    assert lan in queries.lines_without_papers(listed) and not queries.proves(lan, birth)


@pytest.mark.parametrize("procedure", ["OMDAU", "DUONGSUC"])
def test_papers_of_every_benefit_can_be_counted_and_stand_on_the_receipt(
    procedure: str, clerk_user: User, run_jobs: RunJobs
) -> None:
    found = draft_of(clerk_user, procedure, persons=[BOSS], counted_pages=1)
    read_in(run_jobs, found, xlsx(HEADS, *ROWS), clerk_user)
    birth = found.components.get(type__code="GIAY_KHAI_SINH", line=None)
    count_components(dossier=found, counts={birth.pk: (1, 1, 1)}, by=clerk_user)
    lists.take_lines(dossier=found, by=clerk_user)
    registration.accept(dossier=found, by=clerk_user)

    said = receipt(Dossier.objects.get(pk=found.pk), clerk_user)
    assert "Bản sao giấy khai sinh" in [row["name"] for row in said["components"]]
    assert "thai sản" in said["request"] and ("ốm đau" in said["request"])
    assert {row.component.type.code for row in queries.checklist_of(found) if row.needed} == {"01B-HSB"}


@pytest.mark.parametrize(
    ("procedure", "typed", "request_said"),
    [
        ("OMDAU", ["Ốm đau", ""], "Hưởng chế độ ốm đau"),
        ("OMDAU", ["Sinh con", "Sảy thai"], "Hưởng chế độ thai sản"),
        ("OMDAU", ["Sinh con", ""], "Hưởng chế độ ốm đau, thai sản"),
        ("DUONGSUC", ["Ốm đau", "Dưỡng sức"], "Hưởng chế độ ốm đau, dưỡng sức, phục hồi sức khỏe"),
        ("DUONGSUC", ["Dưỡng sức", "Dưỡng sức"], "Hưởng trợ cấp dưỡng sức, phục hồi sức khỏe"),
    ],
)
def test_slips_ask_for_what_the_lines_do(
    procedure: str, typed: list[str], request_said: str, clerk_user: User, run_jobs: RunJobs
) -> None:
    found = draft_of(clerk_user, procedure, persons=[BOSS])
    read_in(run_jobs, found, xlsx(HEADS, [*LAN, typed[0]], [*NAM, typed[1]]), clerk_user)
    assert request_of(found) == request_said


def test_what_is_counted_at_lines_later_stands_on_the_receipt_and_can_be_taken_back(
    clerk_user: User, run_jobs: RunJobs
) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    nam, birth = line(found, "Trần Văn Nam"), paper_kind(found, "GIAY_KHAI_SINH")
    paper = add_line_paper(dossier=found, line=nam, kind=birth, by=clerk_user)
    ask_component(dossier=found, component=paper, asked=False, by=clerk_user)
    count_components(dossier=found, counts={paper.pk: (1, 2, 2)}, by=clerk_user)
    found.refresh_from_db()
    [row] = [row for row in receipt(found, clerk_user)["components"] if "dòng" in row["name"]]
    assert row["name"] == "Bản sao giấy khai sinh, dòng 2" and row["sheets"] == 2
    [problem] = paper_problems(queries.counted_at_lines(found), [])
    assert isinstance(problem, Problem) and (problem.page, problem.args) == ("component", (paper.pk,))
    count_components(dossier=found, counts={paper.pk: (1, 0, 0)}, by=clerk_user)
    assert paper_problems(queries.counted_at_lines(found), []) == []


def test_another_paper_of_those_of_which_one_will_do_answers_what_was_asked(
    clerk_user: User, run_jobs: RunJobs
) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    nam = line(found, "Trần Văn Nam")
    asked = Component(dossier=found, type=paper_kind(found, "GIAY_KHAI_SINH"), line=nam)
    supplement.request_supplement(dossier=found, items=[Defect(asked, "Thiếu")], by=clerk_user)
    found.refresh_from_db()
    assert "thai sản" in supplement_slip(found, clerk_user)["request"], "as on the receipt"
    item = queries.open_items(found).get()
    supplement.answer_item(item=item, by=clerk_user)
    assert queries.asked_at_lines(found, {item.component_id or 0})[0].missing
    other = paper_kind(found, "GIAY_CHUNG_SINH")
    file_to_line(dossier=found, line=nam, kind=other, page_ids=[add_pages(found)[0].pk], by=clerk_user)
    assert queries.asked_at_lines(found, {item.component_id or 0}) == []


def test_the_ground_follows_the_paper_that_is_chosen_in_place_of_the_proposed_one(
    clerk_user: User, run_jobs: RunJobs
) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    asking = line_asking(found)
    assert asking
    proposed = asking.proposed[1]
    assert "thay thế" not in proposed["g"] and "Luật BHXH" in proposed["g"]
    leave = queries.line_paper_types(found).filter(procedure__code="OMDAU").first()
    assert leave
    form = SupplementForm(
        {"nline1": proposed["n"], "kline1": str(leave.pk), "cline1": "Thiếu", "rline1": asking.proposed[0]["r"],
         "gline1": asking.proposed[0]["g"]},
        components=[], asking=asking, initial=asking.initial,
    )  # fmt: skip
    form.is_valid()
    told = form.line_defects[0]
    assert told.legal_ground == ground_of(leave, leave.procedure)


def test_what_each_line_answers_by_its_papers_is_not_asked_of_the_whole(clerk_user: User, run_jobs: RunJobs) -> None:
    found = draft_of(clerk_user, "THAISAN_NU", persons=[BOSS])
    alone = draft_of(clerk_user, "THAISAN_NU", persons=[BOSS])
    assert "Lao động nữ nghỉ hưởng thai sản vì việc nào?" in queries.open_questions(found)
    read_in(run_jobs, found, xlsx(HEADS, [*LAN, "Sinh con"], [*NAM, "Sảy thai"]), clerk_user)
    found = Dossier.objects.get(pk=found.pk)
    assert queries.open_questions(found) == ["Ai nộp hồ sơ?"]
    rest = len(queries.open_questions(alone))
    assert queries.unanswered([found, alone]) == {found.pk: 1, alone.pk: rest} and rest > 1


@pytest.mark.parametrize("typed", ["dòng 2", "Dòng số 2", " 2 "])
def test_a_line_is_called_as_it_stands_on_the_pages(typed: str, clerk_user: User, run_jobs: RunJobs) -> None:
    listed = queries.list_of(mixed(clerk_user, run_jobs, "OMDAU"))
    assert listed and [row.ordinal for row in queries.line_called(listed, typed)] == [2]


def test_a_line_that_was_not_taken_gets_no_pages(clerk_user: User, run_jobs: RunJobs) -> None:
    found = mixed(clerk_user, run_jobs, "OMDAU")
    listed = queries.list_of(found)
    assert listed
    ListLine.objects.filter(pk=line(found, "Trần Văn Nam").pk).update(standing=ListLine.Standing.LEFT_OUT)
    assert queries.line_called(listed, "2") == [] == queries.line_called(listed, "nam")


def test_a_paper_filed_to_a_line_outlives_another_procedure_of_the_form(clerk_user: User, run_jobs: RunJobs) -> None:
    found = draft_of(clerk_user, "OMDAU", persons=[BOSS])
    read_in(run_jobs, found, xlsx(HEADS, *ROWS), clerk_user)
    summary = paper_kind(found, "TOM_TAT_BENH_AN")
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
