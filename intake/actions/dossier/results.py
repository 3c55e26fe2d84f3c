"""How does the benefits unit file what it decided, version by version?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.documents.signatories import Signatory
from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import StoredFile, User
from bhxh_archive.text import number_fold
from bhxh_archive.trail import permit, record, was_done
from intake.models import CoSigner, Dossier, Person, Result, ResultRemark, ResultVersion
from intake.models.results import SECOND
from intake.rules import fault_problems, was_issued

_COUNTED: Final = (
    "Đã ghi nhận thêm {more} bản ở nơi khác từ lúc mở trang này, nay là {all} bản; chưa ghi gì thêm. Nếu đó là cùng "
    "những bản giấy này thì thôi; nếu in thêm nữa thì bấm lại."
)


def file_result(
    *, dossier: Dossier, kind: str, title: str, doc_type: str, number: str, dated: date, main: bool,
    receiver: Person | None, leader_certificate: str = "",
) -> Result:  # fmt: skip
    """The row of one result document; filing the same number and kind again gives the same row."""
    result, _ = Result.objects.get_or_create(
        dossier=dossier, kind=kind, number=number, void_at=None,
        defaults={"title": title, "doc_type": doc_type, "dated": dated, "main": main, "receiver": receiver,
                  "number_folded": number_fold(number), "leader_certificate": leader_certificate},
    )  # fmt: skip
    return result


def await_cosigners(*, result: Result, people: Mapping[str, int]) -> None:
    """Let a result wait for these signatures beside the leader's: field -> id of the person, in their order."""
    order = list(Signatory)
    for field, user_id in people.items():
        CoSigner.objects.get_or_create(
            result=result, field=field, defaults={"ordinal": order.index(Signatory(field)), "signer_id": user_id}
        )


def add_version(
    *, result: Result, stage: str, file: StoredFile, pages: int, valid: bool, verdict: str, report: dict[str, Any],
    stamp_expires_at: datetime | None = None,
) -> ResultVersion:  # fmt: skip
    """Keep one more file version of a result, with what the verification said of it."""
    version, _ = ResultVersion.objects.get_or_create(
        result=result, file=file,
        defaults={"stage": stage, "pages": pages, "valid": valid, "verdict": verdict[:500], "report": report,
                  "stamp_expires_at": stamp_expires_at},
    )  # fmt: skip
    return version


def void_results(*, dossier: Dossier) -> int:
    """Mark the results as void (recalled before issue); their files stay."""
    return dossier.results.filter(void_at=None).update(void_at=timezone.now())


def remark_on(*, dossier: Dossier, number: str, text: str, ends: bool) -> None:
    """Say of the results of this dossier under this number, a decision and the statement that goes with it, what
    another document did to them; where they were given out again, there, too. Said twice it stands once."""
    named = dossier.results.filter(number=number, void_at=None)
    again = Q(
        number_folded=number_fold(number), kind__startswith=SECOND, versions__file__in=named.values("versions__file")
    )
    rows = Result.objects.filter(Q(pk__in=named) | again, void_at=None).distinct()
    ResultRemark.objects.bulk_create(
        (ResultRemark(result=row, text=text[:300], ends=ends) for row in rows), ignore_conflicts=True
    )


@transaction.atomic
def record_print(
    *, result: Result, copies: int, by: User, key: str = "", spoiled: int = 0, version: ResultVersion | None = None,
    before: int | None = None,
) -> Result:  # fmt: skip
    """Write down that copies of the signed file were printed for the seal (NĐ 30/2020 art. 18.5), and how many others
    came out unusable.

    `version` is the file that was printed, the newest one unless it is told. `key` names one press of the button: sent
    again, it counts nothing twice. `before`: how many copies were written down when the button was shown. Raises
    NotAllowed, ChangedMeanwhile where more were since, and NotNow for what has not been issued, when there is nothing
    to seal yet, whose file was found broken, or was signed with ink: its scan is no original.
    """
    dossier = Dossier.objects.select_for_update().get(pk=result.dossier_id)
    permit(dossier, "intake.hand_over", by, Seat.RECEIVING)
    if not was_issued(result):
        raise NotNow("Kết quả chưa phát hành nên chưa in được bản giấy.")
    if result.on_paper:
        raise NotNow("Kết quả được ký trên giấy: giao đúng các bản đã ký, đóng dấu, không in thêm từ bản số hóa.")
    if was_done(dossier, "print_result", key):
        return result
    if problems := fault_problems([result]):
        raise NotNow(" ".join(problems))
    result.refresh_from_db(fields=["printed_copies"])
    if before not in (None, result.printed_copies):
        raise ChangedMeanwhile(_COUNTED.format(more=result.printed_copies - before, all=result.printed_copies))
    _count_print(result, copies)
    printed = version or result.latest
    digest = printed.file.digest if printed else ""
    record(dossier, "print_result", by=by, digest=digest, key=key, result=result.pk, copies=copies, spoiled=spoiled)
    return result


def _count_print(result: Result, copies: int) -> None:
    result.printed_copies += copies
    result.printed_at = timezone.now()
    result.save(update_fields=["printed_copies", "printed_at"])
