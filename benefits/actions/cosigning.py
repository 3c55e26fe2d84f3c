"""How do those who are listed beside the leader sign the results, one after the other, before the agency does?

They sign after the leader, whose certification must be the first signature of a file and lets later ones fill the
fields that are there; number, date and the leader's name are part of what all of them sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from benefits.actions.signing import PDF, digest_of_all, expected_of_people, keep_version, not_signed, verified
from benefits.signers.cosigners import require_turn
from benefits.signers.looks import is_attached, person_look
from bhxh_archive import storage
from bhxh_archive.documents.signatories import WORDS
from bhxh_archive.keys import signer_of, signing_session
from bhxh_archive.models import StoredFile, User
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.report import Report
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from bhxh_archive.signing.signers import Signer
from bhxh_archive.trail import Granted, record
from intake.models import CoSigner, Dossier, ResultVersion


class CoSigned(NamedTuple):
    """One result with one more signature, verified, not yet filed; `row` bears its certificate already."""

    row: CoSigner
    file: StoredFile
    report: Report


@transaction.atomic
def cosign(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Sign what waits for `by` after the leader's signature (Ký tiếp): all of it, or nothing.

    Raises what `require_turn` raises, NotAllowed for another certificate than the one assigned, NotNow where a service
    is silent or the signed file does not verify.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted, rows = require_turn(locked, by=by, version=version)
    signer = signer_of(by)
    with signing_session() as session:
        signed = [_sign_one(session, row, signer, by) for row in rows]
    return conclude_cosigned(locked, signed, by=by, granted=granted)


def _sign_one(session: SigningSession, row: CoSigner, signer: Signer, by: User) -> CoSigned:
    assert row.result.latest
    try:
        done = session.sign(storage.read_file(row.result.latest.file), cosigner_request(row, signer, by))
    except SigningError as error:
        raise not_signed(row.result.title, error) from error
    return cosign_checked(row, done.pdf, signer.identity.fingerprint_sha256)


def cosigner_request(row: CoSigner, signer: Signer, by: User) -> SignatureRequest:
    """This signature as it stands on the result."""
    result = row.result
    return SignatureRequest(
        field=row.field, signer=signer, certify=False, appearance=person_look(by, attached=is_attached(result)),
        reason=f"{WORDS[row.field]} ký {result.number}", signer_name=by.full_name,
        location=result.dossier.settling_office.name_on(result.dated).place,
    )  # fmt: skip


def cosign_checked(row: CoSigner, pdf: bytes, fingerprint: str) -> CoSigned:
    """What was signed, kept, once it verifies with every signature before it. Raises NotNow."""
    row.certificate = fingerprint
    result = row.result
    before = result.cosigners.exclude(version=None)
    report = verified(pdf, result.title, *expected_of_people(result.leader_certificate, [*before, row]))
    return CoSigned(row, storage.keep_bytes(pdf, PDF), report)


def conclude_cosigned(dossier: Dossier, signed: Sequence[CoSigned], *, by: User, granted: Granted) -> Dossier:
    """File the results with their new signature, as one event."""
    for row, file, report in signed:
        assert row.result.latest
        pages = row.result.latest.pages
        row.version = keep_version(row.result, ResultVersion.Stage.CO_SIGNED, file, pages, report)
        row.save(update_fields=["version", "certificate"])
    dossier.version += 1
    dossier.save(update_fields=["version"])
    fields = dict.fromkeys(row.field for row, _, _ in signed)
    record(dossier, "cosign", by=by, granted=granted, digest=digest_of_all(file for _, file, _ in signed),
           results=[row.result_id for row, _, _ in signed], fields=list(fields))  # fmt: skip
    return dossier
