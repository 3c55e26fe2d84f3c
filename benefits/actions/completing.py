"""How does a dossier move on once the leader's own token has signed all of its documents?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from benefits.actions.gaps import gap_of, signer_of
from benefits.actions.signing import SignedPaper, checked, conclude, not_signed
from benefits.models import DeferredSignature
from benefits.queries import live_documents, open_deferred
from bhxh_archive.errors import ActionError
from bhxh_archive.keys import signing_session
from bhxh_archive.lifecycle import check_move
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
    rows = {row.document_id: row for row in open_deferred(locked).filter(state=DeferredSignature.State.MADE)}
    documents = list(live_documents(locked))
    if not documents or any(document.pk not in rows for document in documents):
        return False
    first = rows[documents[0].pk]
    signed_on = timezone.localdate(first.made_at)
    check_move(locked, "sign", by=first.by, signed_on=signed_on)  # before any service is asked
    with signing_session() as session:
        signed = [_put_in(session, rows[document.pk]) for document in documents]
    conclude(locked, signed, by=first.by, signed_on=signed_on)
    DeferredSignature.objects.filter(pk__in=[row.pk for row in rows.values()]).update(
        state=DeferredSignature.State.DONE, said=""
    )
    return True


def _put_in(session: SigningSession, row: DeferredSignature) -> SignedPaper:
    signer = signer_of(row)
    try:
        done = session.fill_gap(gap_of(row), signer)
    except SigningError as error:
        raise not_signed(row.document, error) from error
    return checked(row.document, done.pdf, signer.identity.fingerprint_sha256)
