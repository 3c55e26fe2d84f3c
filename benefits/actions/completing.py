"""How does a dossier move on once a signer's own token has signed all of its documents?"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from benefits.actions.cosigning import conclude_cosigned, cosign_checked
from benefits.actions.gaps import gap_of, signer_of
from benefits.actions.signing import checked, conclude, not_signed
from benefits.models import DeferredSignature
from benefits.queries import live_documents, open_deferred
from benefits.signers.cosigners import require_turn
from bhxh_archive.errors import ActionError
from bhxh_archive.keys import signing_session
from bhxh_archive.lifecycle import State, check_move
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.sign import SigningSession
from intake.models import Dossier


def complete(*, dossier: Dossier) -> bool:
    """Time-stamp, put in, verify, move on, once every document is signed by the token; else False. Safe to run twice.

    What stood in the way is written at the documents and raised: NotNow, NotAllowed, NotValid. The signatures stay.
    """
    try:
        return _complete(dossier)
    except ActionError as refused:
        open_deferred(dossier).filter(state=DeferredSignature.State.MADE).update(said=refused.message[:500])
        raise


@transaction.atomic
def _complete(dossier: Dossier) -> bool:
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    made = list(open_deferred(locked).filter(state=DeferredSignature.State.MADE))
    done = _led(locked, made) if locked.state == State.AWAITING_SIGNATURE else _cosigned(locked, made)
    if done:
        DeferredSignature.objects.filter(pk__in=[row.pk for row in made]).update(
            state=DeferredSignature.State.DONE, said=""
        )
    return done


def _led(dossier: Dossier, made: Sequence[DeferredSignature]) -> bool:
    """Move the dossier on by the leader's signatures, where all are there."""
    rows = {row.document_id: row for row in made}
    documents = list(live_documents(dossier))
    if not documents or any(document.pk not in rows for document in documents):
        return False
    first = rows[documents[0].pk]
    signed_on = timezone.localdate(first.made_at)
    check_move(dossier, "sign", by=first.by, signed_on=signed_on)  # before any service is asked
    with signing_session() as session:
        signed = [checked(document, *_put_in(session, rows[document.pk])) for document in documents]
    conclude(dossier, signed, by=first.by, signed_on=signed_on)
    return True


def _cosigned(dossier: Dossier, made: Sequence[DeferredSignature]) -> bool:
    """File the signatures of whose turn it is beside the leader, where all are there."""
    if not made:
        return False
    by, rows = made[0].by, {row.cosigner_id: row for row in made}
    granted, turn = require_turn(dossier, by=by)
    if any(one.pk not in rows for one in turn):
        return False
    with signing_session() as session:
        signed = [cosign_checked(one, *_put_in(session, rows[one.pk])) for one in turn]
    conclude_cosigned(dossier, signed, by=by, granted=granted)
    return True


def _put_in(session: SigningSession, row: DeferredSignature) -> tuple[bytes, str]:
    """The signed file, and the fingerprint of whose it is."""
    signer = signer_of(row)
    try:
        done = session.fill_gap(gap_of(row), signer)
    except SigningError as error:
        raise not_signed(row.document.title, error) from error
    return done.pdf, signer.identity.fingerprint_sha256
