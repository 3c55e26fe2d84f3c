"""Was this certificate's chain validated before at the same moment, with the same revocation answers?

One moment and the answers got for it are a `ValidationContext`, which lasts for `session.REVOCATION_LIFETIME`. In it
the same bytes of a certificate come to the same result. A document asks eleven times, for three certificates.
"""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.validate import validate_usage

_found: WeakKeyDictionary[ValidationContext, dict[bytes, ValidationPath]] = WeakKeyDictionary()


async def valid_chain(
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    context: ValidationContext,
    *,
    purposes: Iterable[str] = (),
) -> ValidationPath:
    """The certificate's chain, valid by RFC 5280, section 6; `purposes` are extended key usages that it must have.

    Only a chain found valid is kept. Raises what pyHanko's `CertificateValidator` raises.
    """
    found = _found.setdefault(context, {})
    content = certificate.dump()
    if content not in found:
        found[content] = await CertificateValidator(certificate, others, context).async_validate_path()
    validate_usage(certificate, set(), set(purposes), extended_optional=False)
    return found[content]
