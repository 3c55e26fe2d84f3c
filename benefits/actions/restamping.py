"""How does a result get one more document time-stamp, as a further version of its file?"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from benefits.actions.renewing import due_versions
from benefits.actions.signing import PDF, keep_version, verified_for_decades
from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.keys import signing_session
from bhxh_archive.parameters import parameter
from bhxh_archive.signing.errors import SigningError
from bhxh_archive.signing.restamp import stamp_expiry
from intake.models import ResultVersion


def restamp_result(*, version: ResultVersion) -> ResultVersion:
    """Add the stamp where it is due; the version before stays. Safe to run twice: what is not due is left alone.

    Raises NotNow where a service is silent or the new file does not verify: then nothing is kept.
    """
    if version.stamp_expires_at is None:
        version.stamp_expires_at = stamp_expiry(storage.read_file(version.file))
        version.save(update_fields=["stamp_expires_at"])
        horizon = timezone.now() + timedelta(days=30 * parameter("restamp_months"))
        if version.stamp_expires_at and version.stamp_expires_at > horizon:
            return version
    if not due_versions().filter(pk=version.pk).exists():
        return version
    return _restamped(version)


def _restamped(version: ResultVersion) -> ResultVersion:
    try:
        with signing_session() as session:
            pdf = session.restamp(storage.read_file(version.file))
    except SigningError as error:
        raise NotNow(f"{version.result.title}: {error.message_vi}") from error
    report = verified_for_decades(version.result, pdf)
    file = storage.keep_bytes(pdf, PDF)
    return keep_version(version.result, ResultVersion.Stage.RESTAMPED, file, version.pages, report, stamp_expiry(pdf))
