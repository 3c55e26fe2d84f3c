"""How does a person get the signed file by a link, and how does the link end?"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.trail import permit, record, was_done
from intake.models import Dossier, HandOver, LinkUse, Person, ResultLink, ResultVersion
from intake.queries import goes_by_link, results_of, results_told
from intake.queries.links import ended_at, hash_of, limits_of, mark_of, open_links, unspent
from intake.rules import change_problems, fault_problems, was_issued
from intake.rules.links import DIGITS, link_problem, second_fact

SECRET_BYTES: Final = 24
"""192 bits: nobody guesses an address."""
GIVEN: Final = (
    "Đường dẫn đã cấp ở lần bấm trước, chỉ hiện một lần và vẫn còn hiệu lực; không cấp thêm đường dẫn nào. Chưa kịp "
    "chép hay in thì cấp đường dẫn mới, đường dẫn trước sẽ hết hiệu lực."
)
OTHERS: Final = (
    "Từ lúc mở trang này, đường dẫn của hồ sơ đã được cấp, thu hồi hoặc dùng để tải, nên chưa cấp thêm. Xem «Đã cấp» "
    "dưới đây rồi hãy cấp nếu vẫn cần."
)
WAITS: Final = "Đường dẫn đã cấp còn hiệu lực. Đánh dấu «Thay đường dẫn đã cấp» nếu muốn thay."


@transaction.atomic
def issue_link(
    *, dossier: Dossier, receiver: Person, by: User, despite: bool = False, replace: bool = True, key: str = "",
    seen: str | None = None,
) -> tuple[ResultLink, str]:  # fmt: skip
    """A new link for the receiver, and its secret, to be shown this once; an earlier link ends. Until the result was
    fetched its return names whom the newest link is for. `despite`: what was replaced or corrected goes out knowingly.

    `key` names the press of the button: sent again, it gives no other link, for that would end the one just handed on.
    `seen` is the `mark_of` the links shown, None where nobody looked; `replace`: a link that is still waited for ends
    knowingly.

    Raises NotAllowed, ChangedMeanwhile for a press that gave its link and where the links are others than those seen,
    NotNow where the result does not go out electronically, NotValid for a person without a number, for results to which
    something was done since, unless `despite`, and for a link that still opens, unless `replace`.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.hand_over", by, Seat.RECEIVING)
    if was_done(locked, "issue_link", key):
        raise ChangedMeanwhile(GIVEN)
    handed = locked.hand_overs.first()
    if handed is None or not goes_by_link(handed):
        raise NotNow("Chỉ cấp đường dẫn khi kết quả được trả bằng bản điện tử.")
    if seen is not None and seen != mark_of(open_links(locked)):
        raise ChangedMeanwhile(OTHERS)
    if receiver.dossier_id != locked.pk or not second_fact(receiver)[0]:
        raise NotValid("Người nhận chưa có số định danh cá nhân hoặc mã số BHXH để hỏi khi mở đường dẫn.")
    told = results_told(locked)
    if problems := [*fault_problems(told), *change_problems(told, {"despite": despite})]:
        raise NotValid(" ".join(problems), problems)
    if not replace and unspent(locked):
        raise NotValid(WAITS)
    end_links(locked)
    days = timedelta(days=parameter("result_link_days", office=locked.receiving_office))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = ResultLink.objects.create(
        hand_over=handed, secret_hash=hash_of(secret), receiver=receiver, expires_at=timezone.now() + days, by=by
    )
    HandOver.objects.filter(pk=handed.pk, open=True).update(receiver_name=receiver.full_name)
    record(locked, "issue_link", by=by, key=key, link=link.pk, person=receiver.pk, days=days.days)
    return link, secret


@transaction.atomic
def revoke_link(*, link: ResultLink, by: User) -> ResultLink:
    """The link opens nothing any more. Doing it again changes nothing. Raises NotAllowed."""
    dossier = Dossier.objects.select_for_update().get(pk=link.hand_over.dossier_id)
    permit(dossier, "intake.hand_over", by, Seat.RECEIVING)
    if ResultLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(dossier, "revoke_link", by=by, link=link.pk)
    return link


def end_links(dossier: Dossier) -> int:
    """Every link to the results of the locked dossier opens nothing any more; how many were not ended before."""
    return ResultLink.objects.filter(hand_over__dossier=dossier, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def fetch_result(*, link: ResultLink, fact: str, result: int, address: str | None) -> ResultVersion | None:
    """The newest file of one result for who knows the second fact; None for a wrong one, which is counted.

    When every file went out the result counts as delivered and the link as used: it stays open for a short grace only,
    as a download may break off. Raises NotValid for what can't be the answer, which counts as no try; NotNow when the
    link is dead, or this file was fetched as often as the office allows.
    """
    if not re.fullmatch(rf"\d{{{DIGITS}}}", fact.strip()):
        raise NotValid(f"Hãy nhập đủ {DIGITS} chữ số rồi bấm tải. Lần này không tính là nhập sai.")
    dossier = Dossier.objects.select_for_update().get(pk=link.hand_over.dossier_id)
    locked = ResultLink.objects.select_related("receiver", "hand_over__dossier").get(pk=link.pk)
    if problem := link_problem(locked, limits_of(dossier.receiving_office), ended_at(dossier.pk)):
        raise NotNow(problem)
    if not hmac.compare_digest(fact.strip().encode(), second_fact(locked.receiver)[1].encode()):
        ResultLink.objects.filter(pk=locked.pk).update(failures=F("failures") + 1)
        return None
    version = _version(locked, dossier, result)
    LinkUse.objects.create(link=locked, version=version, address=address)
    if whole := _has_all(locked, dossier):
        ResultLink.objects.filter(pk=locked.pk, fetched_at=None).update(fetched_at=timezone.now())
        delivered = {"outcome": HandOver.Outcome.DELIVERED, "open": False}
        HandOver.objects.filter(pk=locked.hand_over_id, open=True).update(**delivered)
    record(dossier, "fetch_result", by=None, link=locked.pk, result=version.result_id, whole=whole)
    return version


def _has_all(link: ResultLink, dossier: Dossier) -> bool:
    """Whether each issued document went out by this link; who has one of two has no whole result."""
    issued = {row.pk for row in results_of(dossier) if was_issued(row)}
    return issued <= set(link.uses.values_list("version__result", flat=True))


def _version(link: ResultLink, dossier: Dossier, result: int) -> ResultVersion:
    row = results_of(dossier).get(pk=result)
    if row.latest is None or not was_issued(row):
        raise NotNow("Văn bản này chưa phát hành.")
    most = parameter("result_link_downloads", office=dossier.receiving_office)
    if link.uses.filter(version__result=row).count() >= most:
        raise NotNow(f"Tệp này đã được tải {most} lần qua đường dẫn này. Hãy đề nghị cấp đường dẫn mới.")
    return row.latest
