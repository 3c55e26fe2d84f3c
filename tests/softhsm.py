"""How do tests get a real PKCS#11 module with keys on it: SoftHSM2, its tokens in a folder of the run?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pkcs11 import Attribute, CertificateType, ObjectClass

from bhxh_archive.signing.pkcs11 import Token

LABEL, PIN = "lanh-dao", "5678"
_PLACES: Final = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")  # fmt: skip
MODULE: Final = next((Path(place) for place in _PLACES if Path(place).exists()), None)
wanted = pytest.mark.skipif(
    MODULE is None or shutil.which("softhsm2-util") is None, reason="SoftHSM2 is not installed (Debian: softhsm2)"
)


def filled(folder: Path, keys: Iterable[tuple[Path, str]]) -> Token:
    """A token with these PKCS#12 files on it. Once a process: the module reads its configuration when it is loaded."""
    assert MODULE
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    _run("--init-token", "--free", "--label", LABEL, "--so-pin", "12345678", "--pin", PIN)
    certificates = [_key(folder, number, *key) for number, key in enumerate(keys, start=1)]
    token = pkcs11.lib(str(MODULE)).get_token(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        for number, der in enumerate(certificates, start=1):
            session.create_object({
                Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True, Attribute.ID: bytes([number]), Attribute.LABEL: f"khoa-{number}",
                Attribute.VALUE: der, Attribute.SUBJECT: b"",
            })  # fmt: skip
    return Token(MODULE, LABEL, PIN)


def _key(folder: Path, number: int, path: Path, secret: str) -> bytes:
    """Put the private key on the token; returns its certificate, DER."""
    key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), secret.encode())
    assert key and certificate
    plain = folder / "key.pem"
    plain.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _run("--import", str(plain), "--token", LABEL, "--label", f"khoa-{number}", "--id", f"{number:02x}", "--pin", PIN)
    plain.unlink()
    return certificate.public_bytes(Encoding.DER)


def _run(*arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


def filled_elsewhere(folder: Path, keys: Iterable[tuple[Path, str]]) -> dict[str, str]:
    """As `filled`, by a process of its own; what the environment of others that use this token must say."""
    told = repr([(str(path), secret) for path, secret in keys])
    code = (f"from pathlib import Path; from tests.softhsm import filled; "
            f"filled(Path({str(folder)!r}), [(Path(path), secret) for path, secret in {told}])")  # fmt: skip
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
