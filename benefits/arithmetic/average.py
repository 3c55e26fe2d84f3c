"""What is the average monthly salary (mức bình quân) that a benefit is computed from?

Law 41/2024 art 72 and NĐ 158/2025 arts 15-17: State time by its last months, everything else over its whole length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from benefits.arithmetic.adjustment import AdjustedRow, adjusted_rows, rules_of, total
from benefits.arithmetic.cases import LumpSumCase, PensionCase
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Period, Regime, total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import DONG, NotComputableError, Step, figure, step

_STATE = "Điều 72 Luật 41/2024/QH15; Điều 15, 16 NĐ 158/2025/NĐ-CP"
_WHOLE = "Điều 15 khoản 2 điểm c NĐ 158/2025/NĐ-CP"
_MIXED = "Điều 72 khoản 3 Luật 41/2024/QH15; Điều 15 khoản 4 NĐ 158/2025/NĐ-CP"
_VOLUNTARY = "Điều 17 khoản 5 NĐ 158/2025/NĐ-CP"
_TITLES = {
    Regime.STATE: "khu vực Nhà nước",
    Regime.EMPLOYER: "do người sử dụng lao động quyết định",
    Regime.VOLUNTARY: "BHXH tự nguyện",
}


@dataclass(frozen=True)
class Part:
    """Salary that stands for `months` of one regime: `amount` đồng in all."""

    amount: Fraction
    months: int


@dataclass(frozen=True)
class Average:
    """Average in đồng per month (exact), the months behind it, and the adjusted rows of the contribution statement."""

    amount: Fraction
    months: int
    rows: tuple[AdjustedRow, ...]
    steps: tuple[Step, ...]


def average(periods: Sequence[Period], benefit: Month, rules: Rules, joined_state: Month | None = None) -> Average:
    """Average of all counted periods for a benefit that starts in `benefit`.

    `joined_state`: first month under the State regime when it differs from the first State period.
    Raises RuleMissing, and NotComputableError without any counted month.
    """
    rows = adjusted_rows(periods, benefit, rules, joined_state)
    if not rows:
        raise NotComputableError("Chưa có tháng đóng BHXH nào để tính mức bình quân.")
    steps: list[Step] = []
    parts = {regime: _part(regime, rows, rules, joined_state, steps) for regime in Regime}
    compulsory = _joined([parts[Regime.STATE], parts[Regime.EMPLOYER]], _MIXED, "bắt buộc", steps)
    whole = _joined([compulsory, parts[Regime.VOLUNTARY]], _VOLUNTARY, "bắt buộc và tự nguyện", steps)
    return Average(mean([whole]), whole.months, rows, tuple(steps))


def stated_or_computed(case: PensionCase | LumpSumCase, rules: Rules) -> Average:
    """The average that an officer stated for the case, or the one computed from its periods (raises as `average`)."""
    if case.stated_average is None:
        return average(case.periods, case.benefit, rules, case.joined_state)
    stated = Fraction(case.stated_average)
    line = step("Mức bình quân do cán bộ xác định", "nhập trực tiếp", stated, DONG, "Điều 72 Luật 41/2024/QH15")
    return Average(stated, total_months(case.periods), (), (line,))


def mean(parts: Sequence[Part]) -> Fraction:
    """Sum of the parts by the sum of their months (art 72.3; NĐ 158 arts 15.4, 17.5)."""
    months = sum(part.months for part in parts)
    if not months:
        raise NotComputableError("Chưa có tháng đóng BHXH nào để tính mức bình quân.")
    return sum((part.amount for part in parts), Fraction(0)) / months


def _part(regime: Regime, rows: Sequence[AdjustedRow], rules: Rules, joined: Month | None, steps: list[Step]) -> Part:
    own = [row for row in rows if row.regime is regime]
    months = sum(row.months for row in own)
    if not own:
        return Part(Fraction(0), 0)
    if regime is Regime.STATE:
        return Part(_state_average(own, rules, joined or own[0].start, steps) * months, months)
    amount = total(own)
    formula = f"tổng (mức đóng × số tháng × hệ số) = {figure(amount)}; chia {months} tháng"
    steps.append(
        step(f"Bình quân tiền lương {_TITLES[regime]}", formula, amount / months, DONG, _STATE, *rules_of(own))
    )
    return Part(amount, months)


def _state_average(rows: Sequence[AdjustedRow], rules: Rules, joined: Month, steps: list[Step]) -> Fraction:
    """Average of the last months of State time, or of the whole of it where that is more (NĐ 158 art 15.2c)."""
    window = rules.find("averaging_window", "", joined.first_day)
    months = sum(row.months for row in rows)
    used = min(int(window.value) or months, months)
    last = _last_months(rows, used)
    recent, whole = total(last) / used, total(rows) / months
    title = f"Bình quân tiền lương {_TITLES[Regime.STATE]}"
    formula = f"{figure(total(last))} : {used} tháng cuối"
    steps.append(step(f"{title}, {used} tháng cuối", formula, recent, DONG, _STATE, window, *rules_of(last)))
    if whole > recent:
        formula = f"{figure(total(rows))} : {months} tháng, cao hơn bình quân {used} tháng cuối"
        steps.append(step(f"{title}, toàn bộ thời gian", formula, whole, DONG, _WHOLE, *rules_of(rows)))
    return max(recent, whole)


def _last_months(rows: Sequence[AdjustedRow], wanted: int) -> list[AdjustedRow]:
    taken: list[AdjustedRow] = []
    for row in reversed(rows):
        if wanted <= 0:
            break
        taken.insert(0, row.last(wanted))
        wanted -= row.months
    return taken


def _joined(parts: Sequence[Part], article: str, title: str, steps: list[Step]) -> Part:
    """One part out of two; a step only when both have months."""
    joint = Part(sum((part.amount for part in parts), Fraction(0)), sum(part.months for part in parts))
    if all(part.months for part in parts):
        formula = f"({' + '.join(figure(part.amount) for part in parts)}) : {joint.months} tháng"
        steps.append(step(f"Bình quân chung {title}", formula, mean(parts), DONG, article))
    return joint
