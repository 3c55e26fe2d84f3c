"""Are figures shown in line and kept with their machine?"""

import json
from pathlib import Path

from benchmarks import report, store
from benchmarks.__main__ import names

ROWS: list[report.Row] = [
    {"case": "bare", "value": 5986.4, "unit": "pages/s"},
    {"case": "ours", "value": 317.96, "unit": "pages/s", "against": "bare", "ratio": 0.0531},
]


def test_the_table_lines_up() -> None:
    head, bare, ours = report.table(ROWS).splitlines()
    assert head.split() == ["figure", "unit", "ratio", "against", "note"]
    assert bare.split() == ["bare", "5,986", "pages/s"]
    assert ours.split() == ["ours", "318", "pages/s", "0.05", "bare"]
    assert bare.index("pages/s") == ours.index("pages/s") == head.index("unit")


def test_figures_are_appended_with_the_machine(tmp_path: Path) -> None:
    for _ in range(2):
        file = report.keep("store", ROWS, tmp_path / "bench")
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["case"] for line in lines] == ["bare", "ours"] * 2
    assert lines[1]["ratio"] == 0.0531 and lines[1]["benchmark"] == "store"
    assert lines[0]["machine"]["cores"] >= 1 and lines[0]["machine"]["python"].startswith("3.")


def test_benchmarks_are_found_by_their_module() -> None:
    assert {"component", "desk", "store"} <= set(names()) and not {"report", "stage", "__main__"} & set(names())


def test_the_store_benchmark_measures_every_case_it_names() -> None:
    rows = store.measure(tiny=True)
    assert [row["case"] for row in rows][:3] == [store.RAW, store.FLUSHED, store.STORED]
    assert all(row["value"] > 0 for row in rows[:3])
    assert rows[2]["against"] == store.FLUSHED and "ratio" in rows[2]
