"""Which dossiers wait for an answer of another body whose day has passed, and since when?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from benefits.models import LateAnswer, VerificationQuestion
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Narrowing
from intake.models import Dossier

LATE: Final = "late"
NAME: Final = "reply"
_DOSSIER: Final = "letter__request__dossier"
_LIMIT: Final = "letter__request__limit_on"


def overdue_questions() -> QuerySet[VerificationQuestion]:
    """Those still waited for, after the last day for the answer."""
    waits = VerificationQuestion.objects.filter(answered_at=None, withdrawn_at=None)
    waits = waits.filter(letter__request__dossier__state=State.AWAITING_VERIFICATION)
    return waits.filter(letter__request__limit_on__lt=timezone.localdate())


def overdue_words(rows: Iterable[Dossier]) -> dict[int, str]:
    """Dossier id -> the word beside its state, with the first day that passed; one query, none where nobody waits."""
    waiting = [row.pk for row in rows if row.state == State.AWAITING_VERIFICATION]
    if not waiting:
        return {}
    found = overdue_questions().filter(letter__request__dossier__in=waiting).order_by()
    since = found.values(_DOSSIER).annotate(since=Min(_LIMIT)).values_list(_DOSSIER, "since")
    return {pk: f"xác minh quá hạn trả lời {day:%d/%m/%Y}" for pk, day in since}


def late_words(rows: Sequence[Dossier]) -> dict[int, str]:
    """The same, and of those whose late answer nobody has seen that there is one."""
    unseen = LateAnswer.objects.filter(seen_at=None, question__letter__request__dossier__in=[row.pk for row in rows])
    came = unseen.values_list("question__letter__request__dossier", flat=True)
    return dict.fromkeys(came, "trả lời đến sau, chưa xem") | overdue_words(rows)


def told(rows: Callable[[User], QuerySet[Dossier]]) -> Callable[[User], str]:
    """Of a queue: how many of its dossiers wait too long, and the first day that passed; "" where none does."""

    def words(user: User) -> str:
        found = overdue_questions().filter(letter__request__dossier__in=rows(user).order_by().values("pk"))
        seen = found.aggregate(number=Count(_DOSSIER, distinct=True), since=Min(_LIMIT))
        if not seen["number"]:
            return ""
        return f"{seen['number']} hồ sơ quá hạn trả lời xác minh, hạn sớm nhất {seen['since']:%d/%m/%Y}"

    return words


def by_reply(rows: Callable[[User], QuerySet[Dossier]]) -> Narrowing:
    """The filter of a queue by whether the day for the answer has passed."""

    def chosen(user: User, value: str) -> QuerySet[Dossier]:
        late = overdue_questions().values(_DOSSIER)
        return rows(user).filter(pk__in=late) if value == LATE else rows(user).exclude(pk__in=late)

    return Narrowing(NAME, "Trả lời xác minh", lambda _: ((LATE, "Quá hạn"), ("open", "Còn hạn")), chosen)
