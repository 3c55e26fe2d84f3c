"""How are the benefits computed? Pure functions over dated rules; nothing here knows of Django.

Read `docs/arithmetic.md` for the map from articles of law to modules.
"""

from benefits.arithmetic.adjustment import AdjustedRow, adjusted_rows
from benefits.arithmetic.age import known_birth, pension_start, retirement_month
from benefits.arithmetic.average import Average, Part, average, mean
from benefits.arithmetic.cases import (
    LumpSumCase,
    LumpSumGround,
    PensionCase,
    PensionGround,
    RegionalTime,
    SupportedTime,
    SupportGroup,
)
from benefits.arithmetic.eligibility import lump_sum_findings, pension_findings
from benefits.arithmetic.lump_sum import LumpSumResult, lump_sum
from benefits.arithmetic.months import Month, each_month
from benefits.arithmetic.pension import PensionResult, pension
from benefits.arithmetic.period_csv import CsvError, read_csv, write_csv
from benefits.arithmetic.periods import Exclusion, Period, PeriodsInvalidError, Regime, check, total_months
from benefits.arithmetic.rate import early_reduction, pension_rate
from benefits.arithmetic.rules import Rule, RuleMissing, Rules, load_rules
from benefits.arithmetic.steps import Finding, NotComputableError, Step, plain
from benefits.arithmetic.supplements import regional_allowance
from benefits.arithmetic.years import whole_years, years

__all__ = [
    "AdjustedRow",
    "Average",
    "CsvError",
    "Exclusion",
    "Finding",
    "LumpSumCase",
    "LumpSumGround",
    "LumpSumResult",
    "Month",
    "NotComputableError",
    "Part",
    "PensionCase",
    "PensionGround",
    "PensionResult",
    "Period",
    "PeriodsInvalidError",
    "Regime",
    "RegionalTime",
    "Rule",
    "RuleMissing",
    "Rules",
    "Step",
    "SupportGroup",
    "SupportedTime",
    "adjusted_rows",
    "average",
    "check",
    "each_month",
    "early_reduction",
    "known_birth",
    "load_rules",
    "lump_sum",
    "lump_sum_findings",
    "mean",
    "pension",
    "pension_findings",
    "pension_rate",
    "pension_start",
    "plain",
    "read_csv",
    "regional_allowance",
    "retirement_month",
    "total_months",
    "whole_years",
    "write_csv",
    "years",
]
