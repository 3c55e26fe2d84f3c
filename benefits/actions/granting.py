"""How does an officer say why is granted again what another dossier granted?"""

from __future__ import annotations

from django.db import transaction

from benefits.actions.drafting import keep_author, lock_for_drafting
from benefits.doubts.granted import VERB, barred
from benefits.queries import open_drafts
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.models import Dossier


@transaction.atomic
def grant_again(*, dossier: Dossier, reason: str, by: User) -> None:
    """Write down why; it is shown to who controls and who signs, and `by` is an author of the drafts from now on.

    Raises NotAllowed, NotValid without a reason, NotNow in another state or where nothing was granted before.
    """
    locked, granted = lock_for_drafting(dossier, by)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do giải quyết lại.")
    drafts = list(open_drafts(locked))
    found = barred(drafts)
    if not found:
        raise NotNow("Không có phần nào mà hồ sơ khác đã giải quyết: hãy trình dự thảo.")
    for draft in drafts:
        keep_author(draft, by)
    others = sorted({one.dossier.pk for one in found})
    record(locked, VERB, by=by, granted=granted, reason=nfc(reason.strip()), dossiers=others)
