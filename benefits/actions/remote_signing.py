"""How are waiting documents signed by a leader's key at a remote service (CSC), in one go for one PIN and one code?"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from benefits.actions.device_signing import open_gaps, take_signature
from benefits.models import DeferredSignature
from benefits.queries import waiting_for
from bhxh_archive.errors import ActionError, NotAllowed, NotNow
from bhxh_archive.keys import kept_session, remote_service
from bhxh_archive.models import User
from bhxh_archive.signing import csc
from bhxh_archive.signing.errors import SigningError


def remote_key(user: User) -> csc.Credential:
    """The leader's key as the service tells of it. Raises NotNow, NotAllowed for who has none there."""
    if not user.csc_credential:
        raise NotAllowed("Tài khoản của bạn chưa được gán khóa ở dịch vụ ký từ xa. Hãy báo quản trị hệ thống.")
    try:
        return csc.credential(remote_service(), user.csc_credential)
    except SigningError as error:
        raise NotNow(error.message_vi) from error


def open_remote_gaps(*, user: User) -> int:
    """Make ready what waits, so that a press of the button only has to sign; returns how many. Safe to run twice.

    Why one of them can't be made ready is written at it.
    """
    chain, done = remote_key(user).chain, 0
    with kept_session():
        for row in waiting_for(user):
            done += _opened(row, chain, user)
    return done


def _opened(row: DeferredSignature, chain: Sequence[bytes], user: User) -> bool:
    said = ""
    try:
        open_gaps(rows=[row], chain=chain, by=user)
    except ActionError as refused:
        said = refused.message[:500]
    if row.said != said:
        row.said = said
        row.save(update_fields=["said"])
    return not said


def ready_for(user: User) -> list[DeferredSignature]:
    """What can be signed at once."""
    return [row for row in waiting_for(user) if row.attributes]


def send_code(*, user: User) -> None:
    """Have the service send its one-time code to the leader. Raises NotNow, NotAllowed."""
    try:
        csc.send_code(remote_service(), remote_key(user).name)
    except SigningError as error:
        raise NotNow(error.message_vi) from error


def sign_remotely(*, user: User, pin: str, otp: str) -> int:
    """Sign what is ready, as many as the service signs for one leave; returns how many. PIN and code are kept nowhere.

    Raises NotNow where the service refuses or is silent: then nothing is signed. A document that waits no more, or
    whose signature is not the leader's, is passed by; the reason is written at it, and raised where none was signed.
    """
    key = remote_key(user)
    rows = ready_for(user)[: key.most]
    if not rows:
        raise NotNow("Chưa có văn bản nào sẵn sàng để ký. Chờ hệ thống chuẩn bị xong rồi bấm lại.")
    hashes = [sha256(bytes(row.attributes or b"")).digest() for row in rows]
    try:
        service = remote_service()
        leave = csc.authorize(service, key, hashes, pin=pin, otp=otp)
        made = csc.sign_hashes(service, key, leave, hashes)
    except SigningError as error:
        raise NotNow(error.message_vi) from error
    refused = [said for row, signature in zip(rows, made, strict=True) if (said := _refused(row, signature, user))]
    if len(refused) == len(rows):
        raise NotNow(refused[0])
    return len(rows) - len(refused)


def _refused(row: DeferredSignature, signature: bytes, user: User) -> str:
    """Keep one signature; returns why it was not taken, else ""."""
    try:
        take_signature(row=row, signature=signature, by=user)
    except ActionError as error:
        DeferredSignature.objects.filter(pk=row.pk).update(said=error.message[:500])
        return error.message
    return ""
