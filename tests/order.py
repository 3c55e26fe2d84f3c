"""In which order do the files of tests run?

Those that start programs take a minute for a few tests: begun last, they are waited for while the other cores idle.
xdist's own order (most tests first) begins them last, so it is switched off where tests run side by side.
"""

from collections import Counter

import pytest

LONG = {"slow", "browser"}


@pytest.hookimpl(trylast=True)  # after the choice by marks, and after Django's order of a single process
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not hasattr(config, "workerinput"):
        return  # one process: transactions first, as Django does
    number = Counter(item.path for item in items)
    long = {item.path for item in items if LONG & {mark.name for mark in item.iter_markers()}}
    items.sort(key=lambda item: (item.path not in long, number[item.path], str(item.path)))
