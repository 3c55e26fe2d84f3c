"""Who stands behind a certificate?"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509


@dataclass(frozen=True)
class Identity:
    """The holder of a certificate, and by whom it was issued. Times are aware and in UTC; the fingerprint is SHA-256,
    lower-case hex."""

    subject_common_name: str
    organisation: str | None
    serial_hex: str
    fingerprint_sha256: str
    not_before: datetime
    not_after: datetime
    issuer: str = ""

    def as_dict(self) -> dict[str, Any]:
        times = {"not_before": self.not_before.isoformat(), "not_after": self.not_after.isoformat()}
        return asdict(self) | times

    def was_current(self, moment: datetime) -> bool:
        """Did the moment lie within the certificate's lifetime?"""
        return self.not_before <= moment <= self.not_after


def _first(value: Any) -> str | None:
    # A name may hold an attribute several times; asn1crypto gives a list then.
    found = value[0] if isinstance(value, list) else value
    return str(found) if found else None


def certificate_identity(certificate: x509.Certificate) -> Identity:
    """Reads holder and issuer out of an X.509 certificate; a missing common name becomes the whole name."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    return Identity(
        subject_common_name=_first(subject.get("common_name")) or certificate.subject.human_friendly,
        organisation=_first(subject.get("organization_name")),
        serial_hex=f"{certificate.serial_number:x}",
        fingerprint_sha256=certificate.sha256.hex(),
        not_before=certificate.not_valid_before.astimezone(UTC),
        not_after=certificate.not_valid_after.astimezone(UTC),
        issuer=_first(issuer.get("common_name")) or certificate.issuer.human_friendly,
    )
