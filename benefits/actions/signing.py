"""How does the leader sign every result document of a dossier in one ceremony, and the agency after him?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from benefits.actions.changing import come_into_force, keep_change, let_go_of_changes, lock_for_issue
from benefits.actions.deciding import back_to_drafter
from benefits.actions.delivering import deliver
from benefits.actions.extending import extend_later
from benefits.actions.reissuing import give_originals
from benefits.models import PreparedDocument
from benefits.queries import live_documents
from benefits.signers.looks import agency_look, person_look
from bhxh_archive import storage
from bhxh_archive.documents.signatories import AGENCY, WORDS, Signatory
from bhxh_archive.errors import NotNow
from bhxh_archive.keys import agency_signer, signer_of, signing_session, trust
from bhxh_archive.lifecycle import check_move, move
from bhxh_archive.models import Office, OfficeName, StoredFile, User
from bhxh_archive.parameters import parameter
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.report import Report
from bhxh_archive.signing.restamp import stamp_expiry
from bhxh_archive.signing.sign import SignatureRequest, SigningSession
from bhxh_archive.signing.signers import Signer
from bhxh_archive.signing.verify import Expected, verify
from intake.actions.dossier.results import add_version, await_cosigners, file_result, void_results
from intake.models import CoSigner, Dossier, Result, ResultVersion
from intake.queries import results_of

PDF = "application/pdf"


class SignedPaper(NamedTuple):
    """One document signed by the leader, verified, not yet filed; `certificate` is the fingerprint."""

    row: PreparedDocument
    file: StoredFile
    report: Report
    certificate: str


@transaction.atomic
def sign(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Sign all prepared documents (Ký số). One failure leaves everything unsigned and the numbers bound.

    Raises NotAllowed for who drafted or controlled or holds another certificate, NotNow when nothing is prepared for
    today or the time-stamp service is silent.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    check_move(locked, "sign", by=by, version=version)
    signer = signer_of(by)
    documents = list(live_documents(locked))
    with signing_session() as session:
        signed = [_sign_one(session, row, signer, by) for row in documents]
    return conclude(locked, signed, by=by, version=version)


def conclude(dossier: Dossier, signed: Sequence[SignedPaper], *, by: User, **more: Any) -> Dossier:
    """Move on the dossier all of whose documents are signed, and file them. `more` goes to the move."""
    evidence = digest_of_all(paper.file for paper in signed)
    moved: Dossier = move(dossier, "sign", by=by, evidence_digest=evidence, **more)
    for paper in signed:
        _file_signed(moved, paper, by)
    return moved


def digest_of_all(files: Iterable[StoredFile]) -> str:
    """SHA-256 over the digests of these files, one a line in their order: the evidence of a ceremony as a whole."""
    return sha256("\n".join(file.digest for file in files).encode()).hexdigest()


def _sign_one(session: SigningSession, row: PreparedDocument, signer: Signer, by: User) -> SignedPaper:
    try:
        done = session.sign(storage.read_file(row.file), leader_request(row, signer, by))
    except SigningError as error:
        raise not_signed(row.title, error) from error
    return checked(row, done.pdf, signer.identity.fingerprint_sha256)


def leader_request(row: PreparedDocument, signer: Signer, by: User) -> SignatureRequest:
    """The leader's signature as it stands on this document."""
    office = row.draft.dossier.settling_office
    return SignatureRequest(
        field=Signatory.LEADER, signer=signer, certify=bool(parameter("leader_certifies", office=office)),
        appearance=person_look(by, attached=row.attached), reason=f"Ký ban hành {row.number}",
        location=office.name_on(row.dated).place, signer_name=by.full_name,
    )  # fmt: skip


def not_signed(title: str, error: SigningError) -> NotNow:
    """The same in the words of whoever wanted it signed."""
    return NotNow(f"Chưa ký được {title}: {error.message_vi}")


def checked(row: PreparedDocument, pdf: bytes, fingerprint: str) -> SignedPaper:
    """What was signed, kept, once it verifies as signed by the holder of this certificate. Raises NotNow."""
    report = verified(pdf, row.title, *expected_of_people(fingerprint))
    return SignedPaper(row, storage.keep_bytes(pdf, PDF), report, fingerprint)


def verified(pdf: bytes, title: str, *expected: Expected, long_term: bool = False) -> Report:
    """What the verification says of a file with exactly these signatures. Raises NotNow where it does not hold."""
    report = verify(pdf, trust=trust(), expected=expected, long_term=long_term)
    if not report.valid:
        raise NotNow(f"{title}: {report.message_vi}")
    return report


def _file_signed(dossier: Dossier, paper: SignedPaper, by: User) -> None:
    result = signed_result(dossier, paper.row, paper.file, by, paper.certificate)
    keep_version(result, ResultVersion.Stage.LEADER_SIGNED, paper.file, paper.row.pages, paper.report)
    await_cosigners(result=result, people=paper.row.cosigners)


def signed_result(dossier: Dossier, row: PreparedDocument, file: StoredFile, by: User, certificate: str = "") -> Result:
    """The result that a prepared document became by its signature: on `file` itself, or with ink on its print."""
    row.signed_file, row.state, row.signed_at = file, PreparedDocument.State.SIGNED, timezone.now()
    row.save(update_fields=["signed_file", "state", "signed_at"])
    row.draft.signed_by, row.draft.signed_at = by, row.signed_at
    row.draft.save(update_fields=["signed_by", "signed_at"])
    result = file_result(
        dossier=dossier, kind=row.kind, title=row.title, doc_type=row.doc_type, number=row.number, dated=row.dated,
        main=row.main, receiver=row.draft.receiver, leader_certificate=certificate,
    )  # fmt: skip
    if row.main:
        keep_change(row.draft, result)
    return result


def keep_version(
    result: Result, stage: str, file: StoredFile, pages: int, report: Report, stamp_ends: datetime | None = None
) -> ResultVersion:
    """Keep one more file of a result with what its verification said; `stamp_ends`: of its document time-stamp."""
    return add_version(result=result, stage=stage, file=file, pages=pages, valid=report.valid,
                       verdict=report.message_vi, report=report.as_dict(), stamp_expires_at=stamp_ends)  # fmt: skip


@transaction.atomic
def issue(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Add the agency's signature to every result and send it out (Phát hành); long-term data follow in the background.

    Raises NotNow when a signature can't be made or does not verify: then nothing is issued.
    """
    locked = lock_for_issue(dossier)
    check_move(locked, "issue", by=by, version=version)
    office = locked.settling_office
    signer = agency_signer(office)
    with signing_session() as session:
        issued = [_seal(session, row, signer, office) for row in results_of(locked)]
    evidence = digest_of_all(file for _, file, _ in issued)
    moved: Dossier = move(locked, "issue", by=by, version=version, evidence_digest=evidence)
    send_out(moved, [_file_issued(result, file, report, signer) for result, file, report in issued], by)
    return moved


def send_out(dossier: Dossier, versions: Sequence[ResultVersion], by: User) -> None:
    """What follows from an issue: what these documents replace is replaced, what they give out again goes along, and
    they go to those in the house."""
    come_into_force(dossier, by)
    give_originals(dossier, by)
    deliver(dossier, versions)


def _seal(session: SigningSession, result: Result, signer: Signer, office: Office) -> tuple[Result, StoredFile, Report]:
    assert result.latest
    name = office.name_on(result.dated)
    try:
        done = session.sign(storage.read_file(result.latest.file), _agency_request(result, signer, name))
    except SigningError as error:
        raise NotNow(f"Chưa ký cơ quan được {result.title}: {error.message_vi}") from error
    report = verified(done.pdf, result.title, *expected_of(result, signer.identity.fingerprint_sha256))
    return result, storage.keep_bytes(done.pdf, PDF), report


def _agency_request(result: Result, signer: Signer, name: OfficeName) -> SignatureRequest:
    return SignatureRequest(
        field=AGENCY, signer=signer, certify=False, appearance=agency_look(result, name),
        reason=f"Phát hành {result.number}", location=name.place, signer_name=name.name,
    )  # fmt: skip


def expected_of(result: Result, agency: str = "") -> list[Expected]:
    """Exactly these signatures: the leader's, those of everybody listed beside it, then the agency's."""
    people = expected_of_people(result.leader_certificate, result.cosigners.all())
    return [*people, Expected(AGENCY, agency or result.agency_certificate, whose=WORDS[AGENCY])]


def expected_of_people(leader: str, cosigners: Iterable[CoSigner] = ()) -> list[Expected]:
    """The leader's signature by this certificate, then those of these co-signers; one who has not signed is missed."""
    found = [(Signatory.LEADER.value, leader), *((row.field, row.certificate) for row in cosigners)]
    return [Expected(field, certificate, whose=WORDS[field]) for field, certificate in found]


def _file_issued(result: Result, file: StoredFile, report: Report, signer: Signer) -> ResultVersion:
    assert result.latest
    result.agency_certificate = signer.identity.fingerprint_sha256
    result.save(update_fields=["agency_certificate"])
    issued = keep_version(result, ResultVersion.Stage.ISSUED, file, result.latest.pages, report)
    extend_later(issued.pk)
    return issued


def extend_result(*, version: ResultVersion) -> ResultVersion:
    """Add revocation data and a document time-stamp (PAdES B-LTA); the issued file stays. Safe to run twice."""
    result = version.result
    if done := result.versions.filter(stage=ResultVersion.Stage.LONG_TERM).first():
        return done
    with signing_session() as session:
        extended = session.extend(storage.read_file(version.file))
    report, file = verified_for_decades(result, extended), storage.keep_bytes(extended, PDF)
    stage = ResultVersion.Stage.LONG_TERM
    return keep_version(result, stage, file, version.pages, report, stamp_expiry(extended))


def verified_for_decades(result: Result, pdf: bytes) -> Report:
    """What the verification says of a file with its document time-stamp. Raises NotNow where it does not hold."""
    return verified(pdf, result.title, *expected_of(result), long_term=True)


@transaction.atomic
def recall(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """Take back before issue (Thu hồi): the signed file is kept, its number goes to the gap log.

    The dossier lies on the drafter's desk again, as after a return.
    """
    moved: Dossier = move(dossier, "recall", by=by, reason=reason, version=version, touch=back_to_drafter)
    void_results(dossier=moved)
    let_go_of_changes(moved)
    return moved
