"""How is read what an officer worked out by hand: amounts, and in words how and on what ground?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from benefits import reading
from benefits.arithmetic.steps import figure


def unsaid(asked: Mapping[str, str], entries: Mapping[str, Any]) -> list[str]:
    """The sentences about the fields in which nothing was typed."""
    return [said for name, said in asked.items() if not reading.text(entries, name)]


def amount(entries: Mapping[str, Any], name: str) -> Decimal:
    """Whole đồng, 0 where nothing was typed. Raises Unreadable."""
    return reading.money(entries, name) or Decimal(0)


def in_line(entries: Mapping[str, Any], name: str) -> str:
    """Typed lines as one, without the stop at the end: it goes on in a sentence."""
    return " ".join(reading.text(entries, name).split()).rstrip(".;, ")


def product(label: str, total: Decimal | None, monthly: Decimal, months: int) -> Iterator[str]:
    """The sentence about a total that was typed and isn't so many months of the amount."""
    if total is not None and total != monthly * months:
        yield (f"{label} {figure(total)} đồng không bằng {figure(monthly)} × {months} tháng = "
               f"{figure(monthly * months)} đồng: hãy xem lại.")  # fmt: skip
