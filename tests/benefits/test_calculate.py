"""Does `manage.py calculate` answer each line of a file, and say by its exit code whether all were computed?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

SICK = '{"id": 7, "kind": "SICKNESS", "case": {"leave": "08/2026", "salary": 12000000, "days": 0.5, "months_paid": 24}}'


def answers(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    with pytest.raises(SystemExit) as ended:
        call_command("calculate", str(path), "--shipped")
    return int(str(ended.value.code)), [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_has_its_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"{SICK}\n\n{SICK}\n", encoding="utf-8")

    code, (first, second) = answers(path, capsys)

    assert code == 0 and (first["line"], second["line"], first["id"]) == (1, 3, 7)
    assert first["result"]["payments"][0]["amount"] == 187_500  # type: ignore[index]
    assert "Điều 45" in first["result"]["steps"][0]["article"]  # type: ignore[index]


def test_a_bad_line_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b'{"kind": \n[1]\n{"kind": "SICKNESS", "case": {"leave": "\xff"}}\n' + SICK.encode())

    code, rows = answers(path, capsys)

    assert code == 1 and ["problems" in row for row in rows] == [True, True, True, False]
    assert rows[0]["problems"] == ["Dòng này không phải JSON."]
    assert "leave: «\N{REPLACEMENT CHARACTER}» không phải tháng dạng MM/YYYY." in rows[2]["problems"]  # type: ignore[operator]
