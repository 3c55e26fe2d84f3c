"""How is an issued document revoked or annulled (QD_THUHOI): which, from when, why, and what is paid back?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding
from benefits.earlier.changing import REVISION, granted_by
from benefits.earlier.named import REVOCATION, Act, Named, readable_in
from benefits.kinds.by_hand import in_line, unsaid
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed, paid_to
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.models import Draft
from benefits.models.changes import DECISION, LIST
from benefits.persons import addressed, insured_of
from benefits.reading import Unreadable
from benefits.wording.decisions import common, payment_of
from bhxh_archive.money import dong, in_words
from intake.models import ListLine
from intake.models import Result as IntakeResult

WHOLE_LIST: Final = "WHOLE_LIST"
"""Finding: what is revoked or annulled is a list, with everybody on it."""
NOTHING_BACK: Final = "NOTHING_BACK"
"""Finding: months that may have been paid are revoked, and nothing is claimed back."""


@dataclass(frozen=True)
class Revocation(Stated):
    """What is revoked, on which ground, and the đồng to be paid back as they were typed; nothing is computed."""

    named: Named
    ground: str
    recovered: int = 0

    @property
    def benefit(self) -> Month:
        """The month from which nothing is due any more."""
        return Month.of(self.named.since or timezone.localdate())


def _case(typed: Typed) -> Revocation:
    """Raises Unreadable with everything that is missing, or for an amount that can't be read."""
    if missing := unsaid({"ground": "Chưa ghi căn cứ pháp lý của việc thu hồi, hủy bỏ."}, typed.entries):
        raise Unreadable(*missing)
    named = readable_in(typed.draft, typed.entries)
    if named is None:
        raise Unreadable  # `naming.problems_of` says why, as for every decision
    _refuse_late(named)
    recovered = int(reading.money(typed.entries, "recovered") or 0)
    findings = (*_whole_list(named), *_nothing_back(named, recovered))
    return Revocation(named, in_line(typed.entries, "ground"), recovered, findings=findings)


def _refuse_late(named: Named) -> None:
    """Raises Unreadable for an adjustment that is revoked from a later day than its own: from then on nobody would pay
    the amount before it, for that has ended."""
    result = IntakeResult.objects.filter(pk=named.result, kind=REVISION).first() if named.result else None
    start = granted_by(result).get("start") if result else None
    if start and named.since and named.since > (begins := date.fromisoformat(start)):
        raise Unreadable(
            f"Quyết định điều chỉnh này có hiệu lực từ {Month.of(begins)}; thu hồi từ một tháng sau thì không văn bản "
            "nào trả tiếp mức cũ: hủy bỏ quyết định đó từ đầu, hoặc ra quyết định điều chỉnh mới từ tháng cần đổi."
        )


def _whole_list(named: Named) -> Iterator[Finding]:
    """How many people lose by it what the list grants: the dossier is often about one of them alone."""
    pk = named.result if named.form == LIST else None
    result = IntakeResult.objects.filter(pk=pk).first() if pk else None
    if result is None:
        return
    payees = SETTLED_LIST.payees(data) if (data := granted_by(result)) else None
    people, paid = _counted(payees) if payees is not None else _taken(result)
    does = f"{Act(named.act).label.lower()} làm chấm dứt quyền lợi của tất cả những người này"
    yield Finding(WHOLE_LIST, f"{named.called} có {people}{paid}: {does}, không chỉ của người trong hồ sơ.")


def _nothing_back(named: Named, recovered: int) -> Iterator[Finding]:
    """What was paid out is not known here; that nothing of it is claimed back is to be said, not forgotten."""
    pays = named.result is not None and named.form in _MADE_OUT
    past = named.act == Act.ANNULS or (named.since is not None and named.since <= timezone.localdate())
    if pays and past and not recovered:
        yield Finding(NOTHING_BACK, f"Chưa ghi số tiền phải hoàn trả: danh sách chi trả sẽ không thu hồi khoản nào đã "
                                    f"trả theo {named.called}.")  # fmt: skip


def _counted(payees: Sequence[Payee]) -> tuple[str, str]:
    """`45 người`, `, cộng 84.000.000 đồng`: of somebody who stands on several lines once, and all that is paid."""
    people = {(payee.insurance_number or payee.id_number, payee.person) for payee in payees}
    return f"{dong(len(people))} người", f", cộng {dong(sum(payee.money.once for payee in payees))} đồng"


def _taken(result: IntakeResult) -> tuple[str, str]:
    """What reception took, where the list was not settled here: what was paid by it nobody knows."""
    lines = ListLine.objects.filter(list__dossier=result.dossier_id, standing=ListLine.Standing.TAKEN)
    return f"{dong(lines.count())} lượt người", ""


def _compute(case: Revocation, _: Rules) -> Revocation:
    return case


_MADE_OUT: Final = {DECISION: "cấp cho", LIST: "có tên"}
"""What the document revoked is to the person: a letter is sent."""


def _data(draft: Draft, result: Revocation) -> Data:
    named, filled = result.named, common(draft)
    filled.pop("payment")
    filed = f"Căn cứ hồ sơ {draft.dossier} về việc hưởng chế độ của {addressed(insured_of(draft))}"
    return filled | {
        "legal_bases": [*filled["legal_bases"][:-1], filed],
        "act": Act(named.act).label, "revoked": named.words, "made_out": _MADE_OUT.get(named.form, "gửi"),
        "since": named.since.isoformat() if named.since else None,
        "reason": named.reason, "ground": result.ground, "recovered": result.recovered,
        "recovered_in_words": in_words(result.recovered).lower() if result.recovered else "",
    }  # fmt: skip


def _payees(data: Data) -> list[Payee]:
    """Nobody is paid; who has to pay something back."""
    owed = Money(recovered=data["recovered"])
    return [paid_to(data | {"payment": payment_of({})}, owed)] if owed.recovered else []


REVOKED: Final = Kind(
    REVOCATION, "benefits.forms.revocation.RevocationEntries", _case, _compute,
    lambda result: Money(recovered=result.recovered), lambda result: None, "decision_revocation", _data, _payees,
    periods=False, accounts=lambda draft, entries: (),
)  # fmt: skip
