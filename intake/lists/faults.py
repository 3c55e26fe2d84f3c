"""What is wrong with a line of an employer's list, and what of it is to be looked at, in the words of the pages?"""

from __future__ import annotations

from typing import Final

from intake.models import ListLine
from intake.pipeline.tables.columns import LABELS
from intake.rules.list_doubles import overlap_words

DOUBLE: Final = "Trùng người và thời gian với {}"


def faults(line: ListLine) -> str:
    """Everything that is wrong with a line, in one text: `Từ ngày: chưa ghi từ ngày; trùng với dòng 4`."""
    said = [f"{LABELS.get(name, name.removeprefix('+'))}: {text}" for name, text in line.problems]
    return "; ".join([*said, *([DOUBLE.format(line.double)] if line.double else [])])


def remarks(line: ListLine) -> list[str]:
    """What a line is to be looked at for, though nothing of it is wrong: `Họ và tên: lấy từ ô gộp B8:B9 …`."""
    said = [f"{LABELS.get(name, name.removeprefix('+'))}: {text}" for name, text in line.notes]
    return [*said, *([overlap_words(line.overlap)] if line.overlap else [])]
