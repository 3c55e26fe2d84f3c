"""Is XML that attacks, breaks the circular's fields or forgets a document refused?"""

import unicodedata

import pytest

from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.judge import codes, judged

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
