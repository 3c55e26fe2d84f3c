"""What does the program beside a signer's token get to sign, and what becomes of the signatures that it sends back?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from benefits.actions.cosigning import cosigner_request
from benefits.actions.finishing import finish_later
from benefits.actions.gaps import signer_of
from benefits.actions.signing import PDF, leader_request, not_signed
from benefits.models import DeferredSignature
from benefits.queries import open_deferred
from bhxh_archive import storage
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotValid
from bhxh_archive.keys import signing_session
from bhxh_archive.models import User
from bhxh_archive.signing.deferred import ElsewhereSigner, to_pem
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from intake.models import Dossier


def open_gaps(*, rows: Sequence[DeferredSignature], chain: Sequence[bytes], by: User) -> list[DeferredSignature]:
    """Give each document its gap; `chain`: the certificates on the token (DER), the leader's own first.

    Asked again with the same certificates, what was made stays. Raises NotAllowed for another certificate than the one
    assigned to `by`, NotNow where it must not sign or a service is silent.
    """
    signer = _signer(chain)
    if not by.certificate or signer.identity.fingerprint_sha256 != by.certificate:
        raise NotAllowed("Chứng thư số trên thiết bị không phải của người được giao ký.")
    told = to_pem(chain)
    with signing_session() as session:
        return [row if row.chain == told else _open(session, row, signer, told, by) for row in rows]


def _open(
    session: SigningSession, row: DeferredSignature, signer: ElsewhereSigner, told: str, by: User
) -> DeferredSignature:
    try:
        gap = session.leave_gap(*_to_sign(row, signer, by))
    except SigningError as error:
        raise not_signed(row.document.title, error) from error
    made = {"file": storage.keep_bytes(gap.pdf, PDF), "chain": told, "digest": gap.digest, "start": gap.start,
            "end": gap.end, "attributes": gap.attributes}  # fmt: skip
    unsigned = DeferredSignature.objects.filter(pk=row.pk, state=DeferredSignature.State.WAITING, chain=row.chain)
    unsigned.update(**made)  # what another program made or signed meanwhile stays
    row.refresh_from_db()
    return row


def _to_sign(row: DeferredSignature, signer: ElsewhereSigner, by: User) -> tuple[bytes, SignatureRequest]:
    """The bytes and the signature that they get."""
    if row.cosigner is None:
        return storage.read_file(row.document.file), leader_request(row.document, signer, by)
    assert row.cosigner.result.latest
    return storage.read_file(row.cosigner.result.latest.file), cosigner_request(row.cosigner, signer, by)


def _signer(chain: Sequence[bytes]) -> ElsewhereSigner:
    try:
        return ElsewhereSigner(chain[0], list(chain[1:]))
    except SigningError as error:
        raise NotValid(error.message_vi) from error


@transaction.atomic
def take_signature(*, row: DeferredSignature, signature: bytes, by: User) -> DeferredSignature:
    """Keep what the token made; a worker time-stamps it and moves the dossier on when all of it is back.

    Sent again, it is kept once. Raises ChangedMeanwhile where the document waits for it no more, or bears the date of
    another day; NotNow for a signature that is not of the leader's certificate over this document.
    """
    dossier = Dossier.objects.select_for_update().get(pk=row.document.draft.dossier_id)  # first, as everybody does
    locked = DeferredSignature.objects.select_for_update().get(pk=row.pk, by=by)
    if locked.state in (DeferredSignature.State.MADE, DeferredSignature.State.DONE):
        return locked
    waits = DeferredSignature.objects.open().in_time().filter(pk=locked.pk).exists()
    if not waits or locked.attributes is None:
        raise ChangedMeanwhile("Văn bản không còn chờ ký: đã được trả lại hoặc chuẩn bị lại.")
    _require(locked, signature)
    locked.signature, locked.made_at, locked.state = signature, timezone.now(), DeferredSignature.State.MADE
    locked.save(update_fields=["signature", "made_at", "state"])
    if not open_deferred(dossier).filter(state=DeferredSignature.State.WAITING).exists():
        finish_later(dossier.pk)
    return locked


def _require(row: DeferredSignature, signature: bytes) -> None:
    assert row.attributes
    try:
        signer_of(row).require_signature(bytes(row.attributes), signature)
    except SigningError as error:
        raise not_signed(row.document.title, error) from error
