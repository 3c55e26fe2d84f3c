"""How much is the one-time social-insurance benefit (BHXH một lần)?

Law 41/2024 art 70.3: 1.5 averages for each year before 2014, two for each from 2014; under one year, what was paid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from benefits.arithmetic.adjustment import AdjustedRow
from benefits.arithmetic.average import Average, RegimeAverage, stated_or_computed
from benefits.arithmetic.cases import LumpSumCase, LumpSumGround, SupportedTime
from benefits.arithmetic.eligibility import lump_sum_findings
from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.periods import Period, refuse_invalid, total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import (
    DONG,
    Finding,
    NotComputableError,
    Step,
    figure,
    is_tentative,
    rule_warnings,
    step,
)
from benefits.arithmetic.years import years
from bhxh_archive.money import round_half_up

_TURN = Month(2014, 1)
UNDER_YEAR = "Mức hưởng khi đóng chưa đủ một năm"
_ARTICLE = "Điều 70 khoản 3 Luật 41/2024/QH15"
_SUPPORT = "Điều 70 Luật 41/2024/QH15; NĐ 159/2025/NĐ-CP"


@dataclass(frozen=True)
class LumpSumResult:
    """Amounts in whole đồng, time in months and credited years; `steps` is the working.

    `amount` is what is paid: `gross` less `state_support`. `weights` are the averages for a year before and from
    2014, `factor` is the number of averages, 0 under one year.
    """

    months_total: int
    months_before_2014: int
    months_from_2014: int
    years_before_2014: Fraction
    years_from_2014: Fraction
    weights: tuple[Fraction, Fraction]
    factor: Fraction
    average: int
    average_exact: Fraction
    gross: int
    state_support: int
    amount: int
    rows: tuple[AdjustedRow, ...]
    regimes: tuple[RegimeAverage, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    tentative: bool


@dataclass(frozen=True)
class Split:
    """Contribution time at the turn of 2014: months as paid, years as credited."""

    months_before: int
    months_from: int
    years_before: Fraction
    years_from: Fraction


def lump_sum(case: LumpSumCase, rules: Rules) -> LumpSumResult:
    """One-time benefit for a dossier received in `case.benefit`.

    Raises PeriodsInvalidError, NotComputableError, or RuleMissing when a number of the law is not there.
    """
    refuse_invalid(case.periods, case.benefit)
    parts = split_at_turn(case.periods)
    basis = stated_or_computed(case, rules)
    base = basis.amount
    if total_months(case.periods) < 12:
        weights, (gross, lines) = (Fraction(0), Fraction(0)), _under_a_year(case, basis, rules)
    else:
        weights, gross, lines = _by_years(base, parts, case.benefit, rules)
    support, support_lines = _state_support(case, rules)
    steps = (*basis.steps, *lines, *support_lines)
    return LumpSumResult(
        months_total=parts.months_before + parts.months_from,
        months_before_2014=parts.months_before,
        months_from_2014=parts.months_from,
        years_before_2014=parts.years_before,
        years_from_2014=parts.years_from,
        weights=weights,
        factor=amount_by_years(Fraction(1), parts, *weights),
        average=round_half_up(base),
        average_exact=base,
        gross=round_half_up(gross),
        state_support=round_half_up(support),
        amount=round_half_up(max(gross - support, Fraction(0))),
        rows=basis.rows,
        regimes=basis.regimes,
        steps=steps,
        findings=tuple(lump_sum_findings(case, rules)),
        warnings=(*rule_warnings(steps), *_case_warnings(case, parts)),
        tentative=is_tentative(steps),
    )


def split(months_before: int, months_from: int) -> Split:
    """Years on both sides of 2014; odd months before it move behind it, and only then the rest is rounded (art 70)."""
    whole, odd = divmod(months_before, 12)
    return Split(months_before, months_from, Fraction(whole), years(months_from + odd))


def split_at_turn(periods: Sequence[Period]) -> Split:
    """The counted time of these periods at the turn of 2014."""
    return split(*_months_at_turn(periods))


def amount_by_years(base: Fraction, parts: Split, before: Fraction, after: Fraction) -> Fraction:
    """Exact đồng: average times (years before 2014 x `before` + years from 2014 x `after`)."""
    return base * (parts.years_before * before + parts.years_from * after)


def _months_at_turn(periods: Sequence[Period]) -> tuple[int, int]:
    months = total_months(periods)
    after = sum(max(period.end - max(period.start, _TURN) + 1, 0) for period in periods if period.counted)
    return months - after, after


def _by_years(
    base: Fraction, parts: Split, benefit: Month, rules: Rules
) -> tuple[tuple[Fraction, Fraction], Fraction, list[Step]]:
    """(weights of a year before and from 2014, exact amount, steps) from one year of contribution on."""
    before, after = (rules.find("lump_sum", key, benefit.first_day) for key in ("before_2014", "from_2014"))
    weights = (Fraction(before.value), Fraction(after.value))
    factor, gross = amount_by_years(Fraction(1), parts, *weights), amount_by_years(base, parts, *weights)
    time = f"{parts.months_before} tháng trước 2014 (tháng lẻ chuyển sang sau), {parts.months_from} tháng từ 2014"
    terms = (
        f"{time}: {figure(parts.years_before)} năm × {figure(before.value)} + "
        f"{figure(parts.years_from)} năm × {figure(after.value)}"
    )
    return (
        weights,
        gross,
        [
            step("Số tháng mức bình quân được hưởng", terms, factor, "tháng", after.source, before, after),
            step("Mức hưởng BHXH một lần", f"{figure(base)} × {figure(factor)}", gross, DONG, after.source),
        ],
    )


def _under_a_year(case: LumpSumCase, basis: Average, rules: Rules) -> tuple[Fraction, list[Step]]:
    """What was paid, at most two averages: 22 % of the salaries contributed on, or the rate that a row states."""
    if case.stated_average is not None:
        raise NotComputableError("Chưa đủ một năm: cần tiền lương từng tháng, không dùng mức bình quân nhập trực tiếp.")
    on = case.benefit.first_day
    percent, cap, indexed = (rules.find("lump_sum", f"under_year_{key}", on) for key in ("percent", "cap", "indexed"))
    paid_on: dict[Decimal, Fraction] = {}
    for row in basis.rows:
        rate = case.periods[row.index].rate or percent.value
        paid_on[rate] = paid_on.get(rate, Fraction(0)) + _salary(row, adjusted=bool(indexed.value))
    paid = sum((salaries * Fraction(rate) / 100 for rate, salaries in paid_on.items()), Fraction(0))
    most = basis.amount * Fraction(cap.value)
    terms = " + ".join(f"{figure(rate)}% × {figure(round_half_up(salaries))}" for rate, salaries in paid_on.items())
    formula = (
        f"{terms} = {figure(round_half_up(paid))}; "
        f"tối đa {figure(cap.value)} × {figure(basis.amount)} = {figure(round_half_up(most))}"
    )
    amount = min(paid, most)
    return amount, [step(UNDER_YEAR, formula, amount, DONG, percent.source, percent, cap, indexed)]


def _salary(row: AdjustedRow, *, adjusted: bool) -> Fraction:
    return Fraction(row.amount if adjusted else row.monthly * row.months)


def _state_support(case: LumpSumCase, rules: Rules) -> tuple[Fraction, list[Step]]:
    """What the State paid of voluntary contributions comes off, except for serious disease."""
    if not case.support or case.ground is LumpSumGround.SERIOUS_DISEASE:
        return Fraction(0), []
    lines = [_support_line(time, rules) for time in case.support]
    return sum((amount for amount, _ in lines), Fraction(0)), [line for _, line in lines]


def _support_line(time: SupportedTime, rules: Rules) -> tuple[Fraction, Step]:
    """Months x 22 % x rural poverty line x share of the group, month by month."""
    keys = ("contribution_percent", "poverty_line", f"{time.group}:percent")
    monthly = [
        tuple(rules.find("state_support", key, month.first_day) for key in keys)
        for month in each_month(time.start, time.end)
    ]
    amount = sum(
        (Fraction(rate.value * line.value * share.value) / 10_000 for rate, line, share in monthly), Fraction(0)
    )
    used = tuple(dict.fromkeys(rule for month in monthly for rule in month))
    formula = f"{len(monthly)} tháng ({time.start} - {time.end}) × mức đóng × chuẩn nghèo nông thôn × tỷ lệ hỗ trợ"
    return amount, step("Trừ phần Nhà nước đã hỗ trợ", formula, amount, DONG, _SUPPORT, *used)


def _case_warnings(case: LumpSumCase, parts: Split) -> Iterator[str]:
    yield "Cần xác nhận: cách làm tròn (giữ đủ số lẻ, làm tròn đến đồng ở kết quả cuối)."
    if total_months(case.periods) < 12 and any(period.counted and period.rate for period in case.periods):
        yield "Cần xác nhận: số đã đóng tính theo tỷ lệ ghi ở từng dòng, dòng không ghi tính theo tỷ lệ chung."
    if case.stated_average is not None:
        yield "Mức bình quân do cán bộ nhập, không tính từ quá trình đóng."
    if parts.months_from == 0 and parts.months_before % 12:
        yield "Cần xác nhận: chỉ có thời gian trước 2014, tháng lẻ vẫn chuyển sang giai đoạn từ 2014."
