"""Does a stack fall apart where its sheets are, and is nothing guessed where they are doubtful?"""

from __future__ import annotations

import pytest

from bhxh_archive.documents.sheet_codes import return_code, separator_code, supplement_code
from bhxh_archive.lifecycle import State
from intake.models import BatchPart, Dossier
from intake.rules.stacks import Proposal, Seen, obstacle, propose, rivals, sheet_within
from tools.demo_stacks import number

ONE, TWO = number(1), number(2)
PAPER, BACK = Seen(), Seen(blank=True)
Trouble = BatchPart.Trouble


def sheet(*texts: str) -> Seen:
    return Seen(texts)


def shown(parts: list[Proposal]) -> list[tuple[int, int, str, str]]:
    return [(part.first, part.stop, part.text, part.trouble) for part in parts]


def test_each_cover_sheet_begins_a_dossier() -> None:
    parts = propose([sheet(ONE), PAPER, PAPER, sheet(TWO), PAPER])
    assert shown(parts) == [(0, 3, ONE, ""), (3, 5, TWO, "")]
    assert [part.left_out for part in parts] == [{0}, {3}]


def test_a_separator_begins_a_component_and_takes_the_cover_before_it_along() -> None:
    first, second = separator_code(ONE, "14-HSB"), separator_code(ONE, "12-HSB")
    parts = propose([sheet(ONE), sheet(first), PAPER, sheet(second), PAPER])
    assert shown(parts) == [(0, 3, first, ""), (3, 5, second, "")]
    assert parts[0].left_out == {0, 1}
    assert parts[1].code and parts[1].code.component == "12-HSB"


def test_the_blank_back_of_a_sheet_goes_with_the_sheet_and_no_other_blank_page() -> None:
    (part,) = propose([sheet(ONE), BACK, BACK, PAPER, BACK])
    assert part.left_out == {0, 1}


def test_a_supplement_slip_begins_its_answer() -> None:
    (part,) = propose([sheet(supplement_code(ONE, 2)), PAPER])
    assert part.code and (part.code.number, part.code.request) == (ONE, 2)


def test_what_is_doubtful_is_a_part_of_its_own_with_its_reason() -> None:
    wrong = ONE[:-1] + ("A" if ONE[-1] != "A" else "B")
    parts = propose([PAPER, sheet(ONE), PAPER, sheet(ONE, TWO), PAPER, Seen(unread=True), PAPER, sheet(wrong), PAPER])
    assert [(part.first, part.trouble) for part in parts] == [
        (0, Trouble.NO_SHEET), (1, ""), (3, Trouble.TWO_CODES), (5, Trouble.UNREAD), (7, Trouble.BAD_CHECK),
    ]  # fmt: skip
    assert [part.code is None for part in parts] == [True, False, True, True, True]


def test_an_unreadable_sheet_is_told_of_until_it_is_left_out() -> None:
    part, unread = BatchPart(first=4, stop=6), Seen(unread=True)
    assert "Trang 5" in sheet_within(part, unread, left_out=False)
    assert not any([
        sheet_within(part, unread, left_out=True), sheet_within(part, PAPER, left_out=False),
        sheet_within(BatchPart(first=4, stop=6, trouble=Trouble.UNREAD), unread, left_out=False),
    ])  # fmt: skip


def test_foreign_codes_begin_nothing_and_a_misread_one_does_not_spoil_a_sound_one() -> None:
    parts = propose([sheet(ONE), sheet("031169000123|031234567|PHẠM"), sheet(TWO, TWO[:-1] + "?")])
    assert shown(parts) == [(0, 2, ONE, ""), (2, 3, TWO, "")]


def test_a_cover_sheet_with_nothing_behind_it_stays_a_part() -> None:
    assert shown(propose([sheet(ONE), sheet(TWO), PAPER])) == [(0, 1, ONE, ""), (1, 3, TWO, "")]


def test_the_codes_to_decide_between_are_those_of_the_sheet_itself() -> None:
    texts = [(TWO,), (ONE, "0312", TWO[:-1] + "?", TWO, ONE), (ONE,)]
    part = BatchPart(first=1, stop=3, trouble=Trouble.TWO_CODES)
    assert [code.text for code in rivals(part, texts)] == [ONE, TWO]
    part.first = 2  # the sheet went to the part before
    assert rivals(part, texts) == []


def test_a_slip_of_two_pages_that_bear_one_code_is_one_sheet() -> None:
    slip = supplement_code(ONE, 1)
    (before, answer) = propose([Seen((ONE,)), Seen(), Seen((slip,)), Seen((slip,)), Seen()])
    assert (before.first, before.stop, answer.first, answer.stop) == (0, 2, 2, 5)
    assert answer.left_out == {2, 3}


def test_nobody_is_asked_to_give_an_ended_dossier_back() -> None:
    said = {state: obstacle(BatchPart(dossier=Dossier(state=state)), 1) for state in (State.LAPSED, State.IN_REVIEW)}
    assert "lập hồ sơ mới" in said[State.LAPSED] and "trả về" not in said[State.LAPSED]
    assert "trả về tiếp nhận" in said[State.IN_REVIEW]


@pytest.mark.parametrize(("state", "way"), [
    (State.READY_TO_ARCHIVE, "Bấm «Mở lại tích hợp»"), (State.ARCHIVE_REJECTED, "Bấm «Mở lại tích hợp»"),
    (State.TRANSFERRED, "Nhờ lưu trữ trả lại hồ sơ"), (State.ISSUED, "Trả kết quả trước"),
    (State.SIGNED, "thu hồi trước phát hành"),
])  # fmt: skip
def test_where_nobody_holds_the_dossier_the_way_back_is_named(state: str, way: str) -> None:
    said = obstacle(BatchPart(dossier=Dossier(state=state)), 1)
    assert way in said and State(state).label in said


def test_a_return_slip_is_kept_itself_and_takes_nothing_behind_it_along() -> None:
    slip, other = return_code(ONE, 12), return_code(ONE, 13)
    parts = propose([sheet(ONE), sheet(slip), sheet(slip), BACK, PAPER, sheet(other), sheet(TWO), PAPER])
    assert shown(parts) == [
        (0, 4, slip, ""), (4, 5, "", Trouble.NO_SHEET), (5, 6, other, ""), (6, 8, TWO, ""),
    ]  # fmt: skip
    assert [part.left_out for part in parts] == [{0, 3}, set(), set(), {6}]
    assert parts[1].note and parts[0].code and parts[0].code.handed == 12
