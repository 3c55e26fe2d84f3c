"""Which number did the law prescribe on a given day, and who says so?

Rules are plain dated rows, so that files and database rows feed the same arithmetic. Nothing is guessed: a missing row
is a typed error that names the table.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

TABLE_TITLES = {
    "averaging_window": "số tháng tính bình quân tiền lương",
    "base_salary": "mức lương cơ sở",
    "convalescence": "mức dưỡng sức, phục hồi sức khỏe",
    "cpi": "hệ số điều chỉnh tiền lương (trượt giá)",
    "cpi_voluntary": "hệ số điều chỉnh thu nhập BHXH tự nguyện",
    "early_retirement": "mức giảm do nghỉ hưu trước tuổi",
    "eligibility": "điều kiện thời gian đóng",
    "lump_sum": "mức hưởng BHXH một lần",
    "maternity": "mức hưởng thai sản",
    "minimum_wage": "mức lương tối thiểu vùng",
    "pension_rate": "tỷ lệ hưởng lương hưu",
    "reference_level": "mức tham chiếu",
    "regional_allowance": "trợ cấp khu vực một lần",
    "retirement_age": "tuổi nghỉ hưu",
    "retirement_grant": "trợ cấp một lần khi nghỉ hưu",
    "salary_ceiling": "mức trần tiền lương làm căn cứ đóng",
    "sickness": "mức hưởng ốm đau",
    "social_pension": "trợ cấp hưu trí xã hội",
    "state_indexation": "cách điều chỉnh tiền lương khu vực Nhà nước",
    "state_support": "Nhà nước hỗ trợ tiền đóng",
    "survivors": "chế độ tử tuất",
    "unemployment": "trợ cấp thất nghiệp",
    "work_accident": "trợ cấp tai nạn lao động, bệnh nghề nghiệp",
}
_YEARLY_TABLES = ("cpi", "cpi_voluntary")


class RuleMissing(LookupError):  # noqa: N818 - named after what is the matter
    """The law's number for a table, key and day is not there (not published, or not entered)."""

    def __init__(self, table: str, key: str, on: date) -> None:
        self.table, self.key, self.on = table, key, on
        super().__init__(f"no rule in {table!r} for key {key!r} on {on.isoformat()}")

    @property
    def message_vi(self) -> str:
        title = TABLE_TITLES.get(self.table, self.table)
        detail = f" ({self.key})" if self.key.isdigit() else ""  # a year; other keys are words of the program
        return f"Chưa có dữ liệu “{title}”{detail} cho ngày {self.on:%d/%m/%Y}. Hãy bổ sung bảng này trước khi tính."


@dataclass(frozen=True)
class Rule:
    """One number of the law, valid from `valid_from` to `valid_to` (inclusive; None = still open)."""

    table: str
    key: str
    value: Decimal
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool
    tentative: bool = False

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Rules:
    """All dated numbers, looked up by table, key and day. Raises ValueError when two rows of one key overlap."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_key: dict[tuple[str, str], list[Rule]] = {}
        for rule in sorted(rules, key=lambda rule: rule.valid_from):
            self._by_key.setdefault((rule.table, rule.key), []).append(rule)
        for rows in self._by_key.values():
            _refuse_overlap(rows)

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, Any]]) -> "Rules":
        """From mappings with the keys table, key, value, valid_from, valid_to, source, confirmed."""
        return cls(_rule(row) for row in rows)

    def find(self, table: str, key: str, on: date) -> Rule:
        """The rule of `key` in `table` that holds on `on`. Raises RuleMissing."""
        for rule in self._by_key.get((table, key), ()):
            if rule.holds_on(on):
                return rule
        raise RuleMissing(table, key, on)

    def value(self, table: str, key: str, on: date) -> Decimal:
        """Only the number of `find`."""
        return self.find(table, key, on).value

    def of_table(self, table: str) -> list[Rule]:
        """Every number of a table."""
        return [rule for (named, _), held in self._by_key.items() if named == table for rule in held]

    def overlaid(self, rows: Iterable[Rule]) -> "Rules":
        """These rules, with each of `rows` in the place of what held on its days; of two for one day the later one."""
        known = [rule for held in self._by_key.values() for rule in held]
        for row in rows:
            known = [*(part for rule in known for part in _outside(rule, row)), row]
        return Rules(known)

    def extended(self, year: int) -> "Rules":
        """These rules, with the latest coefficient tables standing in for `year` when that year has none.

        Every stand-in is marked tentative, so that a result can be shown as "TẠM TÍNH" but never signed.
        """
        known = [rule for rows in self._by_key.values() for rule in rows]
        return Rules(known + [rule for table in _YEARLY_TABLES for rule in _stand_ins(known, table, year)])


def load_rules(path: Path) -> Rules:
    """Rules from a folder of JSON tables (see fixtures/rules/README.md)."""
    tables = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.json"))]
    return Rules.of_rows({**row, "table": table["table"]} for table in tables for row in table["rows"])


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        table=row["table"],
        key=row["key"],
        value=Decimal(row["value"]),
        valid_from=_day(row["valid_from"]),
        valid_to=None if row["valid_to"] is None else _day(row["valid_to"]),
        source=row["source"],
        confirmed=bool(row["confirmed"]),
    )


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _refuse_overlap(rows: list[Rule]) -> None:
    for earlier, later in zip(rows, rows[1:], strict=False):
        if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            raise ValueError(f"rules of {later.table!r}, key {later.key!r} overlap on {later.valid_from.isoformat()}")


def _outside(rule: Rule, row: Rule) -> list[Rule]:
    """What is left of a rule where another takes its days: all of it, an end on either side, or nothing."""
    if (rule.table, rule.key) != (row.table, row.key):
        return [rule]
    before = replace(rule, valid_to=min(rule.valid_to or date.max, row.valid_from - timedelta(days=1)))
    parts = [before] if before.valid_from < row.valid_from else []
    if row.valid_to and (rule.valid_to is None or rule.valid_to > row.valid_to):
        parts.append(replace(rule, valid_from=max(rule.valid_from, row.valid_to + timedelta(days=1))))
    return parts


def _stand_ins(known: list[Rule], table: str, year: int) -> list[Rule]:
    """The latest rows of a yearly table before `year`, moved to `year`; years paid since then count as 1.00."""
    rows = [rule for rule in known if rule.table == table and rule.valid_from.year <= year]
    latest = max((rule.valid_from.year for rule in rows), default=year)
    if latest == year:
        return []
    moved = [_moved(rule, year) for rule in rows if rule.valid_from.year == latest]
    newest = max(moved, key=lambda rule: int(rule.key))
    missing = range(int(newest.key) + 1, year + 1)
    return moved + [replace(newest, key=str(paid), value=Decimal("1.00")) for paid in missing]


def _moved(rule: Rule, year: int) -> Rule:
    span = {"valid_from": date(year, 1, 1), "valid_to": date(year, 12, 31)}
    return replace(rule, **span, confirmed=False, tentative=True)  # type: ignore[arg-type]
