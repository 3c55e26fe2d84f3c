"""Which benefits can be computed by name, each of which case by which function?"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from benefits.arithmetic.accident import AccidentCase, accident
from benefits.arithmetic.allowance import AllowanceCase, allowance
from benefits.arithmetic.case_json import CaseInvalidError, read_case
from benefits.arithmetic.cases import LumpSumCase, PensionCase
from benefits.arithmetic.convalescence import ConvalescenceCase, convalescence
from benefits.arithmetic.lump_sum import lump_sum
from benefits.arithmetic.maternity import FatherCase, MaternityCase, father, maternity
from benefits.arithmetic.months import Month
from benefits.arithmetic.pension import pension
from benefits.arithmetic.periods import PeriodsInvalidError
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.sickness import SicknessCase, sickness
from benefits.arithmetic.stated import StatedCase, stated
from benefits.arithmetic.steps import NotComputableError, plain
from benefits.arithmetic.survivors.cases import DeathCase
from benefits.arithmetic.survivors.death import survivors
from benefits.arithmetic.survivors.unpaid import UnpaidCase, unpaid
from benefits.arithmetic.unemployment import UnemploymentCase, unemployment


class Kind(NamedTuple):
    """What a benefit is computed from, and by what."""

    case: type
    compute: Callable[[Any, Rules], Any]


KINDS: Final[dict[str, Kind]] = {
    "PENSION": Kind(PensionCase, pension),
    "LUMP_SUM": Kind(LumpSumCase, lump_sum),
    "SURVIVORS": Kind(DeathCase, survivors),
    "SICKNESS": Kind(SicknessCase, sickness),
    "MATERNITY": Kind(MaternityCase, maternity),
    "FATHER": Kind(FatherCase, father),
    "CONVALESCENCE": Kind(ConvalescenceCase, convalescence),
    "ACCIDENT": Kind(AccidentCase, accident),
    "UNEMPLOYMENT": Kind(UnemploymentCase, unemployment),
    "ALLOWANCE": Kind(AllowanceCase, allowance),
    "UNPAID": Kind(UnpaidCase, unpaid),
    "STATED": Kind(StatedCase, stated),
}


def computed(name: str, data: Any, rules: Rules) -> dict[str, Any]:
    """`{"result": …}` of a case as parsed JSON, or `{"problems": […]}`: sentences on what keeps it from one."""
    result, problems = outcome(name, data, rules)
    return {"problems": problems} if result is None else {"result": plain(result)}


def outcome(name: str, data: Any, rules: Rules) -> tuple[Any, list[str]]:
    """The result of a case as parsed JSON; or None, and the sentences on what keeps it from one."""
    if name not in KINDS:
        return None, [f"kind: «{name}» phải là một trong {', '.join(KINDS)}."]
    kind = KINDS[name]
    try:
        return _result(kind, read_case(kind.case, data), rules), []
    except CaseInvalidError as invalid:
        return None, invalid.problems
    except PeriodsInvalidError as invalid:
        return None, [found.message_vi for found in invalid.findings]
    except (NotComputableError, RuleMissing) as error:
        return None, [error.message_vi]


def _result(kind: Kind, case: Any, rules: Rules) -> Any:
    """Where the coefficients of its year are not published the latest stand in, and the result says TẠM TÍNH."""
    try:
        return kind.compute(case, rules)
    except RuleMissing:
        month = getattr(case, "benefit", None)
        if not isinstance(month, Month):
            raise
        return kind.compute(case, rules.extended(month.year))
