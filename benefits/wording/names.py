"""What is a document called in few words?"""

from __future__ import annotations


def called(code: str, title: str) -> str:
    """By its form where it has one (`07A-HSB`), else by its title up to the first comma; our codes are not shown."""
    return code if "-" in code else title.partition(",")[0]
