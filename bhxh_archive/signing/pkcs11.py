"""How does a key sign that never leaves its token or security module (PKCS#11)?

The certificate is looked for by its digest, its key by the id that both have on the token. A token knows one log-in of
a process: all its keys share one session, which stays open, as to open one costs more than to sign. A PIN that was
refused is not sent again by this process: a token locks itself after a few wrong ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import new, sha256
from pathlib import Path
from threading import RLock
from typing import Any, Final

import pkcs11
from asn1crypto import x509
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import NoSuchKey, PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature
from pyhanko.sign import signers as pyhanko_signers

from .errors import KeyUnavailable
from .identity import Identity, certificate_identity
from .signers import RawSigner

_RSA: Final = {
    "sha256": Mechanism.SHA256_RSA_PKCS, "sha384": Mechanism.SHA384_RSA_PKCS, "sha512": Mechanism.SHA512_RSA_PKCS,
}  # fmt: skip
_LARGEST_CURVE: Final = 66  # bytes of a number of P-521
WRONG_PIN: Final = (
    "Mã PIN của thiết bị ký không đúng. Hệ thống không thử lại để thiết bị không bị khóa. Hãy báo quản trị viên."
)
LOCKED: Final = "Thiết bị ký đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy báo quản trị viên."
NOT_THERE: Final = "Không thấy thiết bị ký, hoặc thiết bị không trả lời. Hãy báo quản trị viên."
NO_KEY: Final = "Thiết bị ký không giữ chứng thư số được gán, hoặc không có khóa của nó. Hãy báo quản trị viên."


@dataclass(frozen=True)
class Token:
    """Where the keys are: the library of the module, the label of the token, and its PIN, which is never shown."""

    module: Path
    label: str
    pin: str = field(repr=False)

    @property
    def digest(self) -> str:
        """What stands for it where its PIN must not be kept."""
        return sha256(f"{self.module}\0{self.label}\0{self.pin}".encode()).hexdigest()


class Session:
    """The one session of a token in this process. `lock` is held while it is used: it does one thing at a time."""

    def __init__(self, token: Token) -> None:
        self.token, self.lock = token, RLock()
        self._handle: Any = None
        self._refused = False

    @property
    def handle(self) -> Any:
        """The open session, opened where there is none. Raises KeyUnavailable."""
        if self._handle is None:
            self._handle = self._opened()
        return self._handle

    def end(self) -> None:
        """Close it; whoever needs it opens it anew."""
        handle, self._handle = self._handle, None
        try:
            if handle is not None:
                handle.close()
        except PKCS11Error:
            return  # it had ended by itself

    def _opened(self) -> Any:
        if self._refused:
            raise KeyUnavailable(WRONG_PIN)
        try:
            token = pkcs11.lib(str(self.token.module)).get_token(token_label=self.token.label)
            return token.open(user_pin=self.token.pin)
        except (PinIncorrect, PinInvalid, PinLenRange) as error:
            self._refused = True
            raise KeyUnavailable(WRONG_PIN) from error
        except PinLocked as error:
            raise KeyUnavailable(LOCKED) from error
        except (PKCS11Error, RuntimeError, OSError) as error:
            raise KeyUnavailable(NOT_THERE) from error


_sessions: dict[str, Session] = {}


def session_of(token: Token) -> Session:
    """The session that all keys of this token share."""
    return _sessions.setdefault(token.digest, Session(token))


class Pkcs11Signer:
    """One key of a token, with its certificate."""

    def __init__(self, token: Token, fingerprint: str) -> None:
        """`fingerprint`: SHA-256 of the certificate, lower-case hex. Raises KeyUnavailable."""
        self._session, self._fingerprint = session_of(token), fingerprint
        self._found_in: Any = None
        with self._session.lock:
            certificate, others = self._find()
        self._identity = certificate_identity(certificate)
        self._cms_signer = RawSigner(certificate, others, self.sign_raw, self._size())
        self._chain = [certificate, *(one for one in others if one.ca)]

    @property
    def identity(self) -> Identity:
        return self._identity

    @property
    def cms_signer(self) -> pyhanko_signers.Signer:
        return self._cms_signer

    @property
    def chain(self) -> list[bytes]:
        """DER of its certificate, then of the authorities on the token."""
        return [one.dump() for one in self._chain]

    def _find(self) -> tuple[x509.Certificate, list[x509.Certificate]]:
        """Lay hold of the key; its certificate, and the others on the token."""
        handle = self._session.handle
        try:
            found = _certificates(handle)
            [name] = [name for name, certificate in found if certificate.sha256.hex() == self._fingerprint]
            self._key = handle.get_key(object_class=ObjectClass.PRIVATE_KEY, id=name)
        except (ValueError, NoSuchKey) as error:
            raise KeyUnavailable(NO_KEY) from error
        except PKCS11Error as error:
            self._session.end()
            raise KeyUnavailable(NOT_THERE) from error
        self._found_in = handle
        own = {certificate.sha256: certificate for _, certificate in found}
        return own.pop(bytes.fromhex(self._fingerprint)), list(own.values())

    def _size(self) -> int:
        """Bytes that a signature takes at most."""
        if self._key.key_type == KeyType.RSA:
            return (int(self._key.key_length) + 7) // 8
        return 2 * _LARGEST_CURVE + 9

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """Raw signature; a session that ended since the last one is opened anew, once. Raises KeyUnavailable."""
        with self._session.lock:
            try:
                return self._signed(data, digest_algorithm)
            except PKCS11Error:
                self._session.end()
            try:
                return self._signed(data, digest_algorithm)
            except PKCS11Error as error:
                self._session.end()
                raise KeyUnavailable(NOT_THERE) from error

    def _signed(self, data: bytes, digest_algorithm: str) -> bytes:
        if self._session.handle is not self._found_in:
            self._find()
        if self._key.key_type == KeyType.RSA:
            return bytes(self._key.sign(data, mechanism=_RSA[digest_algorithm]))
        digest = new(digest_algorithm, data).digest()  # tokens seldom hash for elliptic curves
        return bytes(encode_ecdsa_signature(self._key.sign(digest, mechanism=Mechanism.ECDSA)))


def _certificates(handle: Any) -> list[tuple[bytes, x509.Certificate]]:
    """Id and certificate of each one on the token."""
    rows = handle.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return [(row[Attribute.ID], x509.Certificate.load(row[Attribute.VALUE])) for row in rows]
