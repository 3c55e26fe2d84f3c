"""Are the lines of an employer's list computed, judged, settled and refused, with nothing lost and nobody passed by?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils.timezone import localdate

from benefits.actions import claiming, deciding, settling_lines
from benefits.actions.settling_lines import Left
from benefits.arithmetic.kinds import computed
from benefits.bulk_signing import doubts
from benefits.calculation import compute
from benefits.kinds import Money
from benefits.law import in_force
from benefits.models import DraftAuthor, LineSettlement
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from intake.actions.lists import splitting
from intake.models import Dossier, ListLine
from tests.benefits.lists.conftest import FATHER, RECOVERING, ROWS, SICK, ListRoad


def settled(name: str) -> LineSettlement:
    return LineSettlement.objects.get(line__full_name=name)


def test_before_any_figure_every_line_says_what_it_lacks(list_road: ListRoad, in_review: Dossier) -> None:
    counts = settling_lines.calculate_lines(dossier=in_review, by=list_road.user("chuyenvien"))
    assert counts == {"incomplete": 3, "reopened": 0}
    assert settled("Nguyễn Thị Lan").said == ["Chưa ghi: Tiền lương tháng trước khi nghỉ, Số tháng đã đóng BHXH."]
    assert settled("Trần Văn Nam").kind == "FATHER" and settled("H'Hen Niê").kind == "CONVALESCENCE"
    assert in_review.events.filter(verb="calculate_lines").get().detail["lines"] == 3


def test_figures_make_the_amounts_of_the_worked_examples(list_road: ListRoad, in_review: Dossier) -> None:
    row = list_road.keep("Nguyễn Thị Lan", **SICK)
    assert (row.amount, row.verdict, row.standing) == (1_875_000, "clean", "open")  # T14
    assert list_road.keep("H'Hen Niê", **RECOVERING).amount == 3 * 759_000  # T16, three days of it
    assert list_road.keep("Trần Văn Nam", **FATHER).amount == 1_500_000
    again = computed(row.case["kind"], row.case["case"], in_force())
    assert again["result"] == row.working, "what is kept can be computed again by manage.py calculate"


def test_all_clean_lines_are_settled_in_one_press_and_the_others_stay(list_road: ListRoad, in_review: Dossier) -> None:
    officer = list_road.user("chuyenvien")
    list_road.keep("Nguyễn Thị Lan", **SICK)
    list_road.keep("Trần Văn Nam", **FATHER | {"days": "1"})
    assert settling_lines.approve_clean(dossier=in_review, by=officer) == 1
    assert settled("Nguyễn Thị Lan").standing == "settled"
    assert settled("Trần Văn Nam").said == ["Đơn vị đề nghị 2 ngày, tính 1 ngày."]
    every = [line.pk for line in ListLine.objects.all()]
    unsaid = settling_lines.settle_lines(dossier=in_review, ids=every, by=officer)
    assert unsaid.number == 0 and [line.full_name for line in unsaid.left[Left.REMARKS]] == ["Trần Văn Nam"]
    done = settling_lines.settle_lines(dossier=in_review, ids=every, by=officer, reason="Một ngày có giấy")
    assert done.number == 1
    assert (settled("Trần Văn Nam").reason, settled("Nguyễn Thị Lan").reason) == ("Một ngày có giấy", "")
    assert {why: [line.full_name for line in lines] for why, lines in done.left.items()} == {
        Left.DECIDED: ["Nguyễn Thị Lan"], Left.INCOMPLETE: ["H'Hen Niê"],
    }  # fmt: skip
    assert settled("H'Hen Niê").standing == "open"
    events = in_review.events.filter(verb="settle_lines").order_by("pk")
    assert [event.detail["lines"] for event in events] == [1, 1]


def test_half_a_day_is_taken_over_as_the_employer_asks_it(list_road: ListRoad) -> None:
    list_road.rows = [[*row[:4], "02/10/2026" if row is ROWS[0] else row[4], "1,5", *row[6:]] for row in ROWS]
    list_road.to("forward")
    row = list_road.keep("Nguyễn Thị Lan", **SICK)
    assert (row.verdict, row.amount) == ("look", 562_500)
    assert row.said == ["Đơn vị đề nghị 1.875.000 đồng, tính ra 562.500 đồng."], "days and note are in order"
    assert list_road.line("Nguyễn Thị Lan").asked_days == "1,5"
    assert "«1,5» không phải số nguyên" in list_road.keep("Trần Văn Nam", **FATHER).said[0], "no half days here"


def test_more_days_than_the_year_grants_are_not_settled(list_road: ListRoad, in_review: Dossier) -> None:
    row = list_road.keep("Nguyễn Thị Lan", **SICK | {"days_before": "28"})
    assert row.verdict == "incomplete" and "Quá 30 ngày của năm: 3 ngày không được tính." in row.said[0]
    officer = list_road.user("chuyenvien")
    assert settling_lines.settle_lines(dossier=in_review, ids=[row.line_id], by=officer).number == 0
    row = list_road.keep("Nguyễn Thị Lan", **SICK | {"days_before": "28", "days": "2"})
    assert (row.verdict, row.amount) == ("look", 750_000)
    assert row.said == ["Đơn vị đề nghị 5 ngày, tính 2 ngày.", "Đơn vị đề nghị 1.875.000 đồng, tính ra 750.000 đồng."]


def test_a_line_without_papers_or_with_days_that_overlap_is_looked_at(list_road: ListRoad, in_review: Dossier) -> None:
    line = list_road.line("Nguyễn Thị Lan")
    line.papers.all().delete()
    ListLine.objects.filter(pk=line.pk).update(overlap="dòng 4 của hồ sơ khác")
    row = list_road.keep("Nguyễn Thị Lan", **SICK)
    assert row.verdict == "look" and len(row.said) == 2
    assert row.said[0] == "Chưa có giấy tờ của dòng này." and "dòng 4 của hồ sơ khác" in row.said[1]


def test_a_refusal_has_its_reason_and_can_be_taken_back(list_road: ListRoad, in_review: Dossier) -> None:
    officer, ids = list_road.user("chuyenvien"), [list_road.line("Trần Văn Nam").pk]
    with pytest.raises(NotValid, match="lý do"):
        settling_lines.refuse_lines(dossier=in_review, ids=ids, reason=" ", by=officer)
    assert settling_lines.refuse_lines(dossier=in_review, ids=ids, reason="Nghỉ ngoài thời hạn", by=officer) == 1
    assert (settled("Trần Văn Nam").standing, settled("Trần Văn Nam").reason) == ("refused", "Nghỉ ngoài thời hạn")
    assert settling_lines.settle_lines(dossier=in_review, ids=ids, by=officer).number == 0
    assert settling_lines.undecide_lines(dossier=in_review, ids=ids, by=officer) == 1
    assert (settled("Trần Văn Nam").standing, settled("Trần Văn Nam").reason) == ("open", "")


def test_what_was_settled_is_open_again_when_it_comes_to_something_else(
    list_road: ListRoad, in_review: Dossier
) -> None:
    officer, line = list_road.user("chuyenvien"), list_road.line("Nguyễn Thị Lan")
    list_road.keep("Nguyễn Thị Lan", **SICK)
    settling_lines.approve_clean(dossier=in_review, by=officer)
    ListLine.objects.filter(pk=line.pk).update(days=4)
    assert settling_lines.calculate_lines(dossier=in_review, by=officer)["reopened"] == 1
    assert settled("Nguyễn Thị Lan").standing == "open"


def test_entries_stay_as_typed_whatever_they_say(list_road: ListRoad, in_review: Dossier) -> None:
    row = list_road.keep("Nguyễn Thị Lan", salary="12 triệu", months_paid="24")
    assert row.verdict == "incomplete" and row.entries["salary"] == "12 triệu"
    assert row.said[0].startswith("Tiền lương tháng trước khi nghỉ: Số tiền «12 triệu» không hợp lệ")
    row = list_road.keep("Nguyễn Thị Lan", kind="STATED", amount="500.000", ground="Điều 45, tính tay")
    assert (row.amount, row.verdict, row.entries["salary"]) == (500_000, "look", "12 triệu")


@pytest.mark.parametrize(
    ("odd", "said"),
    [({"months_paid": "0"}, "Số tháng đã đóng BHXH: Số «0» phải từ 1 đến 720"), ({"months_paid": "721"}, "«721»"),
     ({"days": "367"}, "Số ngày được hưởng: Số ngày «367» quá 366 ngày"), ({"days_before": "366,5"}, "«366,5»"),
     ({"kind": "MATERNITY", "months_in_year": "13"}, "«13» phải từ 1 đến 12"),
     ({"kind": "MATERNITY", "months_in_year": "0"}, "«0» phải từ 1 đến 12"),
     ({"kind": "MATERNITY", "children": "10"}, "Số con sinh lần này: Số «10» phải từ 1 đến 9")],
)  # fmt: skip
def test_a_figure_that_can_not_be_so_is_not_read(
    list_road: ListRoad, in_review: Dossier, odd: dict[str, str], said: str
) -> None:
    usual = SICK | {"average": "18.000.000", "born": "28/09/2026", "months_in_year": "12"}
    row = list_road.keep("Nguyễn Thị Lan", **usual | odd)
    assert (row.verdict, row.amount, len(row.said)) == ("incomplete", None, 1) and said in row.said[0]


def test_a_child_is_born_today_and_not_tomorrow(list_road: ListRoad, in_review: Dossier) -> None:
    today, tomorrow = (f"{localdate() + timedelta(days=days):%d/%m/%Y}" for days in (0, 1))
    assert list_road.keep("Trần Văn Nam", **FATHER | {"born": today}).amount
    row = list_road.keep("Trần Văn Nam", **FATHER | {"born": tomorrow})
    assert (row.verdict, row.said) == ("incomplete", [f"Ngày sinh con: Ngày {tomorrow} sau hôm nay: hãy xem lại."])


def test_a_salary_beyond_the_ceiling_is_never_clean(list_road: ListRoad, in_review: Dossier) -> None:
    assert list_road.keep("Trần Văn Nam", **FATHER | {"average": "50.600.000"}).verdict == "clean"
    for name, entries in (("Trần Văn Nam", FATHER | {"average": "50.600.001"}),
                          ("Nguyễn Thị Lan", SICK | {"salary": "120.000.000"})):  # fmt: skip
        row = list_road.keep(name, **entries)
        assert row.verdict == "look" and "cao hơn 20 lần mức tham chiếu, 50.600.000 đồng" in row.said[-1]
        assert "cần xác nhận" in row.said[-1]
    assert settling_lines.approve_clean(dossier=in_review, by=list_road.user("chuyenvien")) == 0


def test_days_off_that_are_not_those_paid_for_are_never_clean(list_road: ListRoad, in_review: Dossier) -> None:
    officer, ids = list_road.user("chuyenvien"), [list_road.line("Nguyễn Thị Lan").pk]
    ListLine.objects.filter(pk__in=ids).update(ends_on=date(2026, 10, 5))
    row = list_road.keep("Nguyễn Thị Lan", **SICK)
    assert row.verdict == "look" and "có 3 đến 4 ngày làm việc" in row.said[0] and "tính 5 ngày" in row.said[0]
    assert settling_lines.approve_clean(dossier=in_review, by=officer) == 0
    settling_lines.settle_lines(dossier=in_review, ids=ids, by=officer, reason="Nghỉ hằng tuần vào thứ Tư")
    rest = list(ListLine.objects.exclude(pk__in=ids).values_list("pk", flat=True))
    settling_lines.refuse_lines(dossier=in_review, ids=rest, reason="Không đủ điều kiện", by=officer)
    said = doubts(list_road.fresh())
    assert "1 trong 1 dòng được giải quyết dù có điều cần xem, trong đó 1 dòng có ngày nghỉ không khớp" in said
    assert "Nghỉ hằng tuần vào thứ Tư" in said


@pytest.mark.parametrize(
    ("cells", "said"),
    [({"account": ""}, "Chưa biết trả tiền bằng cách nào"), ({"bank": " "}, "chuyển khoản nhưng chưa ghi ngân hàng")],
)
def test_a_line_that_finance_could_not_pay_is_never_clean(
    list_road: ListRoad, in_review: Dossier, cells: dict[str, str], said: str
) -> None:
    officer = list_road.user("chuyenvien")
    for line in ListLine.objects.all():
        line.cells |= cells
        line.save()
    list_road.keep("Trần Văn Nam", **FATHER)
    row = list_road.keep("Nguyễn Thị Lan", **SICK)
    assert row.verdict == "look" and said in row.said[0]
    assert settling_lines.approve_clean(dossier=in_review, by=officer) == 0
    settling_lines.settle_lines(dossier=in_review, ids=[row.line_id], by=officer, reason="Nhận tại đơn vị")
    rest = list(ListLine.objects.exclude(pk=row.line_id).values_list("pk", flat=True))
    settling_lines.refuse_lines(dossier=in_review, ids=rest, reason="Không đủ điều kiện", by=officer)
    assert "dù có điều cần xem, trong đó 1 dòng chưa đủ thông tin để chi trả. " in doubts(list_road.fresh())


def test_two_windows_on_one_line(list_road: ListRoad, in_review: Dossier) -> None:
    seen = list_road.keep("Nguyễn Thị Lan", **SICK).version
    list_road.keep("Nguyễn Thị Lan", **SICK | {"salary": "9.000.000"})
    with pytest.raises(ChangedMeanwhile):
        settling_lines.keep_figures(dossier=in_review, line=list_road.line("Nguyễn Thị Lan"), kind="SICKNESS",
                                    entries=SICK, by=list_road.user("chuyenvien"), version=seen)  # fmt: skip
    assert settled("Nguyễn Thị Lan").entries["salary"] == "9.000.000"


def test_who_decides_lines_is_an_author_of_the_list_and_others_keep_off(
    list_road: ListRoad, in_review: Dossier
) -> None:
    officer = list_road.user("chuyenvien")
    settling_lines.calculate_lines(dossier=in_review, by=officer)
    assert [row.author for row in DraftAuthor.objects.filter(draft__dossier=in_review)] == [officer]
    with pytest.raises(NotAllowed):
        settling_lines.approve_clean(dossier=in_review, by=list_road.user("tiepnhan"))
    claiming.release(dossier=list_road.fresh(), by=officer)
    Dossier.objects.filter(pk=in_review.pk).update(holder=list_road.user("truongphong"))
    with pytest.raises(NotNow, match="đang xử lý"):
        settling_lines.approve_clean(dossier=in_review, by=officer)


def test_figures_and_decisions_go_with_their_lines_when_reception_splits_the_list(list_road: ListRoad) -> None:
    whole, clerk = list_road.to("draft"), list_road.user("tiepnhan")
    settling_lines.undecide_lines(dossier=whole, ids=[list_road.line("H'Hen Niê").pk], by=list_road.user("chuyenvien"))
    before = {row.line_id: (row.entries, row.amount, row.standing) for row in LineSettlement.objects.all()}
    deciding.send_back(dossier=list_road.fresh(), reason="Tách", by=list_road.user("chuyenvien"))
    leaving = [list_road.line(name).pk for name in ("Trần Văn Nam", "H'Hen Niê")]
    apart = ListRoad(list_road.people, list_road.run_jobs)
    apart.dossier = splitting.split_lines(dossier=list_road.fresh(), ids=leaving, by=clerk)

    assert {row.line_id: (row.entries, row.amount, row.standing) for row in LineSettlement.objects.all()} == before
    list_road.forward()
    assert compute(list_road.dossier.drafts.get()).money == Money(once=1_875_000), "what stayed is settled already"
    apart.forward()
    assert settling_lines.approve_clean(dossier=apart.fresh(), by=apart.user("chuyenvien")) == 1
    assert compute(apart.dossier.drafts.get()).money == Money(once=1_500_000 + 2_277_000)


def test_the_database_keeps_amounts_and_reasons(list_road: ListRoad, in_review: Dossier) -> None:
    row = list_road.keep("H'Hen Niê")
    with pytest.raises(IntegrityError):
        LineSettlement.objects.filter(pk=row.pk).update(standing="settled")
