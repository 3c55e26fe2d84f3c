"""How does a draft go up to the head and the leader, and back down?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from benefits.actions.drafting import keep_author
from benefits.calculation import compute
from benefits.earlier.named import named_in
from benefits.kinds import kind_of
from benefits.models import Draft
from benefits.papers import as_frozen, digest_of, papers_of
from benefits.papers.annex import working_of
from benefits.queries import open_drafts
from bhxh_archive.lifecycle import move
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from intake.models import Dossier


@transaction.atomic
def propose(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Lay the draft before the head of the unit; where an office has no controller it goes straight to the leader.

    Who proposes answers for the draft as one of its authors.
    """
    controlled = parameter("has_controller", office=dossier.settling_office)
    verb = "propose" if controlled else "propose_directly"
    moved: Dossier = move(dossier, verb, by=by, version=version, touch=_drop_holder)
    for draft in open_drafts(moved):
        keep_author(draft, by)
    if not controlled:
        _freeze_all(moved, controller=None)
    return moved


def _drop_holder(dossier: Dossier) -> list[str]:
    dossier.holder = None
    return ["holder"]


@transaction.atomic
def endorse(*, dossier: Dossier, by: User, version: int | None = None) -> Dossier:
    """Agree and pass to the leader; the data of the result and its working are frozen with their digest."""
    moved: Dossier = move(dossier, "endorse", by=by, version=version)
    _freeze_all(moved, controller=by)
    return moved


def _freeze_all(dossier: Dossier, *, controller: User | None) -> None:
    for draft in open_drafts(dossier).select_for_update(of=("self",)):
        _freeze(draft, controller)


def _freeze(draft: Draft, controller: User | None) -> None:
    kind = kind_of(draft.kind.code)
    computed = compute(draft) if kind else None
    papers = papers_of(draft, computed=computed, controller=controller)
    working = {"working": working_of(kind, computed)} if kind and computed else {}
    named = named_in(draft)
    earlier = {"named": named.as_frozen()} if named else {}
    draft.frozen = {"papers": [as_frozen(vars(paper)) for paper in papers]} | working | earlier
    draft.frozen_digest = digest_of(draft.frozen)
    draft.controlled_by = controller
    draft.controlled_at = timezone.now() if controller else None
    draft.save(update_fields=["frozen", "frozen_digest", "controlled_by", "controlled_at"])


def return_draft(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """Give the draft back to the officer, with the reason; a number that was bound goes to the gap log."""
    return move(dossier, "return_draft", by=by, reason=reason, version=version, touch=back_to_drafter)


def send_back(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Dossier:
    """Give the dossier back to reception, with the reason."""
    return move(dossier, "send_back", by=by, reason=reason, version=version, touch=_drop_holder)


def back_to_drafter(dossier: Dossier) -> list[str]:
    """It returns to the desk it came from, not into the pool."""
    draft = open_drafts(dossier).first()
    dossier.holder = draft.drafted_by if draft else None
    return ["holder"]
