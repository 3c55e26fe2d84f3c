"""Does a due date say the right words?"""

from datetime import date, timedelta

import pytest

from bhxh_archive.ui.due import due_words

TODAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (date(2026, 9, 12), "quá hạn 3 ngày", "bad"),
        (date(2026, 9, 15), "hôm nay", "warn"),
        (date(2026, 9, 17), "còn 2 ngày", "warn"),
        (date(2026, 9, 19), "còn 4 ngày", "quiet"),
        (None, "chưa có hạn", "quiet"),
    ],
)
def test_words_and_tone(due: date | None, words: str, tone: str) -> None:
    said = due_words(due, TODAY)
    assert (said.words, said.tone, said.on) == (words, tone, due)


def test_a_callers_count_of_working_days_wins_over_the_calendar() -> None:
    assert due_words(date(2026, 9, 21), TODAY, days=4).words == "còn 4 ngày"


def test_while_the_clock_stands_the_limit_of_what_is_waited_for_counts() -> None:
    far = due_words(TODAY + timedelta(days=9), TODAY, paused="chờ bổ sung")
    assert (far.words, far.tone) == ("chờ bổ sung: còn 9 ngày", "paused")
    passed = due_words(TODAY - timedelta(days=1), TODAY, paused="chờ bổ sung")
    assert (passed.words, passed.tone) == ("chờ bổ sung: quá hạn 1 ngày", "bad")
    assert due_words(None, TODAY, paused="chờ xác minh").words == "tạm dừng: chờ xác minh"
