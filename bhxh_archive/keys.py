"""With which key does a person or an office sign here, and whom do we trust?

Development keeps PKCS#12 files under TRUST_DIR; the certificate must be the one assigned to the person or office.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.models import Office, User

if TYPE_CHECKING:  # pyHanko comes when a key or the trust is asked for
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


def signer_of(user: User) -> Signer:
    """The signing key of a leader. Raises NotAllowed when the certificate is not the one assigned to that person."""
    return _assigned(user.username, user.certificate, "Tài khoản của bạn chưa được gán chứng thư số.")


def agency_signer(office: Office) -> Signer:
    """The signing key of an office's own certificate. Raises NotAllowed when it is not the one assigned."""
    return _assigned(f"agency-{office.code}", office.certificate, "Cơ quan chưa được gán chứng thư số.")


def _assigned(slug: str, fingerprint: str, complaint: str) -> Signer:
    path = settings.TRUST_DIR / "pkcs12" / f"{slug}.p12"
    if not fingerprint or not path.exists():
        raise NotAllowed(f"{complaint} Hãy báo quản trị hệ thống.")
    signer = _load(path)
    if signer.identity.fingerprint_sha256 != fingerprint:
        raise NotAllowed("Chứng thư số không phải của người được giao ký.")
    return signer


@lru_cache(maxsize=64)
def _load(path: Path) -> Pkcs12Signer:
    from bhxh_archive.signing.signers import Pkcs12Signer

    return Pkcs12Signer.load(path, path.with_suffix(".pass").read_bytes())
