"""Is nothing signed unless everything a valid signature needs is there?"""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from pyhanko.sign.signers import Signer as PyhankoSigner

from bhxh_archive.signing.errors import (
    AlreadySigned,
    CertificateRefused,
    FieldMissing,
    FileUnsuitable,
    KeyUnavailable,
    RevocationUnavailable,
    TimestampUnavailable,
)
from bhxh_archive.signing.longterm import extend
from bhxh_archive.signing.sign import SigningSession, sign
from bhxh_archive.signing.signers import Pkcs12Signer
from bhxh_archive.signing.trust import Trust
from bhxh_archive.signing.verify import verify
from tools.trust.demo import DemoTrust

from .conftest import LEADER, Stages, agency_signs, leader_signs

pytestmark = pytest.mark.slow


def attempt(pdf: bytes, demo: DemoTrust, slug: str = "leader-1", trust: Trust | None = None, field: str = LEADER):
    return sign(
        pdf,
        field=field,
        signer=demo.signer(slug),
        trust=trust or demo.trust,
        certify=True,
        appearance=None,
        reason="Ký quyết định",
        location=None,
        signer_name="Nguyễn Văn An",
    )


def test_the_result_names_time_and_signer(stages: Stages, demo: DemoTrust) -> None:
    assert stages.leader.signer == demo.signer("leader-1").identity
    assert abs(stages.begun - stages.leader.timestamp) < timedelta(minutes=5)
    assert stages.leader.pdf.startswith(stages.prepared), "the bytes shown are the bytes signed"


def test_signing_without_a_picture(stages: Stages, demo: DemoTrust) -> None:
    assert verify(attempt(stages.prepared, demo).pdf, trust=demo.trust).valid


@pytest.mark.parametrize("slug", ["revoked", "expired"])
def test_a_certificate_that_must_not_sign_is_refused(slug: str, stages: Stages, demo: DemoTrust) -> None:
    with pytest.raises(CertificateRefused) as refusal:
        attempt(stages.prepared, demo, slug)
    assert refusal.value.reason == slug


def test_a_stranger_is_refused(stages: Stages, demo: DemoTrust) -> None:
    with DemoTrust() as other, pytest.raises(CertificateRefused) as refusal:
        attempt(stages.prepared, other, trust=demo.trust)
    assert refusal.value.reason == "untrusted"


def test_no_timestamp_no_signature(stages: Stages, demo: DemoTrust) -> None:
    for trust in (demo.trust_without_timestamps, replace(demo.trust, timestamp_url=None)):
        with pytest.raises(TimestampUnavailable):
            attempt(stages.prepared, demo, trust=trust)
        with pytest.raises(TimestampUnavailable):
            extend(stages.agency.pdf, trust)


def test_something_else_than_a_timestamp_is_no_timestamp(stages: Stages, demo: DemoTrust) -> None:
    crl = f"{demo.layout.prefix}/thu-nghiem/ocsp/ocsp"
    with pytest.raises(TimestampUnavailable):
        attempt(stages.prepared, demo, trust=replace(demo.trust, timestamp_url=crl))


def test_an_unanswered_revocation_check_is_no_signature(stages: Stages) -> None:
    with DemoTrust() as gone:
        signer, trust = gone.signer("leader-1"), gone.trust
    with pytest.raises(RevocationUnavailable), SigningSession(trust) as session:
        leader_signs(session, stages.prepared, signer)


def test_a_filled_field_is_not_signed_again(stages: Stages, demo: DemoTrust) -> None:
    with pytest.raises(AlreadySigned):
        attempt(stages.leader.pdf, demo)
    with SigningSession(demo.trust) as session, pytest.raises(AlreadySigned):
        agency_signs(session, stages.agency.pdf, demo.signer("agency-1"))


def test_certifying_after_another_signature_is_refused(stages: Stages, demo: DemoTrust) -> None:
    with SigningSession(demo.trust) as session:
        agency_first = agency_signs(session, stages.prepared, demo.signer("agency-1"))
    with pytest.raises(AlreadySigned):
        attempt(agency_first.pdf, demo)


def test_unprepared_and_unreadable_files_are_refused(stages: Stages, demo: DemoTrust) -> None:
    with pytest.raises(FieldMissing):
        attempt(stages.base, demo)
    for junk in (b"", b"%PDF-1.7 junk", stages.prepared[:2000]):
        with pytest.raises(FileUnsuitable):
            attempt(junk, demo)
    with pytest.raises(FileUnsuitable):
        extend(stages.prepared, demo.trust)


def test_wrong_passphrase_and_damaged_key_files(demo: DemoTrust) -> None:
    content = demo.layout.pkcs12("leader-1").read_bytes()
    for source, secret in ((content, b"sai"), (content[:100], b"x"), (demo.layout.folder / "khong-co.p12", b"x")):
        with pytest.raises(KeyUnavailable):
            Pkcs12Signer.load(source, secret)


def test_rsa_and_elliptic_keys_both_sign(stages: Stages, demo: DemoTrust) -> None:
    for slug in ("leader-1", "leader-2"):
        assert verify(attempt(stages.prepared, demo, slug).pdf, trust=demo.trust).valid


def test_extending_twice_changes_nothing(stages: Stages, demo: DemoTrust) -> None:
    assert extend(stages.archived, demo.trust) == stages.archived


def test_signing_inside_a_running_loop(stages: Stages, demo: DemoTrust) -> None:
    async def caller() -> bool:
        return verify(attempt(stages.prepared, demo).pdf, trust=demo.trust).valid

    assert asyncio.run(caller())
    assert not [one for one in threading.enumerate() if one.name == "signing-loop"]


def test_threads_share_a_session_and_keep_their_own_times(stages: Stages, demo: DemoTrust) -> None:
    with SigningSession(demo.trust) as session, ThreadPoolExecutor(4) as pool:
        signed = list(pool.map(lambda _: leader_signs(session, stages.prepared, demo.signer("leader-1")), range(8)))
    for one in signed:
        report = verify(one.pdf, trust=demo.trust)
        assert report.valid
        assert report.signatures[0].timestamp == one.timestamp


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_host_zone_does_not_matter(
    zone: str, stages: Stages, demo: DemoTrust, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        signed = attempt(stages.prepared, demo)
        report = verify(signed.pdf, trust=demo.trust)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert report.valid
    claimed = report.signatures[0].claimed_time
    assert claimed is not None
    assert abs(claimed - signed.timestamp) < timedelta(minutes=1)
    assert rb"\05307\04700\047)" in signed.pdf, "claimed time is Vietnam time (+07'00', written in octal escapes)"


def test_what_the_key_signs_is_encoded_once_and_is_what_pyhanko_would_have_signed(demo: DemoTrust) -> None:
    signer = demo.signer("leader-1").cms_signer
    ours = asyncio.run(signer.signed_attrs(bytes(32), "sha256", use_pades=True))
    theirs = asyncio.run(PyhankoSigner.signed_attrs(signer, bytes(32), "sha256", use_pades=True))
    assert ours.children is None, "it stands there as read, so nothing is put together again"
    assert ours.dump() == theirs.dump()
