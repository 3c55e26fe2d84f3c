"""A file that arrives signed: is it kept byte for byte, judged by its signature, and sent to the archive as it came?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from archive.actions import accepting, packing
from archive.checks import check_file
from archive.models import Package
from archive.packaging.mets_reading import Reference
from bhxh_archive import storage
from bhxh_archive.documents.stamps import leader_stamp
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.signing.prepare import FieldBox, prepare
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.page_desk import pages
from intake.models import Component, Dossier, Page, Upload
from intake.queries import checklist_of, components_of, pages_of
from intake.rules import counted
from tests.bhxh_archive.signing.attacks import Attack, annotation
from tests.hardening.house import House, run_here
from tests.intake.pipeline import samples
from tests.intake.pipeline.signing import signed as signed_by_nobody
from tests.room import STEPS, Road, scan
from tools.trust import KnownTrust


def signed_pdf(trust: KnownTrust, folder: Path, about: str = "Ký số") -> bytes:
    """Two pages of text with the signature of an officer of another province and a real time-stamp."""
    path = samples.text_pdf(folder)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.docinfo["/Title"] = about
        pdf.save(path)
    ready = prepare(path.read_bytes(), [FieldBox("Ky", 1, 60, 60, 260, 130, "Chữ ký")])
    with SigningSession(trust.trust) as session:
        asked = SignatureRequest(
            field="Ky", signer=trust.signer("giamdoc-na"), certify=False, reason=about, location="Nghệ An",
            appearance=leader_stamp("Đậu Thị Quỳnh Như", None), signer_name="Đậu Thị Quỳnh Như",
        )  # fmt: skip
        done = session.sign(ready, asked)
    return done.pdf


def component(dossier: Dossier, code: str = "12-HSB") -> Component:
    return components_of(dossier).get(type__code=code)


@pytest.fixture(scope="module")
def road(house: House, demo_trust: KnownTrust) -> Iterator[Road]:
    """A dossier of which one component is an electronic original, up to its package."""
    road = house.road()
    content = signed_pdf(demo_trust, house.folder)
    (house.folder / "came.pdf").write_bytes(content)
    road_of_one_original(road, house, content, "consolidate")
    run_here(lambda: packing.request_package(dossier=road.fresh(), by=road.user("tiepnhan")))
    yield road


def road_of_one_original(road: Road, house: House, content: bytes, last: str) -> None:
    """Take the dossier, with this electronic original as its only paper, up to the step."""
    road.register()
    road.accept()
    clerk = road.user("tiepnhan")
    run_here(lambda: house.send(road.dossier, "quyet-dinh.pdf", content, component(road.dossier)))
    pages.check_pages(dossier=road.dossier, page_ids=[row.pk for row in pages_of(road.dossier)], by=clerk)
    registration.set_counts(dossier=road.dossier, sheets=0, pages=0, by=clerk)
    for step in STEPS[STEPS.index("forward") : STEPS.index(last) + 1]:
        getattr(road, step)()


def test_it_is_kept_byte_for_byte_and_answers_its_component(home: House, road: Road) -> None:
    found = component(road.dossier)
    assert found.satisfied == Component.Satisfied.ELECTRONIC
    assert found.original and storage.read_file(found.original) == (home.folder / "came.pdf").read_bytes()
    assert next(line for line in checklist_of(road.dossier) if line.component == found).satisfied


def test_its_signature_is_reported(home: House, road: Road) -> None:
    report = component(road.dossier).signature_report
    assert report and report["valid"]
    assert report["signatures"][0]["signer"]["subject_common_name"].startswith("Đậu Thị Quỳnh Như")


def test_its_pages_can_be_seen_and_are_no_paper(home: House, road: Road) -> None:
    shown = list(pages_of(road.dossier))
    assert len(shown) == 2
    assert all(storage.read_file(page.view).startswith(b"\xff\xd8") for page in shown)
    assert not [finding for page in shown for finding in page.findings.all()]
    assert counted(shown) == 0


def test_it_goes_into_the_package_as_it_came(home: House, road: Road) -> None:
    package = Package.objects.get(dossier=road.dossier)
    original = component(road.dossier).original
    assert original
    inside = package.files.get(digest=original.digest)
    assert "/rep1/data/" in inside.path
    with storage.working().open(f"{package.prefix}/{inside.path}") as kept:
        assert kept.read() == (home.folder / "came.pdf").read_bytes()


@pytest.fixture
def tray(home: House, demo_trust: KnownTrust) -> tuple[Dossier, list[Page]]:
    """A dossier with a signed file of two pages in the unsorted tray."""
    dossier = home.draft()
    run_here(lambda: home.send(dossier, "ky.pdf", signed_pdf(demo_trust, home.folder)))
    return dossier, list(pages_of(dossier))


def test_filed_later_it_is_bound_whole(home: House, tray: tuple[Dossier, list[Page]]) -> None:
    dossier, (first, _) = tray
    pages.file_pages(dossier=dossier, page_ids=[first.pk], component=component(dossier), by=home.user("tiepnhan-hp"))
    found = component(dossier)
    assert (found.satisfied, found.original) == (Component.Satisfied.ELECTRONIC, first.upload.file)
    assert found.signature_report and found.signature_report["valid"]
    assert found.pages.count() == 2


def test_taken_out_deleted_and_restored_it_answers_only_where_it_lies(
    home: House, tray: tuple[Dossier, list[Page]]
) -> None:
    dossier, (first, second) = tray
    clerk, one, other = home.user("tiepnhan-hp"), component(dossier), component(dossier, "14-HSB")
    pages.file_pages(dossier=dossier, page_ids=[first.pk], component=one, by=clerk)
    pages.file_pages(dossier=dossier, page_ids=[second.pk], component=other, by=clerk)
    assert _originals(dossier) == {"14-HSB"}
    pages.delete_pages(dossier=dossier, page_ids=[first.pk], by=clerk)
    assert _originals(dossier) == set()
    assert not pages_of(dossier).exists()
    pages.restore_pages(dossier=dossier, page_ids=[second.pk], by=clerk)
    assert _originals(dossier) == {"14-HSB"}
    pages.file_pages(dossier=dossier, page_ids=[first.pk], component=None, by=clerk)
    assert _originals(dossier) == set()


def _originals(dossier: Dossier) -> set[str]:
    bound = dossier.components.filter(original__isnull=False, satisfied=Component.Satisfied.ELECTRONIC)
    return set(bound.values_list("type__code", flat=True))


def test_paper_and_original_never_share_a_component(home: House, tray: tuple[Dossier, list[Page]]) -> None:
    """Only one of them would reach the archive."""
    dossier, (signed, _) = tray
    clerk, one, other = home.user("tiepnhan-hp"), component(dossier), component(dossier, "14-HSB")
    paper = run_here(lambda: home.send(dossier, "giay.jpg", scan("Giấy", size=(827, 1170)), other)).pages.get()
    with pytest.raises(NotValid, match="đứng riêng"):
        pages.file_pages(dossier=dossier, page_ids=[signed.pk], component=other, by=clerk)
    pages.file_pages(dossier=dossier, page_ids=[signed.pk], component=one, by=clerk)
    with pytest.raises(NotValid, match="đã có bản điện tử gốc"):
        pages.file_pages(dossier=dossier, page_ids=[paper.pk], component=one, by=clerk)
    late = run_here(lambda: home.send(dossier, "them.jpg", scan("Giấy thêm", size=(827, 1170)), one))
    late.refresh_from_db()
    assert (late.state, late.component) == (Upload.State.ACCEPTED, None)
    assert "khay chưa xếp" in late.message
    assert late.pages.get().component is None


def test_a_signature_of_unknown_trust_is_a_doubt_to_be_settled_with_a_reason(home: House) -> None:
    dossier = home.draft()
    content = signed_by_nobody(samples.text_pdf(home.folder)).read_bytes()
    run_here(lambda: home.send(dossier, "la.pdf", content, component(dossier)))
    report = component(dossier).signature_report
    assert report and not report["valid"]


def flipped(pdf: bytes) -> bytes:
    """One bit of what was signed is another one."""
    at = pdf.index(b"stream\n") + 20
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


SETTLED = "Đã gọi điện xác nhận với cơ quan ban hành"


def test_a_settled_doubt_goes_to_the_archive_with_its_reason(home: House) -> None:
    road = home.road().about(2)
    content = signed_by_nobody(samples.text_pdf(home.folder)).read_bytes()
    road_of_one_original(road, home, content, "hand_over")
    clerk, archivist = road.user("tiepnhan"), road.user("luutru")
    whole = partial(consolidation.consolidate, dossier=road.fresh(), paper_file_number="K02", by=clerk)
    with pytest.raises(NotValid, match="chữ ký chưa được xác minh"):
        whole()
    whole(doubt_settled=SETTLED)

    run_here(lambda: packing.request_package(dossier=road.fresh(), by=clerk))
    run_here(lambda: packing.transfer(dossier=road.fresh(), by=clerk))
    run_here(lambda: accepting.request_acceptance(dossier=road.fresh(), by=archivist))

    assert road.fresh().state == State.ARCHIVED
    package = Package.objects.get(dossier=road.dossier)
    (told,) = [found for found in package.report["findings"] if found["code"] == "signature"]
    assert told["severity"] == "warning" and SETTLED in told["message"]
    assert package.files.filter(path__endswith="documentation/doubts.json").exists()


def test_no_reason_takes_a_file_changed_after_signing_to_the_archive(home: House) -> None:
    road = home.road().about(3)
    signed = signed_by_nobody(samples.text_pdf(home.folder)).read_bytes()
    road_of_one_original(road, home, annotation(signed), "hand_over")
    with pytest.raises(NotValid, match="hãy đề nghị người nộp gửi lại tệp nguyên vẹn hoặc nộp bản giấy"):
        consolidation.consolidate(
            dossier=road.fresh(), paper_file_number="K03", by=road.user("tiepnhan"), doubt_settled=SETTLED
        )
    assert road.fresh().state == State.RETURNED


@pytest.mark.parametrize("attack", [lambda pdf: pdf, annotation, lambda pdf: pdf + b"\n% them", flipped])
def test_the_archive_tells_a_broken_signature_from_one_of_unknown_trust(home: House, attack: Attack) -> None:
    signed = signed_by_nobody(samples.text_pdf(home.folder)).read_bytes()
    content = attack(signed)
    path, digest = "data/a/rep1/data/a.pdf", sha256(content).hexdigest()
    file = Reference("", path, digest, len(content), "application/pdf", created="", use="DATA")
    (found,) = [one for one in check_file(file, lambda: BytesIO(content)) if one.code.startswith("signature")]
    assert found.code == ("signature" if content == signed else "signature-broken")
    assert found.severity == "error"
