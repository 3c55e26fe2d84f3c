"""Where does the signing key live, and how is it used?

One interface, several possible back ends. Built: PKCS#12 files here, tokens and security modules in
`pkcs11.py`, a key on the signer's own computer in `deferred.py`. A remote service (CSC) becomes a
further class with the same two members.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from asn1crypto import cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from pyhanko.sign import signers as pyhanko_signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .errors import KeyUnavailable
from .identity import Identity, certificate_identity

__all__ = ["Identity", "Pkcs12Signer", "RawSigner", "Signer", "certificate_identity"]

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
RawSign = Callable[[bytes, str], bytes]
_DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


@runtime_checkable
class Signer(Protocol):
    """A key with its certificate. `cms_signer` is what pyHanko drives; it must not ask the network for a dry run."""

    @property
    def identity(self) -> Identity: ...

    @property
    def cms_signer(self) -> pyhanko_signers.Signer: ...


class RawSigner(pyhanko_signers.Signer):
    """Has `sign(data, digest algorithm)` make the raw signature: PKCS#1 v1.5 for RSA, DER-encoded ECDSA for elliptic
    curves; `size` are the bytes that one takes at most.

    pyHanko's own signers parse (and for RSA check) the key anew for every signature, and sign for real when they only
    want to know the size: up to a hundred times the cost of signing.
    """

    def __init__(
        self,
        certificate: x509.Certificate,
        others: list[x509.Certificate],
        sign: Callable[[bytes, str], bytes],
        size: int,
    ) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([certificate, *others])
        super().__init__(signing_cert=certificate, cert_registry=store, embed_roots=False)
        self._sign, self._size = sign, size

    async def signed_attrs(self, *given: Any, **named: Any) -> cms.CMSAttributes:
        """pyHanko's own as read from their DER: as they were put together, each further use would encode them anew."""
        made: cms.CMSAttributes = await super().signed_attrs(*given, **named)
        return cms.CMSAttributes.load(made.dump())

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Raw signature over `data`, or as many bytes."""
        return bytes(self._size) if dry_run else self._sign(data, digest_algorithm)


def _live(key: PrivateKey) -> tuple[RawSign, int]:
    """How a key that stays loaded signs, and how long that is."""
    size = (key.key_size + 7) // 8
    if isinstance(key, rsa.RSAPrivateKey):
        return lambda data, digest: key.sign(data, padding.PKCS1v15(), _DIGESTS[digest]()), size
    return lambda data, digest: key.sign(data, ec.ECDSA(_DIGESTS[digest]())), 2 * size + 9


class Pkcs12Signer:
    """A key out of a PKCS#12 file (RFC 7292), held in memory."""

    def __init__(self, cms_signer: pyhanko_signers.Signer, identity: Identity) -> None:
        self._cms_signer = cms_signer
        self._identity = identity

    @classmethod
    def load(cls, source: Path | str | bytes, passphrase: str | bytes) -> "Pkcs12Signer":
        """Opens a file, or its content given as bytes.

        Raises `KeyUnavailable` for a wrong passphrase, a missing or damaged file, or a key that
        is neither RSA nor elliptic-curve.
        """
        secret = passphrase.encode() if isinstance(passphrase, str) else passphrase
        try:
            content = source if isinstance(source, bytes) else Path(source).read_bytes()
            key, certificate, others = pkcs12.load_key_and_certificates(content, secret)
        except (OSError, ValueError) as problem:
            raise KeyUnavailable(
                "Không mở được tệp chứng thư số: sai mật khẩu hoặc tệp hỏng. Hãy kiểm tra lại."
            ) from problem
        if certificate is None or not isinstance(key, PrivateKey):
            raise KeyUnavailable("Tệp chứng thư số không chứa khóa ký dùng được. Hãy báo quản trị viên.")
        leaf, *rest = (x509.Certificate.load(found.public_bytes(Encoding.DER)) for found in (certificate, *others))
        return cls(RawSigner(leaf, rest, *_live(key)), certificate_identity(leaf))

    @property
    def identity(self) -> Identity:
        return self._identity

    @property
    def cms_signer(self) -> pyhanko_signers.Signer:
        return self._cms_signer
