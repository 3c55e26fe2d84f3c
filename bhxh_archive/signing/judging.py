"""What is to be said about one signature? (ETSI EN 319 102-1, with stricter rules of our own)"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms
from asn1crypto.crl import CertificateList
from asn1crypto.ocsp import OCSPResponse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.ades import (
    AdESLTAValidationResult,
    AdESWithTimeValidationResult,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.policy_decl import LocalKnowledge, PdfSignatureValidationSpec, SignatureValidationSpec
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from .container import is_sealed
from .identity import Identity, certificate_identity
from .report import Finding, Level, SignatureReport, Verdict, finding
from .traces import trace
from .trust import Trust, fetching

log = logging.getLogger(__name__)

Outcome = AdESWithTimeValidationResult

_CODES: dict[AdESSubIndic, str] = {
    AdESFailure.FORMAT_FAILURE: "signature_broken",
    AdESFailure.HASH_FAILURE: "content_changed",
    AdESFailure.SIG_CRYPTO_FAILURE: "signature_broken",
    AdESFailure.REVOKED: "certificate_revoked",
    AdESFailure.NOT_YET_VALID: "certificate_expired",
    AdESIndeterminate.REVOKED_NO_POE: "certificate_revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "certificate_revoked",
    AdESIndeterminate.EXPIRED: "certificate_expired",
    AdESIndeterminate.NOT_YET_VALID: "certificate_expired",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "certificate_expired",
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "certificate_untrusted",
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND: "signature_broken",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "certificate_unsuitable",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "algorithm_weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "algorithm_weak",
    AdESIndeterminate.TIMESTAMP_ORDER_FAILURE: "timestamp_invalid",
    AdESIndeterminate.SIGNED_DATA_NOT_FOUND: "signature_broken",
    AdESIndeterminate.TRY_LATER: "revocation_unknown",
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: "revocation_unknown",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "revocation_unknown",
}
_TOKEN_CODES = {
    "certificate_untrusted": "timestamp_untrusted",
    "certificate_expired": "timestamp_untrusted",
    "certificate_revoked": "timestamp_invalid",
    "certificate_unsuitable": "timestamp_invalid",
}


async def judge_all(
    signatures: Sequence[EmbeddedPdfSignature], trust: Trust, *, archived: bool
) -> tuple[SignatureReport, ...]:
    """Judges with the newest revocation answers; where a service is silent, with those in the file."""
    async with fetching(trust) as backend:
        online, offline = trust.signature_policy(backend), trust.signature_policy(None)
        reports = []
        for signature in signatures:
            report = await judge(signature, trust, online, archived=archived)
            if report.verdict == "unknown" and backend is not None:
                report = await judge(signature, trust, offline, archived=archived)
            reports.append(report)
    return tuple(reports)


async def judge(
    signature: EmbeddedPdfSignature, trust: Trust, policy: SignatureValidationSpec, *, archived: bool
) -> SignatureReport:
    """Judges one signature; never raises. A signature that cannot even be read counts as broken.

    `archived`: a document time-stamp follows, so the past can be proven (EN 319 102-1, 5.6);
    otherwise the signature is judged at present, its token proving when it was made (5.5).
    """
    try:
        signature.compute_integrity_info()
        validate = _with_archive if archived else _with_time
        return _report(signature, trust, await validate(signature, policy))
    # A responder that does not answer in time: pyHanko turns refused connections into "try later", not these.
    except OSError:
        code = "revocation_unknown"
    # pyHanko raises whatever a damaged CMS blob provokes in its parsers (ValueError, KeyError, TypeError,
    # errors of its own): for whoever asks, each of them means that the signature is broken.
    except Exception as problem:  # noqa: BLE001
        log.warning("signature could not be read: %s", trace(problem))
        code = "signature_broken"
    found = finding(code, signature.field_name)
    return SignatureReport(signature.field_name, _verdict((found,)), findings=(found,))


async def _with_archive(signature: EmbeddedPdfSignature, policy: SignatureValidationSpec) -> Outcome:
    return await ades_lta_validation(signature, PdfSignatureValidationSpec(policy))


async def _with_time(signature: EmbeddedPdfSignature, policy: SignatureValidationSpec) -> Outcome:
    return await ades_with_time_validation(
        signature.signed_data,
        replace(policy, local_knowledge=embedded_knowledge(signature.reader, policy.local_knowledge)),
        raw_digest=signature.compute_digest(),
        extra_status_kwargs=signature.summarise_integrity_info(),
        status_cls=PdfSignatureStatus,
    )


def embedded_knowledge(reader: PdfFileReader, known: LocalKnowledge) -> LocalKnowledge:
    """What is known beforehand, and the certificates and revocation answers the file carries (DSS)."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return known
    answers = [OCSPResponse.load(one.get_object().data) for one in store.ocsps]
    lists = [CertificateList.load(one.get_object().data) for one in store.crls]
    return replace(
        known,
        known_ocsps=[part for answer in answers for part in OCSPContainer.load_multi(answer)],
        known_crls=[CRLContainer(one) for one in lists],
        known_certs=[*known.known_certs, *store.load_certs()],
    )


def _report(signature: EmbeddedPdfSignature, trust: Trust, result: Outcome) -> SignatureReport:
    status = result.api_status
    holder = certificate_identity(signature.signer_cert)
    moment = token_time(signature)
    findings = _findings(signature.field_name, holder, moment, result)
    # Only where the issuers are known can the certificates beside the signer's be told from altered ones.
    if not findings and not is_sealed(signature, trust):
        findings = (finding("container_altered", signature.field_name),)
    return described(
        signature,
        verdict=_verdict(findings),
        intact=bool(status and status.intact and status.valid),
        trusted=bool(status and status.trusted),
        covers_file=signature.coverage is not None and signature.coverage.name == "ENTIRE_FILE",
        level=_level(signature, result, moment),
        findings=findings,
    )


def described(signature: EmbeddedPdfSignature, *, verdict: Verdict, **judged: Any) -> SignatureReport:
    """A report with what the signature says about itself, besides what was judged."""
    claimed = signature.self_reported_timestamp
    return SignatureReport(
        field=signature.field_name,
        verdict=verdict,
        signer=certificate_identity(signature.signer_cert),
        timestamp=token_time(signature),
        claimed_time=claimed.astimezone(UTC) if claimed else None,
        reason=_text(signature, "/Reason"),
        location=_text(signature, "/Location"),
        certifies=isinstance(signature.docmdp_level, MDPPerm),
        **judged,
    )


def token_time(signature: EmbeddedPdfSignature) -> datetime | None:
    """The time in the signature's own time-stamp token, unverified; None without a token."""
    tokens: list[cms.SignedData] = list(extract_tst_data_iter(signature.signer_info, signed=False))
    if not tokens:
        return None
    time: datetime = tokens[0]["encap_content_info"]["content"].parsed["gen_time"].native
    return time.astimezone(UTC)


def _text(signature: EmbeddedPdfSignature, key: str) -> str | None:
    value = signature.sig_object.get(key)
    return str(value) if value else None


def _findings(name: str, holder: Identity, moment: datetime | None, result: Outcome) -> tuple[Finding, ...]:
    codes = [*_integrity_codes(result.api_status), *_time_codes(holder, moment, result.api_status)]
    if not codes and (code := _trust_code(result)):
        codes.append(code)
    return tuple(finding(code, name) for code in codes)


def _integrity_codes(status: PdfSignatureStatus | None) -> list[str]:
    if status is None:
        return []
    if not status.intact:
        return ["content_changed"]
    if not status.valid:
        return ["signature_broken"]
    # docmdp_ok is None when it could not be determined: that is no permission.
    return [] if status.docmdp_ok and status.seed_value_ok else ["later_change"]


def _time_codes(holder: Identity, moment: datetime | None, status: PdfSignatureStatus | None) -> list[str]:
    if moment is None:
        return ["timestamp_missing"]
    stamp = status.timestamp_validity if status else None
    if stamp is not None and not (stamp.intact and stamp.valid):
        return ["timestamp_invalid"]
    return [] if holder.was_current(moment) else ["certificate_expired"]


def _trust_code(result: Outcome) -> str | None:
    """The reason the chain, its revocation status or the token's chain was not accepted, if any."""
    status, outcome = result.api_status, result.ades_subindic
    if status is None:
        return "not_checked"
    if isinstance(outcome, AdESFailure | AdESIndeterminate):
        code = _CODES.get(outcome, "not_checked")
        # The signer's own chain was accepted, so what is wrong with a certificate concerns the token's.
        return _TOKEN_CODES.get(code, code) if status.trusted else code
    return None if status.bottom_line and status.timestamp_validity is not None else "not_checked"


def _verdict(findings: tuple[Finding, ...]) -> Verdict:
    if not findings:
        return "valid"
    return "unknown" if all(one.could_not_check for one in findings) else "invalid"


def _level(signature: EmbeddedPdfSignature, result: Outcome, moment: datetime | None) -> Level:
    if moment is None:
        return "B-B"
    if isinstance(result, AdESLTAValidationResult) and result.oldest_evidence_record_timestamp is not None:
        return "B-LTA"
    return "B-LT" if "/DSS" in signature.reader.root else "B-T"
