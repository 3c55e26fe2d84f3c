"""Which offices, people and rules does the demo have? Synthetic, loaded by `load_demo` and by the tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from bhxh_archive.models import Assignment, Office, OfficeName, User
from bhxh_archive.signing.signers import Pkcs12Signer
from bhxh_archive.upserting import upsert
from intake.models import Decentralisation

FOLDER: Final = Path("fixtures/demo")
PASSWORD: Final = "bhxh-demo-2026"  # noqa: S105 - the demo's own, printed by `make run`
SINCE: Final = date(2026, 1, 1)


def _read(name: str) -> Any:
    return json.loads((settings.BASE_DIR / FOLDER / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_demo() -> list[User]:
    """Load or refresh the demo offices and people; certificates are taken from TRUST_DIR where they exist."""
    offices = _offices(_read("offices.json"))
    users = _users(_read("people.json"), offices)
    _settling(offices)
    return users


def _offices(rows: list[dict[str, Any]]) -> dict[str, Office]:
    """Code -> office; whom an office stands under is written when all are there."""
    made = upsert(Office, [_office(row) for row in rows], "code")
    offices = {office.code: office for office in made}
    for row in rows:
        offices[row["code"]].parent = offices.get(row["parent"])
    Office.objects.bulk_update(made, ["parent"])
    names = [name | {"office": offices[row["code"]]} for row in rows for name in row["names"]]
    upsert(OfficeName, names, "office", "valid_from")
    return offices


def _office(row: dict[str, Any]) -> dict[str, Any]:
    plain = {name: row[name] for name in ("code", "agency_id", "kind", "valid_from")}
    return plain | {"certificate": _fingerprint(f"agency-{row['code']}")}


def _users(rows: list[dict[str, Any]], offices: dict[str, Office]) -> list[User]:
    facts = [{"username": row["username"], "full_name": row["full_name"], "certificate": _fingerprint(row["username"])}
             for row in rows]  # fmt: skip
    upsert(User, facts, "username")
    users = {user.username: user for user in User.objects.filter(username__in=[row["username"] for row in rows])}
    _give_passwords([user for user in users.values() if not user.password])
    seats = [{"user": users[row["username"]], "office": offices[row["office"]], "role": row["role"],
              "valid_from": SINCE, "title": row["title"], "authority": row.get("authority", "")}
             for row in rows]  # fmt: skip
    upsert(Assignment, seats, "user", "office", "role", "valid_from")
    return [users[row["username"]] for row in rows]


def _give_passwords(users: list[User]) -> None:
    """Who has one already keeps it."""
    for user in users:
        user.set_password(PASSWORD)
    User.objects.bulk_update(users, ["password"])


def _fingerprint(slug: str) -> str:
    path = settings.TRUST_DIR / "pkcs12" / f"{slug}.p12"
    if not path.exists():
        return ""
    return Pkcs12Signer.load(path, path.with_suffix(".pass").read_bytes()).identity.fingerprint_sha256


def _settling(offices: dict[str, Office]) -> None:
    """What the grass-roots office receives is settled, and its paper kept, by the provincial office."""
    province = offices["hai-phong"]
    rule = {"procedure_code": "*", "receiving_office": offices["hong-bang"], "valid_from": SINCE,
            "settling_office": province, "paper_office": province, "source": "Dữ liệu mẫu"}  # fmt: skip
    upsert(Decentralisation, [rule], "procedure_code", "receiving_office", "valid_from")
