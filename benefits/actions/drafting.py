"""How is a result drafted, kept while typing, and taken back?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from benefits.actions.claiming import claim
from benefits.arithmetic.periods import Period
from benefits.kinds.insured import UNREAD_ROWS
from benefits.models import ContributionPeriod, Draft, DraftAuthor
from benefits.persons import insured_in, may_receive
from benefits.queries import hands_in_lines
from benefits.reading.limits import too_many_rows
from benefits.whose import settles_lines
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from bhxh_archive.trail import Granted, permit, record
from intake.models import Dossier, Person, ResultKind


def lock_for_drafting(dossier: Dossier, by: User) -> tuple[Dossier, Granted]:
    """The dossier, locked, for who may write in its drafts now. Raises NotAllowed, and NotNow in any other state or
    while somebody else holds it."""
    locked: Dossier = Dossier.objects.select_for_update(of=("self",)).select_related("holder").get(pk=dossier.pk)
    granted = permit(locked, "benefits.draft", by, Seat.SETTLING)
    if locked.state != State.IN_REVIEW:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{locked.get_state_display()}» nên không sửa được dự thảo.")
    if locked.holder_id and locked.holder_id != by.pk:
        raise NotNow(f"{locked.holder} đang xử lý hồ sơ này.")
    return locked, granted


@transaction.atomic
def open_draft(*, dossier: Dossier, kind: ResultKind, by: User, receiver: Person | None = None) -> Draft:
    """Begin a draft result, or find the one that is open for this kind and receiver; claims the dossier.

    Raises NotValid for a kind of another procedure, and for a receiver who is dead, of another dossier, or missing.
    """
    locked, granted = lock_for_drafting(dossier, by)
    if kind.role == ResultKind.Role.LIST:
        receiver = None  # a list is made out to the employer, or to everybody on it
    else:
        _check_receiver(locked, receiver)
    if kind.procedure_id != locked.procedure_id or kind.role == ResultKind.Role.STATEMENT:
        raise NotValid("Loại kết quả này không thuộc thủ tục của hồ sơ.")
    if locked.holder_id is None:
        locked = claim(dossier=locked, by=by)
    draft, created = Draft.objects.get_or_create(
        dossier=locked, kind=kind, receiver=receiver, dropped_at=None, defaults={"drafted_by": by}
    )
    if created:
        for author in (by, *(hands_in_lines(locked) if settles_lines(kind) else ())):
            keep_author(draft, author)
        record(locked, "open_draft", by=by, granted=granted, draft=draft.pk, kind=kind.code)
    return draft


def keep_author(draft: Draft, by: User) -> None:
    """Write down that this person's hand is in the draft: it bars them from controlling and signing it."""
    DraftAuthor.objects.get_or_create(draft=draft, author=by)


def _check_receiver(dossier: Dossier, receiver: Person | None) -> None:
    """A result is written to a living person; where nobody is insured, somebody has to be chosen."""
    if receiver is None and insured_in(dossier) is None:
        raise NotValid("Hồ sơ không có người tham gia còn sống: hãy chọn người nhận kết quả.")
    if receiver is not None and not may_receive(receiver, dossier):
        raise NotValid("Người nhận kết quả phải là người còn sống có tên trong hồ sơ này.")


@transaction.atomic
def save_draft(
    *, draft: Draft, entries: Mapping[str, Any], by: User, periods: Sequence[Period] | None = None,
    version: int | None = None,
) -> Draft:  # fmt: skip
    """Keep what was typed, whole or not; `periods` None leaves the rows as they are.

    Raises ChangedMeanwhile when a newer version was saved since the form was opened, NotValid for more rows than the
    history of one person can have.
    """
    if said := too_many_rows("Quá trình đóng", max(len(periods or ()), len(entries.get(UNREAD_ROWS) or ()))):
        raise NotValid(said)
    lock_for_drafting(draft.dossier, by)
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if version is not None and version != locked.version:
        raise ChangedMeanwhile(f"{saved_elsewhere(locked, by)} Hãy mở bản mới rồi nhập lại thay đổi của bạn.")
    locked.entries = {key: nfc(value) if isinstance(value, str) else value for key, value in entries.items()}
    mark_written(locked, by, "entries")
    if periods is not None:
        _replace_periods(locked, periods)
    return locked


def saved_elsewhere(draft: Draft, by: User) -> str:
    """Who saved the draft since this person opened it: a colleague by name, or the same person in another window."""
    own = draft.drafted_by_id in (by.pk, None)
    return f"{'Bạn' if own else draft.drafted_by} vừa lưu dự thảo này ở {'một cửa sổ khác' if own else 'nơi khác'}."


def mark_written(draft: Draft, by: User, *changed: str) -> None:
    """Save what changed in a locked draft as the next version, written by this person."""
    draft.drafted_by = by
    draft.version += 1
    draft.save(update_fields=[*changed, "drafted_by", "drafted_at", "version"])
    keep_author(draft, by)


def _replace_periods(draft: Draft, periods: Sequence[Period]) -> None:
    draft.periods.all().delete()
    ContributionPeriod.objects.bulk_create(
        ContributionPeriod(
            draft=draft, ordinal=ordinal, first_month=row.start.first_day, last_month=row.end.first_day,
            regime=row.regime.value, salary=row.salary, coefficient=row.coefficient, allowance=row.allowances or None,
            rate=row.rate, job=row.job, employer=row.employer, exclusion=row.exclusion.value if row.exclusion else "",
            note=row.note,
        )
        for ordinal, row in enumerate(periods, start=1)
    )  # fmt: skip


@transaction.atomic
def drop_draft(*, draft: Draft, by: User) -> Draft:
    """Put a draft aside; its text stays on record."""
    dossier, granted = lock_for_drafting(draft.dossier, by)
    draft.dropped_at = timezone.now()
    draft.save(update_fields=["dropped_at"])
    record(dossier, "drop_draft", by=by, granted=granted, draft=draft.pk)
    return draft
