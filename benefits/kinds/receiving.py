"""What is still missing where the money of a decision is to be transferred?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benefits import reading

TRANSFER: Final = "Chuyển khoản"
PLACE: Final = "payment_place"


@dataclass(frozen=True)
class Account:
    """The field that holds an account number, and whose it is ("" where the decision is made out to one person)."""

    field: str
    of: str = ""


OWN_ACCOUNT: Final = Account("payment_account")


@dataclass(frozen=True)
class Lack:
    """The empty field, and a sentence about it."""

    field: str
    said: str


def lacking(entries: Mapping[str, Any], accounts: Sequence[Account]) -> list[Lack]:
    """What a transfer wants that was not typed; nothing where the money goes another way."""
    if reading.text(entries, "payment_method") != TRANSFER:
        return []
    place = [] if reading.text(entries, PLACE) else [Lack(PLACE, "Nhận bằng chuyển khoản nhưng chưa ghi ngân hàng.")]
    return [*place, *(_unknown(account) for account in accounts if not reading.text(entries, account.field))]


def _unknown(account: Account) -> Lack:
    whose = f" {account.of}" if account.of else ""
    return Lack(account.field, f"Nhận bằng chuyển khoản nhưng chưa ghi số tài khoản{whose}.")
