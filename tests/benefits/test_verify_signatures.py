"""Does the command tell programs by its exit code whether files are validly signed?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from benefits.actions.checking import check_version
from benefits.verdicts import report_data
from bhxh_archive import storage
from intake.models import Result
from tests.benefits.conftest import ShortRoad


def run(*files: Path) -> tuple[int, list[dict[str, object]]]:
    out, code = StringIO(), 0
    try:
        call_command("verify_signatures", *map(str, files), stdout=out, stderr=StringIO())
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def written(result: Result, path: Path) -> Path:
    assert result.latest
    path.write_bytes(storage.read_file(result.latest.file))
    return path


@pytest.fixture
def signed(short_road: ShortRoad, tmp_path: Path) -> Path:
    return written(short_road.to("issue").results.get(main=True), tmp_path / "signed.pdf")


def test_what_somebody_has_still_to_sign_is_not_valid(short_road: ShortRoad, tmp_path: Path) -> None:
    result = short_road.to("sign").results.get(main=True)
    code, (line,) = run(written(result, tmp_path / "leader.pdf"))

    assert (code, line["valid"], line["complete"]) == (1, False, True)
    assert "Còn ô chữ ký chưa ký" in str(line["message_vi"])
    assert result.latest
    report = check_version(version=result.latest, by=short_road.user("vanthu"))
    assert report.valid and report_data(result.latest, report)["verdict"] == "invalid"
    assert "chưa có chữ ký số của cơ quan" in report_data(result.latest, report)["summary"]


def test_a_signed_file_is_valid(signed: Path) -> None:
    code, (line,) = run(signed)

    assert code == 0 and line["valid"] is True and line["file"] == str(signed)


def test_one_altered_byte_is_enough(signed: Path) -> None:
    content = bytearray(signed.read_bytes())
    content[200] ^= 1
    altered = signed.with_name("altered.pdf")
    altered.write_bytes(content)
    code, lines = run(signed, altered)

    assert code == 1 and [line["valid"] for line in lines] == [True, False]


def test_what_is_damaged_or_no_pdf_is_not_valid_and_no_later_try_would_help(signed: Path) -> None:
    files = [signed.with_name(name) for name in ("empty.pdf", "plain.pdf", "cut.pdf")]
    for path, content in zip(files, (b"", b"plain text", signed.read_bytes()[:900]), strict=True):
        path.write_bytes(content)
    code, lines = run(*files)

    assert code == 1 and {(line["valid"], line["complete"]) for line in lines} == {(False, True)}
    assert all("không phải PDF" in str(line["message_vi"]) for line in lines)


def test_a_file_that_is_not_there_could_not_be_checked(signed: Path) -> None:
    code, lines = run(signed, signed.with_name("none.pdf"))

    assert code == 2 and lines[1]["complete"] is False
    assert lines[1]["message_vi"] == "Không đọc được tệp: không có tệp này."


def test_without_trust_anchors_nothing_can_be_checked(tmp_path: Path, settings: Settings) -> None:
    settings.TRUST_DIR = tmp_path / "nothing"

    assert run(tmp_path / "x.pdf")[0] == 2
