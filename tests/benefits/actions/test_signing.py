"""Is a number bound once, lost only where the law says, and are exactly the shown bytes signed by a third person?"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from benefits.actions import deciding, drafting, preparing, signing
from benefits.actions.checking import check_version
from benefits.models import BoundNumber, Draft, PreparedDocument, ResultDelivery
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import NumberGap
from bhxh_archive.roles import Role
from intake.actions.counter import registration
from intake.models import Person, Result, ResultVersion
from tests.benefits.actions.test_deciding import give
from tests.benefits.conftest import ShortRoad
from tests.room import ENTRIES, periods

NOBODY_LISTENS = "http://127.0.0.1:9/tsa"


def prepare(road: ShortRoad, desk: str = "giamdoc") -> list[PreparedDocument]:
    return preparing.prepare_signature(dossier=road.fresh(), by=road.user(desk))


def test_preparing_twice_gives_the_same_bytes_and_number(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    first, second = prepare(short_road), prepare(short_road)

    assert [row.pk for row in first] == [row.pk for row in second]
    assert BoundNumber.objects.count() == 1
    assert {row.number for row in first} == {"01/QĐ-BHXH"}


def test_another_leader_prepares_anew_under_the_same_number(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    first = prepare(short_road)
    second = prepare(short_road, "phogiamdoc")

    assert {row.number for row in first} == {row.number for row in second}
    assert PreparedDocument.objects.filter(state=PreparedDocument.State.VOID).count() == 2


def test_who_drafted_or_controlled_does_not_sign_and_the_database_agrees(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    for desk in ("chuyenvien", "truongphong"):
        hand = give(short_road.user(desk), Role.LEADER)
        with pytest.raises(NotAllowed):
            preparing.prepare_signature(dossier=short_road.fresh(), by=hand)
        with pytest.raises(IntegrityError, match="four_eyes|signer_is_not_controller"), transaction.atomic():
            Draft.objects.update(signed_by=hand)


def test_nothing_prepared_nothing_signed(short_road: ShortRoad) -> None:
    short_road.to("endorse")

    with pytest.raises(NotNow, match="Xem và ký"):
        signing.sign(dossier=short_road.dossier, by=short_road.user("giamdoc"))


def test_a_silent_time_stamp_service_leaves_the_number_with_the_draft(
    short_road: ShortRoad, settings: Settings
) -> None:
    short_road.to("endorse")
    (number, *_) = {row.number for row in prepare(short_road)}
    working = settings.TIMESTAMP_URL
    settings.TIMESTAMP_URL = NOBODY_LISTENS

    with pytest.raises(NotNow, match="Chưa ký được"):
        signing.sign(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    assert short_road.fresh().state == State.AWAITING_SIGNATURE
    assert not Result.objects.exists() and not NumberGap.objects.exists()

    settings.TIMESTAMP_URL = working
    signing.sign(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    assert {row.number for row in Result.objects.all()} == {number}


def test_not_signed_by_midnight_means_prepared_again_with_the_new_date(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    before = prepare(short_road)
    yesterday = timezone.localdate() - timedelta(days=1)
    PreparedDocument.objects.update(dated=yesterday)

    with pytest.raises(NotNow, match="ngày khác"):
        signing.sign(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    after = prepare(short_road)

    assert {row.dated for row in after} == {timezone.localdate()}
    assert {row.number for row in after} == {row.number for row in before}


def test_a_new_year_binds_a_new_number_and_the_old_one_is_a_gap(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    prepare(short_road)
    last_year = timezone.localdate().year - 1
    BoundNumber.objects.update(year=last_year, number=987)
    PreparedDocument.objects.update(dated=f"{last_year}-12-31")

    documents = prepare(short_road)

    gap = NumberGap.objects.get()
    assert (gap.year, gap.number) == (last_year, 987)
    assert {row.number for row in documents} == {"02/QĐ-BHXH"}


def test_returning_a_prepared_draft_loses_its_number(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    prepare(short_road)
    deciding.return_draft(dossier=short_road.fresh(), reason="Sai tên", by=short_road.user("giamdoc"))

    assert NumberGap.objects.get().reason == "Sai tên"
    assert set(PreparedDocument.objects.values_list("state", flat=True)) == {"void"}

    deciding.propose(dossier=short_road.fresh(), by=short_road.user("chuyenvien"))
    deciding.endorse(dossier=short_road.fresh(), by=short_road.user("truongphong"))
    assert {row.number for row in prepare(short_road)} == {"02/QĐ-BHXH"}


def test_withdrawing_cancels_what_waits_for_a_signature(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    prepare(short_road)
    clerk = short_road.user("tiepnhan")
    moved = registration.withdraw(dossier=short_road.fresh(), reason="Người nộp đề nghị dừng", by=clerk)

    assert moved.state == State.WITHDRAWN
    assert set(PreparedDocument.objects.values_list("state", flat=True)) == {"void"}
    assert NumberGap.objects.count() == 1
    with pytest.raises(NotNow):
        signing.sign(dossier=moved, by=short_road.user("giamdoc"))


def test_tampered_frozen_data_are_not_signed(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    draft = Draft.objects.get()
    assert draft.frozen
    draft.frozen["papers"][0]["data"]["total"] = 99_000_000
    draft.save(update_fields=["frozen"])

    with pytest.raises(NotNow, match="không còn nguyên vẹn"):
        prepare(short_road)
    assert not BoundNumber.objects.exists()


def test_the_signed_file_begins_with_the_prepared_bytes(short_road: ShortRoad) -> None:
    short_road.to("sign")
    for row in PreparedDocument.objects.select_related("file", "signed_file"):
        assert row.signed_file
        assert storage.read_file(row.signed_file).startswith(storage.read_file(row.file))


def test_a_recalled_file_is_kept_and_its_number_is_a_gap(short_road: ShortRoad) -> None:
    short_road.to("sign")
    files = {version.file_id for row in Result.objects.all() for version in row.versions.all()}
    moved = signing.recall(dossier=short_road.fresh(), reason="Nhầm người nhận", by=short_road.user("vanthu"))

    assert moved.state == State.IN_REVIEW
    assert all(row.void_at for row in Result.objects.all())
    assert len(files) == 2 and NumberGap.objects.get().number == 1
    assert all(version.file_id in files for row in Result.objects.all() for version in row.versions.all())
    assert Draft.objects.get().signed_by is None


def test_the_agency_signs_after_the_leader_and_the_check_agrees(short_road: ShortRoad) -> None:
    dossier = short_road.to("issue")
    result = dossier.results.get(main=True)
    assert result.latest

    report = check_version(version=result.latest, by=short_road.user("vanthu"))

    assert report.valid and [one.field for one in report.signatures] == ["leader", "agency"]
    assert dossier.events.filter(verb="check_signature", evidence_digest=result.latest.file.digest).exists()


def test_the_trail_holds_one_evidence_over_every_document_of_the_ceremony(short_road: ShortRoad) -> None:
    dossier = short_road.to("issue")
    for verb, stage in (("sign", "leader_signed"), ("issue", "issued")):
        files = [version.file for version in ResultVersion.objects.filter(stage=stage).order_by("pk")]
        assert len(files) == 2
        assert dossier.events.get(verb=verb).evidence_digest == signing.digest_of_all(files)
        assert signing.digest_of_all(files) != signing.digest_of_all(files[:1])
    assert_delivered_by_kind()


def assert_delivered_by_kind() -> None:
    """The decision to those who pay and who collect; the statement is of no use to who pays."""
    rows = ResultDelivery.objects.order_by("version", "recipient").select_related("version__result")
    assert [(row.version.stage, row.version.result.kind, row.recipient) for row in rows] == [
        ("issued", "07A-HSB", "collection"), ("issued", "07A-HSB", "finance"), ("issued", "04-HSB", "collection"),
    ]  # fmt: skip


def test_a_check_notices_that_another_person_signed(short_road: ShortRoad) -> None:
    dossier = short_road.to("sign")
    Result.objects.update(leader_certificate="0" * 64)
    latest = dossier.results.get(main=True).latest
    assert latest

    report = check_version(version=latest, by=short_road.user("giamdoc"))

    assert not report.valid and report.findings[0].code == "signer_mismatch"


def test_issue_without_the_agency_certificate_issues_nothing(short_road: ShortRoad) -> None:
    dossier = short_road.to("sign")
    office = dossier.settling_office
    office.certificate = ""
    office.save(update_fields=["certificate"])

    with pytest.raises(NotAllowed, match="chứng thư số"):
        signing.issue(dossier=short_road.fresh(), by=short_road.user("vanthu"))
    assert short_road.fresh().state == State.SIGNED


def test_two_results_for_two_receivers_have_a_number_each(short_road: ShortRoad) -> None:
    dossier = short_road.to("draft")
    officer = short_road.user("chuyenvien")
    relative = Person.objects.create(
        dossier=dossier, role=Person.Role.RELATIVE, full_name="Phạm Văn Hai", birth_year=1960, sex="M"
    )
    kind = dossier.procedure.result_kinds.get(code="07A-HSB")
    second = drafting.open_draft(dossier=dossier, kind=kind, by=officer, receiver=relative)
    drafting.save_draft(draft=second, entries=ENTRIES, by=officer, periods=periods())
    deciding.propose(dossier=short_road.fresh(), by=officer)
    short_road.endorse()
    short_road.sign()

    rows = Result.objects.filter(main=True).order_by("number")
    assert {row.number for row in rows} == {"01/QĐ-BHXH", "02/QĐ-BHXH"}
    assert {row.receiver for row in rows} == {None, relative}
    assert Result.objects.count() == 4
