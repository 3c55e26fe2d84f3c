"""Is a built package a bag and an E-ARK package, in the eyes of others?"""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from archive.packaging import ead_schema, xmlsafe, xsd
from archive.packaging.build import InvalidMetadata, build
from archive.packaging.model import Kind, PackagingError, PremisEvent, Profile
from archive.packaging.sinks import DigestMismatch, DirectorySink
from tests.archive.packaging.samples import MOMENT, documents, dossier_meta, source, spec

BAGIT = Path(sys.executable).with_name("bagit.py")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("profile", list(Profile))
def test_every_kind_is_a_valid_bag_and_keeps_its_schemas(tmp_path, kind, profile):
    built = build(spec(kind, profile=profile), DirectorySink(tmp_path, durable=False))
    bag = tmp_path / built.bag_name
    judged = subprocess.run([sys.executable, BAGIT, "--validate", bag], capture_output=True, text=True)
    assert judged.returncode == 0, judged.stderr
    metadata = [path for path in sorted(bag.rglob("*.xml")) if not path.name.startswith("PREMIS")]
    assert sum(path.name == "METS.xml" for path in metadata) == 3
    for path in metadata:
        assert xsd.errors(_schema_for(kind, path), xmlsafe.parse(path.read_bytes())) == [], path


def _schema_for(kind: Kind, path: Path) -> str:
    if path.name == "METS.xml":
        return "csip.xsd"
    return f"{kind}_hoso.xsd" if path.name == "EAD.xml" else f"{kind}_vanban.xsd"


def test_built_lists_what_lies_on_disk(tmp_path):
    built = build(spec(), DirectorySink(tmp_path))
    bag = tmp_path / built.bag_name
    on_disk = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert on_disk == {path for path, _, _ in built.files}
    for path, digest, size in built.files:
        content = (bag / path).read_bytes()
        assert (sha256(content).hexdigest(), len(content)) == (digest, size)
    assert built.manifest_sha256 == sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest()
    assert built.total_size == sum(size for _, _, size in built.files)


def test_the_same_specification_gives_the_same_bytes(tmp_path):
    first = build(spec(), DirectorySink(tmp_path / "a", durable=False))
    assert build(spec(), DirectorySink(tmp_path / "b", durable=False)) == first


def test_names_are_ascii_and_carry_nothing_of_the_metadata(tmp_path):
    built = build(spec(dossier=dossier_meta(title="Nguyễn Thị Thử")), DirectorySink(tmp_path, durable=False))
    assert all(path.isascii() for path, _, _ in built.files)
    assert not any("Nguy" in path or "Thu" in path for path, _, _ in built.files)


def test_a_payload_file_is_opened_once(tmp_path):
    opened = []
    content = b"%PDF-1.7 once" * 100

    def open_once():
        opened.append(1)
        return BytesIO(content)

    first, second = documents()
    counted = replace(source(first.preserved[0].path, content), open=open_once)
    build(spec(documents=(replace(first, preserved=(counted,)), second)), DirectorySink(tmp_path, durable=False))
    assert opened == [1]


def test_a_source_that_changed_since_it_was_stored_stops_the_build(tmp_path):
    first, second = documents()
    lied = replace(first.preserved[0], open=lambda: BytesIO(b"other bytes"))
    with pytest.raises(DigestMismatch):
        build(spec(documents=(replace(first, preserved=(lied,)), second)), DirectorySink(tmp_path, durable=False))
    assert not list(tmp_path.rglob("bagit.txt"))


def test_bad_metadata_writes_nothing(tmp_path):
    with pytest.raises(InvalidMetadata) as error:
        build(spec(dossier=dossier_meta(title="")), DirectorySink(tmp_path, durable=False))
    assert [found.code for found in error.value.findings] == ["field-missing"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["../out.pdf", "/etc/x.pdf", "hồ-sơ.pdf", "a//b.pdf", "a\b.pdf", ".hidden", ""])
def test_unsafe_source_names_are_refused(tmp_path, path):
    first, second = documents()
    with pytest.raises(PackagingError):
        build(
            spec(documents=(replace(first, preserved=(source(path, b"x"),)), second)),
            DirectorySink(tmp_path, durable=False),
        )


def test_one_scan_shared_by_two_documents_is_written_once(tmp_path):
    shared = source("batch-0001.pdf", b"%PDF-1.7 stack")
    both = tuple(replace(document, originals=(shared,)) for document in documents())
    built = build(spec(documents=both), DirectorySink(tmp_path, durable=False))
    assert sum(path.endswith("batch-0001.pdf") for path, _, _ in built.files) == 1
    mets = next(tmp_path.rglob("rep2/METS.xml")).read_text()
    assert 'GROUPID="doc-1 doc-2"' in mets


def test_one_path_for_two_contents_is_refused(tmp_path):
    both = tuple(
        replace(document, originals=(source("scan.pdf", b"%d" % document.ordinal),)) for document in documents()
    )
    with pytest.raises(PackagingError):
        build(spec(documents=both), DirectorySink(tmp_path, durable=False))


def test_paths_that_differ_only_in_case_are_refused(tmp_path):
    first, second = documents()
    twins = (source("scan.pdf", b"one"), source("Scan.pdf", b"two"))
    with pytest.raises(PackagingError, match="case"):
        build(spec(documents=(replace(first, originals=twins), second)), DirectorySink(tmp_path, durable=False))


def test_the_callers_documentation_cannot_take_our_readme(tmp_path):
    with pytest.raises(PackagingError):
        build(spec(documentation=(source("DOC_TRUOC.txt", b"x"),)), DirectorySink(tmp_path, durable=False))


@pytest.mark.parametrize("changes", [{"sha256": "AB" * 32}, {"sha256": ""}, {"size": -1}])
def test_a_file_without_a_proper_digest_is_refused(tmp_path, changes):
    first, second = documents()
    wrong = replace(first.preserved[0], **changes)
    with pytest.raises(PackagingError):
        build(spec(documents=(replace(first, preserved=(wrong,)), second)), DirectorySink(tmp_path, durable=False))


def test_coreutils_can_check_the_package_without_this_program(tmp_path):
    bag = tmp_path / build(spec(), DirectorySink(tmp_path, durable=False)).bag_name
    command = ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"]
    assert subprocess.run(command, cwd=bag).returncode == 0


def test_the_package_imports_nothing_of_django():
    modules = "build, verify, read, bagzip, readers"
    code = f"import sys; from archive.packaging import {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3]).returncode == 0


def test_an_event_about_a_file_outside_the_package_is_refused(tmp_path):
    stray = PremisEvent(type="validation", at=MOMENT, agent_id="software", outcome="pass", linked_object="nowhere.pdf")
    with pytest.raises(PackagingError):
        build(spec(events=(stray,)), DirectorySink(tmp_path, durable=False))


def test_a_second_build_into_the_same_place_overwrites_nothing(tmp_path):
    build(spec(), DirectorySink(tmp_path, durable=False))
    with pytest.raises(FileExistsError):
        build(spec(), DirectorySink(tmp_path, durable=False))


def test_the_shipped_schemas_are_those_of_the_field_tables():
    for name, content in ead_schema.schema_files().items():
        assert xsd.content(name) == content, f"run python -m archive.packaging.ead_schema for {name}"
