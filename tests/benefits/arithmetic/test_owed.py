"""Is every month owed that lies before a change, and none behind it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic.months import Month
from benefits.arithmetic.owed import Change, Granted, Owed, Undone, owed

BEGINS, OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 10), Month(2026, 11)
PENSION = Granted(3_884_016, 5_000_000, BEGINS)
DECEMBER_FIRST = date(2026, 12, 1)
WHOLE = Owed(3_884_016, 5_000_000, None)
ADJUSTED, ENDED = Change(True, DECEMBER_FIRST), Change(False, DECEMBER_FIRST)


@pytest.mark.parametrize("changes, left", [
    ([], WHOLE),
    ([ADJUSTED], Owed(3_884_016, 5_000_000, NOVEMBER, cut=True)),
    ([ENDED], Owed(3_884_016, 5_000_000, NOVEMBER, cut=True)),
    ([ADJUSTED, Change(True, date(2026, 11, 1))], Owed(3_884_016, 5_000_000, OCTOBER, cut=True)),
    ([Change(True, date(2026, 10, 1))], Owed(0, 5_000_000, None)),
    ([Change(True, date(2026, 9, 1))], Owed(0, 5_000_000, None)),
    ([Change(False, date(2026, 10, 1))], Owed(0, 0, None)),
    ([Change(False)], Owed(0, 0, None)),
    ([ADJUSTED, Change(False)], Owed(0, 0, None)),
    ([Change(True, date(2026, 10, 1)), ENDED], Owed(0, 5_000_000, None)),
], ids=["none", "adjusted", "revoked", "twice", "adjusted-at-once", "adjusted-before", "revoked-at-once", "annulled",
        "adjusted-annulled", "adjusted-at-once-revoked"])  # fmt: skip
def test_what_lies_before_the_first_change_is_owed(changes: list[Change], left: Owed) -> None:
    assert owed(PENSION, changes) == left


def test_a_month_named_on_the_decision_ends_it_first() -> None:
    short = replace(PENSION, last=OCTOBER)
    assert owed(short, [ADJUSTED]) == replace(WHOLE, last=OCTOBER)
    assert owed(replace(PENSION, last=Month(2031, 6)), [ADJUSTED]).last == NOVEMBER


def test_what_is_paid_once_alone_ends_with_the_decision_and_no_adjustment_touches_it() -> None:
    once = Granted(0, 25_000_000, None)
    assert owed(once, [ENDED]) == Owed(0, 0, None)
    assert owed(once, [ADJUSTED]) == Owed(0, 25_000_000, None)


@pytest.mark.parametrize("undone, left, said", [
    (Undone(), WHOLE, "ngay từ đầu"),
    (Undone(DECEMBER_FIRST), WHOLE, "ngay từ đầu"),
    (Undone(date(2027, 2, 1)), Owed(3_884_016, 5_000_000, NOVEMBER, cut=True), "thu hồi từ ngày 01/02/2027"),
    (Undone(replaced=True), Owed(3_884_016, 5_000_000, NOVEMBER, cut=True), "đã được thay thế"),
], ids=["annulled", "revoked-whole", "revoked-later", "replaced"])  # fmt: skip
def test_an_adjustment_that_was_undone_leaves_nothing_out_in_silence(undone: Undone, left: Owed, said: str) -> None:
    found = owed(PENSION, [replace(ADJUSTED, undone=undone)])
    assert replace(found, doubts=()) == left
    [doubt] = found.doubts
    assert said in doubt


def test_what_no_decision_says_is_told() -> None:
    replaced = owed(PENSION, [Change(False, DECEMBER_FIRST, assumed=True)])
    assert replaced.last == NOVEMBER and "chi trả từ tháng 12/2026" in replaced.doubts[0]
    assert owed(PENSION, [Change(False, date(2026, 10, 1), assumed=True)]) == Owed(0, 0, None)
    midway = owed(PENSION, [Change(False, date(2026, 12, 15))])
    assert midway.last == NOVEMBER and "giữa tháng 12/2026" in midway.doubts[0]
    [doubt] = owed(PENSION, [Change(False, undone=Undone())]).doubts
    assert "nay không còn hiệu lực" in doubt


def drawn(left: Owed, begins: Month, month: Month) -> int:
    """What the list pays for one month by a line that begins then."""
    return left.monthly if month >= begins and (left.last is None or month <= left.last) else 0


@given(paid=st.integers(0, 5), raised=st.sampled_from((200_000, -200_000, 1)), later=st.integers(0, 4),
       ends=st.one_of(st.none(), st.integers(-1, 9)))  # fmt: skip
def test_every_month_of_an_adjustment_comes_to_what_was_decided(
    paid: int, raised: int, later: int, ends: int | None
) -> None:
    """The old decision pays what was paid by it, the new one the difference of that, and the new amount behind it."""
    since, before, after = BEGINS + later, 3_864_995, 3_864_995 + raised
    over = [] if ends is None else [Change(False, (since + ends).first_day)]
    old = owed(
        Granted(before, 0, BEGINS), [Change(True, since.first_day, paid=since + paid - 1 if paid else None), *over]
    )
    settles = since if paid else None
    granted = Granted(after, max(raised, 0) * paid, since + paid, None, max(-raised, 0) * paid, settles)
    new = owed(granted, over)

    months = [BEGINS + offset for offset in range(24)]
    listed = sum(drawn(old, BEGINS, month) + drawn(new, since + paid, month) for month in months)
    due = (before if month < since else after for month in months if ends is None or month < since + ends)
    assert listed + new.once - new.recovered == sum(due)
    assert not old.doubts and not new.doubts
    assert (old.paid_since is not None) == bool(paid and (ends is None or ends > 0))


@pytest.mark.parametrize("paid", [1, 3])
def test_an_adjustment_upon_an_adjustment_settles_the_same_months_once_more(paid: int) -> None:
    until = BEGINS + paid - 1
    adjusting = Change(True, BEGINS.first_day, paid=until)
    middle = Granted(4_000_000, 100_000 * paid, until + 1, settles=BEGINS)
    old, over = owed(Granted(3_900_000, 0, BEGINS), [adjusting]), owed(middle, [adjusting])
    assert (old.last, over.monthly, over.once, over.doubts) == (until, 0, 100_000 * paid, ())

    [doubt] = owed(middle, [Change(True, BEGINS.first_day)]).doubts
    assert "quyết định điều chỉnh sau lại chi trả từ tháng 10/2026" in doubt


def test_an_adjustment_revoked_later_settles_the_months_before_that() -> None:
    granted = Granted(4_000_000, 300_000, BEGINS + 3, settles=BEGINS)
    assert owed(granted, [Change(False, DECEMBER_FIRST)]) == Owed(0, 200_000, None)
    assert owed(granted, [Change(False, BEGINS.first_day)]) == Owed(0, 0, None)
    assert owed(replace(granted, once=0, recovered=300_000), [Change(False, DECEMBER_FIRST)]).recovered == 200_000
