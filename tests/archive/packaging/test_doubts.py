"""Is a signature that the sender could not prove told with the sender's reason, and only for that very file?"""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from archive.packaging.build import build
from archive.packaging.doubts import PATH, doubts_json
from archive.packaging.findings import Finding, Severity
from archive.packaging.mets_reading import Reference
from archive.packaging.model import Opener
from archive.packaging.readers import DirectoryReader
from archive.packaging.sinks import DirectorySink
from archive.packaging.verify import NOT_VALID, VALID, Report, verify
from tests.archive.packaging.samples import source, spec

REASON = "Đã gọi điện xác nhận với cơ quan ban hành"


def report_on(folder: Path, content: bytes | None) -> Report:
    """A package that carries this file of settled doubts, judged by who doubts every PDF's signature."""
    papers = () if content is None else (source(Path(PATH).name, content, "application/json"),)
    built = build(spec(documentation=papers), DirectorySink(folder, durable=False))
    return verify(DirectoryReader(folder / built.bag_name), check_file=doubt)


def doubt(file: Reference, _: Opener) -> list[Finding]:
    return [Finding("signature", file.path, "Không chứng minh được.", severity=Severity.UNCHECKED)]


def digests() -> list[str]:
    return [file.sha256 for document in spec().documents for file in (*document.preserved, *document.originals)]


def test_a_settled_doubt_informs_and_names_the_reason(tmp_path: Path) -> None:
    report = report_on(tmp_path, doubts_json(dict.fromkeys(digests(), REASON)))

    assert {found.severity for found in report.findings} == {Severity.WARNING}
    assert all(REASON in found.message_vi for found in report.findings)
    assert report.exit_code == VALID


def test_the_doubt_about_another_file_still_stops(tmp_path: Path) -> None:
    first, *others = digests()
    report = report_on(tmp_path, doubts_json({first: REASON, sha256(b"elsewhere").hexdigest(): REASON}))

    stopped = [found for found in report.findings if found.severity is Severity.UNCHECKED]
    assert len(stopped) == len(others)


@pytest.mark.parametrize(
    "content", [None, b"not json", b"[]", json.dumps(dict.fromkeys(digests(), " ")).encode(), b'{"x": 1}']
)
def test_what_is_malformed_or_without_a_reason_settles_nothing(tmp_path: Path, content: bytes | None) -> None:
    report = report_on(tmp_path, content)

    assert {found.severity for found in report.findings} == {Severity.UNCHECKED}


@pytest.mark.parametrize("code", ["signature-broken", "x"])
def test_any_other_fault_of_the_file_is_not_excused(tmp_path: Path, code: str) -> None:
    papers = (source(Path(PATH).name, doubts_json(dict.fromkeys(digests(), REASON)), "application/json"),)
    built = build(spec(documentation=papers), DirectorySink(tmp_path, durable=False))
    bag = DirectoryReader(tmp_path / built.bag_name)
    fault = verify(bag, check_file=lambda file, _: [Finding(code, file.path, "")])

    assert fault.exit_code == NOT_VALID
