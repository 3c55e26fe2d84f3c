"""Does verification accept the sound chain at every stage, and nothing that was tampered with?"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bhxh_archive.signing.report import Report
from bhxh_archive.signing.sign import SigningSession
from bhxh_archive.signing.verify import Expected, verify
from tools.trust.demo import DemoTrust

from .attacks import ATTACKS, Attack, annotation, byte_flip, overlay
from .conftest import AGENCY, LEADER, Stages

pytestmark = pytest.mark.slow


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_the_whole_chain_is_valid(stages: Stages, demo: DemoTrust, expected: Sequence[Expected]) -> None:
    report = verify(stages.archived, trust=demo.trust, expected=expected, long_term=True)
    assert report.valid
    assert report.complete
    assert [one.level for one in report.signatures] == ["B-LTA", "B-LTA"]
    leader, agency = report.signatures
    assert (leader.certifies, agency.certifies) == (True, False)
    assert leader.timestamp == stages.leader.timestamp
    assert agency.timestamp == stages.agency.timestamp
    assert report.archived_at is not None
    assert stages.leader.timestamp <= stages.agency.timestamp <= report.archived_at <= datetime.now(UTC)


def test_every_stage_is_valid_for_what_it_should_hold(
    stages: Stages, demo: DemoTrust, expected: Sequence[Expected]
) -> None:
    after_leader = verify(stages.leader.pdf, trust=demo.trust, expected=expected[:1])
    after_agency = verify(stages.agency.pdf, trust=demo.trust, expected=expected)
    assert after_leader.valid, after_leader.findings
    assert after_agency.valid, after_agency.findings
    assert [one.level for one in after_agency.signatures] == ["B-LT", "B-LT"]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("stage", ["leader", "agency", "archived"])
def test_tampering_is_refused(
    attack: Attack, stage: str, stages: Stages, demo: DemoTrust, expected: Sequence[Expected]
) -> None:
    sound = {"leader": stages.leader.pdf, "agency": stages.agency.pdf, "archived": stages.archived}[stage]
    forged = attack(sound)
    assert forged != sound
    report = verify(forged, trust=demo.trust, expected=expected[: 1 if stage == "leader" else 2])
    assert not report.valid
    assert report.complete, "tampering is a fault, not a missing check"
    assert report.message_vi.startswith("Chữ ký số không hợp lệ: ")


def test_cutting_back_to_the_state_before_extension_is_seen(
    stages: Stages, demo: DemoTrust, expected: Sequence[Expected]
) -> None:
    cut = stages.archived[: len(stages.agency.pdf)]
    assert verify(cut, trust=demo.trust).covered_by == verify(cut, trust=demo.trust).signatures[-1]
    assert verify(cut + b"%", trust=demo.trust).covered_by is None
    assert codes(verify(cut, trust=demo.trust, expected=expected, long_term=True)) == {"long_term_missing"}


def test_cutting_off_the_agency_is_seen(stages: Stages, demo: DemoTrust, expected: Sequence[Expected]) -> None:
    cut = stages.archived[: len(stages.leader.pdf)]
    assert codes(verify(cut, trust=demo.trust, expected=expected)) == {"signature_missing"}


@pytest.mark.parametrize("change", [annotation, overlay])
def test_a_change_hidden_below_the_agency_signature_is_seen(
    change: Attack, stages: Stages, demo: DemoTrust, expected: Sequence[Expected]
) -> None:

    from .conftest import agency_signs

    with SigningSession(demo.trust) as session:
        signed = agency_signs(session, change(stages.leader.pdf), demo.signer("agency-1"))
        archived = session.extend(signed.pdf)
    for forged in (signed.pdf, archived):
        report = verify(forged, trust=demo.trust, expected=expected)
        assert not report.valid
        assert [one.verdict for one in report.signatures] == ["invalid", "valid"]
        assert "later_change" in codes(report)


@pytest.mark.parametrize("attack", [byte_flip, annotation, overlay])
def test_the_sentence_names_the_gravest_fault_not_what_follows_from_it(
    attack: Attack, stages: Stages, demo: DemoTrust
) -> None:
    stranger = [Expected(LEADER, fingerprint="0" * 64)]
    report = verify(attack(stages.leader.pdf), trust=demo.trust, expected=stranger, filled=True)
    assert {"signer_mismatch", "signature_open"} < codes(report)
    cause = "Nội dung đã bị sửa" if attack is byte_flip else "tệp đã bị thêm nội dung"
    assert cause in report.message_vi


def test_another_person_is_refused(stages: Stages, demo: DemoTrust) -> None:
    other = demo.signer("leader-2").identity
    for wrong in (Expected(LEADER, other.fingerprint_sha256), Expected(LEADER, common_name="Trần Thị Bình")):
        report = verify(stages.leader.pdf, trust=demo.trust, expected=[wrong])
        assert codes(report) == {"signer_mismatch"}
        assert not report.valid


def test_a_missing_signature_is_told_by_whose_it_is(stages: Stages, demo: DemoTrust) -> None:
    wanted = [Expected(LEADER), Expected("drafter", whose="Ai đó")]
    report = verify(stages.leader.pdf, trust=demo.trust, expected=wanted)
    assert codes(report) == {"signature_missing"} and report.message_vi.endswith("Thiếu chữ ký số bắt buộc: Ai đó.")


def test_a_signature_nobody_expects_is_refused(stages: Stages, demo: DemoTrust) -> None:
    report = verify(stages.agency.pdf, trust=demo.trust, expected=[Expected(LEADER)])
    assert codes(report) == {"signature_unexpected"}


def test_an_unknown_issuer_is_refused(stages: Stages, demo: DemoTrust) -> None:
    with DemoTrust(()) as stranger:
        report = verify(stages.archived, trust=stranger.trust)
    assert not report.valid
    assert "certificate_untrusted" in codes(report)


def test_unsigned_and_unreadable_files(stages: Stages, demo: DemoTrust, expected: Sequence[Expected]) -> None:
    assert codes(verify(stages.prepared, trust=demo.trust)) == {"unsigned"}
    assert "signature_missing" in codes(verify(stages.prepared, trust=demo.trust, expected=expected))
    for junk in (b"", b"%PDF-1.7\n", b"\xff" * 5000, stages.archived[:3000]):
        assert codes(verify(junk, trust=demo.trust, expected=expected)) == {"unreadable"}


def test_a_file_proves_itself_when_no_service_answers(stages: Stages, demo: DemoTrust) -> None:
    """Extended just now: what the demo's services said of the newest time-stamp holds for minutes only."""
    alone = replace(demo.trust, allow_fetching=False)
    with SigningSession(demo.trust) as session:
        report = verify(session.extend(stages.agency.pdf), trust=alone, long_term=True)
    assert report.valid
    assert report.complete


def test_the_report_is_json(stages: Stages, demo: DemoTrust) -> None:
    for pdf in (stages.archived, annotation(stages.archived), b"junk"):
        report = verify(pdf, trust=demo.trust)
        again = json.loads(json.dumps(report.as_dict(), ensure_ascii=False))
        assert again["valid"] is report.valid
        assert len(again["findings"]) == len(report.findings)
    assert {LEADER, AGENCY} == {one.field for one in verify(stages.archived, trust=demo.trust).signatures}
