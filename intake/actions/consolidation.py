"""How are scans and signed results merged into one whole that may go to the archive?"""

from __future__ import annotations

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import move
from bhxh_archive.models import User
from intake.actions.returning import make_documents
from intake.models import Dossier


def consolidate(
    *, dossier: Dossier, paper_file_number: str, by: User, doubt_settled: str = "", version: int | None = None
) -> Dossier:
    """Merge and check (Tích hợp hồ sơ). `doubt_settled`: the reason for keeping a foreign signature that is in doubt.

    Raises NotAllowed, NotNow, and NotValid with everything that is still missing; then the files that are not made yet
    are queued.
    """

    def keep_paper_number(locked: Dossier) -> list[str]:
        locked.paper_file_number = paper_file_number.strip()
        return ["paper_file_number"]

    try:
        return move(
            dossier, "consolidate", by=by, reason=doubt_settled, version=version, touch=keep_paper_number,
            paper_file_number=paper_file_number,
        )  # fmt: skip
    except NotValid:  # who asks may do so now: what is late is made until the next try
        make_documents(dossier)
        raise


def rework(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """Open the consolidation again, with a reason."""
    return move(dossier, "rework", by=by, reason=reason, version=version)
