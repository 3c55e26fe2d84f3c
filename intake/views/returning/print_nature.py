"""What is a copy that is printed here from a signed file: an original on paper, or a certified copy?"""

from __future__ import annotations

from typing import Any, Final

from bhxh_archive.models import Office
from bhxh_archive.parameters import is_confirmed, parameter

KEY: Final = "printed_originals"


def nature_of_prints(office: Office) -> dict[str, Any]:
    """For `print_nature.html`, as the office has it set: printed and sealed it is an original on paper without a block
    of copy (NĐ 30/2020 art. 18.5); as a certified copy it wants that block (arts 25 to 27)."""
    return {"originals": parameter(KEY, office=office), "nature_sure": is_confirmed(KEY, office=office)}
