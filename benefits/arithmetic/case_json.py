"""How does a case written as JSON become the case that the arithmetic takes?

Field by field as the dataclasses say: `fixtures/cases/README.md` is their description for people. Numbers with a
decimal point are read as decimals, never as floats; no salary, number of days or share of a case is below 0.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from benefits.arithmetic.months import Month

Case = TypeVar("Case")
_YEARS: Final = range(1920, 2200)  # of living people, and room to reckon before and after them
_MOST_DIGITS: Final = 18
_NO_NUMBER: Final = "không phải số từ 0 trở lên"


class CaseInvalidError(ValueError):
    """What is wrong with a case, a sentence for each place."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


def read_case(kind: type[Case], data: Any) -> Case:
    """The dataclass `kind` of parsed JSON. Raises CaseInvalidError with all that is wrong."""
    problems: list[str] = []
    case = _dataclass(kind, data, "", problems)
    if problems:
        raise CaseInvalidError(problems)
    return case  # type: ignore[no-any-return]


def _dataclass(kind: type, data: Any, at: str, problems: list[str]) -> Any:
    if not isinstance(data, Mapping):
        problems.append(f"{at or 'case'}: cần một đối tượng JSON.")
        return None
    hints, known = get_type_hints(kind), {field.name: field for field in fields(kind)}
    problems += [f"{_below(at, name)}: không có trường này." for name in data if name not in known]
    problems += [
        f"{_below(at, name)}: chưa ghi." for name, field in known.items()
        if name not in data and field.default is MISSING and field.default_factory is MISSING
    ]  # fmt: skip
    values = {name: _value(hints[name], data[name], _below(at, name), problems) for name in known if name in data}
    return None if problems else kind(**values)


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _value(hint: Any, value: Any, at: str, problems: list[str]) -> Any:
    """What stands at a place, as its type; None once a problem was noted."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(_other_than_none(hint), value, at, problems)
    if origin is tuple:
        return tuple(_items(get_args(hint)[0], value, at, problems))
    if is_dataclass(hint) and isinstance(hint, type) and hint is not Month:
        return _dataclass(hint, value, at, problems)
    try:
        return _reader(hint)(value)
    except (ValueError, TypeError, ArithmeticError):
        problems.append(f"{at}: «{value}» {_wanted(hint)}.")
        return None


def _other_than_none(hint: Any) -> Any:
    return next(one for one in get_args(hint) if one is not type(None))


def _items(hint: Any, value: Any, at: str, problems: list[str]) -> Iterator[Any]:
    if not isinstance(value, list):
        problems.append(f"{at}: cần một danh sách.")
        return
    for number, item in enumerate(value):
        yield _value(hint, item, f"{at}[{number}]", problems)


def _reader(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) is Literal:
        return _one_of(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _READERS[hint]


def _one_of(choices: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        return choices[choices.index(value)]

    return read


def _wanted(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return f"phải là một trong {', '.join(get_args(hint))}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return f"phải là một trong {', '.join(hint)}"
    return _WORDS[hint]


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError(value)
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or number < 0:
        raise InvalidOperation(value)
    return number


def _month(value: Any) -> Month:
    month = Month.parse(_text(value))
    return month if month.year in _YEARS else _refused(value)


def _day(value: Any) -> date:
    day = date.fromisoformat(_text(value))
    return day if day.year in _YEARS else _refused(value)


def _refused(value: Any) -> Any:
    raise ValueError(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


_READERS: dict[Any, Callable[[Any], Any]] = {
    Month: _month, date: _day,
    Decimal: _number, Fraction: lambda value: Fraction(_number(value)), int: _whole, bool: _truth, str: _text,
}  # fmt: skip
_WORDS: dict[Any, str] = {
    Month: "không phải tháng dạng MM/YYYY", date: "không phải ngày dạng YYYY-MM-DD", Decimal: _NO_NUMBER,
    Fraction: _NO_NUMBER, int: "không phải số nguyên từ 0 trở lên", bool: "phải là true hoặc false",
    str: "phải là chuỗi",
}  # fmt: skip
