"""What is asked when the wording of an issued decision is corrected?"""

from __future__ import annotations

from benefits import named
from benefits.forms.entries import Naming
from benefits.forms.fields import lines


class CorrectionEntries(Naming):
    """Công văn đính chính quyết định đã ban hành."""

    corrections = lines(
        "Nội dung đính chính",
        "Mỗi dòng một chỗ: chỗ sai | đã viết | viết đúng là. Chỉ đính chính thể thức, kỹ thuật trình bày; sai nội dung "
        "(người hưởng, mức hưởng, thời gian) thì thay thế bằng quyết định mới.",
    )
    groups = (
        ("Quyết định được đính chính", (named.CHOSEN, named.NUMBER, named.DAY, named.AGENCY)),
        ("Nội dung", ("corrections",)),
    )
