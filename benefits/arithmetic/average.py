"""What is the average monthly salary (mức bình quân) that a benefit is computed from?

Law 41/2024 art 72 and NĐ 158/2025 arts 15-17: State time by its last months, everything else over its whole length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from benefits.arithmetic.adjustment import AdjustedRow, adjusted_rows, rules_of, total
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
class RegimeAverage:
    """How the time of one regime was averaged: `months` is all of it, `rows` the part that was summed and divided."""

    regime: Regime
    months: int
    rows: tuple[AdjustedRow, ...]

    @property
    def used(self) -> int:
        """Months that were averaged over: the last ones of State time, or all."""
        return sum(row.months for row in self.rows)

    @property
    def total(self) -> Fraction:
        """Sum of the adjusted salaries of `used` months, exact, in đồng."""
        return total(self.rows)

    @property
    def amount(self) -> Fraction:
        """Exact đồng a month."""
        return self.total / self.used

    @property
    def part(self) -> Part:
        """The weight with which it enters the common average: all months at this average (NĐ 158/2025 art 15.4)."""
        return Part(self.amount * self.months, self.months)


@dataclass(frozen=True)
class Average:
    """Average in đồng per month (exact), the months behind it, and the adjusted rows of the contribution statement.

    `regimes` are the averages that it was joined from; none when an officer stated it.
    """

    amount: Fraction
    months: int
    rows: tuple[AdjustedRow, ...]
    regimes: tuple[RegimeAverage, ...]
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
    regimes = {one.regime: one for one in _regimes(rows, rules, joined_state, steps)}
    parts = {regime: regimes[regime].part if regime in regimes else Part(Fraction(0), 0) for regime in Regime}
    compulsory = _joined([parts[Regime.STATE], parts[Regime.EMPLOYER]], _MIXED, "bắt buộc", steps)
    whole = _joined([compulsory, parts[Regime.VOLUNTARY]], _VOLUNTARY, "bắt buộc và tự nguyện", steps)
    return Average(mean([whole]), whole.months, rows, tuple(regimes.values()), tuple(steps))


class WithHistory(Protocol):
    """A case that rests on an average: of its periods, or stated by an officer."""

    @property
    def periods(self) -> tuple[Period, ...]: ...
    @property
    def benefit(self) -> Month: ...
    @property
    def joined_state(self) -> Month | None: ...
    @property
    def stated_average(self) -> Decimal | None: ...


def stated_or_computed(case: WithHistory, rules: Rules) -> Average:
    """The average that an officer stated for the case, or the one computed from its periods (raises as `average`)."""
    if case.stated_average is None:
        return average(case.periods, case.benefit, rules, case.joined_state)
    stated = Fraction(case.stated_average)
    line = step("Mức bình quân do cán bộ xác định", "nhập trực tiếp", stated, DONG, "Điều 72 Luật 41/2024/QH15")
    return Average(stated, total_months(case.periods), (), (), (line,))


def mean(parts: Sequence[Part]) -> Fraction:
    """Sum of the parts by the sum of their months (art 72.3; NĐ 158 arts 15.4, 17.5)."""
    months = sum(part.months for part in parts)
    if not months:
        raise NotComputableError("Chưa có tháng đóng BHXH nào để tính mức bình quân.")
    return sum((part.amount for part in parts), Fraction(0)) / months


def _regimes(
    rows: Sequence[AdjustedRow], rules: Rules, joined: Month | None, steps: list[Step]
) -> Iterator[RegimeAverage]:
    """The average of each regime that has months."""
    for regime in Regime:
        own = tuple(row for row in rows if row.regime is regime)
        if own and regime is Regime.STATE:
            yield _state_average(own, rules, joined or own[0].start, steps)
        elif own:
            yield _whole_average(own, steps)


def _whole_average(rows: tuple[AdjustedRow, ...], steps: list[Step]) -> RegimeAverage:
    """Average over the whole time of an employer's or the voluntary regime."""
    made = RegimeAverage(rows[0].regime, sum(row.months for row in rows), rows)
    formula = f"tổng (mức đóng × số tháng × hệ số) = {figure(made.total)}; chia {made.months} tháng"
    title = f"Bình quân tiền lương {_TITLES[made.regime]}"
    steps.append(step(title, formula, made.amount, DONG, _STATE, *rules_of(rows)))
    return made


def _state_average(rows: tuple[AdjustedRow, ...], rules: Rules, joined: Month, steps: list[Step]) -> RegimeAverage:
    """Average of the last months of State time, or of the whole of it where that is more (NĐ 158 art 15.2c)."""
    window = rules.find("averaging_window", "", joined.first_day)
    whole = RegimeAverage(Regime.STATE, sum(row.months for row in rows), rows)
    recent = replace(whole, rows=_last_months(rows, min(int(window.value) or whole.months, whole.months)))
    title = f"Bình quân tiền lương {_TITLES[Regime.STATE]}"
    formula = f"{figure(recent.total)} : {recent.used} tháng cuối"
    last = f"{title}, {recent.used} tháng cuối"
    steps.append(step(last, formula, recent.amount, DONG, _STATE, window, *rules_of(recent.rows)))
    if whole.amount <= recent.amount:
        return recent
    formula = f"{figure(whole.total)} : {whole.months} tháng, cao hơn bình quân {recent.used} tháng cuối"
    steps.append(step(f"{title}, toàn bộ thời gian", formula, whole.amount, DONG, _WHOLE, *rules_of(rows)))
    return whole


def _last_months(rows: Sequence[AdjustedRow], wanted: int) -> tuple[AdjustedRow, ...]:
    taken: list[AdjustedRow] = []
    for row in reversed(rows):
        if wanted <= 0:
            break
        taken.insert(0, row.last(wanted))
        wanted -= row.months
    return tuple(taken)


def _joined(parts: Sequence[Part], article: str, title: str, steps: list[Step]) -> Part:
    """One part out of two; a step only when both have months."""
    joint = Part(sum((part.amount for part in parts), Fraction(0)), sum(part.months for part in parts))
    if all(part.months for part in parts):
        formula = f"({' + '.join(figure(part.amount) for part in parts)}) : {joint.months} tháng"
        steps.append(step(f"Bình quân chung {title}", formula, mean(parts), DONG, article))
    return joint
