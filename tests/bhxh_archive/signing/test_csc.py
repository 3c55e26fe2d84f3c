"""Does a key at a remote service sign what its owner gave leave for, and is what it answers believed in nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from bhxh_archive.signing.csc import (
    Credential,
    RemoteRefused,
    RemoteUnavailable,
    Service,
    authorize,
    credential,
    send_code,
    sign_hashes,
)
from bhxh_archive.signing.deferred import ElsewhereSigner
from bhxh_archive.signing.errors import SignatureRefused
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from bhxh_archive.signing.verify import Expected, verify
from tests.bhxh_archive.signing.conftest import BOXES, LEADER, Stages, stamp
from tools.csc_simulator import CODE, PIN, TOKEN, CscSimulator, Faults, Keys
from tools.trust.demo import DemoTrust

SLUGS = ("leader-1", "leader-2")


@pytest.fixture
def simulator(demo: DemoTrust) -> Iterator[CscSimulator]:
    keys = Keys({slug: (demo.layout.pkcs12(slug), demo.layout.passphrase(slug)) for slug in SLUGS})
    with CscSimulator(keys, Faults()) as running:
        yield running


@pytest.fixture
def service(simulator: CscSimulator) -> Service:
    return Service(simulator.url, TOKEN, timeout=5)


def leave_for(service: Service, key: Credential, hashes: list[bytes]) -> str:
    return authorize(service, key, hashes, pin=PIN, otp=CODE)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_document_is_signed_by_a_key_of_either_kind(
    service: Service, demo: DemoTrust, stages: Stages, slug: str
) -> None:
    key = credential(service, slug)
    leaf, *others = key.chain
    send_code(service, slug)
    with SigningSession(demo.trust) as session:
        asked = SignatureRequest(LEADER, ElsewhereSigner(leaf, others), True, stamp("An", BOXES[0]), "Ký", None, "An")
        gap = session.leave_gap(stages.prepared, asked)
        digest = sha256(gap.attributes).digest()
        [signature] = sign_hashes(service, key, leave_for(service, key, [digest]), [digest])
        signer = ElsewhereSigner(leaf, others, signature)
        signer.require_signature(gap.attributes, signature)
        signed = session.fill_gap(gap, signer)
    expected = [Expected(LEADER, demo.signer(slug).identity.fingerprint_sha256)]
    report = verify(signed.pdf, trust=demo.trust, expected=expected)
    assert report.valid, report.message_vi


def test_many_hashes_take_one_leave(service: Service, simulator: CscSimulator) -> None:
    key = credential(service, "leader-1")
    hashes = [sha256(bytes([number])).digest() for number in range(40)]
    made = sign_hashes(service, key, leave_for(service, key, hashes), hashes)
    signer = ElsewhereSigner(key.chain[0], [])
    for number, signature in enumerate(made):
        signer.require_signature(bytes([number]), signature)
    assert simulator.calls["credentials/authorize"] == simulator.calls["signatures/signHash"] == 1


def test_leave_for_some_hashes_signs_no_others_and_only_once(service: Service) -> None:
    key = credential(service, "leader-1")
    one, other = sha256(b"1").digest(), sha256(b"2").digest()
    leave = leave_for(service, key, [one])
    with pytest.raises(RemoteRefused):
        sign_hashes(service, key, leave, [other])
    with pytest.raises(RemoteRefused):
        sign_hashes(service, key, leave, [one])


def test_what_the_service_refuses_is_said_and_a_pin_is_sent_once(service: Service, simulator: CscSimulator) -> None:
    key, digest = credential(service, "leader-1"), [sha256(b"1").digest()]
    with pytest.raises(RemoteRefused, match="OTP"):
        authorize(service, key, digest, pin=PIN, otp="000000")
    for _ in range(3):
        with pytest.raises(RemoteRefused, match="PIN"):
            authorize(service, key, digest, pin="111111", otp=CODE)
    assert simulator.calls["credentials/authorize"] == 4, "never again by the program"
    with pytest.raises(RemoteRefused, match="bị khóa"):
        leave_for(service, key, digest)
    with pytest.raises(RemoteRefused, match="không nhận hệ thống"):
        credential(replace(service, token="other"), "leader-1")  # noqa: S106 - of the simulator
    with pytest.raises(RemoteRefused):
        credential(service, "nobody")
    assert TOKEN not in repr(service)


def test_a_silent_or_strange_service_is_told_apart_from_a_refusal(service: Service, simulator: CscSimulator) -> None:
    key, digest = credential(service, "leader-1"), [sha256(b"1").digest()]
    for dead in (replace(service, url="http://127.0.0.1:9"), replace(service, url=f"{service.url}/other")):
        with pytest.raises((RemoteUnavailable, RemoteRefused)):
            credential(dead, "leader-1")
    leave = leave_for(service, key, digest)
    simulator.faults.short = True
    with pytest.raises(RemoteUnavailable):
        sign_hashes(service, key, leave, digest)
    simulator.faults.down = True
    with pytest.raises(RemoteUnavailable):
        leave_for(service, key, digest)


def test_a_signature_over_something_else_is_not_taken(service: Service, simulator: CscSimulator) -> None:
    key, digest = credential(service, "leader-1"), [sha256(b"attributes").digest()]
    leave = leave_for(service, key, digest)
    simulator.faults.wrong = 9
    [made] = sign_hashes(service, key, leave, digest)
    with pytest.raises(SignatureRefused):
        ElsewhereSigner(key.chain[0], []).require_signature(b"attributes", made)
