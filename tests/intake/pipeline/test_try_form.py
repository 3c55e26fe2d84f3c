"""Does a form that eats memory or time end itself alone?"""

from __future__ import annotations

import pytest

from bhxh_archive.documents.trying import own_text
from intake.pipeline.limits import MIB, Limits
from intake.pipeline.sandbox import try_form
from intake.pipeline.verdict import Refused

SMALL = Limits(memory_bytes=768 * MIB, seconds=1)


def refused(text: str) -> tuple[str, str]:
    with pytest.raises(Refused) as found:
        try_form("receipt", text, SMALL)
    return found.value.verdict.code, found.value.verdict.message


def test_a_good_form_gives_the_example() -> None:
    assert try_form("receipt", own_text("receipt")).startswith(b"%PDF")


def test_faults_come_back_as_they_were_said() -> None:
    code, said = refused(own_text("receipt") + '\n#eval("1")')
    assert (code, said) == ("unfit_form", "Mẫu không được dùng «eval».")


@pytest.mark.parametrize("text", ["#for i in range(9000000) { [x] }",
                                  "#for i in range(90000) { for j in range(90000) { let k = i + j } }"])  # fmt: skip
def test_memory_and_time_end(text: str) -> None:
    assert refused(text)[0] in ("out_of_memory", "too_slow", "reader_crashed")
