"""What is asked when the wording of an issued document is corrected?"""

from __future__ import annotations

from benefits.earlier import named
from benefits.forms.entries import NamedForm
from benefits.forms.fields import lines


class CorrectionEntries(NamedForm):
    """Công văn đính chính văn bản đã ban hành."""

    corrections = lines(
        "Nội dung đính chính",
        "Mỗi dòng một chỗ: chỗ sai | đã viết | viết đúng là. Chỉ đính chính thể thức, kỹ thuật trình bày; sai nội dung "
        "(người hưởng, mức hưởng, thời gian) thì thay thế bằng văn bản mới.",
    )
    groups = (
        ("Văn bản được đính chính", (named.CHOSEN, named.FORM, named.NUMBER, named.DAY, named.AGENCY)),
        ("Nội dung", ("corrections",)),
    )
