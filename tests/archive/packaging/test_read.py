"""Can the archive's database be rebuilt from a package, without loss beyond what the circular leaves out?"""

from dataclasses import replace
from uuid import UUID

import pytest

from archive.packaging.build import build
from archive.packaging.model import Kind, PackagingError, Status
from archive.packaging.read import read
from archive.packaging.readers import DirectoryReader
from archive.packaging.sinks import DirectorySink
from tests.archive.packaging import tampering as tamper
from tests.archive.packaging.samples import MOMENT, OBJID, documents, events, source, spec


def round_trip(tmp_path, **changes):
    made = spec(**changes)
    return made, read(DirectoryReader(tmp_path / build(made, DirectorySink(tmp_path, durable=False)).bag_name))


@pytest.mark.parametrize("kind", list(Kind))
def test_head_and_files_come_back(tmp_path, kind):
    earlier = UUID("00000000-0000-4000-8000-000000000001")
    made, content = round_trip(tmp_path, kind=kind, status=Status.REPLACEMENT, replaces=earlier)
    assert content.replaces == earlier
    assert (content.kind, content.objid, content.status) == (kind, OBJID, Status.REPLACEMENT)
    assert content.created == MOMENT
    assert (content.software_name, content.software_version) == ("BHXH Archive", "0.1.0")
    for document, given in zip(content.documents, made.documents, strict=True):
        assert document.ordinal == given.ordinal
        for found, sources in ((document.preserved, given.preserved), (document.originals, given.originals)):
            assert [(file.sha256, file.size, file.media_type) for file in found] == [
                (file.sha256, file.size, file.media_type) for file in sources
            ]


def test_a_sip_gives_every_field_back(tmp_path):
    made, content = round_trip(tmp_path, kind=Kind.SIP)
    assert content.dossier == replace(made.dossier, arc_file_code="")
    assert [document.meta for document in content.documents] == [
        replace(document.meta, arc_doc_code="") for document in made.documents
    ]


def test_an_aip_gives_back_all_but_the_documents_own_risk_fields(tmp_path):
    made, content = round_trip(tmp_path)
    assert content.dossier == made.dossier
    for document, given in zip(content.documents, made.documents, strict=True):
        assert document.meta == replace(given.meta, arc_doc_code="", risk_recovery=True, risk_recovery_status="01")


def test_a_dip_gives_back_the_request(tmp_path):
    made, content = round_trip(tmp_path, kind=Kind.DIP)
    assert (content.dossier, content.request) == (None, made.request)
    assert content.documents[0].meta == replace(made.documents[0].meta, doc_code="", organ_name="")


def test_events_come_back_with_the_creation(tmp_path):
    made, content = round_trip(tmp_path)
    assert {agent.id for agent in content.agents} == {"software", "desk"} and made.agents[0] in content.agents
    assert set(events()) < set(content.events)
    assert {event.type for event in content.events} == {"transfer", "validation", "information package creation"}


def test_a_shared_scan_belongs_to_both_documents(tmp_path):
    shared = source("batch-0001.pdf", b"%PDF-1.7 stack")
    both = tuple(replace(document, originals=(shared,)) for document in documents())
    _, content = round_trip(tmp_path, documents=both)
    assert [document.originals[0].sha256 for document in content.documents] == [shared.sha256] * 2
    assert [document.meta.doc_id for document in content.documents] == ["H79.2026.000123.1", "H79.2026.000123.2"]


def test_documentation_comes_back(tmp_path):
    _, content = round_trip(tmp_path)
    assert [file.path.rpartition("/")[2] for file in content.documentation] == ["DOC_TRUOC.txt", "control-slip.txt"]


def test_a_package_without_its_metadata_cannot_be_read(tmp_path):
    bag = tmp_path / build(spec(), DirectorySink(tmp_path, durable=False)).bag_name
    (tamper.package_folder(bag) / "metadata/descriptive/EAD.xml").unlink()
    with pytest.raises(PackagingError, match="EAD.xml"):
        read(DirectoryReader(bag))


def test_a_package_with_a_document_type_cannot_be_read(tmp_path):
    bag = tmp_path / build(spec(), DirectorySink(tmp_path, durable=False)).bag_name
    (tamper.package_folder(bag) / "METS.xml").write_text("<!DOCTYPE x><x/>")
    with pytest.raises(PackagingError):
        read(DirectoryReader(bag))
