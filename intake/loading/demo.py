"""Which offices, people and rules does the demo have? Synthetic, loaded by `load_demo` and by the tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import RIGHTS
from bhxh_archive.second_factor.demo import give_demo_devices
from bhxh_archive.upserting import upsert
from intake.loading.offices import fingerprint, load_offices

FOLDER: Final = Path("fixtures/demo")
PASSWORD: Final = "bhxh-demo-2026"  # noqa: S105 - the demo's own, printed by `make run`
SINCE: Final = date(2026, 1, 1)
SIGNING: Final = frozenset({"benefits.sign", "benefits.cosign", "benefits.issue"})
"""Who has any of these rights is asked for a code now and then."""


def _read(name: str) -> Any:
    return json.loads((settings.BASE_DIR / FOLDER / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_demo() -> list[User]:
    """Load or refresh the demo offices and people; certificates are taken from TRUST_DIR where they exist."""
    return _users(_read("people.json"), load_offices(_read("offices.json")))


def _users(rows: list[dict[str, Any]], offices: dict[str, Office]) -> list[User]:
    facts = [{"username": row["username"], "full_name": row["full_name"], "certificate": fingerprint(row["username"])}
             for row in rows]  # fmt: skip
    upsert(User, facts, "username")
    users = {user.username: user for user in User.objects.filter(username__in=[row["username"] for row in rows])}
    _give_passwords([user for user in users.values() if not user.password])
    _give_functions([
        Assignment(user=users[row["username"]], office=offices[row["office"]], role=row["role"], valid_from=SINCE,
                   title=row["title"], authority=row.get("authority", ""))
        for row in rows
    ])  # fmt: skip
    give_demo_devices(users[row["username"]] for row in rows if RIGHTS[row["role"]] & SIGNING)
    return [users[row["username"]] for row in rows]


def _give_functions(seats: list[Assignment]) -> None:
    """What was given before stays as an administrator left it."""
    since = Assignment.objects.filter(valid_from=SINCE)
    given = set(since.values_list("user", "office", "role"))
    Assignment.objects.bulk_create([seat for seat in seats if (seat.user_id, seat.office_id, seat.role) not in given])


def _give_passwords(users: list[User]) -> None:
    """Who has one already keeps it. It is the same for all, and hashed once: that takes a third of a second."""
    hashed = make_password(PASSWORD) if users else ""
    for user in users:
        user.password = hashed
    User.objects.bulk_update(users, ["password"])
