"""Which signatures did the sender keep although they could not be proved, and for which reason?

A paper that an outside body signed may carry a certificate nobody here can judge. The sender settles that doubt with a
reason; the package carries it beside the file's digest, and whoever verifies the package is told, not stopped. No
reason excuses a signature that is broken: that finding bears another code.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from archive.packaging.claims import Claims
from archive.packaging.findings import Finding, Severity
from archive.packaging.readers import Unreadable
from archive.packaging.verify_bag import Inventory

PATH: Final = "documentation/doubts.json"
SIGNATURE: Final = "signature"
MAX_REASON: Final = 500


def doubts_json(settled: Mapping[str, str]) -> bytes:
    """The file that carries them: SHA-256 of the document -> the reason, as canonical JSON."""
    return json.dumps(dict(sorted(settled.items())), ensure_ascii=False, indent=1).encode()


def settled_in(inventory: Inventory, claims: Claims) -> dict[str, str]:
    """SHA-256 -> reason, as an intact package says; what is malformed settles nothing."""
    path = claims.full(PATH)
    if not inventory.is_intact(path):
        return {}
    try:
        found = json.loads(inventory.content(path))
    except (ValueError, Unreadable):
        return {}
    return dict(_good(found)) if isinstance(found, dict) else {}


def _good(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for digest, reason in found.items():
        if isinstance(reason, str) and reason.strip():
            yield digest, " ".join(reason.split())[:MAX_REASON]


def informed(findings: Iterable[Finding], reason: str) -> Iterator[Finding]:
    """The findings on one file; a doubt about the trust in its signatures informs where the sender gave a reason."""
    for found in findings:
        if reason and found.code == SIGNATURE:
            message = f"{found.message_vi} Đơn vị nộp lưu chấp nhận với lý do: {reason}"
            yield replace(found, severity=Severity.WARNING, message_vi=message)
        else:
            yield found
