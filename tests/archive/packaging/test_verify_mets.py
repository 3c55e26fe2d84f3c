"""Is a METS that contradicts the package found, even after the bag was mended around the lie?"""

import pytest

from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.judge import bagit_accepts, codes, judged


def test_a_wrong_digest_in_mets_is_found_when_the_bag_is_mended(bag):
    def forge(text: str) -> str:
        at = text.index('CHECKSUM="', text.index("DOC_TRUOC") - 400) + len('CHECKSUM="')
        return text[:at] + "0" * 64 + text[at + 64 :]

    tamper.edit(tamper.root_mets(bag), forge)
    tamper.reseal(bag)
    assert bagit_accepts(bag)
    assert codes(bag) == {"mets-digest"}


def test_a_document_swapped_with_care_still_contradicts_mets_and_premis(bag):
    tamper.swap(tamper.document(bag, 1), tamper.document(bag, 2))
    tamper.reseal(bag)
    assert bagit_accepts(bag)
    assert codes(bag) == {"mets-digest", "mets-size", "premis-digest"}


def test_a_mets_that_lies_about_a_size(bag):
    tamper.edit(tamper.root_mets(bag), lambda text: text.replace('SIZE="12"', 'SIZE="13"'))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-size"}


def test_missing_mets(bag):
    tamper.root_mets(bag).unlink()
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
    tamper.edit(tamper.root_mets(bag), lambda text: text.replace("documentation/control-slip.txt", href))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-href", "mets-file-extra"}


def test_a_file_named_twice_by_mets(bag):
    twice = "documentation/DOC_TRUOC.txt"
    tamper.edit(tamper.root_mets(bag), lambda text: text.replace("documentation/control-slip.txt", twice))
    tamper.reseal(bag)
    assert codes(bag) == {"mets-repeated", "mets-size", "mets-digest", "mets-file-extra"}


def test_status_must_agree_between_bag_and_every_mets(bag):
    tamper.edit(tamper.root_mets(bag), lambda text: text.replace('RECORDSTATUS="NEW"', 'RECORDSTATUS="SUPPLEMENT"'))
    tamper.reseal(bag)
    assert codes(bag) == {"status-inconsistent"}
    assert {found.path.rpartition("/")[2] for found in judged(bag).findings} == {"bag-info.txt", "METS.xml"}


@pytest.mark.parametrize(
    ("old", "new"), [('RECORDSTATUS="NEW"', 'RECORDSTATUS="TEST"'), ('PACKAGETYPE="AIP"', 'PACKAGETYPE="AIC"')]
)
def test_a_status_or_kind_that_is_not_ours(bag, old, new):
    tamper.edit(tamper.root_mets(bag), lambda text: text.replace(old, new))
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
