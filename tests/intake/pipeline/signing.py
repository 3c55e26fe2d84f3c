"""A PDF with a real signature of a throw-away key, for tests of files that arrive signed."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

_PASSWORD = b"thu"


def signed(source: Path) -> Path:
    """`source` signed once, as a new file beside it."""
    path = source.with_name("da-ky.pdf")
    signer = signers.SimpleSigner.load_pkcs12(_key(source.parent), passphrase=_PASSWORD)
    assert signer is not None
    meta = signers.PdfSignatureMetadata(field_name="ChuKy", md_algorithm="sha256")
    with source.open("rb") as original, path.open("wb") as target:
        signers.sign_pdf(IncrementalPdfFileWriter(original), meta, signer=signer, output=target)
    return path


def _key(folder: Path) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Người ký thử")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "thu.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"thu", key, certificate, None, BestAvailableEncryption(_PASSWORD))
    )
    return str(path)
