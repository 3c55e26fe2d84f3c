"""What does the test authority look like: its authorities, services and lifetimes?

A root issues one authority for signers (OCSP and CRL) and one for time-stamps (CRL only). The
CRLs of the root and of the time-stamp authority run for a year, so a file that carries them can
be checked for long with the service switched off; signers are answered by OCSP, where a
revocation shows at once.
"""

from datetime import datetime, timedelta
from typing import Any

from .entities import NO_LEGAL_VALUE, Entity
from .layout import ARCHITECTURE, State

_AUTHORITIES = {
    "root": "BHXH Archive Root CA (THỬ NGHIỆM)",
    "signer-ca": "BHXH Archive Signer CA (THỬ NGHIỆM)",
    "tsa-ca": "BHXH Archive TSA CA (THỬ NGHIỆM)",
    "ocsp": "BHXH Archive OCSP (THỬ NGHIỆM)",
    "tsa": "BHXH Archive TSA (THỬ NGHIỆM)",
}
AUTHORITY_LABELS = tuple(_AUTHORITIES)

# Periods count from the issuer's first day, four such years before the authority was made:
# the CRL of a fresh authority starts at its creation.
_CRL_YEAR = "P365D"

Certificate = dict[str, Any]


def _validity(start: datetime, end: datetime) -> dict[str, str]:
    return {"valid-from": start.isoformat(), "valid-to": end.isoformat()}


def _ca(crl: str, *, ocsp: str | None = None, depth: int) -> dict[str, Any]:
    services = {"crl-repo": crl} | ({"ocsp-service": ocsp} if ocsp else {})
    return {"id": "simple-ca", "params": {"max-path-len": depth, **services}}


def _authority_certificates(created: datetime) -> dict[str, Certificate]:
    long_ago, far = created - timedelta(days=4 * 365), created + timedelta(days=20 * 365)
    tsa_usage = {"id": "extended_key_usage", "critical": True, "value": ["time_stamping"]}
    return {
        "root": {"issuer": "root", "validity": _validity(long_ago, far), "profiles": [_ca("root", depth=1)]},
        "signer-ca": {
            "issuer": "root",
            "validity": _validity(long_ago, far),
            "profiles": [_ca("signer-ca", ocsp="ocsp", depth=0)],
        },
        "tsa-ca": {"issuer": "root", "validity": _validity(long_ago, far), "profiles": [_ca("tsa-ca", depth=0)]},
        "ocsp": {"issuer": "signer-ca", "validity": _validity(long_ago, far), "profiles": ["ocsp-responder"]},
        "tsa": {
            "issuer": "tsa-ca",
            "validity": _validity(long_ago, far),
            "profiles": ["digsig-commitment"],
            "extensions": [tsa_usage],
        },
    }


def _holder_certificate(entity: Entity, created: datetime) -> Certificate:
    start, end = created - timedelta(days=1), created + timedelta(days=5 * 365)
    if entity.state == "expired":
        start, end = created - timedelta(days=3 * 365), created - timedelta(days=365)
    certificate: Certificate = {
        "issuer": "signer-ca",
        "validity": _validity(start, end),
        "profiles": ["digsig-commitment"],
    }
    if entity.state == "revoked":
        revoked = (created - timedelta(hours=1)).isoformat()
        certificate["revocation"] = {"revoked-since": revoked, "reason": "key_compromise"}
    return certificate


def _services() -> dict[str, Any]:
    return {
        "ocsp": {"ocsp": {"for-issuer": "signer-ca", "responder-cert": "ocsp"}},
        "crl-repo": {
            "root": {"for-issuer": "root", "simulated-update-schedule": _CRL_YEAR},
            "tsa-ca": {"for-issuer": "tsa-ca", "simulated-update-schedule": _CRL_YEAR},
            "signer-ca": {"for-issuer": "signer-ca", "simulated-update-schedule": "PT1H"},
        },
        "time-stamping": {"tsa": {"signing-cert": "tsa", "certs-to-embed": ["tsa-ca"]}},
    }


def configuration(state: State, prefix: str, pinned: set[str]) -> dict[str, Any]:
    """The certomancer configuration. `pinned`: labels whose certificate already lies in certs/."""
    certificates = _authority_certificates(state.created)
    names: dict[str, dict[str, str]] = {
        label: {"country-name": "VN", "organization-name": NO_LEGAL_VALUE, "common-name": name}
        for label, name in _AUTHORITIES.items()
    }
    for entity in state.entities.values():
        certificates[entity.slug] = _holder_certificate(entity, state.created)
        names[entity.slug] = entity.distinguished_name()
    for label, certificate in certificates.items():
        certificate["serial"] = state.serial(label)
        if label in pinned:
            certificate["certificate-file"] = f"certs/{label}.pem"
    keys = {label: {"path": f"{label}.pem"} for label in certificates}
    architecture = {"keyset": "keys", "entities": names, "certs": certificates, "services": _services()}
    return {
        "external-url-prefix": prefix,
        "keysets": {"keys": {"path-prefix": "keys", "keys": keys}},
        "pki-architectures": {ARCHITECTURE: architecture},
    }
