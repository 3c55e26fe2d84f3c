"""Is a corrected row of a list told from one of somebody else?"""

from __future__ import annotations

import pytest

from intake.models import ListLine
from intake.rules.list_identity import is_another

MAI = {"full_name": "Hoàng Văn Mai", "insurance_number": "3105000118", "personal_id": "031088000118",
       "born": "05/10/1988"}  # fmt: skip
THE = {"full_name": "Kẻ Thay Thế", "insurance_number": "3105000777", "personal_id": "031090000777",
       "born": "01/02/1990"}  # fmt: skip
NONE = {"insurance_number": "", "personal_id": "", "born": ""}


@pytest.mark.parametrize(
    ("was", "wrong", "now", "another"),
    [
        (MAI, "starts", THE, True),
        (MAI, "personal_id", THE, True),
        (MAI, "starts", THE | {"personal_id": MAI["personal_id"]}, False),
        (MAI, "starts", THE | {"full_name": "HOANG VAN MAI"}, False),
        (MAI, "starts", THE | {"born": "1988-10-05"}, False),
        (MAI, "starts", THE | {"full_name": "Hoàng Văn Mải", "born": "1988"}, False),
        (MAI, "starts", THE | {"full_name": "Hoàng Văn Hai"}, True),
        (MAI | NONE, "insurance_number", THE, True),
        (MAI | NONE, "insurance_number", THE | {"full_name": "Hoàng Văn Hai"}, False),
        (MAI | NONE, "insurance_number", THE | {"full_name": "Hoàng Mai"}, False),
        (MAI | NONE | {"full_name": "Hoµng V¨n Mai"}, "full_name", THE, False),
    ],
)
def test_another_person_is_one_of_whom_nothing_sound_agrees(
    was: dict[str, str], wrong: str, now: dict[str, str], another: bool
) -> None:
    line = ListLine(problems=[[wrong, "…"]])
    line.write(**was)
    assert is_another(line, now) is another
