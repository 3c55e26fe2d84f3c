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
from intake.models import Decentralisation

FOLDER: Final = Path("fixtures/demo")
PASSWORD: Final = "bhxh-demo-2026"  # noqa: S105 - the demo's own, printed by `make run`
SINCE: Final = date(2026, 1, 1)


def _read(name: str) -> Any:
    return json.loads((settings.BASE_DIR / FOLDER / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_demo() -> list[User]:
    """Load or refresh the demo offices and people; certificates are taken from TRUST_DIR where they exist."""
    for row in _read("offices.json"):
        _office(row)
    users = [_user(row) for row in _read("people.json")]
    _settling()
    return users


def _office(row: dict[str, Any]) -> Office:
    parent = Office.objects.filter(code=row["parent"]).first()
    facts = {"agency_id": row["agency_id"], "kind": row["kind"], "parent": parent, "valid_from": row["valid_from"]}
    facts["certificate"] = _fingerprint(f"agency-{row['code']}")
    office, _ = Office.objects.update_or_create(code=row["code"], defaults=facts)
    for name in row["names"]:
        OfficeName.objects.update_or_create(office=office, valid_from=name["valid_from"], defaults=name)
    return office


def _user(row: dict[str, Any]) -> User:
    facts = {"full_name": row["full_name"], "certificate": _fingerprint(row["username"])}
    user, created = User.objects.update_or_create(username=row["username"], defaults=facts)
    if created:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    office = Office.objects.get(code=row["office"])
    Assignment.objects.update_or_create(
        user=user, office=office, role=row["role"], valid_from=SINCE,
        defaults={"title": row["title"], "authority": row.get("authority", "")},
    )  # fmt: skip
    return user


def _fingerprint(slug: str) -> str:
    path = settings.TRUST_DIR / "pkcs12" / f"{slug}.p12"
    if not path.exists():
        return ""
    return Pkcs12Signer.load(path, path.with_suffix(".pass").read_bytes()).identity.fingerprint_sha256


def _settling() -> None:
    """What the grass-roots office receives is settled, and its paper kept, by the provincial office."""
    local, province = Office.objects.get(code="hong-bang"), Office.objects.get(code="hai-phong")
    Decentralisation.objects.update_or_create(
        procedure_code="*", receiving_office=local, valid_from=SINCE,
        defaults={"settling_office": province, "paper_office": province, "source": "Dữ liệu mẫu"},
    )  # fmt: skip
