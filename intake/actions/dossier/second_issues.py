"""How does a signed document that was issued go out a second time, as a result of the dossier that asks for it?"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.models import CoSigner, Dossier, Person, Result, ResultVersion
from intake.models.results import SECOND

_SAME: Final = ("title", "doc_type", "number", "number_folded", "dated", "leader_certificate", "agency_certificate")


@transaction.atomic
def give_again(*, dossier: Dossier, result: Result, receiver: Person | None, by: User) -> Result:
    """File the newest file of an issued result with another dossier, too: byte for byte, for the signed electronic
    document is itself an original (NĐ 30/2020 art. 5.1). What was done to it since is told there, too.

    Part of the issue's transaction; doing it again changes nothing. The stamp of the first one is renewed, not this.
    """
    same = {name: getattr(result, name) for name in _SAME}
    again, created = Result.objects.get_or_create(
        dossier=dossier, kind=f"{SECOND}{result.kind}"[:30], number=result.number, void_at=None,
        defaults=same | {"main": False, "receiver": receiver},
    )  # fmt: skip
    if created:
        assert result.latest
        version = _copy(result.latest, again)
        for one in result.cosigners.all():
            CoSigner.objects.create(result=again, ordinal=one.ordinal, field=one.field, signer_id=one.signer_id,
                                    version=version, certificate=one.certificate)  # fmt: skip
        again.remarks.bulk_create(again.remarks.model(result=again, text=row.text, ends=row.ends)
                                  for row in result.remarks.all())  # fmt: skip
        record(dossier, "give_again", by=by, digest=version.file.digest, result=again.pk, of=result.dossier_id)
    return again


def _copy(newest: ResultVersion, result: Result) -> ResultVersion:
    return ResultVersion.objects.create(
        result=result, stage=newest.stage, file=newest.file, pages=newest.pages, valid=newest.valid,
        verdict=newest.verdict, report=newest.report, fault=newest.fault, fault_at=newest.fault_at,
    )  # fmt: skip
