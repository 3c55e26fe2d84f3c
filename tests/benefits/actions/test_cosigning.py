"""Do those whom a setting has sign beside the leader all sign, in turn, after the leader and before the agency?"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pytest_django import Settings

from benefits.actions import cosigning, preparing, signing
from benefits.actions.checking import check_version
from benefits.actions.paper_signing import sign_on_paper
from benefits.models import PreparedDocument
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.models import CoSigner, Result, ResultVersion
from intake.slips.control import control_slip
from tests.benefits.actions.test_paper_signing import order
from tests.benefits.actions.test_signing import NOBODY_LISTENS
from tests.benefits.conftest import ShortRoad

CONTROLLER, DRAFTER = "statement_04hsb_controller_signs", "statement_04hsb_drafter_signs"
FIELDS = ["leader", "drafter", "controller", "agency"]


def sign_digitally(*keys: str, value: str = "1") -> None:
    for key in keys:
        Parameter.objects.create(key=key, value=value, valid_from=date(2020, 1, 1), source="Thử")


@pytest.fixture
def jointly(short_road: ShortRoad) -> ShortRoad:
    """A road on which all three sign the statement."""
    sign_digitally(DRAFTER, CONTROLLER)
    return short_road


def cosign(road: ShortRoad, desk: str) -> None:
    cosigning.cosign(dossier=road.fresh(), by=road.user(desk))


def statement() -> ResultVersion:
    latest = Result.objects.get(kind="04-HSB", void_at=None).latest
    assert latest
    return latest


def fields_of(pdf: bytes) -> list[str]:
    return [name for name, _, _ in enumerate_sig_fields(PdfFileReader(BytesIO(pdf)))]


def test_all_sign_in_turn_and_each_signature_is_wanted(jointly: ShortRoad) -> None:
    dossier = jointly.to("sign")
    with pytest.raises(NotNow, match="Còn chờ ký số: Đặng Văn Bình .«Người lập».*Vũ Thị Thanh Huyền"):
        signing.issue(dossier=dossier, by=jointly.user("vanthu"))
    with pytest.raises(NotNow, match="Ký trước bạn: Đặng Văn Bình"):
        cosign(jointly, "truongphong")

    cosign(jointly, "chuyenvien")
    with pytest.raises(NotNow, match="không có văn bản nào chờ bạn"):
        cosign(jointly, "chuyenvien")
    with pytest.raises(NotNow, match="Còn chờ ký số: Vũ Thị Thanh Huyền"):
        signing.issue(dossier=jointly.fresh(), by=jointly.user("vanthu"))
    cosign(jointly, "truongphong")
    jointly.issue()

    report = check_version(version=statement(), by=jointly.user("vanthu"))
    assert report.valid and [one.field for one in report.signatures] == FIELDS and report.signatures[0].certifies
    stages = list(statement().result.versions.values_list("stage", flat=True))
    assert stages == ["leader_signed", "co_signed", "co_signed", "issued", "long_term"]
    main = Result.objects.get(main=True).latest
    assert main and len(check_version(version=main, by=jointly.user("vanthu")).signatures) == 2


def test_each_file_verifies_by_those_who_had_signed_it_and_the_trail_holds_its_evidence(jointly: ShortRoad) -> None:
    sign_digitally("leader_certifies", value="0")
    before = jointly.to("sign").version
    cosign(jointly, "chuyenvien")
    event, clerk = jointly.fresh().events.get(verb="cosign"), jointly.user("vanthu")
    assert event.by == jointly.user("chuyenvien") and event.detail["fields"] == ["drafter"]
    assert event.evidence_digest == signing.digest_of_all([statement().file])
    assert jointly.dossier.state == State.SIGNED and jointly.dossier.version == before + 1
    hops = [
        (hop["from_unit"], hop["to_unit"], hop["to_person"]) for hop in control_slip(jointly.dossier, clerk)["hops"]
    ]
    unit, head = "Phòng Chế độ BHXH", "Lãnh đạo Phòng Chế độ BHXH"
    assert hops[-2:] == [("Lãnh đạo cơ quan BHXH", unit, "Đặng Văn Bình"), (unit, head, "")]

    versions = list(ResultVersion.objects.filter(result__kind="04-HSB").order_by("pk"))
    assert [check_version(version=row, by=clerk).valid for row in versions] == [True, True]
    CoSigner.objects.filter(field="drafter").update(version=versions[0])
    lacking = check_version(version=versions[0], by=clerk)
    assert not lacking.valid and "Thiếu chữ ký số bắt buộc: Người lập." in lacking.message_vi


def test_all_fields_are_there_before_the_first_signature_and_no_more(short_road: ShortRoad) -> None:
    sign_digitally(CONTROLLER)
    short_road.to("endorse")
    preparing.prepare_signature(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    files = {row.kind: fields_of(storage.read_file(row.file)) for row in PreparedDocument.objects.all()}
    assert {kind: sorted(names) for kind, names in files.items()} == {
        "07A-HSB": ["agency", "leader"], "04-HSB": ["agency", "controller", "leader"],
    }  # fmt: skip


def test_with_ink_nobody_is_waited_for(jointly: ShortRoad) -> None:
    jointly.to("endorse")
    preparing.prepare_signature(dossier=jointly.fresh(), by=jointly.user("giamdoc"))
    order(jointly)
    sign_on_paper(dossier=jointly.fresh(), by=jointly.user("giamdoc"))
    assert not CoSigner.objects.exists() and fields_of(storage.read_file(statement().file)) == []


def test_a_setting_of_today_makes_the_document_anew_until_it_is_signed(jointly: ShortRoad) -> None:
    jointly.to("endorse")
    leader = jointly.user("giamdoc")
    first = preparing.prepare_signature(dossier=jointly.fresh(), by=leader)
    Parameter.objects.filter(key=DRAFTER).update(value="0")
    second = preparing.prepare_signature(dossier=jointly.fresh(), by=leader)

    assert {row.pk for row in first}.isdisjoint(row.pk for row in second)
    assert {row.number for row in first} == {row.number for row in second}
    assert [list(row.cosigners) for row in second] == [[], ["controller"]]


def test_no_number_is_bound_where_somebody_could_not_sign(jointly: ShortRoad) -> None:
    jointly.to("endorse")
    User.objects.filter(username="chuyenvien-hp").update(certificate="")
    with pytest.raises(NotNow, match="Đặng Văn Bình phải ký số ở «Người lập» nhưng chưa được gán chứng thư số"):
        preparing.prepare_signature(dossier=jointly.fresh(), by=jointly.user("giamdoc"))
    assert not PreparedDocument.objects.exists()


def test_another_ones_certificate_signs_nothing(jointly: ShortRoad) -> None:
    jointly.to("sign")
    other = jointly.user("truongphong").certificate
    User.objects.filter(username="chuyenvien-hp").update(certificate=other)
    officer = User.objects.get(username="chuyenvien-hp")
    with pytest.raises(NotAllowed, match="không phải của người được giao ký"):
        cosigning.cosign(dossier=jointly.fresh(), by=officer)
    assert statement().stage == "leader_signed"


def test_without_a_time_stamp_nothing_is_signed(jointly: ShortRoad, settings: Settings) -> None:
    jointly.to("sign")
    settings.TIMESTAMP_URL = NOBODY_LISTENS
    with pytest.raises(NotNow, match="Chưa ký được"):
        cosign(jointly, "chuyenvien")
    assert statement().stage == "leader_signed" and not jointly.fresh().events.filter(verb="cosign").exists()


def test_what_is_recalled_waits_for_nobody(jointly: ShortRoad) -> None:
    jointly.to("sign")
    cosign(jointly, "chuyenvien")
    signing.recall(dossier=jointly.fresh(), reason="Nhầm", by=jointly.user("vanthu"))
    with pytest.raises(NotNow, match="không có văn bản nào"):
        cosign(jointly, "truongphong")
    assert jointly.fresh().state == State.IN_REVIEW
