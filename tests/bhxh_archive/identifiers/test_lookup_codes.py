"""Is the code of a receipt beyond guessing, and read back from paper as people type it?"""

from __future__ import annotations

import math

import pytest

from bhxh_archive.identifiers.lookup_codes import ALPHABET, LENGTH, new_code, printed_code, read_code


def test_a_code_has_eighty_random_bits() -> None:
    assert LENGTH * math.log2(len(set(ALPHABET))) >= 80
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500 and set("".join(codes)) == set(ALPHABET)


def test_what_is_printed_is_read_back() -> None:
    code = new_code()
    assert printed_code("k3m7pq2xabcdefgh") == "K3M7-PQ2X-ABCD-EFGH"
    for typed in (printed_code(code), f"  {code} ", printed_code(code).replace("-", " ").lower()):
        assert read_code(typed) == code


def test_signs_that_are_taken_for_others_are_put_right() -> None:
    assert read_code("1I1i-aaaa-aaaa-aaaa") == "llllaaaaaaaaaaaa"


@pytest.mark.parametrize("typed", ["", "k3m7", "k3m7pq2xabcdefgh2", "k3m7pq2xabcdefg0", "k3m7pq2xabcdefgữ", "a" * 9999])
def test_what_can_be_no_code_is_none(typed: str) -> None:
    assert read_code(typed) == ""
