"""Does the signature's container hold any byte that nobody vouches for?

A CMS structure has room outside what its signature covers: padding, the certificates beside the
signer's own, the way hexadecimal digits are written. Changing those forges nothing, but a file in
which one byte was changed is not the file that was signed.
"""

from collections.abc import Iterable

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

from .trust import Trust


def is_sealed(signature: EmbeddedPdfSignature, trust: Trust) -> bool:
    """Are padding, spelling and the certificates of signature and token as their makers left them?"""
    parts = [signature.signed_data, *extract_tst_data_iter(signature.signer_info, signed=False)]
    if not _written_plainly(signature) or not all(_labelled_truly(part) for part in parts):
        return False
    carried = [one for part in parts for one in _certificates(part)]
    return all(_vouched_for(one, [*carried, *trust.other_certs, *trust.roots]) for one in carried)


def _written_plainly(signature: EmbeddedPdfSignature) -> bool:
    """One DER structure, then zeros, in hexadecimal digits of one case between angle brackets."""
    _, before, after, _ = (int(number) for number in signature.byte_range)
    stream = signature.reader.stream
    stream.seek(before)
    written = stream.read(after - before)
    content = signature.pkcs7_content
    structure = cms.ContentInfo.load(content).dump()
    plain = (b"<" + content.hex().encode() + b">", b"<" + content.hex().upper().encode() + b">")
    return written in plain and content == structure.ljust(len(content), b"\0")


def _labelled_truly(part: cms.SignedData) -> bool:
    """Do the unsigned labels in front (versions, digest algorithms) say what the signer's own part says?"""
    (signer,) = part["signer_infos"]
    announced = [one.dump() for one in part["digest_algorithms"]]
    versions = {part["version"].native, signer["version"].native}
    return announced == [signer["digest_algorithm"].dump()] and versions <= {"v1", "v3"}


def _certificates(part: cms.SignedData) -> Iterable[x509.Certificate]:
    return (one.chosen for one in part["certificates"])


def _vouched_for(certificate: x509.Certificate, known: list[x509.Certificate]) -> bool:
    """Is the certificate signed by one of those known? A root is vouched for by its own key."""
    whole_bytes = certificate["signature_value"].contents[:1] == b"\0"
    return whole_bytes and any(_issued(certificate, issuer) for issuer in known if issuer.subject == certificate.issuer)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        subject = load_der_x509_certificate(certificate.dump())
        subject.verify_directly_issued_by(load_der_x509_certificate(issuer.dump()))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
