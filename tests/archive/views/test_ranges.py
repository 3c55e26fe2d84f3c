"""Is a range read as RFC 9110 says, and everything else as the whole?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.views.ranges import Range, wanted

SIZE = 10


@pytest.mark.parametrize(
    ("header", "start", "length"),
    [
        ("bytes=0-0", 0, 1), ("bytes=0-9", 0, 10), ("bytes=3-", 3, 7), ("bytes=3-99", 3, 7), ("bytes=-4", 6, 4),
        ("bytes=-99", 0, 10), ("Bytes = 2-5", 2, 4), ("bytes=9-", 9, 1),
    ],
)  # fmt: skip
def test_a_range(header: str, start: int, length: int) -> None:
    found = wanted(header, SIZE)
    assert found == Range(start, length)
    assert found.header(SIZE) == f"bytes {start}-{start + length - 1}/10"


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_nothing_is_left(header: str) -> None:
    found = wanted(header, SIZE)
    assert found and found.length == 0
    assert found.header(SIZE) == "bytes */10"


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "items=0-1", "bytes=a-b", "bytes=٣-", "bytes=" + "9" * 30]
)
def test_the_whole(header: str) -> None:
    assert wanted(header, SIZE) is None


NUMBERS = st.just("") | st.integers(0, 10**20).map(str)
HEADERS = st.text(max_size=30) | st.builds("bytes={}-{}".format, NUMBERS, NUMBERS)


@given(HEADERS, st.integers(0, 2**40))
def test_never_more_than_there_is(header: str, size: int) -> None:
    found = wanted(header, size)
    assert found is None or (found.start >= 0 and found.length >= 0)
    assert found is None or not found.length or found.start + found.length <= size
