"""How are the signatures of a result checked again on demand?"""

from __future__ import annotations

from benefits.actions.signing import expected_of, expected_of_people
from bhxh_archive import storage
from bhxh_archive.errors import DAMAGED, NotNow
from bhxh_archive.keys import trust
from bhxh_archive.models import User
from bhxh_archive.signing.report import Report
from bhxh_archive.signing.verify import Expected, verify
from bhxh_archive.trail import record
from intake.actions.returning.soundness import mark
from intake.models import ResultVersion

STAGES_SEALED = (ResultVersion.Stage.ISSUED, ResultVersion.Stage.LONG_TERM, ResultVersion.Stage.RESTAMPED)


def check_version(*, version: ResultVersion, by: User) -> Report:
    """Verify one file version anew, against the signers it must carry, and write down that it was done.

    What is found invalid is neither printed nor given out from then on, until a later check finds it sound again.
    Raises NotNow where no trust anchors are set up, and for what was signed with ink.
    """
    report = judge_version(version)
    said = "valid" if report.valid else ("invalid" if report.complete else "unknown")
    record(version.result.dossier, "check_signature", by=by, version=version.pk, verdict=said,
           digest=version.file.digest)  # fmt: skip
    if said != "unknown":
        mark(version=version, fault=_fault(version, report), by=by)
    return report


def _fault(version: ResultVersion, report: Report) -> str:
    """Of bytes that are no longer those of the digest the signatures tell too little."""
    if not storage.is_whole(version.file):
        return DAMAGED
    return "" if report.valid else report.message_vi


def judge_version(version: ResultVersion) -> Report:
    """The same judgment, written down nowhere: for looking once more at what was checked. Raises NotNow as well."""
    if version.on_paper:
        raise NotNow("Văn bản được ký trên giấy: bản số hóa không có chữ ký số để kiểm tra.")
    sealed = version.stage in STAGES_SEALED
    archived = version.stage in (ResultVersion.Stage.LONG_TERM, ResultVersion.Stage.RESTAMPED)
    expected = expected_of(version.result) if sealed else _until(version)
    return verify(storage.read_as_is(version.file), trust=trust(), expected=expected, long_term=archived)


def _until(version: ResultVersion) -> list[Expected]:
    """The signatures of a file that is not issued: of everybody who had signed by then."""
    result = version.result
    return expected_of_people(result.leader_certificate, result.cosigners.filter(version__lte=version.pk))
