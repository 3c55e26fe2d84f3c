"""Whom do we trust, and which outside services may be asked?"""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import aiohttp
from asn1crypto import pem, x509
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.fetchers import FetcherBackend, Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

# Clocks of a responder and of this machine may differ by this much before an answer is "from the future".
CLOCK_SKEW = timedelta(seconds=30)
SIGNING_KEY_USAGE = frozenset({"digital_signature", "non_repudiation"})

Revocation = Literal["hard-fail", "soft-fail"]


@dataclass(frozen=True)
class Trust:
    """Trust anchors, known intermediates and the time-stamp service.

    `revocation="hard-fail"`: a certificate that names a CRL or OCSP address counts only when its
    status was found out; "soft-fail" accepts silence (a network without access to the CA).
    `allow_fetching=False` keeps every check to what the file itself carries. Addresses are taken
    only from certificates that chain to a trust anchor; certificates are never fetched.
    """

    roots: tuple[x509.Certificate, ...]
    other_certs: tuple[x509.Certificate, ...] = ()
    timestamp_url: str | None = None
    allow_fetching: bool = True
    revocation: Revocation = "hard-fail"
    timeout: float = 5.0
    attempts: int = 2

    @classmethod
    def load(
        cls,
        roots: Path,
        others: Path | None = None,
        *,
        timestamp_url: str | None = None,
        allow_fetching: bool = True,
        revocation: Revocation = "hard-fail",
    ) -> "Trust":
        """Reads PEM or DER certificates from files or folders (`*.pem`, `*.crt`, `*.cer`).

        Raises `ValueError` when no trust anchor is found or a file holds no certificate.
        """
        anchors = tuple(load_certificates(roots))
        if not anchors:
            raise ValueError(f"no trust anchor in {roots}")
        known = tuple(load_certificates(others)) if others else ()
        return cls(anchors, known, timestamp_url, allow_fetching, revocation)

    def validation_context(self, fetchers: Fetchers | None) -> ValidationContext:
        """A context at the present moment, for signing and for gathering revocation data."""
        context = ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.other_certs),
            allow_fetching=self.allow_fetching and fetchers is not None,
            fetchers=fetchers,
            revocation_mode=self.revocation,
            time_tolerance=CLOCK_SKEW,
            crls=None if fetchers else [],
        )
        context.certificate_registry.fetcher = None
        return context

    def signature_policy(self, backend: FetcherBackend | None) -> SignatureValidationSpec:
        """How signatures are judged (ETSI EN 319 102-1); without a backend from what the file carries alone."""
        checking = RevocationCheckingPolicy.from_legacy(self.revocation)
        policy = CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(trust_roots=[CertTrustAnchor(root) for root in self.roots]),
            revinfo_policy=CertRevTrustPolicy(checking),
            time_tolerance=CLOCK_SKEW,
        )
        online = RevinfoOnlineFetchingRule
        return SignatureValidationSpec(
            cert_validation_policy=policy,
            revinfo_gathering_policy=RevocationInfoGatheringSpec(
                online_fetching_rule=online.NO_HISTORICAL_FETCH if backend else online.LOCAL_ONLY,
                fetcher_backend=backend,
                certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
            ),
            # Past validation looks issuers of CRLs up among the known certificates only, so roots belong there.
            local_knowledge=LocalKnowledge(known_certs=[*self.other_certs, *self.roots]),
            key_usage_settings=KeyUsageConstraints(key_usage=SIGNING_KEY_USAGE),
        )


@asynccontextmanager
async def fetching(trust: Trust) -> AsyncIterator[FetcherBackend | None]:
    """The connections of one verification; None when the network is not to be asked."""
    if not trust.allow_fetching:
        yield None
        return
    # Its own session would read the file of public authorities anew each time: a third of a short verification.
    async with aiohttp.ClientSession(trust_env=False) as session:
        yield AIOHttpFetcherBackend(session, per_request_timeout=trust.timeout)


def load_certificates(source: Path) -> Iterable[x509.Certificate]:
    """Certificates of one file, or of all certificate files of a folder, in order of name."""
    if source.is_dir():
        for path in sorted(source.iterdir()):
            if path.suffix in {".pem", ".crt", ".cer"}:
                yield from load_certificates(path)
        return
    content = source.read_bytes()
    if not pem.detect(content):
        yield x509.Certificate.load(content)
        return
    for _, _, der in pem.unarmor(content, multiple=True):
        yield x509.Certificate.load(der)
