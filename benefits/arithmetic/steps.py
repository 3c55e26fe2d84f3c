"""How does a result explain itself: which number came from which, by which article and which source?"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rule
from bhxh_archive.money import dong, round_half_up

DONG = "đồng"
_SHOWN_PLACES = 4
_PLAIN = frozenset({str, int, bool, type(None)})


class NotComputableError(ValueError):
    """The case lacks something the law needs; `message_vi` says what."""

    def __init__(self, message_vi: str) -> None:
        self.message_vi = message_vi
        super().__init__(message_vi)


@dataclass(frozen=True)
class Finding:
    """Something an officer must look at. `error` findings of periods stop the computation, `warning` findings do not.

    `indices` are positions in the list of periods, `months` the months concerned.
    """

    code: str
    message_vi: str
    indices: tuple[int, ...] = ()
    months: tuple[Month, ...] = ()
    severity: str = "warning"
    article: str = ""


@dataclass(frozen=True)
class Step:
    """One line of the working. `value` is rounded for showing only; the computation goes on with the exact number."""

    label_vi: str
    formula_vi: str
    value: Decimal
    unit: str
    article: str
    rules: tuple[Rule, ...] = ()

    @property
    def source(self) -> str:
        """Where the numbers stand, as far as the article has not said it already."""
        return "; ".join(dict.fromkeys(rule.source for rule in self.rules if rule.source != self.article))


def step(
    label_vi: str, formula_vi: str, value: Fraction | Decimal | int, unit: str, article: str, *rules: Rule
) -> Step:
    """A Step whose value is shown in whole đồng, or to four places in other units."""
    exact = Fraction(value)
    places = 0 if unit == DONG else _SHOWN_PLACES
    shown = Decimal(round_half_up(exact * 10**places)).scaleb(-places)
    # normalize() alone would write 60 as 6E+1
    tidy = shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()
    return Step(label_vi, formula_vi, tidy, unit, article, rules)


def figure(value: Fraction | Decimal | int) -> str:
    """A number as Vietnamese reads it: dots between thousands, decimal comma, at most four places."""
    scaled = round_half_up(Fraction(value) * 10**_SHOWN_PLACES)
    whole, rest = divmod(abs(scaled), 10**_SHOWN_PLACES)
    decimals = f"{rest:0{_SHOWN_PLACES}d}".rstrip("0")
    return f"{'-' if scaled < 0 else ''}{dong(whole)}{',' + decimals if decimals else ''}"


def rule_warnings(steps: Iterable[Step]) -> list[str]:
    """Sentences on unconfirmed and stand-in numbers that the steps used, each once."""
    rules = [rule for one in steps for rule in one.rules if not rule.confirmed]
    tentative = {f"TẠM TÍNH: chưa có bảng hệ số năm {rule.valid_from.year}; dùng tạm bảng gần nhất, không được ký."
                 for rule in rules if rule.tentative}  # fmt: skip
    return sorted(tentative) + list(dict.fromkeys(f"Cần xác nhận: {rule.source}" for rule in rules))


def is_tentative(steps: Iterable[Step]) -> bool:
    return any(rule.tentative for one in steps for rule in one.rules)


def plain(value: Any) -> Any:
    """Dictionaries, lists, strings, numbers and booleans for JSON: how a result is frozen with its decision.

    Decimals and fractions become strings ("6522646.3", "43/2"), months "MM/YYYY", days ISO.
    """
    if type(value) in _PLAIN:  # most of what is asked about
        return value
    if isinstance(value, Month | Fraction | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
