"""When is a package valid, when not, and when could nobody tell?"""

import pytest

from archive.packaging.build import build
from archive.packaging.findings import Finding, Severity
from archive.packaging.model import Kind, Profile, Status
from archive.packaging.readers import DirectoryReader, Unreadable
from archive.packaging.sinks import DirectorySink
from archive.packaging.verify import COULD_NOT_CHECK, NOT_VALID, VALID, verify
from archive.packaging.verify_bag import Limits
from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.judge import codes, judged
from tests.archive.packaging.samples import spec


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("profile", list(Profile))
def test_a_sound_package_of_every_kind_has_no_finding(tmp_path, kind, profile):
    built = build(spec(kind, profile=profile), DirectorySink(tmp_path, durable=False))
    report = judged(tmp_path / built.bag_name)
    assert (report.findings, report.valid, report.complete, report.exit_code) == ((), True, True, VALID)
    assert (report.files_checked, report.bytes_checked) == (len(built.files), built.total_size)


def test_a_supplement_may_hold_fewer_documents_than_the_record_counts(tmp_path):
    supplement = spec(status=Status.SUPPLEMENT, documents=spec().documents[1:])
    built = build(supplement, DirectorySink(tmp_path, durable=False))
    assert judged(tmp_path / built.bag_name).findings == ()


class _Faulty(DirectoryReader):
    """A store that loses its connection at one file: a real reader over a real folder, one file failing."""

    def open(self, path: str):
        if path.endswith(".jpg"):
            raise OSError("connection lost")
        return super().open(path)


def test_what_could_not_be_read_is_never_valid(bag):
    report = verify(_Faulty(bag))
    assert {found.code for found in report.findings} == {"unreadable"}
    assert (report.valid, report.complete, report.exit_code) == (False, False, COULD_NOT_CHECK)


def test_an_error_outweighs_what_could_not_be_read(bag):
    tamper.flip(tamper.document(bag))
    report = verify(_Faulty(bag))
    assert (report.complete, report.exit_code) == (False, NOT_VALID)


def test_a_package_that_is_not_there(tmp_path):
    report = verify(DirectoryReader(tmp_path / "nowhere"))
    assert (report.exit_code, report.valid) == (COULD_NOT_CHECK, False)


def test_an_empty_folder_is_no_package(tmp_path):
    assert codes(tmp_path) == {"bag-declaration"}


def test_limits_stop_before_anything_is_read(bag):
    report = verify(DirectoryReader(bag), limits=Limits(files=3, octets=10))
    assert [found.code for found in report.findings] == ["too-large", "too-large"]
    assert report.files_checked == 0


def test_the_hook_sees_every_document_file_and_its_verdict_counts(bag):
    seen = []

    def check(reference, opener):
        with opener() as stream:
            whole = len(stream.read()) == reference.size == (bag / reference.path).stat().st_size
            seen.append((reference.path, reference.media_type, whole))
        if reference.media_type == "application/pdf":
            yield Finding("signature-unknown", reference.path, "Chữ ký lạ.")

    report = verify(DirectoryReader(bag), check_file=check)
    assert len(seen) == 5 and all(whole for _, _, whole in seen)
    assert [found.code for found in report.findings] == ["signature-unknown"] * 2
    assert report.exit_code == NOT_VALID


def test_a_warning_of_the_hook_informs_without_refusing(bag):
    report = verify(
        DirectoryReader(bag),
        check_file=lambda file, opener: [Finding("pdfa", file.path, "Cảnh báo.", severity=Severity.WARNING)],
    )
    assert report.valid and report.exit_code == VALID and len(report.findings) == 5


def test_a_hook_that_cannot_check_leaves_the_package_unchecked(bag):
    def offline(_file, _opener):
        raise Unreadable("validator not reachable")

    assert verify(DirectoryReader(bag), check_file=offline).exit_code == COULD_NOT_CHECK
