"""With which key does a person or an office sign here, and whom do we trust?

Where a token or security module is set up all keys are on it, found by the certificate that is assigned. Development
keeps PKCS#12 files in KEYS_DIR; the certificate must be the one assigned to the person or office.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.models import Office, User
from bhxh_archive.settings.proxy import is_loopback

if TYPE_CHECKING:  # pyHanko comes when a key or the trust is asked for
    from bhxh_archive.signing.csc import Service
    from bhxh_archive.signing.pkcs11 import Pkcs11Signer
    from bhxh_archive.signing.sign import SigningSession
    from bhxh_archive.signing.signers import Pkcs12Signer, Signer
    from bhxh_archive.signing.trust import Trust


def trust() -> Trust:
    """The trust anchors and the time-stamp service of this installation. Raises NotNow where none is set up."""
    try:
        return _trust(settings.TRUST_DIR, settings.TIMESTAMP_URL)
    except (OSError, ValueError) as error:
        raise NotNow("Chưa cài đặt chứng thư tin cậy. Hãy báo quản trị hệ thống.") from error


@lru_cache(maxsize=4)
def _trust(folder: Path, timestamp_url: str) -> Trust:
    from bhxh_archive.signing.trust import Trust

    chain = folder / "chain.pem"
    return Trust.load(folder / "roots.pem", chain if chain.exists() else None, timestamp_url=timestamp_url or None)


class _Kept:
    """The connections that many signatures share, opened by the first of them."""

    def __init__(self, open_until: ExitStack) -> None:
        self._open_until = open_until
        self._session: SigningSession | None = None

    def session(self) -> SigningSession:
        from bhxh_archive.signing.sign import SigningSession

        if self._session is None:
            self._session = self._open_until.enter_context(SigningSession(trust()))
        return self._session


_kept: ContextVar[_Kept | None] = ContextVar("kept_session", default=None)


@contextmanager
def signing_session() -> Iterator[SigningSession]:
    """Connections to sign over: those that are kept for many documents, or some of its own. Raises NotNow."""
    with kept_session() if _kept.get() is None else nullcontext():
        kept = _kept.get()
        assert kept
        yield kept.session()


@contextmanager
def kept_session() -> Iterator[None]:
    """Let all that is signed meanwhile share its connections; what was revoked is asked anew each minute."""
    with ExitStack() as open_until:
        before = _kept.set(_Kept(open_until))
        try:
            yield
        finally:
            _kept.reset(before)


def signer_of(user: User) -> Signer:
    """The signing key of a leader. Raises NotAllowed when the certificate is not the one assigned to that person."""
    return _assigned(user.username, user.certificate, "Tài khoản của bạn chưa được gán chứng thư số.")


def agency_signer(office: Office) -> Signer:
    """The signing key of an office's own certificate. Raises NotAllowed when it is not the one assigned."""
    return _assigned(f"agency-{office.code}", office.certificate, "Cơ quan chưa được gán chứng thư số.")


def _assigned(slug: str, fingerprint: str, complaint: str) -> Signer:
    if fingerprint and settings.PKCS11_MODULE:
        return _on_token(fingerprint)
    path = key_file(slug)
    if not fingerprint or not path.exists():
        raise NotAllowed(f"{complaint} Hãy báo quản trị hệ thống.")
    signer = _load(path)
    if signer.identity.fingerprint_sha256 != fingerprint:
        raise NotAllowed("Chứng thư số không phải của người được giao ký.")
    return signer


def key_file(slug: str) -> Path:
    """Where the PKCS#12 key of a person or office lies, its passphrase beside it (`.pass`); it need not be there."""
    return (settings.KEYS_DIR or settings.TRUST_DIR / "pkcs12") / f"{slug}.p12"


def _on_token(fingerprint: str) -> Signer:
    """The key of this certificate on the token of the installation. Raises NotNow while it can't be used."""
    from bhxh_archive.signing.errors import KeyUnavailable

    try:
        pin = settings.PKCS11_PIN_FILE.read_text(encoding="utf-8").strip()
        return _of_token(settings.PKCS11_MODULE, settings.PKCS11_TOKEN, pin, fingerprint)
    except OSError as error:
        raise NotNow("Chưa cài đặt mã PIN của thiết bị ký. Hãy báo quản trị hệ thống.") from error
    except KeyUnavailable as error:
        raise NotNow(error.message_vi) from error


@lru_cache(maxsize=64)
def _of_token(module: Path, label: str, pin: str, fingerprint: str) -> Pkcs11Signer:
    from bhxh_archive.signing.pkcs11 import Pkcs11Signer, Token

    return Pkcs11Signer(Token(module, label, pin), fingerprint)


@lru_cache(maxsize=64)
def _load(path: Path) -> Pkcs12Signer:
    from bhxh_archive.signing.signers import Pkcs12Signer

    return Pkcs12Signer.load(path, path.with_suffix(".pass").read_bytes())


def remote_service() -> Service:
    """The remote signing service of this installation. Raises NotNow where none is set up."""
    from bhxh_archive.signing.csc import Service

    try:
        token = settings.CSC_TOKEN_FILE.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise NotNow("Chưa cài đặt dịch vụ ký từ xa. Hãy báo quản trị hệ thống.") from error
    if not settings.CSC_URL:
        raise NotNow("Chưa cài đặt dịch vụ ký từ xa. Hãy báo quản trị hệ thống.")
    if _in_the_open(settings.CSC_URL):
        raise NotNow("Địa chỉ dịch vụ ký từ xa phải bắt đầu bằng https. Hãy báo quản trị hệ thống.")
    return Service(settings.CSC_URL, token)


def _in_the_open(url: str) -> bool:
    """Would PIN and code of a leader go over a network for everybody to read?"""
    address = urlsplit(url)
    return address.scheme != "https" and not is_loopback(address.hostname or "")
