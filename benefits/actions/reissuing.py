"""What goes along with the letter by which documents are given out a second time?"""

from __future__ import annotations

from benefits.earlier.named import REISSUE
from benefits.earlier.reissuing import chosen_in
from benefits.queries import open_drafts
from bhxh_archive.models import User
from intake.actions.dossier.second_issues import give_again
from intake.models import Dossier, Result


def give_originals(dossier: Dossier, by: User) -> list[Result]:
    """File with the dossier, whose letter was just issued, the electronic originals that the letter names."""
    drafts = (draft for draft in open_drafts(dossier) if draft.kind.code == REISSUE)
    return [
        give_again(dossier=dossier, result=row, receiver=draft.receiver, by=by)
        for draft in drafts for row in chosen_in(draft, draft.entries)
    ]  # fmt: skip
