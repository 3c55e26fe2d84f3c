"""May this certificate be used to sign right now?"""

from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    OCSPValidationError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
)

from .chains import valid_chain
from .errors import CertificateRefused, RevocationUnavailable
from .trust import SIGNING_KEY_USAGE

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (RevokedError, "revoked"),
    (ExpiredError, "expired"),
    (NotYetValidError, "not_yet_valid"),
    (PathBuildingError, "untrusted"),
)


async def require_usable(signer: CmsSigner, context: ValidationContext) -> None:
    """Checks chain, lifetime, revocation and key usage (RFC 5280, section 6).

    Raises `CertificateRefused`, or `RevocationUnavailable` when the status could not be found out.
    """
    certificate = signer.signing_cert
    if certificate is None:
        raise CertificateRefused("invalid")
    usage = certificate.key_usage_value
    if usage is not None and not SIGNING_KEY_USAGE & set(usage.native):
        raise CertificateRefused("wrong_usage")
    try:
        await valid_chain(certificate, signer.cert_registry or (), context)
    except (InsufficientRevinfoError, OCSPValidationError, CRLValidationError, OSError) as problem:
        raise RevocationUnavailable(
            "Chưa kiểm tra được chứng thư số có bị thu hồi hay không nên văn bản chưa được ký. Hãy thử lại sau ít phút."
        ) from problem
    except (PathBuildingError, PathValidationError, InvalidCertificateError) as problem:
        raise CertificateRefused(_reason(problem)) from problem


def _reason(problem: Exception) -> str:
    return next((reason for kind, reason in _REASONS if isinstance(problem, kind)), "invalid")
