"""What happens to signatures when a certificate is revoked afterwards?"""

import json
from datetime import UTC, datetime, timedelta

import pytest

from bhxh_archive.signing.errors import CertificateRefused
from bhxh_archive.signing.sign import SigningSession
from bhxh_archive.signing.verify import verify
from tools.trust.demo import DemoTrust

from .conftest import Stages, leader_signs
from .test_verify import codes

pytestmark = pytest.mark.slow


def revoke(demo: DemoTrust, slug: str, since: datetime) -> None:
    """The authority publishes a revocation; its running service takes the new configuration up."""
    config = json.loads(demo.layout.config.read_text(encoding="utf-8"))
    (architecture,) = config["pki-architectures"].values()
    architecture["certs"][slug]["revocation"] = {"revoked-since": since.isoformat(), "reason": "key_compromise"}
    demo.layout.config.write_text(json.dumps(config), encoding="utf-8")


def test_what_was_signed_before_stays_valid_and_nothing_more_is_signed(stages: Stages) -> None:
    with DemoTrust() as demo:
        signer = demo.signer("leader-1")
        with SigningSession(demo.trust) as session:
            signed = leader_signs(session, stages.prepared, signer)
            archived = session.extend(signed.pdf)
        revoke(demo, "leader-1", signed.timestamp + timedelta(microseconds=1))
        assert verify(signed.pdf, trust=demo.trust).valid
        assert verify(archived, trust=demo.trust, long_term=True).valid
        with SigningSession(demo.trust) as session, pytest.raises(CertificateRefused) as refusal:
            leader_signs(session, stages.prepared, signer)
    assert refusal.value.reason == "revoked"


def test_a_revocation_dated_back_before_the_signature_is_seen(stages: Stages) -> None:
    with DemoTrust() as demo:
        with SigningSession(demo.trust) as session:
            signed = leader_signs(session, stages.prepared, demo.signer("leader-1"))
        revoke(demo, "leader-1", datetime.now(UTC) - timedelta(hours=1))
        report = verify(signed.pdf, trust=demo.trust)
    assert codes(report) == {"certificate_revoked"}
