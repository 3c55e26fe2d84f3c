"""How is an issued document revoked or annulled (QD_THUHOI): which, from when, why, and what is paid back?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from benefits.arithmetic.months import Month
from benefits.arithmetic.recovery import SUMMED, Drawn
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, Step
from benefits.earlier.changing import REVISION, granted_by
from benefits.earlier.named import REVOCATION, Act, Named, document_in, readable_in
from benefits.kinds.by_hand import in_line, unsaid
from benefits.kinds.claiming_back import claimed
from benefits.kinds.granting import GRANTING
from benefits.kinds.kind import Data, Kind, Money, Payee, Stated, Typed, paid_to
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


_CHECK: Final = (
    "Cần xác nhận: số đề xuất tính từ mức ghi trên các quyết định và tháng đã trả do chuyên viên ghi; đối chiếu với "
    "chứng từ chi trả, trừ các tháng tạm dừng hưởng."
)


@dataclass(frozen=True)
class Revocation(Stated):
    """What is revoked, on which ground, and the đồng to be paid back, by whom where these are several."""

    named: Named
    ground: str
    recovered: int = 0
    rows: tuple[tuple[Drawn, int], ...] = ()

    @property
    def benefit(self) -> Month:
        """The month from which nothing is due any more."""
        return Month.of(self.named.since or timezone.localdate())


def _case(typed: Typed) -> Revocation:
    """Raises Unreadable with everything that is missing, or for an amount that can't be read or needs a reason."""
    if missing := unsaid({"ground": "Chưa ghi căn cứ pháp lý của việc thu hồi, hủy bỏ."}, typed.entries):
        raise Unreadable(*missing)
    named = readable_in(typed.draft, typed.entries)
    if named is None:
        raise Unreadable  # `naming.problems_of` says why, as for every decision
    _refuse_late(typed.draft, named)
    claim = claimed(typed.draft, named, typed.entries)
    return Revocation(
        named, in_line(typed.entries, "ground"), claim.amount, claim.rows, steps=claim.steps,
        findings=(*_whole_list(typed.draft, named), *claim.findings), warnings=(_CHECK,) if claim.steps else (),
    )  # fmt: skip


def _refuse_late(draft: Draft, named: Named) -> None:
    """Raises Unreadable for an adjustment that is revoked from a later day than its own: from then on nobody would pay
    the amount before it, for that has ended."""
    result = document_in(draft, named.result) if named.result else None
    start = granted_by(result).get("start") if result and result.kind == REVISION else None
    if start and named.since and named.since > (begins := date.fromisoformat(start)):
        raise Unreadable(
            f"Quyết định điều chỉnh này có hiệu lực từ {Month.of(begins)}; thu hồi từ một tháng sau thì không văn bản "
            "nào trả tiếp mức cũ: hủy bỏ quyết định đó từ đầu, hoặc ra quyết định điều chỉnh mới từ tháng cần đổi."
        )


def _whole_list(draft: Draft, named: Named) -> Iterator[Finding]:
    """How many people lose by it what the list grants: the dossier is often about one of them alone."""
    result = document_in(draft, named.result) if named.result and named.form == LIST else None
    if result is None:
        return
    data, kind = granted_by(result), GRANTING.get(result.kind)
    payees = kind.payees(data) if data and kind else None
    people, paid = _counted(payees) if payees is not None else _taken(result)
    does = f"{Act(named.act).label.lower()} làm chấm dứt quyền lợi của tất cả những người này"
    yield Finding(WHOLE_LIST, f"{named.called} có {people}{paid}: {does}, không chỉ của người trong hồ sơ.")


def _counted(payees: Sequence[Payee]) -> tuple[str, str]:
    """`45 người`, `, cộng 84.000.000 đồng`: of somebody who stands on several lines once, and all that is paid."""
    people = {(payee.insurance_number or payee.id_number, payee.person) for payee in payees}
    return f"{dong(len(people))} người", f", cộng {sum((payee.money for payee in payees), Money()).words}"


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
        "working": [_line(one) for one in result.steps if one.article != SUMMED] if result.recovered else [],
        "owing": [_owing(one, share) for one, share in result.rows],
    }  # fmt: skip


def _line(one: Step) -> Data:
    """One step of the working as it is printed, below the sum."""
    return {"label": one.label_vi, "formula": one.formula_vi, "amount": int(one.value), "source": one.article}


def _owing(one: Drawn, share: int) -> Data:
    """Who of several pays back how much."""
    return {"name": one.name, "id_number": one.id_number, "insurance_number": one.insurance_number, "amount": share}


def _payees(data: Data) -> list[Payee]:
    """Nobody is paid; who has to pay something back: each of several, where it is known how much."""
    if not data["recovered"]:
        return []
    if rows := data.get("owing"):
        return [Payee(row["name"], row["id_number"], row["insurance_number"], None, Money(recovered=row["amount"]),
                      "", "", "") for row in rows]  # fmt: skip
    return [paid_to(data | {"payment": payment_of({})}, Money(recovered=data["recovered"]))]


REVOKED: Final = Kind(
    REVOCATION, "benefits.forms.revocation.RevocationEntries", _case, _compute,
    lambda result: Money(recovered=result.recovered), lambda result: None, "decision_revocation", _data, _payees,
    periods=False, accounts=lambda draft, entries: (),
)  # fmt: skip
