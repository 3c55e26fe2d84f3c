"""Which relatives have a monthly allowance, and how much is each? (Law 41/2024 arts 86-87)"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from benefits.arithmetic.age import retirement_month
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Line, Per, line
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import Finding, NotComputableError, figure
from benefits.arithmetic.survivors.cases import DeathCase, Kin, Relative, Standing
from benefits.arithmetic.years import whole_years

_WORDS = {Kin.CHILD: "con", Kin.SPOUSE: "vợ hoặc chồng", Kin.PARENT: "cha, mẹ", Kin.DEPENDANT: "người phải nuôi dưỡng"}


def allowances(case: DeathCase, rules: Rules) -> list[Line]:
    """One for each relative, in the order given. Raises NotComputableError for more of them than the law allows (art
    87): who of them draws is for the relatives to agree and for nobody to guess from an order."""
    most = rules.find("survivors", "most_relatives", case.death.first_day)
    if (given := len(case.relatives)) > most.value:
        said = f"Chọn {given} thân nhân hưởng hằng tháng, tối đa {figure(most.value)} người ({most.source}): giữ lại "
        raise NotComputableError(f"{said}người hưởng, bỏ chọn những người khác.{_unentitled(case, rules)}")
    return [_allowance(case, number, row, rules) for number, row in enumerate(case.relatives, start=1)]


def _unentitled(case: DeathCase, rules: Rules) -> str:
    """Whom of them to look at first; "" where all of them seem to have a right."""
    told = "; ".join(f"{called} {why.rstrip('.')}" for _, called, why in _without_right(case, rules))
    return f" Có vẻ không đủ điều kiện: {told}." if told else ""


def findings(case: DeathCase, rules: Rules) -> Iterator[Finding]:
    """NO_MONTHLY of the death, and NOT_ENTITLED of each relative to look at (`indices`)."""
    yield from _of_the_death(case, rules)
    for index, called, why in _without_right(case, rules):
        article = "Điều 86 Luật 41/2024/QH15"
        yield Finding("NOT_ENTITLED", f"Thân nhân {called}: {why}", (index,), article=article)


def _without_right(case: DeathCase, rules: Rules) -> Iterator[tuple[int, str, str]]:
    """Place, name and reason of each relative who seems to have no right (art 86)."""
    for index, row in enumerate(case.relatives):
        if why := _why_not(case, row, rules):
            yield index, _called(row, index + 1), why


def _called(row: Relative, number: int) -> str:
    """The number stays: two of one name are told apart by it."""
    return f"{number}{f', {row.name}' if row.name else ''} ({_WORDS[row.kin]})"


def _allowance(case: DeathCase, number: int, row: Relative, rules: Rules) -> Line:
    on = case.death.first_day
    key = "share_without_carer" if row.without_carer else "share"
    share, most, level = (*(rules.find("survivors", name, on) for name in (key, "most_deaths")),
                          rules.find("reference_level", "", on))  # fmt: skip
    if row.deaths < 1:
        raise NotComputableError("Số người chết mà thân nhân được hưởng phải từ 1.")
    times = min(row.deaths, int(most.value))
    exact = Fraction(share.value) / 100 * Fraction(level.value) * times
    twice = f" × {times}" if times > 1 else ""
    used = (share, level, *((most,) if times > 1 else ()))
    formula = f"{figure(share.value)}% × {figure(level.value)}{twice}"
    label = f"Trợ cấp tuất hằng tháng, thân nhân {_called(row, number)}"
    return line(label, formula, exact, share.source, *used, per=Per.MONTH)


def _of_the_death(case: DeathCase, rules: Rules) -> Iterator[Finding]:
    years, loss = (rules.find("survivors", f"monthly_{key}", case.death.first_day)
                   for key in ("compulsory_years", "loss_percent"))  # fmt: skip
    received = case.standing is Standing.ACCIDENT_RECEIVER and case.loss_percent >= loss.value
    enough = whole_years(case.compulsory) >= years.value
    if not (case.by_accident or received or enough):
        message = (
            f"Người chết chưa đủ {figure(years.value)} năm đóng bắt buộc, không chết do TNLĐ, BNN và không hưởng "
            f"trợ cấp TNLĐ, BNN với mức suy giảm từ {figure(loss.value)}%: thân nhân hưởng một lần."
        )
        yield Finding("NO_MONTHLY", message, article=years.source)


def _why_not(case: DeathCase, row: Relative, rules: Rules) -> str:
    """Why this relative seems to have no right to a monthly allowance; "" where the facts give one."""
    on = case.death.first_day
    disabled = row.loss_percent >= rules.value("survivors", "relative_loss_percent", on)
    if row.kin is Kin.CHILD:
        age = int(rules.value("survivors", "child_age", on))
        return "" if disabled or _younger(row.birth, age, case.death) else f"đã đủ {age} tuổi."
    if row.income >= rules.value("reference_level", "", on):
        return "có thu nhập từ mức tham chiếu trở lên."
    if disabled:
        return ""
    if row.birth is None or row.sex is None:
        return "cần ngày sinh và giới tính để xét tuổi nghỉ hưu."
    reached = retirement_month(row.birth, row.sex, rules)[0]
    return "" if reached <= case.death else f"đủ tuổi nghỉ hưu vào tháng {reached}, sau khi người kia chết."


def _younger(birth: date | None, age: int, death: Month) -> bool:
    return birth is None or Month.of(birth) + age * 12 > death
