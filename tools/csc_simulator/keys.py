"""Which keys does the simulated service keep, and how do they sign a hash?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from bhxh_archive.signing.csc import ECDSA_SHA256, RSA


class Keys:
    """Credential id -> the key of a PKCS#12 file."""

    def __init__(self, files: Mapping[str, tuple[Path, bytes]]) -> None:
        self._found = {
            name: pkcs12.load_key_and_certificates(path.read_bytes(), secret)
            for name, (path, secret) in files.items()
        }  # fmt: skip

    def __contains__(self, name: str) -> bool:
        return name in self._found

    def chain(self, name: str) -> list[bytes]:
        """DER, its own first."""
        _, leaf, others = self._found[name]
        return [one.public_bytes(Encoding.DER) for one in (leaf, *others) if one]

    def algorithm(self, name: str) -> str:
        return RSA if isinstance(self._found[name][0], rsa.RSAPrivateKey) else ECDSA_SHA256

    def sign(self, name: str, digest: bytes) -> bytes:
        """Raw signature over a SHA-256 digest."""
        key, algorithm = self._found[name][0], Prehashed(hashes.SHA256())
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(digest, padding.PKCS1v15(), algorithm)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key.sign(digest, ec.ECDSA(algorithm))
