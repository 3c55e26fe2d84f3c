"""Is the benefit due at all? Findings that warn the officer, each with its article; they never stop the computation."""

from collections.abc import Iterator

from benefits.arithmetic.age import retirement_month
from benefits.arithmetic.cases import LumpSumCase, LumpSumGround, PensionCase, PensionGround
from benefits.arithmetic.early import early
from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import COMPULSORY, Period, total_months
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding
from benefits.arithmetic.years import in_words, whole_years

LAW_2024 = Month(2025, 7)  # Law 41/2024 in force
# Months before the age at which a ground opens the door; None = any age.
_EARLIER: dict[PensionGround, int | None] = {
    PensionGround.NORMAL: 0,
    PensionGround.HARD_WORK: 60,
    PensionGround.COAL_PIT: 120,
    PensionGround.HIV: None,
    PensionGround.REDUCED_61: 60,
    PensionGround.REDUCED_81: 120,
    PensionGround.EXTREME_WORK_61: None,
    PensionGround.STREAMLINED: None,
}
_HARD = {PensionGround.HARD_WORK, PensionGround.COAL_PIT, PensionGround.EXTREME_WORK_61}


def pension_findings(case: PensionCase, rules: Rules) -> list[Finding]:
    """Codes TIME_SHORT, COMPULSORY_TIME_SHORT, HARD_WORK_SHORT, AGE_NOT_REACHED (Law 41/2024 arts 64-65)."""
    checks = (_time(case, rules), _hard_work(case, rules), _age(case, rules))
    return [finding for found in checks for finding in found]


def lump_sum_findings(case: LumpSumCase, rules: Rules) -> list[Finding]:
    """Codes NO_OLD_TIME, STILL_INSURED, TIME_LONG, AGE_NOT_REACHED, AGE_UNKNOWN (Law 41/2024 art 70.1)."""
    if case.ground is LumpSumGround.TWELVE_MONTHS_OUT:
        return list(_out_of_insurance(case, rules))
    if case.ground is LumpSumGround.AGE_WITHOUT_YEARS:
        return list(_age_without_years(case, rules))
    return []


def _time(case: PensionCase, rules: Rules) -> Iterator[Finding]:
    key = "reduced_years" if case.ground.is_reduced else "pension_years"
    rule = rules.find("eligibility", key, case.benefit.first_day)
    wanted = int(rule.value)
    months, compulsory = total_months(case.periods), total_months(case.periods, *COMPULSORY)
    if whole_years(months) < wanted:
        message = f"Mới đóng {in_words(months)}, chưa đủ {wanted} năm (tháng lẻ không được làm tròn khi xét điều kiện)."
        yield Finding("TIME_SHORT", message, article=rule.source)
    elif whole_years(compulsory) < wanted:
        message = f"Thời gian bắt buộc {in_words(compulsory)}, chưa đủ {wanted} năm; xét cùng thời gian tự nguyện."
        yield Finding("COMPULSORY_TIME_SHORT", message, article=rule.source)


def _hard_work(case: PensionCase, rules: Rules) -> Iterator[Finding]:
    rule = rules.find("eligibility", "hard_work_years", case.benefit.first_day)
    wanted = int(rule.value)
    if case.ground in _HARD and whole_years(case.hard_work_months) < wanted:
        done = in_words(case.hard_work_months)
        message = f"Thời gian làm nghề nặng nhọc, độc hại hoặc vùng khó khăn là {done}, chưa đủ {wanted} năm."
        yield Finding("HARD_WORK_SHORT", message, article=rule.source)


def _age(case: PensionCase, rules: Rules) -> Iterator[Finding]:
    earlier = _EARLIER[case.ground]
    if earlier is None:
        return
    if case.ground.is_reduced:
        yield from _too_early(case, earlier, rules)
        return
    reached, rule = retirement_month(case.birth, case.sex, rules, earlier)
    if reached >= case.benefit:
        message = f"Đủ tuổi vào tháng {reached}; lương hưu sớm nhất từ tháng {reached + 1}, không phải {case.benefit}."
        yield Finding("AGE_NOT_REACHED", message, article=rule.source)


def _too_early(case: PensionCase, most: int, rules: Rules) -> Iterator[Finding]:
    """Held against the age from which the reduction counts, so that condition and reduction never contradict."""
    found = early(case, rules)
    ahead = max(found.computed, found.months)
    if ahead > most:
        message = (
            f"Nghỉ sớm {in_words(ahead)} so với {found.basis_vi} (đủ tuổi vào tháng {found.reached}), "
            f"quá {in_words(most)}: chưa được hưởng từ tháng {case.benefit}."
        )
        yield Finding("AGE_NOT_REACHED", message, article=found.age.source)


def _out_of_insurance(case: LumpSumCase, rules: Rules) -> Iterator[Finding]:
    article = "Điều 70 khoản 1 điểm đ Luật 41/2024/QH15; Điều 14 NĐ 158/2025/NĐ-CP"
    counted = [period for period in case.periods if period.counted]
    if case.benefit >= LAW_2024 and all(period.start >= LAW_2024 for period in counted):
        yield Finding("NO_OLD_TIME", f"Không có thời gian đóng trước {LAW_2024}.", article=article)
    last = _last_month(counted)
    if last is not None and case.benefit - 1 - last < 12:
        message = f"Tháng đóng cuối {last}: đến trước tháng nộp chưa đủ 12 tháng liên tục không tham gia BHXH."
        yield Finding("STILL_INSURED", message, article=article)
    limit = int(rules.value("eligibility", "lump_sum_below_years", case.benefit.first_day))
    if whole_years(total_months(counted)) >= limit:
        yield Finding("TIME_LONG", f"Đã đóng từ đủ {limit} năm trở lên.", article=article)


def _age_without_years(case: LumpSumCase, rules: Rules) -> Iterator[Finding]:
    article = "Điều 70 khoản 1 điểm a Luật 41/2024/QH15"
    limit = int(rules.value("eligibility", "pension_years", case.benefit.first_day))
    if whole_years(total_months(case.periods)) >= limit:
        yield Finding("TIME_LONG", f"Đã đóng từ đủ {limit} năm trở lên, đủ thời gian hưởng lương hưu.", article=article)
    if case.sex is None or case.birth is None:
        yield Finding("AGE_UNKNOWN", "Cần ngày sinh và giới tính để xét tuổi nghỉ hưu.", article=article)
        return
    reached, _ = retirement_month(case.birth, case.sex, rules)
    if reached > case.benefit:
        yield Finding("AGE_NOT_REACHED", f"Đủ tuổi nghỉ hưu vào tháng {reached}.", article=article)


def _last_month(periods: list[Period]) -> Month | None:
    return max((period.end for period in periods), default=None)
