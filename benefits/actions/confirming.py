"""How does an officer say why a draft is right though something speaks against it?"""

from __future__ import annotations

from django.db import transaction

from benefits.actions.drafting import keep_author, lock_for_drafting
from benefits.doubts.doubted import VERB, keys_of, looked_at, unreasoned
from benefits.queries import open_drafts
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.models import Dossier


@transaction.atomic
def confirm_doubts(*, dossier: Dossier, reason: str, by: User) -> None:
    """Write down why; it is shown to who controls and who signs, and `by` is an author of the drafts from now on.

    Raises NotAllowed, NotValid without a reason, NotNow in another state or where there is no doubt.
    """
    locked, granted = lock_for_drafting(dossier, by)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do xác nhận.")
    looked = looked_at(open_drafts(locked))
    if not unreasoned(looked):
        raise NotNow("Dự thảo không có điểm nào phải xác nhận: hãy trình dự thảo.")
    for draft, _ in looked:
        keep_author(draft, by)
    record(locked, VERB, by=by, granted=granted, reason=nfc(reason.strip()), doubts=keys_of(looked))
