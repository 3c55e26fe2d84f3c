"""What of these drafts has another dossier granted already, and who lets it be granted again?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from benefits.doubts.excluding import excluding, under_way
from benefits.earlier.named import readable_in
from benefits.kinds import KINDS, kind_of
from benefits.models import DocumentChange, Draft
from benefits.queries import drafts_about_death_of
from intake.models import Dossier, Result
from intake.models.dossier import DossierEvent

VERB: Final = "grant_again"
"""Event by which an officer says why: its detail names the dossiers that granted before."""


@dataclass(frozen=True)
class Granted:
    """A sentence about one thing, and the dossier that granted it; `issued`: by a decision that went out."""

    dossier: Dossier
    said: str
    issued: bool = False


def granted_before(drafts: Sequence[Draft]) -> list[Granted]:
    """A funeral is paid once, to whoever asked first, and to each relative the own share; contributions pay once."""
    return [granted for draft in drafts for granted in (*_after_death(draft), *_on_contributions(draft))]


def _on_contributions(draft: Draft) -> Iterator[Granted]:
    for earlier in excluding(draft):
        yield Granted(earlier.result.dossier, earlier.said_in(draft), issued=True)


def _after_death(draft: Draft) -> Iterator[Granted]:
    kind = kind_of(draft.kind.code)
    wanted = set(kind.claims(draft)) if kind else set()
    others = drafts_about_death_of(draft.dossier) if wanted else []
    ended = _ended(draft, others) if others else set()
    for other in others:
        if (other.dossier_id, other.kind.code, other.receiver_id) in ended:
            continue
        twice = wanted & set(KINDS[other.kind.code].claims(other))
        said = (f"Hồ sơ {other.dossier} đã giải quyết {claim} của cùng người chết." for claim in sorted(twice))
        yield from (Granted(other.dossier, sentence) for sentence in said)


def _ended(draft: Draft, others: Sequence[Draft]) -> set[tuple[int, str, int | None]]:
    """Dossier, kind and receiver of decisions that grant nothing: replaced by others, or to be by this draft."""
    named = readable_in(draft)
    over = Q(named_by__in=DocumentChange.objects.in_force().ending()) | Q(pk=named.result if named else None)
    rows = Result.objects.filter(over, dossier__in=[other.dossier_id for other in others])
    return set(rows.values_list("dossier_id", "kind", "receiver_id"))


def barred(drafts: Sequence[Draft]) -> list[Granted]:
    """What stands in the way until somebody says why it is granted again."""
    found = granted_before(drafts)
    allowed = _allowed(drafts[0].dossier) if found else {}
    return [granted for granted in found if granted.dossier.pk not in allowed]


def said_again(drafts: Sequence[Draft]) -> list[str]:
    """What is granted again and why, and what goes up beside it, for who controls and who signs."""
    found = granted_before(drafts)
    allowed = _allowed(drafts[0].dossier) if found else {}
    again = [_said(granted, allowed[granted.dossier.pk]) for granted in found if granted.dossier.pk in allowed]
    return [*again, *(said for draft in drafts for said in under_way(draft))]


def _said(granted: Granted, event: DossierEvent) -> str:
    return f"{granted.said} {event.by} cho giải quyết lại: {event.reason}"


def _allowed(dossier: Dossier) -> dict[int, DossierEvent]:
    """Id of a dossier that granted before -> the newest event that lets it be granted again."""
    events = dossier.events.filter(verb=VERB).select_related("by").order_by("pk")
    return {pk: event for event in events for pk in event.detail["dossiers"]}
