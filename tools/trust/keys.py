"""Where do private keys and PKCS#12 files of the test authority come from, and who may read them?"""

import os
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from .entities import KeyType

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def write_private(path: Path, content: bytes) -> None:
    """Creates a file that only its owner can read (mode 0600), whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    part.replace(path)


def ensure_key(path: Path, kind: KeyType) -> None:
    """Generates an unencrypted PKCS#8 PEM key unless the file exists."""
    if path.exists():
        return
    key: PrivateKey
    if kind == "rsa":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_private(path, pem)


def write_pkcs12(path: Path, key_pem: bytes, leaf_der: bytes, chain_der: list[bytes]) -> None:
    """Packs key and chain under a fresh random passphrase, kept beside as `<name>.pass` (0600)."""
    key = serialization.load_pem_private_key(key_pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise TypeError("only EC and RSA keys are issued")
    passphrase = secrets.token_urlsafe(18).encode()
    packed = pkcs12.serialize_key_and_certificates(
        path.stem.encode(),
        key,
        x509.load_der_x509_certificate(leaf_der),
        [x509.load_der_x509_certificate(der) for der in chain_der],
        serialization.BestAvailableEncryption(passphrase),
    )
    # The passphrase goes first: a PKCS#12 file without one could never be opened.
    write_private(path.with_suffix(".pass"), passphrase)
    write_private(path, packed)
