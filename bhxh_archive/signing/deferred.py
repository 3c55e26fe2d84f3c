"""How is a document signed by a key that this process never reaches: a token on the signer's own computer?

In three steps, each of which may happen in another process. The document gets a gap for the signature (`Gap`); somebody
signs its `attributes` elsewhere; the raw signature is checked, time-stamped and put into the gap. Until then nothing is
signed: a raw signature alone proves no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from asn1crypto import x509
from asn1crypto.cms import CMSAttributes
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSigner
from pyhanko.sign import signers as pyhanko_signers
from pyhanko.sign.general import SigningError as CmsSigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest

from .errors import FileUnsuitable, KeyUnavailable, SignatureRefused
from .identity import Identity, certificate_identity
from .signers import RawSign, RawSigner
from .timestamps import TimestampClient

ALGORITHM: Final = "sha256"
_NOT_HERE: Final = "Khóa ký nằm trên thiết bị của người ký, không ký được tại máy chủ."
_OTHER: Final = "Chữ ký gửi về không phải của chứng thư số này trên văn bản này. Hãy ký lại."
_UNREADABLE: Final = "Không đọc được chứng thư số trên thiết bị ký. Hãy báo quản trị viên."


@dataclass(frozen=True)
class Gap:
    """A document that waits for its signature between the bytes `start` and `end`.

    `digest`: SHA-256 of the bytes around the gap. `attributes`: the DER of the signed attributes (RFC 5652, 5.3), about
    300 bytes, which is all that the key has to sign, with SHA-256.
    """

    pdf: bytes
    digest: bytes
    start: int
    end: int
    attributes: bytes


async def leave(pdf_signer: PdfSigner, writer: IncrementalPdfFileWriter, size: int) -> Gap:
    """Write the document with a gap of `size` hex digits. Raises FileUnsuitable."""
    output = BytesIO()
    try:
        prepared, _, _ = await pdf_signer.async_digest_doc_for_signing(
            writer, existing_fields_only=True, bytes_reserved=size, output=output
        )
    except CmsSigningError as problem:
        raise FileUnsuitable("Không ký được tệp này: tệp không cho phép thêm chữ ký. Hãy tạo lại tệp.") from problem
    attributes = await pdf_signer.signer.signed_attrs(prepared.document_digest, ALGORITHM, use_pades=True)
    return Gap(
        output.getvalue(), prepared.document_digest, prepared.reserved_region_start, prepared.reserved_region_end,
        attributes.untag().dump(),
    )  # fmt: skip


async def fill(gap: Gap, signer: ElsewhereSigner, timestamps: TimestampClient) -> bytes:
    """The signed document. `signer` gives the one signature over the gap's attributes. Raises TimestampUnavailable."""
    container = await signer.cms_signer.async_sign_prescribed_attributes(
        ALGORITHM, signed_attrs=CMSAttributes.load(gap.attributes), timestamper=timestamps
    )
    output = BytesIO(gap.pdf)
    PreparedByteRangeDigest(gap.digest, gap.start, gap.end).fill_with_cms(output, container)
    return output.getvalue()


class ElsewhereSigner:
    """A certificate whose key is not here. With `signature` it stands for the key that made this one signature."""

    def __init__(self, certificate: bytes, others: list[bytes], signature: bytes | None = None) -> None:
        """`certificate`, `others`: DER. Raises KeyUnavailable for what is no certificate."""
        leaf, *rest = (_read(der) for der in (certificate, *others))
        self._key = _public_key(certificate)
        self._cms_signer = RawSigner(leaf, rest, _gives(signature), _size(self._key))
        self._identity = certificate_identity(leaf)

    @property
    def identity(self) -> Identity:
        return self._identity

    @property
    def cms_signer(self) -> pyhanko_signers.Signer:
        return self._cms_signer

    def require_signature(self, attributes: bytes, signature: bytes) -> None:
        """Raise SignatureRefused for what this certificate's key did not make over these attributes."""
        try:
            if isinstance(self._key, rsa.RSAPublicKey):
                self._key.verify(signature, attributes, padding.PKCS1v15(), hashes.SHA256())
            else:
                self._key.verify(signature, attributes, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature as error:
            raise SignatureRefused(_OTHER) from error


def to_pem(chain: Sequence[bytes]) -> str:
    """Certificates (DER) as text, in their order. Raises KeyUnavailable for what is none."""
    try:
        return "".join(load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode() for der in chain)
    except ValueError as error:
        raise KeyUnavailable(_UNREADABLE) from error


def from_pem(text: str) -> list[bytes]:
    """The certificates (DER) of such a text."""
    return [one.public_bytes(Encoding.DER) for one in load_pem_x509_certificates(text.encode())]


def _gives(signature: bytes | None) -> RawSign:
    def sign(data: bytes, digest_algorithm: str) -> bytes:
        if signature is None:
            raise KeyUnavailable(_NOT_HERE)
        return signature

    return sign


def _read(der: bytes) -> x509.Certificate:
    try:
        load_der_x509_certificate(der)
        return x509.Certificate.load(der, strict=True)
    except ValueError as error:
        raise KeyUnavailable(_UNREADABLE) from error


def _public_key(der: bytes) -> rsa.RSAPublicKey | ec.EllipticCurvePublicKey:
    try:
        key = load_der_x509_certificate(der).public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyUnavailable(_UNREADABLE) from error
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise KeyUnavailable(_UNREADABLE)
    return key


def _size(key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> int:
    """Bytes that a signature takes at most."""
    number = (key.key_size + 7) // 8
    return number if isinstance(key, rsa.RSAPublicKey) else 2 * number + 9
