"""Which sum does a revocation claim back: as it is proposed, or as its officer says with a reason?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.recovery import TOTAL, Drawn, Paid, Recovery, RecoveryCase, recovered, unsaid
from benefits.arithmetic.steps import DONG, Finding, Step, step
from benefits.earlier.named import Act, Named, document_in
from benefits.kinds.by_hand import in_line
from benefits.kinds.paid_back import Unsure, drawn_by
from benefits.models import Draft
from benefits.models.changes import DECISION, LIST
from benefits.reading import Unreadable
from bhxh_archive.money import dong
from bhxh_archive.reasons import is_reason

NOTHING_BACK: Final = "NOTHING_BACK"
"""Finding: months that may have been paid are revoked, and nothing is claimed back."""
UNSURE, NOT_LESS, UNDIVIDED = "UNSURE", "NOT_LESS", "UNDIVIDED"
"""Findings: nothing can be proposed; what is revoked had lowered an amount; nobody knows who owes which part."""
TYPED, WHY = "recovered", "recovered_reason"
"""The fields of the sum where it is another than the one proposed, and of the reason for that."""
_PAYS: Final = (DECISION, LIST)
Entries = Mapping[str, Any]


@dataclass(frozen=True)
class Claim:
    """The đồng to be paid back, their working, what is to be looked at; of each person, where the sum is the proposed
    one and of several."""

    amount: int
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[tuple[Drawn, int], ...] = ()


def claimed(draft: Draft, named: Named, entries: Entries) -> Claim:
    """Raises Unreadable with what must be told of what was paid, or for another sum than the proposed one without a
    reason."""
    typed = reading.money(entries, TYPED)
    by_hand = None if typed is None else int(typed)
    result = document_in(draft, named.result) if named.result and named.form in _PAYS else None
    if result is None:
        return _by_hand(by_hand or 0, entries)
    try:
        drawn = drawn_by(result)
    except Unsure as unsure:
        claim = _by_hand(by_hand or 0, entries)
        return replace(claim, findings=tuple(_unsure(named, claim.amount, str(unsure))))
    return _decided(_case(named, drawn, entries), by_hand, entries)


def _decided(case: RecoveryCase, by_hand: int | None, entries: Entries) -> Claim:
    """What was paid once in part is not known: then the officer's sum stands alone."""
    if problems := list(unsaid(case)):
        raise Unreadable(*problems)
    why = in_line(entries, WHY)
    if case.once == Paid.PART:
        if by_hand is None or not is_reason(why):
            raise Unreadable("Khoản một lần mới trả một phần: hãy ghi số tiền phải hoàn trả và cách tính, lý do.")
        return _by_hand(by_hand, entries)
    proposal = recovered(case)
    findings = (*proposal.findings, *_lowered(case))
    if by_hand is None or by_hand == proposal.amount:
        open_parts = () if proposal.shares or not proposal.amount else _undivided(case)
        return Claim(proposal.amount, proposal.steps, (*findings, *open_parts), tuple(_rows(case, proposal)))
    return _otherwise(proposal, by_hand, why, (*findings, *_undivided(case)))


def _rows(case: RecoveryCase, proposal: Recovery) -> Iterator[tuple[Drawn, int]]:
    """Each of several people with the own part, of a list everybody on it."""
    for one, share in zip(case.drawn, proposal.shares, strict=True) if proposal.shares else ():
        whole = one.each if share and share == sum(part for _, part in one.each) else ()
        yield from ((who, part) for who, part in whole or ((one, share),) if who.name and part)


def _undivided(case: RecoveryCase) -> Iterator[Finding]:
    """Who of several pays back how much can't be told of a sum by hand, nor where something was got back already."""
    if len(case.drawn) > 1 or any(one.each for one in case.drawn):
        yield Finding(UNDIVIDED, "Chưa chia được số phải hoàn trả cho từng người: danh sách chi trả ghi cả số cho "
                                 "người của hồ sơ này, cần xác nhận.")  # fmt: skip


def _otherwise(proposal: Recovery, by_hand: int, why: str, findings: tuple[Finding, ...]) -> Claim:
    if not is_reason(why):
        raise Unreadable(f"Số tiền phải hoàn trả ghi {dong(by_hand)} đồng, số đề xuất là {dong(proposal.amount)} đồng: "
                         "hãy ghi lý do, hoặc bỏ trống để lấy số đề xuất.")  # fmt: skip
    proposed = step("Số đề xuất", f"{dong(proposal.amount)}", proposal.amount, DONG, "Phần mềm đề xuất")
    steps = [line for line in proposal.steps if line.label_vi != TOTAL]
    return Claim(by_hand, (*steps, proposed, _stated(by_hand, why)), findings)


def _by_hand(amount: int, entries: Entries) -> Claim:
    why = in_line(entries, WHY)
    return Claim(amount, (_stated(amount, why),) if why else ())


def _stated(amount: int, why: str) -> Step:
    return step(TOTAL, f"ghi tay: {why}", amount, DONG, "Chuyên viên xác định")


def _case(named: Named, drawn: tuple[Drawn, ...], entries: Entries) -> RecoveryCase:
    until, now = reading.month(entries, "paid_until"), Month.of(timezone.localdate())
    if until and until > now:
        raise Unreadable(f"Đã trả đến tháng {until}: tháng này chưa đến, chỉ ghi đến tháng {now}.")
    once, collected = reading.text(entries, "paid_once"), reading.money(entries, "collected")
    return RecoveryCase(
        drawn, named.since if named.act == Act.REVOKES else None, until, entries.get("paid_nothing") is True,
        Paid(once) if once in set(Paid) else None, None if collected is None else int(collected),
    )  # fmt: skip


def _unsure(named: Named, amount: int, why: str) -> Iterator[Finding]:
    """What was paid out is not known here; that nothing of it is claimed back is to be said, not forgotten."""
    yield Finding(
        UNSURE, f"Chưa đề xuất được số tiền phải hoàn trả: {why}. Hãy tính theo mức đã thực trả, cần xác nhận."
    )
    past = named.act == Act.ANNULS or (named.since is not None and named.since <= timezone.localdate())
    if past and not amount:
        yield Finding(NOTHING_BACK, "Chưa ghi số tiền phải hoàn trả: danh sách chi trả sẽ không thu hồi khoản nào đã "
                                    f"trả theo {named.called}.")  # fmt: skip


def _lowered(case: RecoveryCase) -> Iterator[Finding]:
    if case.drawn and not any(one.rates or one.sums for one in case.drawn):
        yield Finding(NOT_LESS, "Quyết định điều chỉnh này đã hạ mức hưởng: không có khoản phải hoàn trả; phần đã trả "
                                "thiếu, đã thu của người hưởng phải trả lại, cần xác nhận.")  # fmt: skip
