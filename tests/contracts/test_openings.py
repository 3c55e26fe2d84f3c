"""Does every file open by saying what it answers?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.contracts import source

COMMENT = re.compile(r"\s*(/\*|//)\s*(?P<said>[^*/].*)")
SENTENCE = re.compile(r"[A-ZĐ`(].*[.?!:](\s|$)|[A-ZĐ`(].*\($", re.DOTALL)


def opening(path: Path) -> str:
    """The first paragraph of a Python file's docstring, the first comment of a stylesheet, script or template."""
    if path.suffix == ".py":
        return (ast.get_docstring(source.tree(path)) or "").split("\n\n")[0]
    found = COMMENT.match(source.text(path))
    return found["said"] if found else ""


@pytest.mark.parametrize("suffix", [".py", ".css", ".js", ".typ"])
def test_every_file_opens_with_a_sentence(suffix: str) -> None:
    silent = [path for path in source.lengths(source.files(suffix)) if not SENTENCE.match(opening(path))]
    assert silent == []
