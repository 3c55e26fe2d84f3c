"""Who stands on a result beside the leader, in order: by a signature, or by a printed name and what the trail says?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localtime

from benefits.models import PreparedDocument
from bhxh_archive.documents.signatories import WORDS, Signatory, beside_leader
from intake.models import CoSigner, Dossier, Result

_PROPOSED = ("propose", "propose_directly")


def proposals_of(dossier: Dossier) -> list[datetime]:
    """When its drafts were laid before others, oldest first."""
    return list(dossier.events.filter(verb__in=_PROPOSED).order_by("seq").values_list("at", flat=True))


def told(result: Result, signed: PreparedDocument, proposals: Iterable[datetime]) -> list[str]:
    """A line for each signer beside the leader; none for a form without any, and for what was taken back or signed with
    ink."""
    if result.void_at or result.on_paper:
        return []
    frozen = signed.draft.frozen or {"papers": []}
    template = next((paper["template"] for paper in frozen["papers"] if paper["kind"] == signed.kind), "")
    signatures = {row.field: row for row in result.cosigners.all()}
    before = [at for at in proposals if signed.signed_at is None or at < signed.signed_at]
    people = {
        Signatory.DRAFTER: (signed.drafted_by, "trình", before[-1] if before else None),
        Signatory.CONTROLLER: (signed.controlled_by, "đồng ý", signed.draft.controlled_at),
    }
    return [
        f"{WORDS[one]}: {person}, {_signature(signatures[one]) if one in signatures else _printed(did, at)}"
        for one in beside_leader(template) for person, did, at in [people[one]] if person
    ]  # fmt: skip


def _signature(row: CoSigner) -> str:
    return f"ký số lúc {_moment(row.version.at)}" if row.version else "chờ ký số"


def _printed(did: str, at: datetime | None) -> str:
    return f"in tên; {did} lúc {_moment(at)} theo nhật ký" if at else "in tên theo nhật ký"


def _moment(at: datetime) -> str:
    return f"{localtime(at):%H:%M %d/%m/%Y}"
