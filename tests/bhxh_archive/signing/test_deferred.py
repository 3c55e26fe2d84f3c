"""Does a signature made elsewhere, over the attributes alone, come into the document as if it had been made here?"""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bhxh_archive.signing.deferred import ElsewhereSigner, Gap
from bhxh_archive.signing.errors import CertificateRefused, KeyUnavailable, SignatureRefused, TimestampUnavailable
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from bhxh_archive.signing.verify import Expected, verify
from tests.bhxh_archive.signing.conftest import AGENCY, BOXES, LEADER, Stages, agency_signs, stamp
from tools.trust.demo import DemoTrust


def certificates(demo: DemoTrust, slug: str) -> tuple[bytes, list[bytes]]:
    """What a token tells of its key: the certificate and those above it."""
    leaf = demo.signer(slug).cms_signer.signing_cert
    assert leaf
    return leaf.dump(), [one.dump() for one in demo.signer(slug).cms_signer.cert_registry if one != leaf]


def gap_for(session: SigningSession, demo: DemoTrust, pdf: bytes, slug: str = "leader-1") -> Gap:
    elsewhere = ElsewhereSigner(*certificates(demo, slug))
    request = SignatureRequest(LEADER, elsewhere, True, stamp("Nguyễn Văn An", BOXES[0]), "Ký quyết định", None, "An")
    return session.leave_gap(pdf, request)


def raw(demo: DemoTrust, slug: str, gap: Gap) -> bytes:
    """What the key on the token makes of the attributes."""
    return asyncio.run(demo.signer(slug).cms_signer.async_sign_raw(gap.attributes, "sha256"))


@pytest.mark.parametrize("slug", ["leader-1", "leader-2"])
def test_the_whole_chain_holds_with_keys_of_both_kinds(demo: DemoTrust, stages: Stages, slug: str) -> None:
    with SigningSession(demo.trust) as session:
        gap = gap_for(session, demo, stages.prepared, slug)
        assert len(gap.attributes) < 400, "all that goes to the token"
    signature = raw(demo, slug, gap)
    with SigningSession(demo.trust) as later:  # another process, another day
        signer = ElsewhereSigner(*certificates(demo, slug), signature)
        signer.require_signature(gap.attributes, signature)
        signed = later.fill_gap(gap, signer)
        issued = later.extend(agency_signs(later, signed.pdf, demo.signer("agency-1")).pdf)

    assert signed.signer == demo.signer(slug).identity and signed.timestamp > stages.begun
    prints = {LEADER: slug, AGENCY: "agency-1"}
    expected = [Expected(field, demo.signer(one).identity.fingerprint_sha256) for field, one in prints.items()]
    report = verify(issued, trust=demo.trust, expected=expected, long_term=True)
    assert report.valid, report.message_vi
    assert issued.startswith(stages.prepared)


def test_what_another_key_made_or_for_another_document_is_refused(demo: DemoTrust, stages: Stages) -> None:
    with SigningSession(demo.trust) as session:
        gap, other = (gap_for(session, demo, stages.prepared) for _ in range(2))
    signer = ElsewhereSigner(*certificates(demo, "leader-1"))
    foreign = raw(demo, "agency-1", gap)
    changed = replace(gap, attributes=gap.attributes[:-1] + bytes([gap.attributes[-1] ^ 1]))
    for attributes, signature in ((gap.attributes, foreign), (changed.attributes, raw(demo, "leader-1", gap)),
                                  (gap.attributes, b""), (other.attributes, b"\0" * 256)):  # fmt: skip
        with pytest.raises(SignatureRefused):
            signer.require_signature(attributes, signature)


def test_a_document_changed_while_it_waited_does_not_verify(demo: DemoTrust, stages: Stages) -> None:
    with SigningSession(demo.trust) as session:
        gap = gap_for(session, demo, stages.prepared)
        signer = ElsewhereSigner(*certificates(demo, "leader-1"), raw(demo, "leader-1", gap))
        broken = replace(gap, pdf=gap.pdf[:200] + bytes([gap.pdf[200] ^ 1]) + gap.pdf[201:])
        assert not verify(session.fill_gap(broken, signer).pdf, trust=demo.trust).valid


@pytest.mark.parametrize("slug", ["revoked", "expired"])
def test_a_certificate_that_must_not_sign_gets_no_gap(demo: DemoTrust, stages: Stages, slug: str) -> None:
    with pytest.raises(CertificateRefused), SigningSession(demo.trust) as session:
        gap_for(session, demo, stages.prepared, slug)


def test_without_a_time_stamp_the_gap_stays_open(demo: DemoTrust, stages: Stages) -> None:
    with SigningSession(demo.trust) as session:
        gap = gap_for(session, demo, stages.prepared)
    signer = ElsewhereSigner(*certificates(demo, "leader-1"), raw(demo, "leader-1", gap))
    with pytest.raises(TimestampUnavailable), SigningSession(demo.trust_without_timestamps) as silent:
        silent.fill_gap(gap, signer)
    with SigningSession(demo.trust) as again:
        assert verify(again.fill_gap(gap, signer).pdf, trust=demo.trust).valid, "the same signature, an hour later"


def test_what_is_no_certificate_and_a_key_that_is_not_here_are_said() -> None:
    with pytest.raises(KeyUnavailable):
        ElsewhereSigner(b"no certificate", [])


def test_the_server_can_not_sign_with_it(demo: DemoTrust) -> None:
    with pytest.raises(KeyUnavailable, match="thiết bị của người ký"):
        asyncio.run(ElsewhereSigner(*certificates(demo, "leader-1")).cms_signer.async_sign_raw(b"data", "sha256"))
