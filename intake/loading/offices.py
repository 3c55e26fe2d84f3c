"""How do the offices of an installation become rows? Loading the same list twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bhxh_archive.errors import NotValid
from bhxh_archive.keys import key_file
from bhxh_archive.models import Office, OfficeName
from bhxh_archive.upserting import upsert
from intake.models import Decentralisation

_OWN: Final = ("code", "agency_id", "kind", "valid_from")

Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def load_offices(rows: Rows) -> dict[str, Office]:
    """Code -> office. Each row has those of _OWN, `parent` (a code of the list, or null), `names` (dated, as the letter
    head needs them), and `settled_by` where another office of the list settles, and keeps the paper of, all that it
    receives. Certificates are those of the keys in KEYS_DIR; an office without one there keeps what is assigned.

    Raises NotValid for a row that lacks something, or names an office that is not there.
    """
    try:
        return _loaded(rows)
    except (KeyError, TypeError, ValueError, ValidationError, IntegrityError) as error:
        raise NotValid(f"Danh sách đơn vị thiếu hoặc sai: {error}.") from error


def _loaded(rows: Rows) -> dict[str, Office]:
    """Whom an office stands under is written when all are there."""
    kept = dict(Office.objects.values_list("code", "certificate"))
    facts = [
        {name: row[name] for name in _OWN}
        | {"certificate": fingerprint(f"agency-{row['code']}") or kept.get(row["code"], "")}
        for row in rows
    ]
    made = upsert(Office, facts, "code")
    offices = {office.code: office for office in made}
    for row in rows:
        offices[row["code"]].parent = offices[row["parent"]] if row["parent"] else None
    Office.objects.bulk_update(made, ["parent"])
    names = [name | {"office": offices[row["code"]]} for row in rows for name in row["names"]]
    upsert(OfficeName, names, "office", "valid_from")
    settled = [_rule(row, offices) for row in rows if row.get("settled_by")]
    upsert(Decentralisation, settled, "procedure_code", "receiving_office", "valid_from")
    return offices


def _rule(row: Mapping[str, Any], offices: Mapping[str, Office]) -> dict[str, Any]:
    """Every procedure received here is settled there."""
    there = offices[row["settled_by"]]
    return {"procedure_code": "*", "receiving_office": offices[row["code"]], "valid_from": row["settled_from"],
            "settling_office": there, "paper_office": there, "source": row["settled_source"]}  # fmt: skip


def fingerprint(slug: str) -> str:
    """SHA-256 of the certificate of a person or office whose key is in KEYS_DIR, "" where there is none."""
    path = key_file(slug)
    if not path.exists():
        return ""
    from bhxh_archive.signing.signers import Pkcs12Signer  # late: most installations keep none here

    return Pkcs12Signer.load(path, path.with_suffix(".pass").read_bytes()).identity.fingerprint_sha256
