"""What is paid after one death, all of it together?"""

from benefits.arithmetic.payments import Benefit, benefit
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.survivors import funeral, monthly
from benefits.arithmetic.survivors.cases import DeathCase
from benefits.arithmetic.survivors.one_sum import one_sum


def survivors(case: DeathCase, rules: Rules) -> Benefit:
    """Funeral allowance as `case.funeral` asks for it, and the monthly ones of the relatives or one sum.

    Raises PeriodsInvalidError, NotComputableError, or RuleMissing when a number of the law is not there.
    """
    found = list(funeral.findings(case, rules)) if case.funeral is not False else []
    granted = not found if case.funeral is None else case.funeral
    burial = [funeral.allowance(case, rules)] if granted else []
    if not case.one_sum:
        found += monthly.findings(case, rules)
        return benefit([*burial, *monthly.allowances(case, rules)], found)
    before, paid = one_sum(case, rules)
    return benefit([*burial, paid], found, before=before)


def burial(case: DeathCase, rules: Rules) -> Benefit:
    """The funeral allowance alone. Raises RuleMissing."""
    return benefit([funeral.allowance(case, rules)], funeral.findings(case, rules))
