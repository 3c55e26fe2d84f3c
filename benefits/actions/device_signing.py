"""What does the program beside a leader's token get to sign, and what becomes of the signatures that it sends back?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from benefits.actions.finishing import finish_later
from benefits.actions.gaps import signer_of
from benefits.actions.signing import leader_request, not_signed
from benefits.models import DeferredSignature, PreparedDocument
from bhxh_archive import storage
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed
from bhxh_archive.keys import signing_session
from bhxh_archive.models import User
from bhxh_archive.signing.deferred import ElsewhereSigner, to_pem
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.sign import SigningSession

PDF = "application/pdf"


def open_gaps(*, rows: Sequence[DeferredSignature], chain: Sequence[bytes], by: User) -> list[DeferredSignature]:
    """Give each document its gap; `chain`: the certificates on the token (DER), the leader's own first.

    Asked again with the same certificates, what was made stays. Raises NotAllowed for another certificate than the one
    assigned to `by`, NotNow where it must not sign or a service is silent.
    """
    signer = ElsewhereSigner(chain[0], list(chain[1:]))
    if not by.certificate or signer.identity.fingerprint_sha256 != by.certificate:
        raise NotAllowed("Chứng thư số trên thiết bị không phải của người được giao ký.")
    told = to_pem(chain)
    with signing_session() as session:
        return [row if row.chain == told else _open(session, row, signer, told, by) for row in rows]


def _open(
    session: SigningSession, row: DeferredSignature, signer: ElsewhereSigner, told: str, by: User
) -> DeferredSignature:
    try:
        gap = session.leave_gap(storage.read_file(row.document.file), leader_request(row.document, signer, by))
    except SigningError as error:
        raise not_signed(row.document, error) from error
    row.file, row.chain = storage.keep_bytes(gap.pdf, PDF), told
    row.digest, row.start, row.end, row.attributes = gap.digest, gap.start, gap.end, gap.attributes
    row.save(update_fields=["file", "chain", "digest", "start", "end", "attributes"])
    return row


@transaction.atomic
def take_signature(*, row: DeferredSignature, signature: bytes, by: User) -> DeferredSignature:
    """Keep what the token made; a worker time-stamps it and moves the dossier on when all of it is back.

    Sent again, it is kept once. Raises ChangedMeanwhile where the document waits for it no more, NotNow for a signature
    that is not of the leader's certificate over this document.
    """
    locked = DeferredSignature.objects.select_for_update().get(pk=row.pk, by=by)
    if locked.state in (DeferredSignature.State.MADE, DeferredSignature.State.DONE):
        return locked
    waits = locked.state == DeferredSignature.State.WAITING and locked.document.state == PreparedDocument.State.PREPARED
    if not waits or locked.attributes is None:
        raise ChangedMeanwhile("Văn bản không còn chờ ký: đã được trả lại hoặc chuẩn bị lại.")
    _require(locked, signature)
    locked.signature, locked.made_at, locked.state = signature, timezone.now(), DeferredSignature.State.MADE
    locked.save(update_fields=["signature", "made_at", "state"])
    finish_later(locked.document.draft.dossier_id)
    return locked


def _require(row: DeferredSignature, signature: bytes) -> None:
    assert row.attributes
    try:
        signer_of(row).require_signature(bytes(row.attributes), signature)
    except SigningError as error:
        raise not_signed(row.document, error) from error
