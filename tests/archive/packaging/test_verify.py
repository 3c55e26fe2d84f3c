"""Does each way of damaging a package get its own finding, and a sound package none?"""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from archive.packaging.build import build
from archive.packaging.findings import Finding, Severity
from archive.packaging.model import Kind, Profile, Status
from archive.packaging.readers import DirectoryReader, Unreadable
from archive.packaging.sinks import DirectorySink
from archive.packaging.verify import COULD_NOT_CHECK, NOT_VALID, VALID, Report, verify
from archive.packaging.verify_bag import Limits
from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.samples import spec

BAGIT = Path(sys.executable).with_name("bagit.py")


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return tmp_path / build(spec(), DirectorySink(tmp_path, durable=False)).bag_name


def judged(bag: Path) -> Report:
    return verify(DirectoryReader(bag))


def codes(bag: Path) -> set[str]:
    return {found.code for found in judged(bag).findings}


def bagit_accepts(bag: Path) -> bool:
    return subprocess.run([sys.executable, BAGIT, "--validate", bag], capture_output=True).returncode == 0


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


def _flip(bag):
    tamper.flip(tamper.document(bag))


def _truncate(bag):
    tamper.truncate(tamper.document(bag))


def _delete(bag):
    tamper.document(bag).unlink()


def _swap(bag):
    tamper.swap(tamper.document(bag, 1), tamper.document(bag, 2))


def _add_payload(bag):
    (tamper.document(bag).parent / "extra.pdf").write_bytes(b"%PDF extra")


BAG_DAMAGE = {
    "payload-changed": _flip,
    "payload-truncated": _truncate,
    "payload-missing": _delete,
    "payload-swapped": _swap,
    "payload-extra": _add_payload,
    "tag-changed": lambda bag: tamper.edit(bag / "bag-info.txt", lambda text: text.replace("0.1.0", "0.1.1")),
    "tag-missing": lambda bag: (bag / "bag-info.txt").unlink(),
    "manifest-missing": lambda bag: (bag / "manifest-sha256.txt").unlink(),
    "bag-declaration": lambda bag: (bag / "bagit.txt").unlink(),
}


@pytest.mark.parametrize("code", BAG_DAMAGE)
def test_damage_to_the_bag_is_named_and_bagit_refuses_it_too(bag, code):
    assert bagit_accepts(bag)
    BAG_DAMAGE[code](bag)
    report = judged(bag)
    assert code in {found.code for found in report.findings}
    assert report.exit_code == NOT_VALID
    assert not bagit_accepts(bag)


@pytest.mark.parametrize(
    "code", ["payload-changed", "payload-truncated", "payload-missing", "payload-swapped", "payload-extra"]
)
def test_damage_to_a_document_gives_no_other_code(bag, code):
    BAG_DAMAGE[code](bag)
    assert codes(bag) == {code}


def test_the_finding_names_the_file_and_speaks_vietnamese(bag):
    tamper.flip(tamper.document(bag))
    (found,) = judged(bag).findings
    assert found.path == tamper.document(bag).relative_to(bag).as_posix()
    assert "đã thay đổi" in found.message_vi


def test_an_extra_tag_file_is_found_though_bagit_lets_it_pass(bag):
    (bag / "note.txt").write_text("hello")
    assert codes(bag) == {"tag-extra"}


def test_a_fetch_file_is_refused(bag):
    (bag / "fetch.txt").write_text("https://example.org/x 1 data/x\n")
    assert "fetch-not-accepted" in codes(bag)


def _root_mets(bag: Path) -> Path:
    return tamper.package_folder(bag) / "METS.xml"


def test_a_wrong_digest_in_mets_is_found_when_the_bag_is_mended(bag):
    def forge(text: str) -> str:
        at = text.index('CHECKSUM="', text.index("DOC_TRUOC") - 400) + len('CHECKSUM="')
        return text[:at] + "0" * 64 + text[at + 64 :]

    tamper.edit(_root_mets(bag), forge)
    tamper.reseal(bag)
    assert bagit_accepts(bag)
    assert codes(bag) == {"mets-digest"}


def test_a_document_swapped_with_care_still_contradicts_mets_and_premis(bag):
    tamper.swap(tamper.document(bag, 1), tamper.document(bag, 2))
    tamper.reseal(bag)
    assert bagit_accepts(bag)
    assert codes(bag) == {"mets-digest", "mets-size", "premis-digest"}


def test_a_mets_that_lies_about_a_size(bag):
    tamper.edit(_root_mets(bag), lambda text: text.replace('SIZE="12"', 'SIZE="13"'))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-size"}


def test_missing_mets(bag):
    _root_mets(bag).unlink()
    assert codes(bag) == {"payload-missing", "mets-missing"}
    tamper.reseal(bag)
    assert codes(bag) == {"mets-missing"}


def test_missing_mets_of_a_representation(bag):
    (tamper.package_folder(bag) / "representations/rep2/METS.xml").unlink()
    tamper.reseal(bag)
    assert {"mets-missing", "mets-file-missing", "mets-file-extra"} == codes(bag)


def test_a_file_no_mets_knows(bag):
    (tamper.package_folder(bag) / "documentation/smuggled.txt").write_text("x")
    tamper.reseal(bag)
    assert codes(bag) == {"mets-file-extra"}


def test_a_file_mets_knows_and_the_bag_forgot(bag):
    (tamper.package_folder(bag) / "documentation/control-slip.txt").unlink()
    tamper.reseal(bag)
    assert codes(bag) == {"mets-file-missing"}


@pytest.mark.parametrize(
    "href", ["../../bagit.txt", "/etc/passwd", "file:///etc/passwd", "%2e%2e/secret", "http://x/y"]
)
def test_a_href_that_leads_out(bag, href):
    tamper.edit(_root_mets(bag), lambda text: text.replace("documentation/control-slip.txt", href))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-href", "mets-file-extra"}


def test_a_file_named_twice_by_mets(bag):
    twice = "documentation/DOC_TRUOC.txt"
    tamper.edit(_root_mets(bag), lambda text: text.replace("documentation/control-slip.txt", twice))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-repeated", "mets-size", "mets-digest", "mets-file-extra"}


BOMB = """<?xml version="1.0"?><!DOCTYPE ead [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<ead><title>&b;</title></ead>"""
OUTSIDE = '<!DOCTYPE ead SYSTEM "http://127.0.0.1:9/evil.dtd"><ead/>'


XML_PLACES = [
    "METS.xml",
    "metadata/descriptive/EAD.xml",
    "metadata/preservation/PREMIS.xml",
    "representations/rep1/METS.xml",
    "representations/rep1/metadata/descriptive/EAD_doc_1.xml",
]


@pytest.mark.parametrize("content", [BOMB.encode(), OUTSIDE.encode(), BOMB.encode("utf-16")])
@pytest.mark.parametrize("place", XML_PLACES)
def test_document_types_and_entities_are_refused_everywhere(bag, content, place):
    (tamper.package_folder(bag) / place).write_bytes(content)
    tamper.reseal(bag)
    assert "xml-forbidden" in codes(bag)


def test_broken_xml(bag):
    ead = tamper.package_folder(bag) / "metadata/descriptive/EAD.xml"
    ead.write_text(ead.read_text().replace("</ead>", ""))
    tamper.reseal_mets(bag, ead)
    assert codes(bag) == {"xml-malformed"}


EAD_DAMAGE = {
    "field-missing": ("<title>Hồ sơ giải quyết hưởng chế độ hưu trí</title>", ""),
    "field-bad-code": ("<mode>02</mode>", "<mode>09</mode>"),
    "field-bad-date": ("05/01/2026", "31/02/2026"),
    "field-too-long": ("L01.K01.000123", "L" * 101),
    "field-bad-number": ("<totalDoc>2</totalDoc>", "<totalDoc>hai</totalDoc>"),
    "xml-schema": ("</ead>", "<stranger/></ead>"),
    "total-documents": ("<totalDoc>2</totalDoc>", "<totalDoc>7</totalDoc>"),
    "total-pages": ("<numberOfPage>5</numberOfPage>", "<numberOfPage>6</numberOfPage>"),
    "date-order": ("05/01/2026", "05/12/2026"),
    "field-not-nfc": ("Người lập", unicodedata.normalize("NFD", "Người lập")),
}


@pytest.mark.parametrize("code", EAD_DAMAGE)
def test_metadata_rules_hold_for_what_others_built(bag, code):
    ead = tamper.package_folder(bag) / "metadata/descriptive/EAD.xml"
    before, after = EAD_DAMAGE[code]
    tamper.edit(ead, lambda text: text.replace(before, after))
    tamper.reseal_mets(bag, ead)
    assert codes(bag) == {code}


def test_a_document_field_is_named_with_its_file(bag):
    ead = tamper.package_folder(bag) / "representations/rep1/metadata/descriptive/EAD_doc_2.xml"
    tamper.edit(ead, lambda text: text.replace("<subject>Đơn đề nghị</subject>", ""))
    tamper.reseal_mets(bag, ead)
    (found,) = judged(bag).findings
    assert (found.code, found.field) == ("field-missing", "subject")
    assert found.path.endswith("EAD_doc_2.xml")


def test_status_must_agree_between_bag_and_every_mets(bag):
    tamper.edit(_root_mets(bag), lambda text: text.replace('RECORDSTATUS="NEW"', 'RECORDSTATUS="SUPPLEMENT"'))
    tamper.reseal(bag)
    assert codes(bag) == {"status-inconsistent"}
    assert {found.path.rpartition("/")[2] for found in judged(bag).findings} == {"bag-info.txt", "METS.xml"}


@pytest.mark.parametrize(
    ("old", "new"), [('RECORDSTATUS="NEW"', 'RECORDSTATUS="TEST"'), ('PACKAGETYPE="AIP"', 'PACKAGETYPE="AIC"')]
)
def test_a_status_or_kind_that_is_not_ours(bag, old, new):
    tamper.edit(_root_mets(bag), lambda text: text.replace(old, new))
    tamper.reseal(bag)
    assert "mets-header" in codes(bag)


def test_objid_must_be_the_folder(bag):
    folder = tamper.package_folder(bag)
    folder.rename(folder.with_name("urn_uuid_00000000-0000-0000-0000-000000000000"))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-objid"}


def test_two_package_folders(bag):
    (bag / "data/other").mkdir()
    (bag / "data/other/METS.xml").write_text("<x/>")
    tamper.reseal(bag)
    assert codes(bag) == {"root-folder"}


@pytest.mark.parametrize("name", ["PREMIS.xml", "PREMIS_rep1.xml"])
def test_an_aip_needs_its_premis(bag, name):
    next(bag.rglob(name)).unlink()
    tamper.reseal(bag)
    assert codes(bag) == {"premis-missing", "mets-file-missing"}


def test_an_aip_premis_must_know_every_document_file(bag):
    premis = next(bag.rglob("PREMIS_rep1.xml"))
    tamper.edit(premis, lambda text: text.replace("data/H79.2026.HUU.000123.0000001.pdf", "data/elsewhere.pdf"))
    tamper.reseal_mets(bag, premis)
    assert codes(bag) == {"premis-object-missing", "premis-digest"}


@pytest.mark.parametrize("name", ["EAD.xml", "EAD_doc_2.xml"])
def test_missing_descriptive_metadata(bag, name):
    next(bag.rglob(name)).unlink()
    tamper.reseal(bag)
    assert codes(bag) == {"ead-missing", "mets-file-missing"}


def test_a_described_document_that_has_no_file(bag):
    mets = tamper.package_folder(bag) / "representations/rep1/METS.xml"
    tamper.edit(mets, lambda text: text.replace('GROUPID="doc-2"', 'GROUPID="doc-1"'))
    tamper.reseal_mets(bag, mets)
    (found,) = judged(bag).findings
    assert found.code == "document-without-file" and found.path.endswith("EAD_doc_2.xml")


@pytest.mark.parametrize(
    ("label", "lie"),
    [("Payload-Oxum: ", "Payload-Oxum: 9"), ("Package-Kind: AIP", "Package-Kind: DIP"), ("Payload-Oxum: ", "Nothing ")],
)
def test_bag_info_that_lies_or_is_no_list_of_labels(bag, label, lie):
    tamper.edit(bag / "bag-info.txt", lambda text: text.replace(label, lie))
    tamper.reseal_tags(bag)
    assert codes(bag) == {"bag-info"}


def test_a_name_outside_ascii(bag):
    (tamper.document(bag).parent / "hồ-sơ.pdf").write_bytes(b"x")
    assert codes(bag) == {"name-not-ascii", "payload-extra"}
    assert all(found.path.isascii() for found in judged(bag).findings)


def test_names_that_differ_only_in_case(bag):
    twin = tamper.document(bag)
    twin.with_name(twin.name.upper()).write_bytes(b"x")
    assert codes(bag) == {"name-repeated", "payload-extra"}


def test_a_link_is_never_followed(bag, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    target = tamper.document(bag)
    target.unlink()
    target.symlink_to(secret)
    assert codes(bag) == {"name-unsafe", "payload-missing"}


def test_a_linked_folder_is_never_entered(bag, tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("secret")
    (bag / "data/outside").symlink_to(tmp_path / "outside")
    found = judged(bag).findings
    assert "name-unsafe" in {one.code for one in found} and not any("secret" in one.path for one in found)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("0" * 64 + "  data/../../etc/passwd\n", "name-unsafe"),
        ("0" * 64 + "  /etc/passwd\n", "manifest-malformed"),
        ("zz  data/x\n", "manifest-malformed"),
        ("0" * 64 + "  bagit.txt\n", "manifest-malformed"),
    ],
)
def test_manifest_lines_that_climb_out_or_are_no_lines(bag, line, code):
    with (bag / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(line)
    assert code in codes(bag)


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
